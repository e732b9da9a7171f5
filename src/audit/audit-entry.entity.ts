import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What happened, by whom, to what: one line of the log (nhật ký). Append-only; ids only, no personal data. */
@Entity('audit_entries')
export class AuditEntry {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'bigint', insert: false, update: false }) seq: string;
  @Column({ type: 'timestamptz', insert: false }) at: Date;
  @Column('uuid', { nullable: true }) accountId: string | null;
  @Column('uuid', { nullable: true }) sessionId: string | null;
  @Column('text') action: string;
  @Column('uuid', { nullable: true }) organisationId: string | null;
  @Column('uuid', { nullable: true }) subjectId: string | null;
  @Column('jsonb', { default: {} }) details: Record<string, unknown>;
}

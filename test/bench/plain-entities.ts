import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The tables behind the first screen as entities and GraphQL types in one, in the usual way. */
@ObjectType()
@Entity('organisations')
export class Organisation {
  @Field(() => ID) @PrimaryColumn('uuid') id: string;
  @Field() @Column('text') name: string;
  @Column('ltree') path: string;
}

@ObjectType()
@Entity('attendances')
export class Attendance {
  @PrimaryColumn('uuid', { name: 'meeting_id' }) meetingId: string;
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId: string;
  @Field() @Column('text') state: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) answer: string | null;
  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt: Date | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) reason: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) method: string | null;
  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { name: 'checked_in_at', nullable: true })
  checkedInAt: Date | null;
}

@ObjectType()
@Entity('meetings')
export class Meeting {
  @Field(() => ID) @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'cell_id' }) cellId: string;
  @Field() @Column('text') kind: string;
  @Field() @Column('text') month: string;
  @Field() @Column('text') title: string;
  @Field() @Column('text') status: string;
  @Field(() => Date) @Column('timestamptz', { name: 'starts_at' }) startsAt: Date;
  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) place: string | null;
}

@ObjectType()
@Entity('document_files')
export class DocumentFile {
  @Field(() => ID) @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'document_id' }) documentId: string;
  @Field() @Column('text') name: string;
  @Field() @Column('text', { name: 'mime_type' }) mimeType: string;
  @Field(() => Int) @Column('bigint', { transformer: { from: Number, to: String } }) size: number;
  @Field() @Column('text') sha256: string;
  @Column('text') state: string;
  @Column('uuid', { name: 'replaced_by', nullable: true }) replacedBy: string | null;
}

@ObjectType()
@Entity('documents')
export class Document {
  @Field(() => ID) @PrimaryColumn('uuid') id: string;
  @Field() @Column('text') title: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) issuer: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) number: string | null;
  @Field(() => String, { nullable: true }) @Column('date', { name: 'issued_on', nullable: true }) issuedOn:
    | string
    | null;
  @Field(() => [String]) @Column('text', { array: true }) topics: string[];
  @Column('uuid', { name: 'audience_id' }) audienceId: string;
  @Field(() => Date) @Column('timestamptz', { name: 'published_at' }) publishedAt: Date;
}

@Entity('meeting_documents')
export class MeetingDocument {
  @PrimaryColumn('uuid', { name: 'meeting_id' }) meetingId: string;
  @PrimaryColumn('uuid', { name: 'document_id' }) documentId: string;
}

@Entity('readings')
export class Reading {
  @PrimaryColumn('uuid', { name: 'document_id' }) documentId: string;
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId: string;
  @Column('real') progress: number;
}

@Entity('notifications')
export class Notification {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('timestamptz', { name: 'read_at', nullable: true }) readAt: Date | null;
}

@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'member_id', nullable: true }) memberId: string | null;
}

@Entity('grants')
export class Grant {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') role: string;
}

/** The phone's first screen. */
@ObjectType()
export class Home {
  memberId: string;
  cellIds: string[];
  accountId: string;
}

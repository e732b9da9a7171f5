import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Organisation } from '../../../organisations/organisation.types.js';
import { Day } from '../../../platform/graphql/scalars.js';
import { MeetingKind } from '../../meeting.types.js';

/** What the members of a cell work at: each kind has an agenda of its own (domain.md 3). */
export enum CellType {
  /** Thôn, bản, tổ dân phố. */
  HAMLET = 'HAMLET',
  /** Cơ quan, đơn vị sự nghiệp. */
  OFFICE = 'OFFICE',
  /** Doanh nghiệp nhà nước. */
  STATE_FIRM = 'STATE_FIRM',
  /** Doanh nghiệp tư nhân. */
  PRIVATE_FIRM = 'PRIVATE_FIRM',
  /** Sinh viên, trường học. */
  STUDENTS = 'STUDENTS',
  /** Lực lượng vũ trang. */
  ARMED_FORCES = 'ARMED_FORCES',
}
registerEnumType(CellType, { name: 'CellType', description: 'What the members of a cell work at.' });

/** The three parts of a meeting (domain.md 3). */
export enum AgendaSection {
  OPENING = 'OPENING',
  MIDDLE = 'MIDDLE',
  CLOSING = 'CLOSING',
}
registerEnumType(AgendaSection, { name: 'AgendaSection' });

/** An item that a template proposes. */
@ObjectType()
export class AgendaTemplateItem {
  @Field(() => AgendaSection) section: AgendaSection;
  @Field() title: string;
  @Field(() => String, { nullable: true }) notes: string | null;
  @Field(() => Int, { nullable: true }) minutes: number | null;
  @Field() isCommitteeOnly: boolean;
}

/** A template of agendas (chương trình mẫu) in force on a day, of the nearest organisation that has one. */
@ObjectType()
export class AgendaTemplate {
  @Field(() => ID) id: string;
  @Field(() => CellType) cellType: CellType;
  @Field(() => MeetingKind) kind: MeetingKind;
  @Field(() => [AgendaTemplateItem]) items: AgendaTemplateItem[];
  @Field(() => String, { nullable: true, description: 'The guidance or decision behind it.' }) source: string | null;
  @Field(() => Organisation, { nullable: true, description: 'Whose it is; null: for everybody.' })
  organisation?: Organisation | null;
  @Field(() => Day) validFrom: string;
  @Field(() => Day, { nullable: true, description: 'The first day on which it is in force no more.' })
  validTo: string | null;
  organisationId: string | null;
}

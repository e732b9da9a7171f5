import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Office } from '../members/member.types.js';
import { Organisation, OrganisationKind } from '../organisations/organisation.types.js';
import { Day, YearMonth } from '../platform/graphql/scalars.js';
import type { File } from './files/file.types.js';

/** What a document is (thể loại). */
export enum DocumentKind {
  /** Nghị quyết. */
  RESOLUTION = 'RESOLUTION',
  /** Chỉ thị. */
  DIRECTIVE = 'DIRECTIVE',
  /** Kết luận. */
  CONCLUSION = 'CONCLUSION',
  /** Quy định. */
  REGULATION = 'REGULATION',
  /** Hướng dẫn. */
  GUIDANCE = 'GUIDANCE',
  /** Bản tin sinh hoạt chi bộ: one a month and issuer. */
  BULLETIN = 'BULLETIN',
  /** Tư liệu: whatever is nothing else. */
  MATERIAL = 'MATERIAL',
  /** Bài học. */
  LESSON = 'LESSON',
}
registerEnumType(DocumentKind, { name: 'DocumentKind' });

/** A document's way: not yet before its readers, before them, or taken back. */
export enum DocumentState {
  /** Its time has not come, or it waits for the invitation to its meeting: only its publisher sees it. */
  SCHEDULED = 'SCHEDULED',
  PUBLISHED = 'PUBLISHED',
  /** Its readers see the title and why. */
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(DocumentState, { name: 'DocumentState' });

/** A document (tài liệu, văn bản) with its files, addressed to an organisation and everything under it, or to some there. */
@ObjectType()
export class Document {
  @Field(() => ID) id: string;
  @Field() title: string;
  /** Who issued it, as printed on it. */
  @Field(() => String, { nullable: true }) issuer: string | null;
  /** Its number and sign: `12-NQ/TU`. */
  @Field(() => String, { nullable: true }) number: string | null;
  @Field(() => Day, { nullable: true }) issuedOn: string | null;
  @Field(() => [String]) topics: string[];
  @Field(() => Date, { nullable: true, description: 'Null while it waits for the invitation to its meeting.' })
  publishedAt: Date | string | null;
  @Field(() => Int, { description: 'Counts changes of the record and its files.' }) version?: number;
  @Field(() => DocumentKind) kind?: DocumentKind;
  @Field(() => [OrganisationKind], { description: 'Only places of these kinds are addressed; empty: all.' })
  audienceKinds?: OrganisationKind[];
  @Field(() => [Office], { description: 'Only holders of these offices are addressed; empty: everybody.' })
  audienceOffices?: Office[];
  @Field(() => YearMonth, { nullable: true, description: 'The month of a bulletin.' }) bulletinMonth?: string | null;
  @Field(() => Date, { nullable: true }) withdrawnAt?: Date | string | null;
  @Field(() => String, { nullable: true }) withdrawalReason?: string | null;
  /** Brought by read models; loaded otherwise. */
  files?: File[];
  /** How far the reader has come, 0 to 1; null when never opened. Brought by read models; loaded otherwise. */
  myProgress?: number | null;
  audienceId?: string;
  /** Whether the asker published it; found out when it is missing. */
  isPublisher?: boolean;
}

/** How many of a unit read a document. Sums only: no names, and no unit of fewer than three. */
@ObjectType()
export class UnitReaders {
  @Field(() => Organisation, { nullable: true, description: 'Null: all units that are too small to be shown alone.' })
  organisation: Organisation | null;
  @Field(() => Int, { description: 'To how many people it is addressed.' }) entitled: number;
  @Field(() => Int) opened: number;
  @Field(() => Int, { description: 'Read to 0.9 or further.' }) finished: number;
}

/** How many read a document, for its publisher: in all, and in each unit directly under the organisation addressed. */
@ObjectType()
export class ReaderFigures {
  @Field(() => Int) entitled: number;
  @Field(() => Int) opened: number;
  @Field(() => Int) finished: number;
  @Field(() => [UnitReaders]) units: UnitReaders[];
}

/** A queued reading that was not kept. */
@ObjectType()
export class RefusedReading {
  @Field(() => Int, { description: 'Its place in the list that was sent, from 0.' }) index: number;
  @Field() reason: string;
}

/** What became of a phone's queue of readings. */
@ObjectType()
export class RecordedReadings {
  @Field(() => Int) accepted: number;
  @Field(() => [RefusedReading], { description: 'Nothing changes when they are sent again: drop them.' })
  refused: RefusedReading[];
  @Field(() => [Document], { description: 'Each document once, with the furthest progress of all devices.' })
  documents: Document[];
}

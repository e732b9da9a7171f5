import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Day } from '../platform/graphql/scalars.js';

/** A file of a document (tệp): its content is named by its SHA-256. `url` is resolved, never kept: it carries a ticket of the reader. */
@ObjectType()
export class File {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field() mimeType: string;
  /** In bytes. */
  @Field(() => Int) size: number;
  @Field() sha256: string;
  /** Brought where many are shown at once; resolved otherwise. */
  url?: string;
}

/** A document (tài liệu, văn bản) with its files, addressed to an organisation and everything under it. */
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
  @Field(() => Date, { nullable: true }) publishedAt: Date | string | null;
  /** Brought by read models; loaded otherwise. */
  files?: File[];
  /** How far the reader has come, 0 to 1; null when never opened. Brought by read models; loaded otherwise. */
  myProgress?: number | null;
}

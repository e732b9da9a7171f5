import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Reason, type ReasonKey } from '../../errors.js';

/** How far the check of a file has come. */
export enum FileState {
  /** It is looked at, and shown to nobody meanwhile. */
  CHECKING = 'CHECKING',
  READY = 'READY',
  /** `refusal` says why; its content is gone. */
  REFUSED = 'REFUSED',
}

registerEnumType(FileState, { name: 'FileState', description: 'Whether a file is handed out: only when it is READY.' });

/** A file of a document (tệp): its content is named by its SHA-256. `url` is resolved, never kept: it carries a ticket of the reader. */
@ObjectType()
export class File {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field() mimeType: string;
  /** In bytes. */
  @Field(() => Int) size: number;
  @Field() sha256: string;
  /** Counts the versions of the same place in its document, from 1. */
  @Field(() => Int) version: number;
  @Field(() => FileState) state: FileState;
  /** Why it was refused; null unless it was. */
  @Field(() => Reason, { nullable: true }) refusal: ReasonKey | null;
  /** Brought where many are shown at once; resolved otherwise. */
  url?: string;
}

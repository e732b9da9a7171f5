import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

/** In which ways a content can be read. */
export enum FormKind {
  /** Text by page: for searching, reading aloud and the low-data pack. */
  TEXT = 'TEXT',
  /** Reflowable HTML for a small screen. */
  HTML = 'HTML',
  /** A picture of every page, in two widths. */
  IMAGES = 'IMAGES',
  /** A small picture of the first page. */
  COVER = 'COVER',
  /** Sound, kept as it is, with its length. */
  AUDIO = 'AUDIO',
}

registerEnumType(FormKind, { name: 'FormKind', description: 'In which way a file can be read.' });

/** How far a form has come. */
export enum FormState {
  PENDING = 'PENDING',
  READY = 'READY',
  /** It was tried and cannot be made; `problem` says why. It may be tried again by hand. */
  FAILED = 'FAILED',
  /** A program of the server is missing; `problem` says which. */
  UNAVAILABLE = 'UNAVAILABLE',
}

registerEnumType(FormState, { name: 'FormState', description: 'How far a form of reading has come.' });

/** A form of reading (dạng đọc) made from one version of a file. A kind that the file cannot have has no row. */
@ObjectType()
export class ReadingForm {
  @Field(() => FormKind) kind: FormKind;
  @Field(() => FormState) state: FormState;
  @Field(() => String, { nullable: true, description: 'Why it failed, what is missing or was left out; Vietnamese.' })
  problem: string | null;
  @Field({ description: 'The content from which it was made.' }) sourceSha256: string;
  @Field(() => Int, { nullable: true, description: 'In bytes.' }) size: number | null;
  @Field(() => Date, { nullable: true }) madeAt: Date | null;
  /** Whose form it is: addresses are made from it. */
  fileId: string;
}

/** What is known of a content beside its forms; `seconds` of sound. */
export interface ContentFacts {
  pages: number | null;
  minutes: number | null;
  seconds: number | null;
  isScanned: boolean;
  isOcr: boolean;
}

import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

/** How much a pack brings. */
export enum PackForm {
  /** Text by page alone, compressed: a few kB a page. */
  TEXT = 'TEXT',
  /** Text, reflowable HTML, cover, page images of the smaller width, and the originals (sound is an original). */
  FULL = 'FULL',
}

registerEnumType(PackForm, { name: 'PackForm', description: 'How much a pack brings: text alone, or everything.' });

/** What a part of a pack is. */
export enum PackPartKind {
  /** Gzip of `{"format":"sotay-text/1","pages":["…"]}`. */
  TEXT = 'TEXT',
  /** Gzip of the reflowable HTML. */
  HTML = 'HTML',
  COVER = 'COVER',
  /** The picture of one page. */
  PAGE = 'PAGE',
  ORIGINAL = 'ORIGINAL',
}

registerEnumType(PackPartKind, { name: 'PackPartKind', description: 'What a part of a pack is.' });

/** Why a document that the phone holds is not in the new pack. */
export enum PackRemovalReason {
  /** Taken back by its publisher: the phone erases it wherever it holds it. */
  WITHDRAWN = 'WITHDRAWN',
  /** The person may not read it any more: the phone erases it. */
  NOT_READABLE = 'NOT_READABLE',
  /** Taken off the meeting, or no longer asked for. */
  NOT_ASKED_FOR = 'NOT_ASKED_FOR',
}

registerEnumType(PackRemovalReason, { name: 'PackRemovalReason' });

/** A document that the phone is to remove. */
@ObjectType()
export class PackRemoval {
  @Field(() => ID) documentId: string;
  @Field(() => PackRemovalReason) reason: PackRemovalReason;
}

/** What is missing in a pack for now: a file that is not released, or a form that is not made. */
@ObjectType()
export class PackGap {
  @Field(() => ID) documentId: string;
  @Field(() => ID) fileId: string;
  @Field({
    description: 'CHECKING or REFUSED of a file; PENDING, FAILED or UNAVAILABLE of a form; EMPTY without text.',
  })
  state: string;
  @Field(() => PackPartKind, { nullable: true, description: 'Null when the whole file is left out.' })
  kind: PackPartKind | null;
}

/** A part that the phone has yet to load. */
@ObjectType()
export class PackPart {
  @Field() sha256: string;
  @Field(() => Int, { description: 'In bytes.' }) size: number;
  @Field({ description: 'Relative; under the bearer token, resumable by Range.' }) url: string;
}

/** A pack for the pocket (gói mang theo): a signed manifest that names everything by hash, and where to load it. */
@ObjectType()
export class Pack {
  @Field(() => ID, { description: 'The SHA-256 of the manifest; the same content has the same version for everybody.' })
  version: string;
  @Field(() => PackForm) form: PackForm;
  @Field(() => Date) madeAt: Date;
  @Field(() => Int, { description: 'How many documents are in it.' }) documents: number;
  @Field(() => Int, { description: 'Bytes of the archive at url, to be shown before loading.' }) size: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Bytes of the archive at deltaUrl; null when since was not given or is not known any more.',
  })
  deltaSize: number | null;
  @Field() manifestUrl: string;
  @Field({ description: 'One archive (tar) of manifest, signature and every part; resumable by Range and ETag.' })
  url: string;
  @Field(() => String, { nullable: true, description: 'The same with only the parts that since does not have.' })
  deltaUrl: string | null;
  @Field({ description: 'Ed25519 over the bytes of the manifest, base64url.' }) signature: string;
  @Field({ description: 'Which of GET /packs/keys signed.' }) keyId: string;
  @Field(() => [PackPart], { description: 'What since does not have; everything without since.' }) parts: PackPart[];
  @Field(() => [String], { description: 'Hashes of parts that since has and that are no longer needed.' })
  goneParts: string[];
  @Field(() => [PackRemoval], { description: 'Documents of since that are no longer in the pack.' })
  removed: PackRemoval[];
  @Field(() => [PackGap], { description: 'What is not there yet: worth asking again later.' }) gaps: PackGap[];
}

/** Of what, and how much. */
@ArgsType()
export class PackArgs {
  /** A meeting with agenda and materials. */
  @Field(() => ID, { nullable: true }) meetingId?: string | null;
  /** These documents; at most 100. Without both: one's bookmarks, the latest 100. */
  @Field(() => [ID], { nullable: true }) documentIds?: string[] | null;
  @Field(() => PackForm) form: PackForm;
  @Field(() => String, { nullable: true, description: 'The version of the manifest that the phone holds.' })
  since?: string | null;
}

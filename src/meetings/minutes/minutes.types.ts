import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Text } from '../../platform/texts.js';
import { MINUTES_LENGTH } from '../meetings.inputs.js';
import { MinutesRecord, MinutesSignature, SignatureRole } from './minutes-record.js';

/** How long an addendum may be, in characters (assumed). */
const ADDENDUM_LENGTH = 20_000;

/** What keeps minutes from being changed: the hash of their content, who sealed them by the last signature, and when. */
@ObjectType()
export class MinutesSeal {
  @Field({ description: 'SHA-256 in hex of `content`.' }) hash: string;
  @Field(() => Date) sealedAt: Date | string;
  @Field(() => String, { description: 'Whose signature, or note of a signature on paper, came last.' })
  sealedBy: string;
  @Field(() => String, {
    nullable: true,
    description:
      'The sealed JSON text, letter by letter: whoever has it can check the hash. It holds the reasons of who was missing: for the secretary and the signers.',
  })
  content: string | null;
}

/** What was added to sealed minutes. Each holds the hash of what stood before it. */
@ObjectType()
export class MinutesAddendum {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'From 1 on.' }) position: number;
  @Field() text: string;
  @Field(() => String) addedBy: string;
  @Field(() => Date) addedAt: Date | string;
  @Field({ description: 'SHA-256 in hex of `content`.' }) hash: string;
  @Field({ description: 'The hash of the addendum before, or of the seal.' }) previous: string;
  @Field({ description: 'The canonical JSON text that the hash is taken of.' }) content: string;
}

/** The minutes (biên bản) of a meeting: drafted from what was recorded, edited, signed by recorder and chair, sealed. */
@ObjectType()
export class Minutes {
  @Field(() => ID) meetingId: string;
  @Field(() => Int, { description: "The meeting's version: an edit is based on it." }) version: number;
  @Field(() => String, { nullable: true, description: 'As edited; null before the meeting is closed.' })
  text: string | null;
  @Field(() => String, { nullable: true }) conclusion: string | null;
  @Field(() => MinutesRecord, {
    nullable: true,
    description:
      'Until they are sealed for the secretary and the signers; then for all who read the meeting, without the reasons of others.',
  })
  record: MinutesRecord | null;
  @Field(() => String, {
    nullable: true,
    description: 'Written from the record, in Vietnamese, for the secretary to edit; null once sealed.',
  })
  draftText: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 in hex of what is signed, for the secretary and the signers; null before the closing.',
  })
  contentHash: string | null;
  @Field(() => [MinutesSignature]) signatures: MinutesSignature[];
  @Field(() => [SignatureRole], {
    description: 'As what the viewer is asked to sign now; empty once signed, and for everybody else.',
  })
  toSignAs: SignatureRole[];
  @Field({ description: 'The viewer may edit them now.' }) mayEdit: boolean;
  @Field({ description: 'The viewer may add an addendum now.' }) mayAdd: boolean;
  @Field(() => Date, { nullable: true, description: 'When they were read out before the cell, if that was noted.' })
  readOutAt: Date | string | null;
  @Field(() => MinutesSeal, { nullable: true }) seal: MinutesSeal | null;
  @Field(() => [MinutesAddendum]) addenda: MinutesAddendum[];
}

/** The minutes and the conclusion as they are to be, until they are sealed. */
@InputType()
export class EditMinutesInput {
  @Field(() => ID) meetingId: string;
  @Field(() => Int) version: number;
  @Text(MINUTES_LENGTH, { lines: true }) @Field() minutes: string;
  @Text(20_000, { lines: true, min: 0 })
  @Field(() => String, { nullable: true, description: 'Left out: stays as it is.' })
  conclusion?: string | null;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** Who chaired and who recorded, corrected after the closing: both were present and are two people (assumed). */
@InputType()
export class NameSignersInput {
  @Field(() => ID) meetingId: string;
  @Field(() => Int) version: number;
  @Field(() => ID) chairId: string;
  @Field(() => ID) recorderId: string;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** A signature of what was seen: with another content by now it is refused. */
@ArgsType()
export class SignMinutesArgs {
  @Field(() => ID) meetingId: string;
  @Field(() => SignatureRole) role: SignatureRole;
  @Text(64) @Field({ description: '`Minutes.contentHash` as it was read.' }) contentHash: string;
  @Field(() => ID) clientMutationId: string;
}

/** What was concluded on an item of the agenda. */
@InputType()
export class ConcludeItemInput {
  @Field(() => ID) meetingId: string;
  @Field(() => ID) agendaItemId: string;
  @Text(5000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) conclusion?: string | null;
  @Text(5000, { lines: true, min: 0 })
  @Field(() => String, {
    nullable: true,
    description: 'What stood there when it was written: another text by now is a conflict, so that nothing is lost.',
  })
  basedOn?: string | null;
  @Field(() => ID) clientMutationId: string;
}

/** What is added to sealed minutes. */
@ArgsType()
export class AddAddendumArgs {
  @Field(() => ID) meetingId: string;
  @Text(ADDENDUM_LENGTH, { lines: true }) @Field() text: string;
  @Field(() => ID) clientMutationId: string;
}

import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { keyed } from '../../access/keyed.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingFacts } from '../meeting-facts.js';
import { type MeetingRow, MeetingRows } from '../meeting-rows.js';
import type { CheckInInput } from './attendance.inputs.js';
import { type Disproof, type Proof, proofOf } from './check-in-proof.js';
import { isSignedBy, readDeviceKey, signedText } from './devices/device-keys.js';
import { Devices } from './devices/devices.service.js';
import { noteCheckIn } from './roll-facts.js';

/** So many wrong codes in ten minutes are a slip of the finger; more are guesses. */
const WRONG_CODES = 10;
const WRONG_SECONDS = 600;

const WRONG_LATELY = `
  select count(*)::int as count, ceil(extract(epoch from min(t) - clock_timestamp()) + ${WRONG_SECONDS})::int as wait
  from attempts, unnest(at) t where key = $1 and t > clock_timestamp() - make_interval(secs => ${WRONG_SECONDS})`;

const COUNT_WRONG = `
  insert into attempts as a (key, at, last_at) select $1, array[n], n from clock_timestamp() n
  on conflict (key) do update set last_at = excluded.last_at, at = array_append(
    array(select t from unnest(a.at) t where t > excluded.last_at - make_interval(secs => ${WRONG_SECONDS})), excluded.last_at)`;

/** A member's own check-in (điểm danh) with the code that the room shows. */
@Injectable()
export class CheckInService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly facts: MeetingFacts,
    private readonly devices: Devices,
  ) {}

  /**
   * Makes the member present by a code of the meeting, also when it comes days later from a phone without network, as long as the
   * meeting is not closed; afterwards it is kept as evidence and the state stays (design.md 6). A code that is refused is listed for the
   * secretary. Gives the meeting's id.
   */
  checkIn(actor: Actor, input: CheckInInput): Promise<string> {
    // Each try is sent at another moment, perhaps signed anew: that is no other check-in.
    const { clientMutationId, meetingId, code, at } = input;
    const repeatable = {
      operation: 'checkIn',
      clientMutationId,
      input: { meetingId, code, at },
      gives: meetingId.toLowerCase(),
    };
    return this.changes.once(actor, repeatable, async change => {
      // The lock of the cell's month comes with it: guesses of one moment come one after the other.
      const meeting = await this.rows.toAttend(change, actor, input.meetingId, { facts: true });
      if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
      if (!meeting.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
      const key = keyed(this.config, 'attempt', 'check in', actor.accountId);
      await this.mustNotBeGuessing(change, key);
      const proof = proofOf(meeting, input, change.now);
      if (typeof proof === 'string') {
        if (proof === 'CHECK_IN_CODE_WRONG') await change.rows(COUNT_WRONG, [key]);
        return this.refused(change, actor, meeting, input, proof);
      }
      const device = input.device ? readDeviceKey(input.device.publicKey) : null;
      if (input.device) {
        const text = signedText(meeting.id, actor.memberId ?? '', proof.letters, input.at);
        if (!device || !isSignedBy(device, text, input.device.signature))
          return this.refused(change, actor, meeting, input, 'CHECK_IN_SIGNATURE_WRONG');
      }
      const deviceId = device && (await this.devices.note(change, device, actor.accountId, proof.moment));
      return this.note(change, actor, meeting, { ...proof, deviceId }, input.at);
    });
  }

  private async note(
    change: Change,
    actor: Actor,
    meeting: MeetingRow,
    proof: Proof & { deviceId: string | null },
    claimedAt: Date,
  ): Promise<string> {
    const memberId = actor.memberId ?? '';
    const noted = await noteCheckIn(change, meeting.id, meeting.status === MeetingStatus.CLOSED, {
      memberId,
      ...proof,
    });
    if (!noted) throw new Refusal('NOT_ON_THE_ROLL');
    if (noted.isProof) await this.facts.countCheckIns(change, meeting.cellId, meeting.month);
    if (noted.isProof || noted.isNews) {
      // The phone's own time is a claim, kept beside what the code proves.
      const { method, provenAt, deviceId } = proof;
      const details = { memberId, method, checkedInAt: provenAt, claimedAt, deviceId };
      await change.record('meeting.checked-in', meeting.cellId, meeting.id, details);
      change.nudge(`meetings/${meeting.id}`);
    }
    return meeting.id;
  }

  private async mustNotBeGuessing(change: Change, key: Buffer): Promise<void> {
    const wrong = await change.row<{ count: number; wait: number }>(WRONG_LATELY, [key]);
    if (wrong && wrong.count >= WRONG_CODES)
      throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: Math.max(1, wrong.wait) });
  }

  /** Lists what was refused for the secretary: once a member and reason, with how often. */
  private async refused(
    change: Change,
    actor: Actor,
    meeting: MeetingRow,
    { at }: CheckInInput,
    reason: Disproof | 'CHECK_IN_SIGNATURE_WRONG',
  ): Promise<Refusal> {
    await change.run(
      `insert into refused_check_ins (meeting_id, member_id, reason, claimed_at, last_at)
       select $1, t.member_id, $3, $4, $5 from attendances t where t.meeting_id = $1 and t.member_id = $2
       on conflict (meeting_id, member_id, reason) do update set times = refused_check_ins.times + 1,
         claimed_at = excluded.claimed_at, last_at = excluded.last_at`,
      [meeting.id, actor.memberId, reason, at, change.now],
    );
    change.nudge(`meetings/${meeting.id}`);
    return new Refusal(reason);
  }
}

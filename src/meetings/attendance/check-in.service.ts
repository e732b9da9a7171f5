import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { keyed } from '../../access/keyed.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Parameters } from '../../platform/database/parameters.js';
import { PreparedStatements } from '../../platform/database/prepared.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import type { CheckInInput } from './attendance.inputs.js';
import { type Disproof, type Proof, proofOf, type Room } from './check-in-proof.js';
import { type DeviceKey, isSignedBy, readDeviceKey, signedText } from './devices/device-keys.js';
import { MOST_DEVICES } from './devices/devices.service.js';

/** So many wrong codes in ten minutes are a slip of the finger; more are guesses. */
const WRONG_CODES = 10;
const WRONG_SECONDS = 600;

const WRONG_LATELY = `
  select count(*)::int as wrong, ceil(extract(epoch from min(t) - clock_timestamp()) + ${WRONG_SECONDS})::int as wait
  from attempts, unnest(at) t where t > clock_timestamp() - make_interval(secs => ${WRONG_SECONDS}) and key = `;

const COUNT_WRONG = `
  insert into attempts as a (key, at, last_at) select $1, array[n], n from clock_timestamp() n
  on conflict (key) do update set last_at = excluded.last_at, at = array_append(
    array(select t from unnest(a.at) t where t > excluded.last_at - make_interval(secs => ${WRONG_SECONDS})), excluded.last_at)`;

/** What is looked at before a check-in is written. */
interface Door extends Room {
  status: MeetingStatus;
  invitedAt: Date | null;
  wrong: number;
  /** Since when the account is known on the device that signed. */
  onDeviceSince: Date | null;
}

type Refused = Disproof | 'CHECK_IN_SIGNATURE_WRONG';

/** A member's own check-in (điểm danh) with the code that the room shows. */
@Injectable()
export class CheckInService {
  /** One account's check-ins are looked at one after the other, so that guesses of one moment are counted before the next is read. */
  private readonly lines = new Map<string, Promise<unknown>>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly prepared: PreparedStatements,
    private readonly clock: Clock,
    private readonly changes: Changes,
  ) {}

  /**
   * Makes the member present by a code of the meeting, also when it comes days later from a phone without network, as long as the
   * meeting is not closed; afterwards it is kept as evidence and the state stays (design.md 6). A code that is refused is listed for the
   * secretary. Gives the meeting's id. A whole province checks in within minutes: one statement looks, one writes.
   */
  checkIn(actor: Actor, input: CheckInInput): Promise<string> {
    const { accountId } = actor;
    const before = this.lines.get(accountId) ?? Promise.resolve();
    const turn = before.then(
      () => this.doorstep(actor, input),
      () => this.doorstep(actor, input),
    );
    this.lines.set(accountId, turn);
    const leave = () => {
      if (this.lines.get(accountId) === turn) this.lines.delete(accountId);
    };
    turn.then(leave, leave);
    return turn;
  }

  private async doorstep(actor: Actor, input: CheckInInput): Promise<string> {
    const now = this.clock.now();
    const device = input.device ? readDeviceKey(input.device.publicKey) : null;
    const door = await this.lookAt(actor, input.meetingId, device, now);
    // Each try is sent at another moment, perhaps signed anew: that is no other check-in.
    const { clientMutationId, code, at } = input;
    const repeatable = {
      operation: 'checkIn',
      clientMutationId,
      input: { meetingId: door.id, code, at },
      gives: door.id,
    };
    const proof = proofOf(door, input, now);
    const isSigned = typeof proof !== 'string' && isTheirs(proof, door, actor, input, device);
    if (typeof proof === 'string' || !isSigned || door.wrong >= WRONG_CODES) {
      const reason = typeof proof === 'string' ? proof : 'CHECK_IN_SIGNATURE_WRONG';
      // A repetition of one that went through gets its answer all the same.
      return this.changes.once<string>(actor, repeatable, change => this.refuse(change, actor, door, input, reason));
    }
    const isNewDevice = device && !(door.onDeviceSince && door.onDeviceSince <= proof.moment);
    return this.changes.onceAtOnce(actor, repeatable, {
      sql: `note_check_in($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      parameters: [
        door.id,
        actor.memberId,
        actor.accountId,
        actor.sessionId,
        proof.provenAt,
        proof.moment,
        proof.method,
        device?.id ?? null,
        isNewDevice ? device.raw : null,
        MOST_DEVICES,
        proof.clockOff,
        at,
        now,
      ],
      topic: `meetings/${door.id}`,
    });
  }

  /** The meeting as it is now and how the account has guessed lately. Refuses NOT_FOUND where the actor may not know of it. */
  private async lookAt(actor: Actor, meetingId: string, device: DeviceKey | null, now: Date): Promise<Door> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, now, bind);
    const [door] = isId(meetingId)
      ? await this.prepared.rows<Door>(
          `select m.id, m.status, m.invited_at as "invitedAt", m.starts_at as "startsAt", m.opened_at as "openedAt",
             m.closed_at as "closedAt", m.check_in_secret as secret, w.wrong,
             (select d.since from device_accounts d where d.device_id = ${bind(device?.id ?? null)}::uuid and d.account_id = ${scope.account}) as "onDeviceSince"
           from meetings m join organisations o on o.id = m.cell_id, lateral (${WRONG_LATELY}${bind(this.keyOf(actor))}) w
           where m.id = ${bind(meetingId)} and ${scope.seen}`,
          values,
        )
      : [];
    if (!door) throw new Refusal('NOT_FOUND');
    return door;
  }

  /** Refuses a code: counts it where it is a guess, and lists it for the secretary, once a member and reason with how often. */
  private async refuse(
    change: Change,
    actor: Actor,
    door: Door,
    { at }: CheckInInput,
    reason: Refused,
  ): Promise<Refusal> {
    if (door.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
    if (!door.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
    // Over all processes guesses come one after the other.
    await change.rows(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`check-in ${actor.accountId}`]);
    const key = this.keyOf(actor);
    const lately = await change.row<{ wrong: number; wait: number }>(`${WRONG_LATELY}$1`, [key]);
    if (lately && lately.wrong >= WRONG_CODES)
      throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: Math.max(1, lately.wait) });
    if (reason === 'CHECK_IN_CODE_WRONG') await change.rows(COUNT_WRONG, [key]);
    await change.run(
      `insert into refused_check_ins (meeting_id, member_id, reason, claimed_at, last_at)
       select $1, t.member_id, $3, $4, $5 from attendances t where t.meeting_id = $1 and t.member_id = $2
       on conflict (meeting_id, member_id, reason) do update set times = refused_check_ins.times + 1,
         claimed_at = excluded.claimed_at, last_at = excluded.last_at`,
      [door.id, actor.memberId, reason, at, change.now],
    );
    change.nudge(`meetings/${door.id}`);
    return new Refusal(reason);
  }

  private keyOf(actor: Actor): Buffer {
    return keyed(this.config, 'attempt', 'check in', actor.accountId);
  }
}

/** Whether the check-in is signed by the device that it names, or by none. */
function isTheirs(
  proof: Proof,
  door: Door,
  actor: Actor,
  { device: signed, at }: CheckInInput,
  device: DeviceKey | null,
): boolean {
  if (!signed) return true;
  const text = signedText(door.id, actor.memberId ?? '', proof.letters, at);
  return device !== null && isSignedBy(device, text, signed.signature);
}

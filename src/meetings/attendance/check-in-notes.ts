import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { Changes, contentOf } from '../../audit/changes.js';
import { PreparedStatements } from '../../platform/database/prepared.js';
import { Gathering } from '../../platform/gathering.js';
import { isId } from '../../platform/ids.js';
import { LiveEvents } from '../../platform/push/live-events.js';
import type { Proof } from './check-in-proof.js';
import { MOST_DEVICES } from './devices/devices.service.js';

/** A check-in whose code was proven. */
export interface Proven {
  meetingId: string;
  proof: Proof;
  /** The device that signed, and its key where the account is not known on it yet. */
  deviceId: string | null;
  newKey: Buffer | null;
  /** The phone's claim as it came. */
  claimedAt: Date;
  receivedAt: Date;
  clientMutationId: string;
  /** What a repetition must bring again. */
  input: unknown;
}

/** The columns of note_check_ins' calls, in the order in which note_check_in takes those from `meeting` on. */
const paramsOf = (actor: Actor, { meetingId, proof, deviceId, newKey, claimedAt, receivedAt }: Proven) => ({
  meeting: meetingId,
  member: actor.memberId,
  account: actor.accountId,
  session: actor.sessionId,
  proven: proof.provenAt,
  moment: proof.moment,
  via: proof.method,
  device: deviceId,
  device_key: newKey?.toString('hex') ?? null,
  most_devices: MOST_DEVICES,
  is_clock_off: proof.clockOff,
  claimed: claimedAt,
  received: receivedAt,
});

type Call = ReturnType<typeof paramsOf> & { mutation: string; content: string };

/** Notes proven check-ins: a whole province checks in within minutes, so those of one moment are one statement and one commit. */
@Injectable()
export class CheckInNotes {
  private readonly gathering = new Gathering((calls: Call[]) => this.together(calls));

  constructor(
    private readonly prepared: PreparedStatements,
    private readonly live: LiveEvents,
    private readonly changes: Changes,
  ) {}

  /**
   * Makes the member present, once for its id. What cannot be done together with others (somebody changes the meeting, it would be
   * refused, it was done before) is done alone. Gives the meeting's id.
   */
  async note(actor: Actor, proven: Proven): Promise<string> {
    const { clientMutationId, input, meetingId } = proven;
    const call = paramsOf(actor, proven);
    const mutation = { mutation: clientMutationId, content: contentOf(input).toString('hex') };
    // What fails for all may be the fault of one.
    const isNoted = isId(clientMutationId) && (await this.gathering.ask({ ...call, ...mutation }).catch(() => false));
    if (isNoted) return meetingId;
    const repeatable = { operation: 'checkIn', clientMutationId, input, gives: meetingId };
    return this.changes.onceAtOnce(actor, repeatable, {
      sql: `note_check_in($6, $7, $8, $9, $10, $11, $12, $13, decode($14, 'hex'), $15, $16, $17, $18)`,
      parameters: Object.values(call),
      topic: `meetings/${meetingId}`,
    });
  }

  private async together(calls: Call[]): Promise<boolean[]> {
    const done = await this.prepared.rows<{ place: number; is_news: boolean }>(`select * from note_check_ins($1)`, [
      JSON.stringify(calls.map((call, place) => ({ place, ...call }))),
    ]);
    this.live.tell(done.filter(({ is_news }) => is_news).map(({ place }) => `meetings/${calls[place]?.meeting}`));
    const places = new Set(done.map(({ place }) => place));
    return calls.map((_, place) => places.has(place));
  }
}

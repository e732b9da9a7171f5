import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { deviceIdOf } from '../../src/meetings/attendance/devices/device-keys.js';
import { codeAt } from './meetings.js';
import type { Loose, Person } from './person.js';

/** A phone with a key of its own, whoever uses it, and a clock that may be wrong. */
export class Phone {
  readonly publicKey: string;
  readonly id: string;
  private readonly privateKey: KeyObject;

  /** `ahead` is how far its clock is wrong, in milliseconds. */
  constructor(readonly ahead = 0) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const raw = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    this.publicKey = raw.toString('base64url');
    this.id = deviceIdOf(raw);
    this.privateKey = privateKey;
  }

  /** What the phone signs for a check-in. */
  sign(meetingId: string, memberId: string, code: string, at: string): string {
    const letters = code.split(':').at(-1) ?? '';
    const text = `sotay-check-in:1:${meetingId}:${memberId}:${letters}:${at}`;
    return sign('sha256', Buffer.from(text), { key: this.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  }

  /** A signed check-in with the code that the room showed at an instant, seen `later` milliseconds after that; sent now. */
  checkIn(meeting: Loose, person: Person, shown: Date, later = 0): { input: Record<string, unknown> } {
    const code = codeAt(meeting.checkInSecret, shown);
    const at = new Date(shown.getTime() + later + this.ahead).toISOString();
    const signature = this.sign(meeting.id, person.memberId, code, at);
    return {
      input: {
        meetingId: meeting.id,
        code,
        at,
        sentAt: new Date(Date.now() + this.ahead).toISOString(),
        device: { publicKey: this.publicKey, signature },
        clientMutationId: randomUUID(),
      },
    };
  }
}

/** The roll as its secretary sees it, with what stands behind each state. */
export const ROLL = `query($id: ID!) { meeting(id: $id) { status
  attendance { state basis unmarkedState flags answer reason method checkedInAt markedAt member { id fullName } }
  refusedCheckIns { reason times claimedAt lastAt member { id fullName } } } }`;

/** One member's row of that roll. */
export async function rollRow(secretary: Person, meetingId: string, person: Person): Promise<Loose> {
  const { meeting } = await secretary.ask(ROLL, { id: meetingId });
  return meeting.attendance.find((row: Loose) => row.member.id === person.memberId);
}

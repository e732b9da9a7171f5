import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Clock } from '../../platform/clock.js';
import type { CheckInInput } from './attendance.inputs.js';
import { CheckInDoor, type Door } from './check-in-door.js';
import { CheckInNotes } from './check-in-notes.js';
import { type Proof, proofOf } from './check-in-proof.js';
import { type DeviceKey, isSignedBy, readDeviceKey, signedText } from './devices/device-keys.js';

/** A member's own check-in (điểm danh) with the code that the room shows. */
@Injectable()
export class CheckInService {
  /** One account's check-ins are looked at one after the other, so that guesses of one moment are counted before the next is read. */
  private readonly lines = new Map<string, Promise<unknown>>();

  constructor(
    private readonly door: CheckInDoor,
    private readonly notes: CheckInNotes,
    private readonly clock: Clock,
    private readonly changes: Changes,
  ) {}

  /**
   * Makes the member present by a code of the meeting, also when it comes days later from a phone without network, as long as the
   * meeting is not closed; afterwards it is kept as evidence and the state stays (design.md 6). A code that is refused is listed for the
   * secretary. Gives the meeting's id.
   */
  checkIn(actor: Actor, input: CheckInInput): Promise<string> {
    const { accountId } = actor;
    const before = this.lines.get(accountId) ?? Promise.resolve();
    const turn = before.then(
      () => this.enter(actor, input),
      () => this.enter(actor, input),
    );
    this.lines.set(accountId, turn);
    const leave = () => {
      if (this.lines.get(accountId) === turn) this.lines.delete(accountId);
    };
    turn.then(leave, leave);
    return turn;
  }

  private async enter(actor: Actor, input: CheckInInput): Promise<string> {
    const now = this.clock.now();
    const device = input.device ? readDeviceKey(input.device.publicKey) : null;
    const door = await this.door.lookAt(actor, input.meetingId, device?.id ?? null);
    const proof = proofOf(door, input, now);
    const { clientMutationId, code, at } = input;
    // Each try is sent at another moment, perhaps signed anew: that is no other check-in.
    const same = { meetingId: door.id, code, at };
    if (typeof proof === 'string' || !isTheirs(proof, door, actor, input, device) || door.isShut) {
      const reason = typeof proof === 'string' ? proof : 'CHECK_IN_SIGNATURE_WRONG';
      const repeatable = { operation: 'checkIn', clientMutationId, input: same, gives: door.id };
      // A repetition of one that went through gets its answer all the same.
      return this.changes.once<string>(actor, repeatable, change =>
        this.door.turnAway(change, actor, door, at, reason),
      );
    }
    const isKnown = door.onDeviceSince && door.onDeviceSince <= proof.moment;
    return this.notes.note(actor, {
      meetingId: door.id,
      proof,
      deviceId: device?.id ?? null,
      newKey: device && !isKnown ? device.raw : null,
      claimedAt: at,
      receivedAt: now,
      clientMutationId,
      input: same,
    });
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

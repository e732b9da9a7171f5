import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../access/actor.js';
import type { Change } from '../../../audit/change.js';
import { Changes } from '../../../audit/changes.js';
import { Refusal } from '../../../errors.js';
import { type DeviceKey, readDeviceKey } from './device-keys.js';

/** So many devices one person may have had (assumed): whoever brings more makes keys up. */
export const MOST_DEVICES = 50;

/** The phones that sign check-ins. One installation is one device, whoever signs in on it. */
@Injectable()
export class Devices {
  constructor(private readonly changes: Changes) {}

  /** Registers this phone's public key for the person who uses it now. Harmless when repeated. Gives the device's id. */
  register(actor: Actor, publicKey: string, clientMutationId: string): Promise<string> {
    const device = readDeviceKey(publicKey);
    if (!device) throw new Refusal('DEVICE_KEY_WRONG');
    const repeatable = { operation: 'registerDevice', clientMutationId, input: { id: device.id } };
    return this.changes.once(actor, repeatable, async change => {
      const noted = await this.note(change, device, actor.accountId, change.now);
      if (!noted) throw new Refusal('TOO_MANY_DEVICES');
      await change.record('device.registered', null, device.id);
      return noted;
    });
  }

  /**
   * Notes that an account was on a device at an instant; the earliest known one stays, whatever arrives first. Gives the device's id,
   * or null where the account has had too many.
   */
  private async note(change: Change, device: DeviceKey, accountId: string, at: Date): Promise<string | null> {
    const [noted] = await change.rows<{ id: string | null }>(`select note_device($1, $2, $3, $4, $5) as id`, [
      device.id,
      device.raw,
      accountId,
      at,
      MOST_DEVICES,
    ]);
    return noted?.id ?? null;
  }
}

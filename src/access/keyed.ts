import { createHmac } from 'node:crypto';
import type { Config } from '../platform/config/config.js';

/** What the installation's secret is used for; one purpose never yields what another one does. */
type Purpose =
  | 'activation code'
  | 'activation hash'
  | 'refresh successor'
  | 'attempt'
  | 'calendar address'
  | 'calendar hash';

/** A keyed hash of the parts, 32 bytes, that only this installation can make. */
export function keyed({ codeSecret }: Pick<Config, 'codeSecret'>, purpose: Purpose, ...parts: string[]): Buffer {
  return createHmac('sha256', codeSecret)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
}

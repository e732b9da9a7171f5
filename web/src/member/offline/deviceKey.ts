import { type DBSchema, openDB } from 'idb';
import { RegisterDeviceDocument } from '../../graphql/graphql.js';
import { toBase64Url } from '../../shared/checkInCode.js';
import { send } from '../../shared/client.js';
import { newId } from '../../shared/ids.js';
import { session } from '../../shared/session.js';
import { recall, remember } from '../../shared/storage.js';

/** This installation's own key: whoever signs in here, it is the same device. The private half cannot be read out, not even by us. */
interface DeviceKey {
  privateKey: CryptoKey;
  /** Raw uncompressed point in base64url. */
  publicKey: string;
}

interface Keys extends DBSchema {
  keys: { key: 'own'; value: DeviceKey };
}

/** A database of its own: what a person leaves behind is wiped at signing out, the device stays what it is. */
const DATABASE = 'sotay-device';

/** What a phone signs for its owner's check-in. */
export interface DeviceSignature {
  publicKey: string;
  signature: string;
}

let found: Promise<DeviceKey | null> | null = null;

async function findOrMake(): Promise<DeviceKey | null> {
  if (!globalThis.crypto?.subtle || typeof indexedDB === 'undefined') return null;
  const db = await openDB<Keys>(DATABASE, 1, { upgrade: made => void made.createObjectStore('keys') });
  const known = await db.get('keys', 'own');
  if (known) return known;
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const publicKey = toBase64Url(await crypto.subtle.exportKey('raw', pair.publicKey));
  // Two tabs may make one at once: the first one stored is the device's.
  const storing = db.transaction('keys', 'readwrite');
  const first = await storing.store.get('own');
  const key = first ?? { privateKey: pair.privateKey, publicKey };
  if (!first) await storing.store.put(key, 'own');
  await storing.done;
  return key;
}

/** The device's key, made at first use; null where the browser keeps none (a page without https, a private window). */
function deviceKey(): Promise<DeviceKey | null> {
  found ??= findOrMake().catch(() => null);
  return found;
}

/** The text that stands for a check-in: meeting, member, the six letters, and the phone's time. The server builds the same. */
export function signedText(meetingId: string, memberId: string, letters: string, at: string): string {
  return `sotay-check-in:1:${meetingId.toLowerCase()}:${memberId.toLowerCase()}:${letters}:${at}`;
}

/** The device's signature under a text; null where it has no key. */
export async function signByDevice(text: string): Promise<DeviceSignature | null> {
  const key = await deviceKey();
  if (!key) return null;
  const bytes = new TextEncoder().encode(text);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, bytes);
  return { publicKey: key.publicKey, signature: toBase64Url(signature) };
}

/** Tells the server once for each person who signs in here that they use this device. What does not get through comes with a check-in. */
export async function registerDevice(): Promise<void> {
  const { viewer, status } = session();
  if (status !== 'signedIn' || !viewer?.member) return;
  const known = recall<string[]>('device.accounts') ?? [];
  if (known.includes(viewer.id)) return;
  const key = await deviceKey();
  if (!key) return;
  try {
    await send(RegisterDeviceDocument, { input: { publicKey: key.publicKey, clientMutationId: newId() } });
    remember('device.accounts', [...known, viewer.id].slice(-20));
  } catch {
    // Next time, or with the next check-in.
  }
}

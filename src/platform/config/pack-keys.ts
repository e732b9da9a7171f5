import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';

/** The key that signs packs, and the public ones that signed before and are still believed. */
export interface PackKeys {
  privateKey: KeyObject;
  keyId: string;
  /** The current one first. */
  publicKeys: { keyId: string; key: KeyObject }[];
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The first 16 hex digits of the SHA-256 of a public key (SPKI DER): names it in a manifest. */
function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

/** Reads PACK_PRIVATE_KEY, or makes the key out of another secret by HKDF when it is not given. Throws when it is no Ed25519 key. */
export function packKeysOf(pem: string, otherwise: string, previous: string): PackKeys {
  const privateKey = pem ? createPrivateKey(pem) : derived(otherwise);
  mustBeEd25519(privateKey);
  const current = createPublicKey(privateKey);
  const keys = [current, ...publicKeysOf(previous)].map(key => ({ keyId: keyIdOf(key), key }));
  return { privateKey, keyId: keyIdOf(current), publicKeys: keys };
}

/** Every SPKI PEM of a text that holds several. Throws when one is no Ed25519 key, or when there is none in a text. */
function publicKeysOf(pems: string): KeyObject[] {
  const found = pems.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
  if (found.length === 0 && pems.trim() !== '') throw new Error('no public key');
  return found.map(text => {
    const key = createPublicKey(text);
    mustBeEd25519(key);
    return key;
  });
}

function mustBeEd25519(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not Ed25519');
}

function derived(secret: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', secret, 'sotay', 'pack signing', 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The passwords of the embedded database's roles: 192 bits of chance each, in characters that a URL takes as they are. */
export interface Passwords {
  superuser: string;
  owner: string;
  application: string;
}

const FILE = 'secrets.json';
const KEY_FILE = 'jwt-private-key.pem';
const PACK_KEY_FILE = 'pack-key.pem';

/**
 * The passwords of a data folder, made at the first call. Kept in secrets.json, readable by its owner alone.
 * A file that is lost or broken is made anew: the server then takes over the new passwords.
 */
export function passwordsOf(dataDir: string): Passwords {
  const made = () => randomBytes(24).toString('base64url');
  const kept = readPasswords(dataDir);
  if (kept) return kept;
  const passwords = { superuser: made(), owner: made(), application: made() };
  writeSecret(dataDir, FILE, `${JSON.stringify(passwords, null, 2)}\n`);
  return passwords;
}

/** The passwords that stand in a data folder, or null. A file that may not be read is an error, not an absence. */
export function readPasswords(dataDir: string): Passwords | null {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) return null;
  try {
    const { superuser, owner, application } = JSON.parse(readFileSync(path, 'utf8'));
    const isWhole = [superuser, owner, application].every(word => typeof word === 'string' && word.length > 0);
    return isWhole ? { superuser, owner, application } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The PKCS8 PEM of the key (ES256) that signs access tokens, made at the first call: tokens outlive a restart. */
export function jwtPrivateKeyOf(dataDir: string): string {
  const path = join(dataDir, KEY_FILE);
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeSecret(dataDir, KEY_FILE, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  return readFileSync(path, 'utf8');
}

/** The PKCS8 PEM of the key (Ed25519) that signs packs, made at the first call: phones trust what it signed for years. */
export function packPrivateKeyOf(dataDir: string): string {
  const path = join(dataDir, PACK_KEY_FILE);
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeSecret(dataDir, PACK_KEY_FILE, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  return readFileSync(path, 'utf8');
}

/** Written beside and renamed, so that a crash leaves the whole file or none. */
function writeSecret(dataDir: string, name: string, content: string): void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, content);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}

import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type ClamdAddress, clamdAddressOf } from '../files/clamd.js';
import { type S3Address, s3AddressOf } from '../files/s3-address.js';
import { type PackKeys, packKeysOf } from './pack-keys.js';

const port = z.coerce.number().int().min(0).max(65535);
const flag = z.enum(['on', 'off']);
const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'phải bắt đầu bằng postgres:// / must start with postgres://');

function isStorageUrl(url: string): boolean {
  if (url.startsWith('file:')) return true;
  try {
    return s3AddressOf(url).bucket !== '';
  } catch {
    return false;
  }
}

/** Every variable of the environment, described once. `.env.example` is compared with this list by a test. */
export const VARIABLES = {
  PORT: port.default(3000).describe('Port of the web app and the API.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. Beyond loopback the demo needs DEMO=on said explicitly.'),
  DATA_DIR: z
    .string()
    .default('./data')
    .describe('Folder of the embedded database, of files and of generated secrets.'),
  DATABASE_URL: databaseUrl
    .optional()
    .describe(
      'PostgreSQL 15 or later, with a role that owns no table. Without it an embedded PostgreSQL runs in DATA_DIR.',
    ),
  DATABASE_READ_URL: databaseUrl
    .optional()
    .describe('A read replica for reports. Without it DATABASE_URL serves them.'),
  MIGRATE_DATABASE_URL: databaseUrl
    .optional()
    .describe('The owner of the tables: with it pending migrations run at start, without it they stop the start.'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'phải bắt đầu bằng redis:// / must start with redis://')
    .optional()
    .describe('Redis or Valkey for the queue. Without it the queue lives in PostgreSQL.'),
  STORAGE_URL: z
    .string()
    .refine(
      isStorageUrl,
      'cần file:/thư-mục hoặc s3://KHÓA:MẬT-KHẨU@máy-chủ/kho / file:/folder or s3://KEY:SECRET@host/bucket',
    )
    .optional()
    .describe(
      'Where files are kept: file:/folder, or s3://KEY:SECRET@host:port/bucket?region=us-east-1&tls=on&style=path. Without it DATA_DIR/files.',
    ),
  CLAMD_URL: z
    .string()
    .refine(
      url => clamdAddressOf(url) !== null,
      'cần tcp://máy-chủ:cổng hoặc unix:/đường-dẫn / tcp://host:port or unix:/path',
    )
    .optional()
    .describe(
      'The virus scanner clamd: tcp://host:3310 or unix:/run/clamav/clamd.ctl. While it is down new files are held. Without it none is asked.',
    ),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('The address that people type, for links in messages and letters. Without it http://HOST:PORT.'),
  ROLE: z
    .enum(['all', 'api', 'worker'])
    .default('all')
    .describe('What this process does: serve people (api), work off jobs (worker), or both (all).'),
  DEMO: flag.default('off').describe('on: load the pilot demo into an empty database. The embedded start sets it on.'),
  JWT_PRIVATE_KEY: z
    .string()
    .describe('PKCS8 PEM of an EC P-256 key; signs the access tokens. A line break may be written as \\n.'),
  JWT_PREVIOUS_PUBLIC_KEY: z
    .string()
    .optional()
    .describe('SPKI PEM of the key before: its tokens stay good until they expire.'),
  PACK_PRIVATE_KEY: z
    .string()
    .optional()
    .describe(
      'PKCS8 PEM of an Ed25519 key; signs the packs that phones pass on. Without it derived from JWT_PRIVATE_KEY, and older packs are no longer believed when that key changes.',
    ),
  PACK_OTHER_PUBLIC_KEYS: z
    .string()
    .optional()
    .describe(
      'SPKI PEMs, one after the other, of the keys before, whose packs are still believed, and of a key that is to sign soon.',
    ),
  CODE_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'At least 32 characters; the key of activation codes and file tickets. Without it derived from JWT_PRIVATE_KEY, and open codes end when that key changes.',
    ),
  SMS_URL: z
    .string()
    .regex(/^(https?|file):/, 'phải bắt đầu bằng http(s):// hoặc file: / must start with http(s):// or file:')
    .optional()
    .describe(
      'The SMS gateway: POST JSON {to, text} with an Idempotency-Key. file:/folder writes each message into a file instead (demo). Without it no SMS is sent.',
    ),
  SMS_TOKEN: z.string().optional().describe('Bearer token for SMS_URL.'),
  TRUST_PROXY: z
    .string()
    .optional()
    .describe('Addresses or networks of the reverse proxies whose X-Forwarded-For counts, comma separated.'),
  METRICS_PORT: port
    .optional()
    .describe('A port of its own for /metrics, on HOST. Without it /metrics answers loopback addresses only.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('The least level that is logged.'),
} as const;

const SCHEMA = z.object(VARIABLES);

/** What the process runs with. URLs and keys are checked; folders are absolute. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** The folder of files; with s3 only of those on their way. */
  filesDir: string;
  s3?: S3Address;
  clamd?: ClamdAddress;
  databaseUrl: string;
  databaseReadUrl?: string;
  migrateDatabaseUrl?: string;
  redisUrl?: string;
  publicUrl: string;
  role: 'all' | 'api' | 'worker';
  demo: boolean;
  jwt: { privateKey: string; publicKey: string; keyId: string; previous?: { publicKey: string; keyId: string } };
  packs: PackKeys;
  codeSecret: Buffer;
  sms?: { url: string; token?: string };
  trustProxy?: string[];
  metricsPort?: number;
  logLevel: string;
}

/** Injection token of the Config. */
export const CONFIG = Symbol('Config');

/** The environment is wrong: every problem at once, each with its variable's name. */
export class ConfigProblems extends Error {
  constructor(readonly problems: string[]) {
    super(`Cấu hình chưa đúng / configuration problems:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
  }
}

/** The first 16 hex digits of the SHA-256 of a public key: names it in a token's head. */
function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

function pem(text: string): string {
  return text.replaceAll('\\n', '\n');
}

function publicKeyOf(privateKey: string): string {
  const key = createPrivateKey(privateKey);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('not P-256');
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}

/** What a reading gives, or null when it throws. */
function tried<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Reads the environment. Empty values count as absent. Throws ConfigProblems with everything that is wrong. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = SCHEMA.safeParse(given);
  const problems = (parsed.error?.issues ?? []).map(issue => `${issue.path.join('.')}: ${issue.message}`);
  const name = (variable: string) => problems.some(problem => problem.startsWith(`${variable}:`));
  const privateKey = pem(given['JWT_PRIVATE_KEY'] ?? '');
  let publicKey = '';
  if (!name('JWT_PRIVATE_KEY')) {
    try {
      publicKey = publicKeyOf(privateKey);
    } catch {
      problems.push('JWT_PRIVATE_KEY: cần khóa EC P-256 dạng PKCS8 PEM / an EC P-256 key as PKCS8 PEM is needed');
    }
  }
  const previous = given['JWT_PREVIOUS_PUBLIC_KEY'] ? pem(given['JWT_PREVIOUS_PUBLIC_KEY']) : undefined;
  if (previous) {
    try {
      createPublicKey(previous);
    } catch {
      problems.push('JWT_PREVIOUS_PUBLIC_KEY: cần khóa công khai SPKI PEM / an SPKI PEM public key is needed');
    }
  }
  const packs = tried(() =>
    packKeysOf(pem(given['PACK_PRIVATE_KEY'] ?? ''), privateKey, pem(given['PACK_OTHER_PUBLIC_KEYS'] ?? '')),
  );
  if (!packs)
    problems.push(
      'PACK_PRIVATE_KEY: cần khóa Ed25519 dạng PEM, khóa cũ dạng SPKI PEM / Ed25519 keys as PEM are needed, also in PACK_OTHER_PUBLIC_KEYS',
    );
  if (!given['DATABASE_URL'])
    problems.push('DATABASE_URL: cần địa chỉ PostgreSQL / the address of PostgreSQL is needed');
  if (problems.length > 0 || !parsed.success || !packs) throw new ConfigProblems(problems);

  const env = parsed.data;
  const dataDir = resolve(env.DATA_DIR);
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir,
    filesDir: env.STORAGE_URL?.startsWith('file:')
      ? resolve(new URL(env.STORAGE_URL).pathname)
      : resolve(dataDir, 'files'),
    s3: env.STORAGE_URL?.startsWith('s3:') ? s3AddressOf(env.STORAGE_URL) : undefined,
    clamd: env.CLAMD_URL ? (clamdAddressOf(env.CLAMD_URL) ?? undefined) : undefined,
    databaseUrl: env.DATABASE_URL ?? '',
    databaseReadUrl: env.DATABASE_READ_URL,
    migrateDatabaseUrl: env.MIGRATE_DATABASE_URL,
    redisUrl: env.REDIS_URL,
    publicUrl: (env.PUBLIC_URL ?? `http://${env.HOST === '0.0.0.0' ? 'localhost' : env.HOST}:${env.PORT}`).replace(
      /\/$/,
      '',
    ),
    role: env.ROLE,
    demo: env.DEMO === 'on',
    jwt: {
      privateKey,
      publicKey,
      keyId: keyIdOf(publicKey),
      previous: previous ? { publicKey: previous, keyId: keyIdOf(previous) } : undefined,
    },
    packs,
    codeSecret: env.CODE_SECRET
      ? Buffer.from(env.CODE_SECRET)
      : Buffer.from(hkdfSync('sha256', privateKey, 'sotay', 'codes and tickets', 32)),
    sms: env.SMS_URL ? { url: env.SMS_URL, token: env.SMS_TOKEN } : undefined,
    trustProxy: env.TRUST_PROXY?.split(',').map(address => address.trim()),
    metricsPort: env.METRICS_PORT,
    logLevel: env.LOG_LEVEL,
  };
}

import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Query, Resolver } from '@nestjs/graphql';
import { Accounts } from '../src/access/accounts.service.js';
import { Actor } from '../src/access/actor.js';
import { AppModule } from '../src/app.module.js';
import { Changes } from '../src/audit/changes.js';
import { Person } from './support/person.js';
import { World } from './support/world.js';

const ME = '{ me { id } }';
const OUT = { code: 'UNAUTHENTICATED', reason: 'SIGN_IN_NEEDED' };

let w: World;
let member: Person;

/** The key before the last change of keys: its tokens must stay good until they expire. */
const previous = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

beforeAll(async () => {
  w = await World.create({ env: { JWT_PREVIOUS_PUBLIC_KEY: spki(previous.publicKey) } });
  member = await w.person('MEMBER', await w.cell());
});
afterAll(() => w?.end());

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const claims = (more: object = {}) => ({
  sub: member.accountId,
  sid: member.sessionId,
  iss: 'sotay',
  aud: 'sotay',
  iat: now(),
  exp: now() + 300,
  ...more,
});

/** A token with any head and claims, signed by ES256 unless told otherwise. */
function forged(
  head: object,
  body: object,
  signature: (text: string) => Buffer = text =>
    sign('sha256', Buffer.from(text), { key: w.config.jwt.privateKey, dsaEncoding: 'ieee-p1363' }),
): string {
  const text = `${part(head)}.${part(body)}`;
  return `${text}.${signature(text).toString('base64url')}`;
}

const head = (more: object = {}) => ({ alg: 'ES256', typ: 'at+jwt', kid: w.config.jwt.keyId, ...more });
const by = (key: KeyObject) => (text: string) => sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
const hmac = (key: string) => (text: string) => createHmac('sha256', key).update(text).digest();

const ask = (token: string) => new Person(w.url, '', '', '', '', '', token).refusal(ME);

describe('an access token', () => {
  it('that is ours is good, and so is one of the key before the last change', async () => {
    expect(await ask(forged(head(), claims()))).toBeNull();
    const kid = w.config.jwt.previous?.keyId;
    expect(await ask(forged(head({ kid }), claims(), by(previous.privateKey)))).toBeNull();
  });

  it('tells nothing but account and session', () => {
    const body: unknown = JSON.parse(Buffer.from(member.token?.split('.')[1] ?? '', 'base64url').toString());
    expect(Object.keys(body as object).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
  });

  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  it.each<[string, () => string]>([
    ['without a signature (alg none)', () => forged(head({ alg: 'none' }), claims(), () => Buffer.alloc(0))],
    ['signed by our public key (HS256)', () => forged(head({ alg: 'HS256' }), claims(), hmac(w.config.jwt.publicKey))],
    ['signed by nothing (HS256)', () => forged(head({ alg: 'HS256' }), claims(), hmac(''))],
    ['signed by another key', () => forged(head(), claims(), by(stranger.privateKey))],
    ['signed by the key before under the name of the new one', () => forged(head(), claims(), by(previous.privateKey))],
    [
      'of RSA',
      () => forged(head({ alg: 'RS256' }), claims(), text => sign('sha256', Buffer.from(text), rsa.privateKey)),
    ],
    ['with an unknown key id', () => forged(head({ kid: 'other' }), claims())],
    ['with no key id', () => forged(head({ kid: undefined }), claims())],
    ['with a path as key id', () => forged(head({ kid: '../../dev/null' }), claims())],
    ['with a number as key id', () => forged(head({ kid: 1 }), claims())],
    [
      'that brings its own key',
      () =>
        forged(
          head({ kid: 'x', jwk: stranger.publicKey.export({ format: 'jwk' }), jku: 'http://127.0.0.1/' }),
          claims(),
          by(stranger.privateKey),
        ),
    ],
    ['that expired', () => forged(head(), claims({ exp: now() - 1 }))],
    ['that is not valid yet', () => forged(head(), claims({ nbf: now() + 60 }))],
    ['for another audience', () => forged(head(), claims({ aud: 'other' }))],
    ['of another issuer', () => forged(head(), claims({ iss: 'other' }))],
    ['of no session', () => forged(head(), claims({ sid: undefined }))],
    ['of a session that is no id', () => forged(head(), claims({ sid: "' or 1=1 --" }))],
    ['of a session that is a list', () => forged(head(), claims({ sid: [member.sessionId] }))],
    ['of nobody', () => forged(head(), claims({ sub: null }))],
    ["of somebody else's session", () => forged(head(), claims({ sub: w.province.id }))],
    ['of 10 kB', () => forged(head(), claims({ junk: 'x'.repeat(10_000) }))],
    ['whose last sign was changed', () => `${member.token?.slice(0, -2)}AA`],
    ['that was cut off', () => member.token?.slice(0, 50) ?? ''],
    ['that is nothing', () => '..'],
    ['that is text', () => 'Đây không phải mã'.normalize('NFD').replace(/[^ -~]/g, '')],
  ])('%s is refused', async (_, token) => {
    expect(await ask(token())).toEqual(OUT);
  });

  it('in the address or in another header is not read', async () => {
    const body = JSON.stringify({ query: ME });
    const headers = { 'content-type': 'application/json', 'x-access-token': member.token ?? '' };
    const reply = await fetch(`${w.url}/graphql?access_token=${member.token}`, { method: 'POST', headers, body });
    expect(((await reply.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions).toEqual(OUT);
  });

  it('of a member who was shut out is refused at once, and is good again when the member is let in', async () => {
    const person = await w.person('MEMBER', await w.cell('Chi bộ bản Đón'));
    expect(await person.refusal(ME)).toBeNull();
    const [changes, accounts] = [w.get(Changes), w.get(Accounts)];
    await changes.make(Actor.system, change => accounts.disable(change, person.memberId, 'MEMBERSHIP_ENDED'));
    expect(await person.refusal(ME)).toEqual(OUT);
    await changes.make(Actor.system, change => accounts.enable(change, person.memberId));
    expect(await person.refusal(ME)).toEqual(OUT);
    expect(
      await w.rows(`select action from audit_entries where subject_id = $1 order by seq`, [person.accountId]),
    ).toEqual([{ action: 'account.disabled' }, { action: 'account.enabled' }]);
  });

  it('of a session that another process ended is refused within 5 seconds', async () => {
    const person = await w.person('MEMBER', await w.cell('Chi bộ bản Xa'));
    expect(await person.refusal(ME)).toBeNull();
    await w.rows(`update sessions set ended_at = now() where id = $1`, [person.sessionId]);
    await new Promise(done => setTimeout(done, 5000));
    expect(await person.refusal(ME)).toEqual(OUT);
  });
});

@Resolver()
class OpenDoorResolver {
  @Query(() => String)
  openDoor(): string {
    return 'nobody is asked who they are';
  }
}

@Module({ providers: [OpenDoorResolver] })
class OpenDoorModule {}

describe('the boot', () => {
  it('stops when an operation does not say who may use it', async () => {
    @Module({ imports: [AppModule.with(w.config), OpenDoorModule] })
    class House {}
    const boot = NestFactory.createApplicationContext(House, { logger: false, abortOnError: false });
    await expect(boot).rejects.toThrow('Without @Allow: OpenDoorResolver.openDoor.');
  });
});

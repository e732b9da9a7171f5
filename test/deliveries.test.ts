import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actor } from '../src/access/actor.js';
import { Changes } from '../src/audit/changes.js';
import { Notifications, type Telling } from '../src/notifications/notifications.service.js';
import { Sender } from '../src/notifications/sending/sender.js';
import { SmsGateway } from '../src/notifications/sending/sms-gateway.js';
import type { Person } from './support/person.js';
import { SmsStub } from './support/sms-stub.js';
import { type Place, World } from './support/world.js';

const CODE_SMS = 'Ma kich hoat cua ban la {code}, dung den {until}.';

let w: World;
let gateway: SmsStub;
let cell: Place;
beforeAll(async () => {
  gateway = await SmsStub.start();
  w = await World.create({ env: { SMS_URL: gateway.url, SMS_TOKEN: 'chin-con-trau' } });
  cell = await w.cell();
});
afterAll(async () => {
  await w?.end();
  await gateway?.stop();
});
beforeEach(async () => {
  gateway.behave = () => ({ status: 200 });
  gateway.asked.length = 0;
  w.get(SmsGateway).patienceMs = 400;
  await w.rows(`update delivery_channels set hold_until = null, opened_at = null, holds = 0`);
});
afterEach(() =>
  w.rows(`update deliveries set state = 'FAILED', finished_at = now() where state in ('PENDING', 'SENDING')`),
);

let phones = 0;
const waiting = (phone: string | undefined = `+8491${String(++phones).padStart(7, '0')}`) =>
  w.person('MEMBER', cell, { phone, activated: false });
const tell = (people: Person[], telling: Partial<Telling> = {}) =>
  w.get(Changes).make(Actor.system, change =>
    w.get(Notifications).tell(change, {
      kind: 'test',
      title: 'Thông báo',
      body: 'Nội dung.',
      sms: 'Ban co tin moi.',
      accountIds: people.map(person => person.accountId),
      ...telling,
    }),
  );
const ledgerOf = async ({ accountId }: Person) =>
  (
    await w.rows<{ channel: string; state: string; attempt: number; error: string | null }>(
      `select d.channel, d.state, d.attempt, d.error from deliveries d join notifications n on n.id = d.notification_id
       where n.account_id = $1 order by d.id desc limit 1`,
      [accountId],
    )
  )[0];
/** Lets pauses of messages and of the gateway be over. */
const later = async () => {
  await w.rows(`update deliveries set next_at = now() where state in ('PENDING', 'SENDING')`);
  await w.rows(`update delivery_channels set hold_until = now() where hold_until is not null`);
};
const send = () => w.get(Sender).drain();

describe('an SMS', () => {
  it('goes to those who are not activated and have a phone, with the token, and once', async () => {
    const [one, other, active] = [
      await waiting(),
      await waiting(),
      await w.person('MEMBER', cell, { phone: '+84999000999' }),
    ];
    await tell([one, other, active]);
    await Promise.all([send(), send(), w.settle()]);
    expect(gateway.asked).toHaveLength(2);
    expect(gateway.asked[0]).toMatchObject({ text: 'Ban co tin moi.', token: 'Bearer chin-con-trau' });
    expect(await ledgerOf(one)).toEqual({ channel: 'SMS', state: 'DELIVERED', attempt: 1, error: null });
    expect(await ledgerOf(active)).toMatchObject({ channel: 'IN_APP', state: 'DELIVERED' });
  });

  it('brings an activation code that is stored nowhere, and that opens the account', async () => {
    const person = await waiting('+84912000111');
    await tell([person], { sms: CODE_SMS });
    await w.settle();
    const [text = ''] = gateway.to('+84912000111');
    const code = /la ([0-9A-Z]{5}-[0-9A-Z]{5}), dung den \d\d\/\d\d\/\d{4}\.$/.exec(text)?.[1] ?? '';
    expect(code).not.toBe('');
    const everything = await w.rows<{ text: string }>(
      `select (select string_agg(n::text, ' ') from notifications n) || (select string_agg(d::text, ' ') from deliveries d)
         || coalesce((select string_agg(j::text, ' ') from jobs.job j), '') as text`,
    );
    expect(everything[0]?.text).not.toContain(code);
    const activated = await person.send(
      `mutation ($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken } }`,
      { input: { identifier: person.card, code, password: 'chín con trâu mộng' } },
    );
    expect(activated.errors).toBeUndefined();
  });

  it('is not needed any more by somebody who activated before it left: then the app has told them', async () => {
    const person = await waiting();
    await tell([person], { sms: CODE_SMS });
    await w.rows(`update accounts set activated_at = now() where id = $1`, [person.accountId]);
    await w.settle();
    expect(gateway.asked).toHaveLength(0);
    expect(await ledgerOf(person)).toMatchObject({ channel: 'IN_APP', state: 'DELIVERED' });
  });

  it('is skipped when the phone is gone', async () => {
    const person = await waiting();
    await tell([person]);
    await w.rows(`update members set phone = null where id = $1`, [person.memberId]);
    await w.settle();
    expect(await ledgerOf(person)).toMatchObject({ state: 'SKIPPED', error: 'no phone' });
  });
});

describe('when the gateway', () => {
  it.each([400, 404, 422])('answers %i, the message is given up at once', async status => {
    const person = await waiting();
    gateway.behave = () => ({ status });
    await tell([person]);
    await w.settle();
    expect(gateway.asked).toHaveLength(1);
    expect(await ledgerOf(person)).toEqual({ channel: 'SMS', state: 'FAILED', attempt: 1, error: `HTTP ${status}` });
  });

  it.each([408, 425, 500, 503])('answers %i, it is asked again later under the same key', async status => {
    const person = await waiting();
    gateway.behave = (_, seen) => ({ status: seen < 3 ? status : 200 });
    await tell([person]);
    await w.settle();
    for (let tries = 0; tries < 3; tries++) {
      await later();
      await send();
    }
    expect(await ledgerOf(person)).toMatchObject({ state: 'DELIVERED', attempt: 3 });
    expect(new Set(gateway.asked.map(asked => asked.key)).size).toBe(1);
    expect(gateway.asked).toHaveLength(3);
  });

  it('loses its answers, a phone gets the message once all the same', async () => {
    const people = [await waiting(), await waiting(), await waiting()];
    gateway.behave = (_, seen) => (seen === 1 ? 'lose-reply' : { status: 200 });
    const before = gateway.accepted.size;
    await tell(people);
    await w.settle();
    await later();
    await send();
    for (const person of people) expect(await ledgerOf(person)).toMatchObject({ state: 'DELIVERED', attempt: 2 });
    expect(gateway.accepted.size - before).toBe(3);
  });

  it('never answers right, the message is given up after ten tries', async () => {
    const person = await waiting();
    gateway.behave = asked => ({ status: asked.text === 'Hong.' ? 500 : 200 });
    await tell([person], { sms: 'Hong.' });
    for (let tries = 0; tries < 12; tries++) {
      // Others get through, so the breaker stays closed.
      await tell([await waiting(), await waiting()]);
      await later();
      await send();
    }
    expect(await ledgerOf(person)).toEqual({ channel: 'SMS', state: 'FAILED', attempt: 10, error: 'HTTP 500' });
  });

  it('asks for a pause, nobody sends until it is over, and no try is lost', async () => {
    const people = [await waiting(), await waiting()];
    gateway.behave = () => ({ status: 429, headers: { 'retry-after': '120' } });
    await tell(people);
    await w.settle();
    const asked = gateway.asked.length;
    await w.rows(`update deliveries set next_at = now() where state = 'PENDING'`);
    await send();
    expect(gateway.asked).toHaveLength(asked);
    const [channel] = await w.rows(`select hold_until > now() + interval '100 s' as held from delivery_channels`);
    expect(channel).toEqual({ held: true });
    gateway.behave = () => ({ status: 200 });
    await later();
    await send();
    for (const person of people) expect(await ledgerOf(person)).toMatchObject({ state: 'DELIVERED', attempt: 1 });
  });

  it('hangs, the breaker opens, one worker looks now and then, and everything goes on when it works again', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => waiting()));
    gateway.behave = () => 'hang';
    await tell(people);
    await send();
    const opened = await w.rows(`select opened_at is not null as opened from delivery_channels`);
    expect(opened).toEqual([{ opened: true }]);
    const asked = gateway.asked.length;
    await w.rows(`update deliveries set next_at = now() where state in ('PENDING', 'SENDING')`);
    await send();
    expect(gateway.asked).toHaveLength(asked);
    await later();
    await Promise.all([send(), send()]);
    expect(gateway.asked.length - asked).toBe(3);
    gateway.behave = () => ({ status: 200 });
    await later();
    await send();
    await later();
    await send();
    for (const person of people) expect(await ledgerOf(person)).toMatchObject({ state: 'DELIVERED' });
  });

  it('does not let us in, no message is buried for it', async () => {
    const person = await waiting();
    gateway.behave = () => ({ status: 401 });
    await tell([person]);
    for (let tries = 0; tries < 12; tries++) {
      await later();
      await send();
    }
    expect(await ledgerOf(person)).toMatchObject({ state: 'PENDING', error: 'HTTP 401' });
    gateway.behave = () => ({ status: 200 });
    await later();
    await send();
    expect(await ledgerOf(person)).toMatchObject({ state: 'DELIVERED' });
  });
});

it('with a folder for a gateway each message is one file, however often it is sent', async () => {
  const folder = join(w.config.dataDir, 'sms');
  const real = w.config.sms;
  w.config.sms = { url: `file://${folder}` };
  const key = randomUUID();
  for (let times = 0; times < 3; times++)
    expect(await w.get(SmsGateway).send({ key, to: '+84912', text: 'Xin chao' })).toMatchObject({ kind: 'accepted' });
  w.config.sms = real;
  expect(await readdir(folder)).toEqual([`${key}.json`]);
  expect(JSON.parse(await readFile(join(folder, `${key}.json`), 'utf8'))).toEqual({ to: '+84912', text: 'Xin chao' });
  expect((await stat(join(folder, `${key}.json`))).mode & 0o077).toBe(0);
});

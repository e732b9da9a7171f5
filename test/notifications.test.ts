import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor } from '../src/access/actor.js';
import { Changes } from '../src/audit/changes.js';
import { Notifications, type Telling } from '../src/notifications/notifications.service.js';
import type { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const LIST = `query ($unreadOnly: Boolean, $first: Int, $after: String) {
  notifications(unreadOnly: $unreadOnly, first: $first, after: $after) {
    edges { cursor node { id kind title body url createdAt readAt } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`;
const READ = `mutation ($ids: [ID!]!) { markNotificationsRead(ids: $ids) }`;

let w: World;
let cell: Place;
beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
});
afterAll(() => w?.end());

const tell = (people: Person[], telling: Partial<Telling> = {}) =>
  w.get(Changes).make(Actor.system, change =>
    w.get(Notifications).tell(change, {
      kind: 'meeting-invited',
      title: 'Mời dự sinh hoạt',
      body: '19:00 thứ Bảy, tại Nhà văn hóa.',
      accountIds: people.map(person => person.accountId),
      ...telling,
    }),
  );
const titles = async (person: Person, variables = {}) =>
  (await person.ask(LIST, variables)).notifications.edges.map((edge: { node: { title: string } }) => edge.node.title);
const ids = async (person: Person): Promise<string[]> =>
  (await person.ask(LIST)).notifications.edges.map((edge: { node: { id: string } }) => edge.node.id);

describe('a member', () => {
  it('sees what they were told, the newest first, and nothing of others', async () => {
    const [member, other] = [await w.person('MEMBER', cell), await w.person('MEMBER', cell)];
    for (const title of ['Một', 'Hai', 'Ba']) await tell([member], { title });
    await tell([other], { title: 'Của người khác' });
    expect(await titles(member)).toEqual(['Ba', 'Hai', 'Một']);
    const [edge] = (await member.ask(LIST)).notifications.edges;
    expect(edge.node).toMatchObject({ kind: 'meeting-invited', body: expect.stringContaining('19:00'), readAt: null });
  });

  it('turns pages by key, also when something new comes in between', async () => {
    const member = await w.person('MEMBER', cell);
    for (const title of ['1', '2', '3', '4', '5']) await tell([member], { title });
    const first = (await member.ask(LIST, { first: 2 })).notifications;
    await tell([member], { title: '6' });
    const second = (await member.ask(LIST, { first: 2, after: first.pageInfo.endCursor })).notifications;
    expect(first.edges.map((edge: { node: { title: string } }) => edge.node.title)).toEqual(['5', '4']);
    expect(second.edges.map((edge: { node: { title: string } }) => edge.node.title)).toEqual(['3', '2']);
    expect(second).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true, hasPreviousPage: true } });
  });

  it('marks as read what is their own, once; the foreign and the unknown change nothing', async () => {
    const [member, other] = [await w.person('MEMBER', cell), await w.person('MEMBER', cell)];
    await tell([member, other], { title: 'Cả hai' });
    await tell([member], { title: 'Mới' });
    const [own = '', foreign = ''] = [(await ids(member))[1], (await ids(other))[0]];
    const marks = { ids: [own, own, foreign, randomUUID(), 'không phải mã'] };
    expect((await member.ask(READ, marks)).markNotificationsRead).toBe(1);
    expect((await member.ask(READ, marks)).markNotificationsRead).toBe(0);
    expect(await titles(member, { unreadOnly: true })).toEqual(['Mới']);
    expect(await titles(other, { unreadOnly: true })).toEqual(['Cả hai']);
    expect((await member.ask(LIST, { unreadOnly: true })).notifications.totalCount).toBe(1);
  });

  it.each([
    ['a page of a hundred thousand', { first: 100_000 }],
    ['a page of none', { first: 0 }],
    ['a cursor of another list', { after: Buffer.from('["x"]').toString('base64url') }],
    ['a cursor that is no cursor', { after: '💥' }],
  ])('is refused %s', async (_, variables) => {
    const member = await w.person('MEMBER', cell);
    expect(await member.refusal(LIST, variables)).toEqual({ code: 'BAD_USER_INPUT', reason: 'INPUT_INVALID' });
  });

  it('cannot mark a thousand at a time', async () => {
    const member = await w.person('MEMBER', cell);
    const many = { ids: Array.from({ length: 1000 }, () => randomUUID()) };
    expect(await member.refusal(READ, many)).toEqual({ code: 'BAD_USER_INPUT', reason: 'INPUT_INVALID' });
  });
});

it('a stranger is asked to sign in', async () => {
  const member = await w.person('MEMBER', cell);
  member.token = null;
  expect(await member.refusal(LIST)).toMatchObject({ reason: 'SIGN_IN_NEEDED' });
});

describe('telling', () => {
  it('happens once a person, kind, subject and occasion, also when asked for ten times at once', async () => {
    const members = [await w.person('MEMBER', cell), await w.person('MEMBER', cell)];
    const subjectId = randomUUID();
    const made = await Promise.all(Array.from({ length: 10 }, () => tell(members, { subjectId, title: 'Mời' })));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(2);
    await tell(members, { subjectId, title: 'Đổi giờ', occasion: '2' });
    for (const member of members) expect(await titles(member)).toEqual(['Đổi giờ', 'Mời']);
  });

  it('passes over accounts that are shut out', async () => {
    const member = await w.person('MEMBER', cell);
    await w.rows(`update accounts set disabled_at = now() where id = $1`, [member.accountId]);
    expect(await tell([member])).toBe(0);
  });

  it('counts in the app only for those who can open it, and without a gateway nobody gets an SMS', async () => {
    const active = await w.person('MEMBER', cell, { phone: '+84912345678' });
    const waiting = await w.person('MEMBER', cell, { phone: '+84912345679', activated: false });
    const subjectId = randomUUID();
    await tell([active, waiting], { subjectId, sms: 'Mời bạn dự họp.', smsToActivated: true });
    const states = await w.rows(
      `select n.account_id, d.channel, d.state from deliveries d join notifications n on n.id = d.notification_id where n.subject_id = $1`,
      [subjectId],
    );
    expect(new Map(states.map(row => [row['account_id'], `${row['channel']} ${row['state']}`]))).toEqual(
      new Map([
        [active.accountId, 'IN_APP DELIVERED'],
        [waiting.accountId, 'IN_APP SKIPPED'],
      ]),
    );
  });
});

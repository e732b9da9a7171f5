import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Allowed } from '../src/access/allow.js';
import { PERMISSIONS } from '../src/access/permissions.js';
import { Role } from '../src/access/roles.js';
import { newId } from '../src/platform/ids.js';
import { askFor, fieldsOf, markedIn } from './support/operations.js';
import { OPERATIONS, ROUTES } from './support/permission-table.js';
import { Person } from './support/person.js';
import { World } from './support/world.js';

const LETTERS: Record<Role, string> = {
  [Role.MEMBER]: 'M',
  [Role.SECRETARY]: 'S',
  [Role.FOLLOWER]: 'F',
  [Role.COMMITTEE_OFFICER]: 'O',
  [Role.ADMINISTRATOR]: 'A',
};

let w: World;
let stranger: Person;
const people = new Map<string, Person>();

beforeAll(async () => {
  w = await World.create();
  stranger = Person.stranger(w.url);
  for (const role of Object.values(Role)) {
    // One role and no other, over the whole province.
    const person = await w.person('FOLLOWER', w.province);
    await w.rows('update grants set role = $2 where account_id = $1', [person.accountId, role]);
    people.set(LETTERS[role], person);
  }
});
afterAll(() => w?.end());

function shown(allowed: Allowed): string {
  if (allowed === 'everybody') return 'anyone';
  const roles: readonly Role[] = PERMISSIONS[allowed];
  return roles.length === 0 ? 'signed in' : roles.map(role => LETTERS[role]).join(' ');
}

const marked = () => markedIn(w);
const fields = () => fieldsOf(w);

describe('who may ask for what', () => {
  it('stands for every operation in the reviewed table, and the table names no other', () => {
    const allowed = new Map(marked().map(one => [`${one.type}.${one.name}`, one.allowed]));
    const found = fields().map(({ key }) => [key, shown(allowed.get(key) ?? ('missing' as Allowed))] as const);
    expect(Object.fromEntries(found)).toEqual(OPERATIONS);
  });

  it('stands for every route beside GraphQL', () => {
    const verbs = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS'];
    const found = marked()
      .filter(one => one.path !== undefined && one.controller !== undefined && !isOperational(one.controller))
      .map(one => [
        `${verbs[one.method ?? 0]} ${`/${one.controller}/${one.path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')}`,
        shown(one.allowed),
      ]);
    expect(Object.fromEntries(found)).toEqual(ROUTES);
  });
});

/** Health, metrics and the web app's pages belong to whoever runs the machine. */
function isOperational(controller: string): boolean {
  return /^\/?(health|metrics|)$/.test(controller);
}

describe('at the door', () => {
  it('a stranger is asked to sign in for every operation that is not for anyone', async () => {
    const refused: Record<string, unknown> = {};
    for (const operation of fields()) refused[operation.key] = await askFor(stranger, operation);
    const expected = Object.entries(OPERATIONS).filter(([, roles]) => roles !== 'anyone');
    for (const [key] of expected)
      expect([key, refused[key]]).toEqual([key, { code: 'UNAUTHENTICATED', reason: 'SIGN_IN_NEEDED' }]);
  });

  it.each(Object.entries(LETTERS))(
    'a %s is turned away from what the role does not bring, and from nothing else',
    async (_, letter) => {
      const person = people.get(letter) ?? stranger;
      const wrong: string[] = [];
      for (const operation of fields().sort(
        (a, b) => Number(a.field.name === 'signOut') - Number(b.field.name === 'signOut'),
      )) {
        const roles = OPERATIONS[operation.key] ?? '';
        const isAllowed = roles === 'anyone' || roles === 'signed in' || roles.split(' ').includes(letter);
        const refusal = await askFor(person, operation);
        const isTurnedAway = refusal?.reason === 'NOT_ALLOWED';
        if (isTurnedAway === isAllowed || refusal?.reason === 'TEMPORARILY_UNAVAILABLE')
          wrong.push(`${operation.key}: ${refusal?.reason ?? 'let in'}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(['/files', '/imports', '/events/meetings/x', '/events/rollouts/x', `/files/${newId()}`])(
    'a stranger gets nothing from %s',
    async path => {
      const isPost = path === '/files' || path === '/imports';
      const reply = await stranger.fetch(path, { method: isPost ? 'POST' : 'GET' });
      expect([401, 404]).toContain(reply.status);
      expect(((await reply.json()) as { reason: string }).reason).toMatch(/^(SIGN_IN_NEEDED|NOT_FOUND)$/);
    },
  );
});

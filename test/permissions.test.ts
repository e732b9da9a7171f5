import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { ALLOWED, type Allowed } from '../src/access/allow.js';
import { PERMISSIONS } from '../src/access/permissions.js';
import { Role } from '../src/access/roles.js';
import { newId } from '../src/platform/ids.js';
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

/** Every method of a resolver or controller with what @Allow says of it. */
function marked(): {
  type: string;
  name: string;
  controller?: string;
  path?: string;
  method?: number;
  allowed: Allowed;
}[] {
  const discovery = w.app.get(DiscoveryService, { strict: false });
  const scanner = new MetadataScanner();
  return [...discovery.getProviders(), ...discovery.getControllers()].flatMap(({ instance, metatype }) => {
    if (!instance || !metatype || typeof instance !== 'object') return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap(key => {
      const method = prototype[key];
      const allowed = method && (Reflect.getMetadata(ALLOWED, method) as Allowed | undefined);
      if (!method || !allowed) return [];
      return [
        {
          type: String(Reflect.getMetadata('graphql:resolver_type', method)),
          name: (Reflect.getMetadata('graphql:resolver_name', method) as string | undefined) ?? key,
          controller: Reflect.getMetadata('path', metatype) as string | undefined,
          path: Reflect.getMetadata('path', method) as string | undefined,
          method: Reflect.getMetadata('method', method) as number | undefined,
          allowed,
        },
      ];
    });
  });
}

const fields = (): { key: string; keyword: string; field: GraphQLField<unknown, unknown> }[] => {
  const { schema } = w.app.get(GraphQLSchemaHost, { strict: false });
  return [schema.getQueryType(), schema.getMutationType()].flatMap(type =>
    Object.values(type?.getFields() ?? {}).map(field => ({
      key: `${type?.name}.${field.name}`,
      keyword: type?.name.toLowerCase() ?? '',
      field,
    })),
  );
};

/** The least value that the schema takes. */
function leastOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return [leastOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map(field => [field.name, leastOf(field.type)]));
  }
  const scalars: Record<string, unknown> = {
    ID: newId(),
    String: 'thử',
    Int: 1,
    Float: 0.5,
    Boolean: true,
    DateTime: new Date(Date.now() + 86_400_000).toISOString(),
    Date: '2026-11-22',
    YearMonth: '2026-11',
    JSON: {},
  };
  return scalars[type.name];
}

/** Asks for an operation with harmless values of the right form. */
function ask(person: Person, { keyword, field }: ReturnType<typeof fields>[number]) {
  const required = field.args.filter(isRequiredArgument);
  const declared = required.map(argument => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = required.map(argument => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return person.refusal(
    `${keyword}${declared && `(${declared})`} { ${field.name}${given && `(${given})`}${selection} }`,
    Object.fromEntries(required.map(argument => [argument.name, leastOf(argument.type)])),
  );
}

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
    for (const operation of fields()) refused[operation.key] = await ask(stranger, operation);
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
        const refusal = await ask(person, operation);
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

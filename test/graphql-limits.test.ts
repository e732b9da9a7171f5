import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { parse, type ValidationRule, validate } from 'graphql';
import { REQUEST_LIMITS } from '../src/platform/graphql/graphql.module.js';
import type { Person } from './support/person.js';
import { expectRefused, post, read } from './support/raw.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
});
afterAll(() => w?.end());

const send = (body: string | Buffer, headers?: Record<string, string>, person = secretary) =>
  post(w, person, body, headers);
const ask = (query: string, variables?: unknown, person?: Person) =>
  send(JSON.stringify({ query, variables }), {}, person);

it('every operation of the two web apps fits into the limits of a request', () => {
  const file = join(import.meta.dirname, '../web/src/graphql/persisted-documents.json');
  const documents = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  const { schema } = w.app.get(GraphQLSchemaHost);
  const problems = documents.flatMap(text => {
    try {
      return validate(schema, parse(text), REQUEST_LIMITS as ValidationRule[]).map(({ message }) => message);
    } catch (error) {
      return [`${/\w+ \w+/.exec(text)?.[0]}: ${String(error)}`];
    }
  });
  expect(documents.length).toBeGreaterThan(100);
  expect(problems).toEqual([]);
});

describe('a request that is not understood', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list of one', JSON.stringify([{ query: '{ me { id } }' }])],
    ['a list of ten', JSON.stringify(Array(10).fill({ query: '{ me { id } }' }))],
    ['a number', '1'],
    ['null', 'null'],
    ['no query', '{}'],
    ['a query that is a number', '{"query":1}'],
    ['a query that is a list', '{"query":["{ me { id } }"]}'],
    ['an empty query', '{"query":""}'],
    [
      'a persisted query nobody keeps',
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"0000000000000000000000000000000000000000000000000000000000000000"}}}',
    ],
    ['variables that are text', '{"query":"{ me { id } }","variables":"x"}'],
    ['variables that are a list', '{"query":"{ me { id } }","variables":[1]}'],
    ['an operation that is not there', '{"query":"query A { me { id } }","operationName":"B"}'],
    ['two operations and none chosen', '{"query":"query A { me { id } } query B { me { id } }"}'],
    ['a key that would poison every object', '{"__proto__":{"x":1},"query":"{ me { id } }"}'],
  ])('%s', async (_, body) => {
    expectRefused(await send(body), 'BAD_USER_INPUT');
  });

  it.each([
    ['a syntax error', '{ me { id }'],
    ['an unknown field', '{ me { id passwordHash } }'],
    ['a field that is nearly there', '{ mee { id } }'],
    ['an unknown argument', '{ documents(where: {}) { totalCount } }'],
    ['an object without its fields', '{ me }'],
    ['fields of what has none', '{ me { id { x } } }'],
    ['a fragment that calls itself', '{ me { ...A } } fragment A on Viewer { id ...A }'],
    [
      'two fragments that call each other',
      '{ me { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
    ],
    ['a fragment nobody calls', '{ me { id } } fragment A on Viewer { id }'],
    ['a fragment of another type', '{ me { ...A } } fragment A on Document { id }'],
    ['an unknown directive', '{ me { id @nothing } }'],
    ['six directives in one place', `{ me { id ${'@include(if: true) '.repeat(6)} } }`],
    ['a subscription', 'subscription { me { id } }'],
    ['a type definition', 'type A { id: ID }'],
    ['two answers under one name', '{ me { id: fullName id } }'],
    ['500 times the same field', `{ me { ${'id '.repeat(2100)} } }`],
    ['a very long name', `{ ${'x'.repeat(100_000)} }`],
    ['a missing argument', '{ document { id } }'],
    ['an argument of another type', '{ documents(first: "20") { totalCount } }'],
    ['a number beyond 2^31', '{ documents(first: 2147483648) { totalCount } }'],
    [
      'a number without end',
      'mutation { recordReading(documentId: "a", progress: 1e999, clientMutationId: "b") { id } }',
    ],
    ['a literal of 100 lists', `{ document(id: ${'['.repeat(100)}${']'.repeat(100)}) { id } }`],
  ])('%s', async (_, query) => {
    expectRefused(await ask(query), 'BAD_USER_INPUT');
  });

  it('10,000 opened brackets cost no time', async () => {
    const start = Date.now();
    expectRefused(await ask(`${'{ me '.repeat(10_000)}${'}'.repeat(10_000)}`), 'BAD_USER_INPUT');
    expect(Date.now() - start).toBeLessThan(2000);
  });
});

describe('a request that is too large, too deep or too wide', () => {
  it('more than a megabyte is refused before it is read', async () => {
    expectRefused(
      await send(JSON.stringify({ query: '{ me { id } }', variables: { x: 'x'.repeat(1_000_000) } })),
      'TOO_LARGE',
    );
    expectRefused(await ask(`{ me { id } } #${'x'.repeat(1_100_000)}`), 'TOO_LARGE');
  });

  it('a body that grows when unpacked is refused unread', async () => {
    const reply = await send(gzipSync(Buffer.alloc(20_000_000, 32)), { 'content-encoding': 'gzip' });
    expectRefused(reply);
  });

  const parents = (depth: number) =>
    `{ organisation(id: "${w.province.id}") { ${'parent { '.repeat(depth)} id ${'} '.repeat(depth)} } }`;

  it('depth 10 is answered, 11 is refused, 30 and by way of fragments too', async () => {
    expect((await ask(parents(8))).json.errors).toBeUndefined();
    expectRefused(await ask(parents(30)), 'BAD_USER_INPUT');
    expectRefused(await ask(parents(10)), 'BAD_USER_INPUT');
    const chained = Array.from(
      { length: 12 },
      (_, n) => `fragment F${n} on Organisation { parent { id ${n < 11 ? `...F${n + 1}` : ''} } }`,
    ).join(' ');
    expectRefused(await ask(`{ organisation(id: "${w.province.id}") { ...F0 } } ${chained}`), 'BAD_USER_INPUT');
  });

  it("15 aliases are answered, 16 refused, also when they only ask for a type's name", async () => {
    const aliases = (field: string, count: number) =>
      `{ ${Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ')} }`;
    expect((await ask(aliases('__typename', 15))).json.errors).toBeUndefined();
    expectRefused(await ask(aliases('__typename', 16)), 'BAD_USER_INPUT');
    expectRefused(await ask(aliases('__typename', 101)), 'BAD_USER_INPUT');
    expectRefused(await ask(aliases('me { id }', 16)), 'BAD_USER_INPUT');
  });

  it('fragments that double at every step are refused, quickly', async () => {
    const start = Date.now();
    const bomb = Array.from(
      { length: 25 },
      (_, n) => `fragment F${n} on Viewer { ${n < 24 ? `...F${n + 1} ...F${n + 1}` : 'id'} }`,
    ).join(' ');
    expectRefused(await ask(`{ me { ...F0 } } ${bomb}`), 'BAD_USER_INPUT');
    expect(Date.now() - start).toBeLessThan(2000);
  });

  it.each([
    ['a page of 100,000', 'first: 100000'],
    ['a page of 101', 'first: 101'],
    ['a page of none', 'first: 0'],
    ['a page of minus one', 'first: -1'],
    ['a page of null', 'first: null'],
    ['both ends at once', 'first: 1, last: 1'],
    ["a cursor of somebody's own", 'after: "abc"'],
    ['a cursor of 100,000 letters', `after: "${'a'.repeat(100_000)}"`],
    ['a negative place', 'first: 1, after: "-1"'],
  ])('%s', async (_, args) => {
    const fields = ['documents', 'meetings', 'notifications', 'organisations'];
    for (const field of fields)
      expectRefused(await ask(`{ ${field}(${args}) { totalCount edges { cursor } } }`), 'BAD_USER_INPUT');
    expectRefused(
      await ask(`{ members(organisationId: "${cell.id}", ${args}) { totalCount edges { cursor } } }`),
      'BAD_USER_INPUT',
    );
  });

  it('variables 20,000 deep are refused, quickly', async () => {
    const start = Date.now();
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expectRefused(
      await send(`{"query":"query A($id: ID!) { document(id: $id) { id } }","variables":{"id":${deep}}}`),
      'BAD_USER_INPUT',
    );
    expect(Date.now() - start).toBeLessThan(2000);
  });

  it('a header of 100 kB is cut off', async () => {
    const status = await new Promise<number | string>(resolve => {
      const out = httpRequest(`${w.url}/graphql`, { method: 'POST', headers: { 'x-long': 'x'.repeat(100_000) } });
      out
        .on('response', reply => resolve(reply.resume().statusCode ?? 0))
        .on('error', error => resolve(error.message))
        .end();
    });
    expect(status).toBe(431);
  });
});

describe('a request by another door', () => {
  it('a change by GET is refused, and changes nothing', async () => {
    const query = encodeURIComponent('mutation { signOut }');
    const reply = await read(
      await secretary.fetch(`/graphql?query=${query}`, { headers: { 'x-apollo-operation-name': 'A' } }),
    );
    expectRefused(reply, 'BAD_USER_INPUT');
    expect((await secretary.ask('{ me { id } }')).me.id).toBeTruthy();
  });

  it.each([
    ['application/x-www-form-urlencoded', 'query=%7Bme%7Bid%7D%7D'],
    ['text/plain', JSON.stringify({ query: 'mutation { signOut }' })],
    [
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"mutation { signOut }"}\r\n--b--\r\n',
    ],
    ['application/graphql', '{ me { id } }'],
    ['application/json; charset=utf-16le', Buffer.from(JSON.stringify({ query: '{ me { id } }' }), 'utf16le')],
    ['application/xml', '<a/>'],
  ])('%s is refused, and changes nothing', async (type, body) => {
    expectRefused(await send(body as string, { 'content-type': type }));
    expect((await secretary.ask('{ me { id } }')).me.id).toBeTruthy();
  });

  it("a page of another site cannot send a form in a person's name", async () => {
    const reply = await fetch(`${w.url}/graphql?query=${encodeURIComponent('{ me { id } }')}`, {
      headers: secretary.headers,
    });
    expectRefused(await read(reply), 'BAD_USER_INPUT');
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('%s is not known here', async method => {
    expectRefused(await read(await secretary.fetch('/graphql', { method })));
  });
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { VARIABLES } from '../src/platform/config/config.js';
import { World } from './support/world.js';

/** A folder may import itself and the folders on the lines above it. Files directly in src/ may import anything. */
const ORDER = [
  ['platform'],
  ['audit'],
  ['access'],
  ['organisations'],
  ['members'],
  ['adoption'],
  ['notifications'],
  ['documents'],
  ['meetings'],
  ['rollouts'],
  ['imports', 'models', 'home'],
  ['demo'],
];
const MAX_LINES = 300;

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');
const typescript = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    file => /\.tsx?$/.test(file) && !file.includes('graphql/graphql'),
  );
const files = typescript(src);
const folderOf = (file: string) => file.split('/')[0] ?? '';
const level = (folder: string) => ORDER.findIndex(line => line.includes(folder));
const importsOf = (file: string) =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
    relative(src, join(src, dirname(file), path)),
  );

/** What starts the rooms may name them all: the commands and the launcher. */
const STARTERS = /^platform\/(cli|doctor|graphql\/write-schema)/;

describe('the house', () => {
  it('every folder has its place in the order', () => {
    expect(files.filter(file => file.includes('/') && level(folderOf(file)) < 0)).toEqual([]);
  });

  it('imports only go back along the order', () => {
    const forward = files
      .filter(file => file.includes('/') && !STARTERS.test(file))
      .flatMap(file =>
        importsOf(file)
          .filter(target => target !== 'errors.js' && folderOf(target) !== folderOf(file))
          .filter(target => !target.includes('/') || level(folderOf(target)) >= level(folderOf(file)))
          .map(target => `${file} → ${target}`),
      );
    expect(forward).toEqual([]);
  });

  it('no file is too large', () => {
    const all = ['src', 'web/src', 'test'].flatMap(folder =>
      typescript(join(root, folder)).map(file => join(folder, file)),
    );
    const large = all.filter(
      file =>
        !file.startsWith('web/src/graphql/') &&
        readFileSync(join(root, file), 'utf8').split('\n').length > MAX_LINES + 1,
    );
    expect(large).toEqual([]);
  });

  it('.env.example describes every variable, and none that is unknown', () => {
    const described = [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^#? ?([A-Z_]+)=/gm)].map(
      match => match[1] ?? '',
    );
    expect(described.sort()).toEqual(Object.keys(VARIABLES).sort());
  });

  it('nothing but the configuration and the starters reads the environment', () => {
    const readers = files.filter(
      file =>
        !/^(main|cli)\.ts|^platform\/(config|embedded|cli|doctor)\/|graphql\.module|write-schema/.test(file) &&
        readFileSync(join(src, file), 'utf8').includes('process.env'),
    );
    expect(readers).toEqual([]);
  });
});

describe('the running application', () => {
  let w: World;
  beforeAll(async () => {
    w = await World.create();
  });
  afterAll(() => w?.end());

  it('is asked through the schema that src/schema.gql shows; npm run schema writes it', () => {
    const { schema } = w.app.get(GraphQLSchemaHost);
    const text = `# Generated from the code by "npm run schema". Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
    const file = join(src, 'schema.gql');
    if (process.env['WRITE_SCHEMA']) writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('has the columns that the entities name, with their types and nullability, and no others', async () => {
    const inDatabase = await w.rows<{ column: string }>(
      `select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, null) || case when a.attnotnull then '' else ' null' end as column
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         and c.relname = any($1) order by 1`,
      [w.source.entityMetadatas.map(entity => entity.tableName)],
    );
    const inEntities = w.source.entityMetadatas.flatMap(entity =>
      entity.columns.map(column => {
        const type = w.source.driver.normalizeType(column) + (column.isArray ? '[]' : '');
        return `${entity.tableName}.${column.databaseName} ${type}${column.isNullable ? ' null' : ''}`;
      }),
    );
    expect(inEntities.sort()).toEqual(inDatabase.map(({ column }) => column).sort());
  });

  it('refuses to rewrite the log, also to its owner', async () => {
    await w.rows(`insert into audit_entries (id, action) values (gen_random_uuid(), 'test.written')`);
    await expect(w.rows(`update audit_entries set action = 'x'`)).rejects.toThrow('append-only');
    await expect(w.rows(`delete from audit_entries`)).rejects.toThrow('append-only');
    await expect(w.rows(`truncate audit_entries cascade`)).rejects.toThrow('append-only');
  });

  it('gives the application no table of its own and no way to change one', async () => {
    await expect(w.source.query('create table mine (a int)')).rejects.toThrow(/permission denied/);
    await expect(w.source.query('truncate members cascade')).rejects.toThrow(/permission denied/);
    await expect(w.source.query('delete from audit_links')).rejects.toThrow(/permission denied/);
  });
});

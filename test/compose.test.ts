import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { VARIABLES } from '../src/platform/config/config.js';

const root = join(import.meta.dirname, '..');
const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const matches = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(match => match[1] ?? '');

/** The lines under a key up to the next one of its depth. */
function block(key: string): string {
  const [, found = ''] = new RegExp(`^${key}:.*\\n((?:(?: .*)?\\n)*)`, 'm').exec(compose) ?? [];
  return found;
}

it('docker compose asks of its .env only what .env.example describes', () => {
  const described = matches(/^#? ?([A-Z_]+)=/gm, readFileSync(join(root, '.env.example'), 'utf8'));
  const asked = new Set(matches(/(?<!\$)\$\{([A-Z_]+)/g, compose));
  expect(asked.size).toBeGreaterThan(5);
  expect([...asked].filter(name => !described.includes(name))).toEqual([]);
});

it('docker compose gives the processes only variables that they know', () => {
  const given = matches(/^ {2}([A-Z_]+):/gm, block('x-environment'));
  expect(given).toContain('DATABASE_URL');
  expect(given.filter(name => !(name in VARIABLES))).toEqual([]);
});

it('docker compose starts two api and two worker processes, the servers that they need, and a proxy', () => {
  const services = matches(/^ {2}([a-z]+):$/gm, block('services'));
  expect(services).toEqual(['database', 'queue', 'migrate', 'api', 'worker', 'proxy']);
  for (const name of ['api', 'worker']) {
    expect(compose).toMatch(new RegExp(`^ {2}${name}:\\n(?: {4}.*\\n)*? {4}deploy: \\{ replicas: 2 \\}`, 'm'));
  }
  expect(compose).toContain('noeviction');
});

it('docker compose makes the extensions that the tables need', () => {
  const provision = readFileSync(join(root, 'src/platform/embedded/provision.ts'), 'utf8');
  const [, needed = ''] = /EXTENSIONS = \[([^\]]*)\]/.exec(provision) ?? [];
  expect(matches(/create extension (\w+);/g, compose)).toEqual(matches(/'(\w+)'/g, needed));
});

#!/usr/bin/env node
/** `npm start`: the launcher, which starts and watches over PostgreSQL and the application. Made by `npm run build`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Cần Node.js 20.19 trở lên, máy đang có ${process.version}. / Node.js 20.19 or later is needed.`);
  process.exit(78);
}

const environment = join(import.meta.dirname, '../.env');
if (existsSync(environment)) process.loadEnvFile(environment); // what is set already stays

const { launch } = await import('../dist/src/platform/embedded/launcher.js');
process.exit(await launch(process.env));

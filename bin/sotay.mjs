#!/usr/bin/env node
/** `npm run sotay -- <command>`: the commands, see `npm run sotay -- help`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const environment = join(import.meta.dirname, '../.env');
if (existsSync(environment)) process.loadEnvFile(environment); // what is set already stays

const { command } = await import('../dist/src/platform/embedded/command.js');
process.exit(await command(process.argv.slice(2), process.env));

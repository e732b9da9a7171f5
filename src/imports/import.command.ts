import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { Actor } from '../access/actor.js';
import { Applying } from './applying/applying.js';
import { Checking } from './checking/checking.js';
import type { Import } from './import.types.js';
import { ImportsService } from './imports.service.js';

/** How many problems are printed; the console shows more. */
const PRINTED = 50;

/**
 * `import FILE`: hands a roster in, prints what is wrong, and applies it when nothing is. Where the letters look like another
 * encoding, --convert or --keep must say what to do. Does the work itself: no worker need be running.
 */
export async function run(words: string[], openRooms: () => Promise<INestApplicationContext>): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { convert: { type: 'boolean' }, keep: { type: 'boolean' } },
  });
  const [path] = positionals;
  if (!path) throw new Error('Cần tên tệp: npm run sotay -- import danh-sach.xlsx');
  await access(path);
  const app = await openRooms();
  try {
    return await importFile(app, path, values.convert ? true : values.keep ? false : null);
  } finally {
    await app.close();
  }
}

async function importFile(app: INestApplicationContext, path: string, convert: boolean | null): Promise<number> {
  const [imports, checking] = [app.get(ImportsService), app.get(Checking)];
  const { id } = await imports.receive(Actor.system, {
    name: basename(path),
    content: createReadStream(path),
    end: async () => undefined,
  });
  await checking.check(id);
  let found = await imports.one(Actor.system, id);
  if (found.proposedEncoding !== null && convert === null) {
    print(
      `Chữ trong tệp giống bảng mã ${found.proposedEncoding}. Chạy lại với --convert để chuyển mã hoặc --keep để giữ nguyên.`,
    );
    return 1;
  }
  if (found.proposedEncoding !== null && convert === false) {
    await imports.confirm(Actor.system, id, false);
    await checking.check(id);
    found = await imports.one(Actor.system, id);
  }
  if (found.problemCount > 0) return refuse(found);
  await imports.confirm(Actor.system, id, true);
  await app.get(Applying).apply(id);
  const { applied } = await imports.one(Actor.system, id);
  print(`Đã ghi ${applied.toLocaleString('vi-VN')} dòng.`);
  return 0;
}

function refuse({ problemCount, problems }: Import): number {
  print(`Tệp có ${problemCount.toLocaleString('vi-VN')} lỗi, chưa ghi gì:`);
  for (const { sheet, row, column, message } of problems.slice(0, PRINTED)) {
    print(`  ${sheet ?? ''} dòng ${row}, ${column}: ${message}`);
  }
  return 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

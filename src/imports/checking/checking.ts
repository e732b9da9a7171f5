import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { OrganisationKind } from '../../organisations/organisation.types.js';
import { mayStandUnder } from '../../organisations/organisation-kinds.js';
import { Storage } from '../../platform/files/storage.js';
import { type SourceRow, Unreadable } from '../reading/cells.js';
import { lookAtCsv, readCsv } from '../reading/csv.js';
import type { Encoding } from '../reading/encoding.js';
import { readXlsx } from '../reading/xlsx.js';
import { MOST_ROWS } from '../sheets.js';
import { CROSS_CHECKS } from './crosschecks.sql.js';
import { type Problem, type RosterRow, TooManyRows, understand } from './rows.js';

/** Rows written at a time. */
const BATCH = 1000;

/** How many problems are kept and shown (contract). */
const SHOWN = 1000;

interface Waiting {
  fileName: string;
  storageKey: string;
  convert: boolean | null;
}

/** Reads a roster as a stream, keeps its rows, and finds everything that is wrong in it: alone, beside other rows, beside what is there. */
@Injectable()
export class Checking {
  constructor(
    private readonly changes: Changes,
    private readonly storage: Storage,
  ) {}

  /** Checks an import that waits for it; leaves any other alone. */
  async check(importId: string): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      const waiting = await change.row<Waiting>(
        `select file_name as "fileName", storage_key as "storageKey", convert from imports where id = $1 and state = 'READING' for update skip locked`,
        [importId],
      );
      if (!waiting) return;
      const folder = await mkdtemp(join(tmpdir(), 'sotay-import-'));
      try {
        const path = join(folder, 'roster');
        await pipeline(await this.storage.open(waiting.storageKey), createWriteStream(path));
        await new Check(change, importId).run(path, waiting);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
}

/** One check of one import. */
class Check {
  private rows = 0;
  private readonly bad = new Set<string>();
  private readonly problems: Problem[] = [];
  private problemCount = 0;
  private pending: RosterRow[] = [];

  constructor(
    private readonly change: Change,
    private readonly importId: string,
  ) {}

  async run(path: string, { fileName, convert }: Waiting): Promise<void> {
    await this.change.run(`delete from import_rows where import_id = $1`, [this.importId]);
    await this.change.run(`delete from import_problems where import_id = $1`, [this.importId]);
    let encoding: Encoding = { name: 'utf-8', proposed: null };
    try {
      const isTable = /\.csv$/i.test(fileName);
      if (isTable) encoding = (await lookAtCsv(path)).encoding;
      const proposed = convert === false ? null : encoding.proposed;
      encoding = { ...encoding, proposed };
      await this.read(isTable ? readCsv(path, proposed ?? encoding.name) : readXlsx(path));
      await this.crossCheck();
      await this.finish('READY', encoding);
    } catch (error) {
      if (!(error instanceof Unreadable) && !(error instanceof TooManyRows)) throw error;
      this.note([error instanceof TooManyRows ? tooMany() : unreadable()]);
      await this.finish('FAILED', encoding);
    }
  }

  private async read(source: AsyncIterable<SourceRow>): Promise<void> {
    for await (const { row, problems } of understand(source)) {
      this.note(problems);
      if (!row) continue;
      this.rows += 1;
      this.pending.push(row);
      if (this.pending.length >= BATCH) await this.keep();
    }
    await this.keep();
  }

  private async keep(): Promise<void> {
    const rows = this.pending.splice(0);
    if (rows.length === 0) return;
    await this.change.run(
      `insert into import_rows (import_id, sheet, row, content) select $1, * from unnest($2::text[], $3::int[], $4::jsonb[]) on conflict do nothing`,
      [
        this.importId,
        rows.map(row => row.sheet),
        rows.map(row => row.row),
        rows.map(row => JSON.stringify(row.content)),
      ],
    );
  }

  private async crossCheck(): Promise<void> {
    const kinds = Object.values(OrganisationKind);
    const under = Object.fromEntries(
      kinds.map(parent => [parent, kinds.filter(child => mayStandUnder(parent, child))]),
    );
    for (const sql of CROSS_CHECKS) {
      const parameters = sql.includes('$2') ? [this.importId, JSON.stringify(under)] : [this.importId];
      const found = `select * from (${sql}) found(sheet, row, "column", code, message)`;
      this.note(await this.change.rows<Problem>(found, parameters));
    }
  }

  private note(found: readonly Problem[]): void {
    for (const problem of found) {
      this.problemCount += 1;
      this.bad.add(`${problem.sheet}/${problem.row}`);
      if (this.problems.length < SHOWN) this.problems.push(problem);
    }
  }

  private async finish(state: string, encoding: Encoding): Promise<void> {
    const sorted = this.problems.sort((a, b) => b.sheet.localeCompare(a.sheet) || a.row - b.row);
    await this.change.run(
      `insert into import_problems (import_id, seq, sheet, row, "column", code, message)
       select $1, row_number() over (), * from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[])`,
      [
        this.importId,
        sorted.map(problem => problem.sheet),
        sorted.map(problem => problem.row),
        sorted.map(problem => problem.column),
        sorted.map(problem => problem.code),
        sorted.map(problem => problem.message),
      ],
    );
    await this.change.run(
      `update imports set state = $2, rows = $3, valid = $4, problem_count = $5, encoding = $6, proposed_encoding = $7 where id = $1`,
      [
        this.importId,
        state,
        this.rows,
        Math.max(0, this.rows - this.bad.size),
        this.problemCount,
        encoding.name,
        encoding.proposed,
      ],
    );
    await this.change.record('import.checked', null, this.importId, {
      state,
      rows: this.rows,
      problems: this.problemCount,
    });
  }
}

function tooMany(): Problem {
  const message = `Tệp có hơn ${MOST_ROWS.toLocaleString('vi-VN')} dòng. Đồng chí chia thành nhiều tệp.`;
  return { sheet: '', row: MOST_ROWS + 1, column: '', code: 'TOO_MANY_ROWS', message };
}

function unreadable(): Problem {
  const message = 'Không đọc được tệp. Cần tệp .xlsx hoặc .csv theo mẫu.';
  return { sheet: '', row: 1, column: '', code: 'UNREADABLE', message };
}

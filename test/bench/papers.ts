import { spawn } from 'node:child_process';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { assessmentSheet } from '../../src/meetings/papers/layouts/assessment.js';
import { attendanceList } from '../../src/meetings/papers/layouts/attendance-list.js';
import { minutesSheet } from '../../src/meetings/papers/layouts/minutes.js';
import { programme } from '../../src/meetings/papers/layouts/programme.js';
import { resolutionSheet } from '../../src/meetings/papers/layouts/resolution.js';
import { rollSheet } from '../../src/meetings/papers/layouts/roll-sheet.js';
import { docxOf } from '../../src/meetings/papers/setting/docx.js';
import { ownFonts } from '../../src/meetings/papers/setting/fonts.js';
import { pressed } from '../../src/meetings/papers/setting/pressing.js';
import type { Sheet } from '../../src/meetings/papers/setting/sheet.js';
import { pdfOf } from '../../src/meetings/papers/setting/typst.js';
import * as samples from '../support/paper-samples.js';
import { print, rounded } from './cost.js';

/** How often each paper is made. */
const ROUNDS = 20;

const { guests, meeting, record, roll, sealed } = samples;

/** A cell of 25, and minutes of a long evening. */
const PAPERS: Record<string, Sheet> = {
  MINUTES: minutesSheet(sealed(record({}, 12)), []),
  'MINUTES of 250 opinions': minutesSheet(sealed(record({}, 250)), []),
  RESOLUTION: resolutionSheet(samples.resolution()),
  ATTENDANCE: attendanceList(meeting(), roll(25), guests),
  ASSESSMENT: assessmentSheet(meeting(), samples.assessment()),
  ROLL_SHEET: rollSheet(meeting(), roll(25), guests),
  PROGRAMME: programme(meeting(), samples.programmeParts),
};

/**
 * The time a paper: `set` is the typesetting alone, `made` the whole work of a worker with the process of its own in which it is set.
 * The baseline in the same run: a page of one letter by the bare library, and an empty program of Node.js.
 */
export async function benchPapers(): Promise<void> {
  const bare = NodeCompiler.create({ fontArgs: [{ fontBlobs: ownFonts() }] });
  const onePage = () => {
    const { result } = bare.compile({ mainFileContent: '#set text(font: "Tinos", fallback: false)\na' });
    if (!result) throw new Error('No page.');
    return bare.pdf(result);
  };
  const page = await times(async () => onePage());
  const node = await times(emptyProgram);
  for (const [kind, sheet] of Object.entries(PAPERS)) {
    for (const format of ['PDF', 'DOCX'] as const) {
      const set = await times(async () => (format === 'PDF' ? pdfOf(sheet) : docxOf(sheet)));
      const made = await times(() => pressed({ sheet, format }));
      print({
        bench: 'papers',
        kind,
        format,
        bytes: (await pressed({ sheet, format })).length,
        setP50Ms: percentile(set, 0.5),
        setP95Ms: percentile(set, 0.95),
        madeP50Ms: percentile(made, 0.5),
        madeP95Ms: percentile(made, 0.95),
        wantedMadeP95Ms: '<= 3000',
        emptyPageP50Ms: percentile(page, 0.5),
        emptyPageP95Ms: percentile(page, 0.95),
        emptyProgramP50Ms: percentile(node, 0.5),
        emptyProgramP95Ms: percentile(node, 0.95),
        madeBesideProgram: rounded(percentile(made, 0.5) / percentile(node, 0.5)),
      });
    }
  }
}

/** An empty program of Node.js, from its start to its end. */
function emptyProgram(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore', env: {} });
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}

/** How long each round takes, in milliseconds, the shortest first; two rounds before warm up. */
async function times(work: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const from = performance.now();
    await work();
    if (round >= 0) found.push(performance.now() - from);
  }
  return found.sort((a, b) => a - b);
}

function percentile(sorted: readonly number[], share: number): number {
  return rounded(sorted[Math.ceil(sorted.length * share) - 1] ?? 0, 1);
}

import { type ProgramLimits, programPath, runProgram } from '../../../platform/programs.js';
import { Unreadable } from '../extracting/unreadable.js';
import { FormUnavailable } from '../form-makers.js';

/** A program of the system, and the sentence that says what its absence leaves out. */
interface SystemProgram {
  name: string;
  missing: string;
}

const POPPLER = 'Máy chủ chưa có poppler-utils nên chưa có ảnh trang. Quản trị viên cài gói này rồi bấm làm lại.';

/** Tells the pages of a PDF and their sizes. */
export const PDFINFO: SystemProgram = { name: 'pdfinfo', missing: POPPLER };

/** Draws a page of a PDF. */
export const PDFTOPPM: SystemProgram = { name: 'pdftoppm', missing: POPPLER };

/** The program's path. Throws FormUnavailable where it is not installed. */
export async function installed({ name, missing }: SystemProgram): Promise<string> {
  const path = await programPath(name);
  if (!path) throw new FormUnavailable(missing);
  return path;
}

/**
 * Runs a program over a stranger's content and gives what it wrote, at most so many bytes. Throws Unreadable when it overruns its time
 * or memory, writes more, or gives up.
 */
export async function outputOf(
  path: string,
  words: string[],
  limits: ProgramLimits & { bytes: number },
): Promise<Buffer> {
  const program = await runProgram(path, words, limits);
  const pieces: Buffer[] = [];
  let size = 0;
  program.output.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > limits.bytes) program.kill();
    else pieces.push(piece);
  });
  const { code, isLate, said } = await program.end;
  if (isLate) throw new Unreadable('TOO_SLOW');
  if (size > limits.bytes || /out of memory|bad_alloc|cannot allocate/i.test(said)) throw new Unreadable('TOO_LARGE');
  // Killed by none of us: the system's own limit of working time.
  if (code === null) throw new Unreadable('TOO_SLOW');
  if (/incorrect password/i.test(said)) throw new Unreadable('ENCRYPTED');
  if (code !== 0) throw new Unreadable('TORN');
  return Buffer.concat(pieces);
}

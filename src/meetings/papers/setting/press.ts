import type { PressTask } from './pressing.js';

/*
 * A program of its own: reads a sheet and a format as JSON, sets the paper and writes its bytes. Whatever a typesetter does with a
 * strange text (native code among it), it does it here, with a limit of time and memory, and not in a process that serves people.
 */

async function read(): Promise<PressTask> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as PressTask;
}

/** Only the typesetter that is needed is loaded. */
async function made({ sheet, format }: PressTask): Promise<Buffer> {
  return format === 'PDF' ? (await import('./typst.js')).pdfOf(sheet) : (await import('./docx.js')).docxOf(sheet);
}

const paper = await made(await read());
process.stdout.write(paper, () => process.exit(0));

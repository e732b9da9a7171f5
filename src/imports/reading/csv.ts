import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { MOST_COLUMNS, type SourceRow, Unreadable } from './cells.js';
import { decoder, type Encoding, encodingOf } from './encoding.js';

/** How much of a file is looked at to tell its encoding and its separator, in bytes. */
const BEGINNING = 256 * 1024;

/** What can be told of a csv file before reading it. */
export async function lookAtCsv(path: string): Promise<{ encoding: Encoding; beginning: Buffer }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    const beginning = buffer.subarray(0, bytesRead);
    const isText =
      beginning
        .subarray(0, 2)
        .toString('latin1')
        .match(/^(\xff\xfe|\xfe\xff)/) || !beginning.includes(0);
    if (!isText) throw new Unreadable('not a text');
    return { encoding: encodingOf(beginning), beginning };
  } finally {
    await file.close();
  }
}

/** The separator of the header line: Excel writes `;` where the comma is the decimal sign, as in Vietnam. */
function separatorOf(header: string): string {
  const line = header.split(/\r?\n/, 1)[0] ?? '';
  const [best = ','] = [',', ';', '\t'].sort((a, b) => line.split(b).length - line.split(a).length);
  return best;
}

/** The rows of a csv file in the encoding given, as a stream. */
export async function* readCsv(path: string, encoding: string): AsyncGenerator<SourceRow> {
  const { beginning } = await lookAtCsv(path);
  const parser = parse({
    delimiter: separatorOf(decoder(encoding)(beginning)),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 100_000,
    info: true,
  });
  // A broken read ends the parser, and with it the loop below.
  const rows = pipeline(Readable.from(textsOf(path, encoding), { objectMode: false }), parser, () => undefined);
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { sheet: '', row: info.lines, cells: record.slice(0, MOST_COLUMNS).map(text => ({ text })) };
    }
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : 'torn');
  }
}

async function* textsOf(path: string, encoding: string): AsyncGenerator<string> {
  const decode = decoder(encoding);
  for await (const piece of createReadStream(path)) yield decode(piece as Buffer);
  yield decode(null);
}

import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import { type Cell, MOST_COLUMNS, type SourceRow, Unreadable } from './cells.js';

/** The most that a part of a workbook may unpack to, in bytes: 200,000 rows need about a quarter. A zip bomb stops here. */
const MOST_UNPACKED = 400_000_000;

/** The most text that all shared strings may hold, in characters; they must stand in memory. */
const MOST_SHARED = 40_000_000;

/** The rows of the sheets of a workbook, as a stream: memory holds the shared strings and one piece of a sheet. */
export async function* readXlsx(path: string): AsyncGenerator<SourceRow> {
  const book = await Workbook.open(path);
  try {
    const strings = await book.sharedStrings();
    for (const sheet of await book.sheets()) yield* rowsOf(sheet.name, await book.part(sheet.path), strings);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(error instanceof Error ? error.message : 'torn');
  } finally {
    book.close();
  }
}

class Workbook {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: Map<string, yauzl.Entry>,
  ) {}

  static open(path: string): Promise<Workbook> {
    return new Promise((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
        if (error || !zip) return reject(new Unreadable(error?.message ?? 'not a zip'));
        const entries = new Map<string, yauzl.Entry>();
        zip.on('entry', (entry: yauzl.Entry) => {
          entries.set(entry.fileName, entry);
          if (entries.size > 2000) return reject(new Unreadable('too many parts'));
          zip.readEntry();
        });
        zip.on('end', () => resolve(new Workbook(zip, entries)));
        zip.on('error', (problem: Error) => reject(new Unreadable(problem.message)));
        zip.readEntry();
      });
    });
  }

  close(): void {
    this.zip.close();
  }

  /** The text of a part, piece by piece. Refuses one that unpacks to too much. */
  async part(name: string): Promise<Readable> {
    const entry = this.entries.get(name);
    if (!entry) throw new Unreadable(`${name} is missing`);
    if (entry.uncompressedSize > MOST_UNPACKED || entry.isEncrypted()) throw new Unreadable(`${name} is too large`);
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (error, stream) =>
        stream ? resolve(stream) : reject(new Unreadable(error?.message ?? 'torn')),
      );
    });
  }

  /** Names and parts of the sheets, in the order of the workbook. */
  async sheets(): Promise<{ name: string; path: string }[]> {
    const targets = new Map<string, string>();
    await parse(await this.part('xl/_rels/workbook.xml.rels'), {
      open: (name, attributes) => {
        if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
      },
    });
    const sheets: { name: string; path: string }[] = [];
    await parse(await this.part('xl/workbook.xml'), {
      open: (name, attributes) => {
        const target = name === 'sheet' ? targets.get(attributes['r:id'] ?? '') : undefined;
        if (target)
          sheets.push({
            name: attributes['name'] ?? '',
            path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
          });
      },
    });
    return sheets;
  }

  async sharedStrings(): Promise<string[]> {
    if (!this.entries.has('xl/sharedStrings.xml')) return [];
    const strings: string[] = [];
    let [current, inText, phonetic, total] = ['', false, false, 0];
    await parse(await this.part('xl/sharedStrings.xml'), {
      open: name => {
        if (name === 'si') current = '';
        if (name === 'rPh') phonetic = true;
        if (name === 't') inText = !phonetic;
      },
      text: text => {
        if (!inText) return;
        current += text;
        total += text.length;
        if (total > MOST_SHARED) throw new Unreadable('too much text');
      },
      close: name => {
        if (name === 't') inText = false;
        if (name === 'rPh') phonetic = false;
        if (name === 'si') strings.push(current);
      },
    });
    return strings;
  }
}

interface Hearer {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

function parserFor(hearer: Hearer): SaxesParser {
  const parser = new SaxesParser();
  // External entities and inner definitions have no place in a workbook (XXE, entity bombs).
  parser.on('doctype', () => {
    throw new Unreadable('a document type is not allowed');
  });
  parser.on('error', error => {
    throw new Unreadable(error.message);
  });
  parser.on('opentag', ({ name, attributes }) => hearer.open?.(name, attributes as Record<string, string>));
  parser.on('text', text => hearer.text?.(text));
  parser.on('closetag', ({ name }) => hearer.close?.(name));
  return parser;
}

async function parse(stream: Readable, hearer: Hearer): Promise<void> {
  const parser = parserFor(hearer);
  stream.setEncoding('utf8');
  for await (const piece of stream) parser.write(piece as string);
  parser.close();
}

/** `BC12` → 54: the column of a cell's address, from 0. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of address.replace(/\d+$/, '')) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

async function* rowsOf(sheet: string, stream: Readable, strings: readonly string[]): AsyncGenerator<SourceRow> {
  const done: SourceRow[] = [];
  let [row, number, cells, column] = [0, 0, [] as Cell[], 0];
  let [type, value, inValue, formula] = ['n', '', false, false];
  const parser = parserFor({
    open: (name, attributes) => {
      if (name === 'row') {
        number += 1;
        row = Number(attributes['r'] ?? number);
        number = row;
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        [type, value, formula] = [attributes['t'] ?? 'n', '', false];
      } else if (name === 'f') formula = true;
      else if (name === 'v' || name === 't') inValue = true;
    },
    text: text => {
      if (inValue && value.length < 40_000) value += text;
    },
    close: name => {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'c' && column >= 0 && column < MOST_COLUMNS)
        cells[column] = cellOf(type, value, formula, strings);
      else if (name === 'row') done.push({ sheet, row, cells: Array.from(cells, cell => cell ?? { text: '' }) });
    },
  });
  stream.setEncoding('utf8');
  for await (const piece of stream) {
    parser.write(piece as string);
    yield* done.splice(0);
  }
  parser.close();
  yield* done.splice(0);
}

function cellOf(type: string, value: string, formula: boolean, strings: readonly string[]): Cell {
  const odd = formula ? { formula } : {};
  if (type === 's') return { text: strings[Number(value)] ?? '', ...odd };
  if (type === 'e') return { text: value, error: true, ...odd };
  if (type === 'inlineStr' || type === 'str') return { text: value, ...odd };
  return { text: value, ...(value === '' ? {} : { number: true }), ...odd };
}

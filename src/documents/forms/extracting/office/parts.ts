import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import { Unreadable } from '../unreadable.js';

/** The most that one part may unpack to, in bytes (assumed: the text of a book has 5 MB). A zip bomb stops here. */
const MOST_UNPACKED = 80_000_000;

/** What all parts that are read may unpack to together. */
const MOST_IN_ALL = 160_000_000;

/** An office file has a few hundred parts (assumed). */
const MOST_PARTS = 5000;

/** No paper nests its elements deeper; what does is made to break readers. */
const DEEPEST = 200;

/** Hears the elements of a part; names are without their prefixes' meaning, as written: `w:p`. */
export interface Hearer {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Where a part's references lead, by id. */
export interface Relation {
  target: string;
  type: string;
  isExternal: boolean;
}

/** The parts of an office file, read as streams with limits. Nothing outside of the file is ever fetched. */
export class OfficeParts {
  private unpacked = 0;

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: Map<string, yauzl.Entry>,
  ) {}

  static open(path: string): Promise<OfficeParts> {
    return new Promise((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
        if (error || !zip) return reject(new Unreadable('TORN'));
        const entries = new Map<string, yauzl.Entry>();
        zip.on('entry', (entry: yauzl.Entry) => {
          entries.set(entry.fileName, entry);
          if (entries.size > MOST_PARTS) return reject(new Unreadable('HOSTILE'));
          zip.readEntry();
        });
        zip.on('end', () => resolve(new OfficeParts(zip, entries)));
        zip.on('error', () => reject(new Unreadable('TORN')));
        zip.readEntry();
      });
    });
  }

  close(): void {
    this.zip.close();
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The names of parts, in the archive's order. */
  names(pattern: RegExp): string[] {
    return [...this.entries.keys()].filter(name => pattern.test(name));
  }

  /** Reads a part; one that is missing says nothing. Throws Unreadable. */
  async read(name: string, hearer: Hearer): Promise<void> {
    const entry = this.entries.get(name);
    if (!entry) return;
    if (entry.isEncrypted()) throw new Unreadable('ENCRYPTED');
    if (entry.uncompressedSize > MOST_UNPACKED) throw new Unreadable('TOO_LARGE');
    const stream = await this.stream(entry);
    const parser = parserOf(hearer);
    try {
      stream.setEncoding('utf8');
      for await (const piece of stream) {
        this.unpacked += (piece as string).length;
        if (this.unpacked > MOST_IN_ALL) throw new Unreadable('TOO_LARGE');
        parser.write(piece as string);
      }
      parser.close();
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable('TORN');
    } finally {
      stream.destroy();
    }
  }

  private stream(entry: yauzl.Entry): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (_error, stream) => (stream ? resolve(stream) : reject(new Unreadable('TORN'))));
    });
  }

  /** The references of a part, with targets as full names within the archive. */
  async relations(part: string): Promise<Map<string, Relation>> {
    const [folder, name] = [part.slice(0, part.lastIndexOf('/') + 1), part.slice(part.lastIndexOf('/') + 1)];
    const found = new Map<string, Relation>();
    await this.read(`${folder}_rels/${name}.rels`, {
      open: (element, { Id = '', Target = '', Type = '', TargetMode }) => {
        if (element !== 'Relationship') return;
        const isExternal = TargetMode === 'External';
        found.set(Id, {
          target: isExternal ? Target : resolved(folder, Target),
          type: Type.split('/').at(-1) ?? '',
          isExternal,
        });
      },
    });
    return found;
  }
}

/** `../slides/slide1.xml` seen from `ppt/slideLayouts/` is `ppt/slides/slide1.xml`. */
function resolved(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const part of target.split('/').filter(Boolean)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function parserOf(hearer: Hearer): SaxesParser {
  const parser = new SaxesParser();
  let depth = 0;
  // External entities and inner definitions have no place in an office file (XXE, entity bombs).
  parser.on('doctype', () => {
    throw new Unreadable('HOSTILE');
  });
  parser.on('error', () => {
    throw new Unreadable('TORN');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEEPEST) throw new Unreadable('HOSTILE');
    hearer.open?.(name, attributes as Record<string, string>);
  });
  parser.on('text', text => hearer.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    hearer.close?.(name);
  });
  return parser;
}

/** A link that a reader may follow: https or mailto, nothing else. */
export function safeHref(target: string | undefined): string | undefined {
  if (!target || target.length > 2000) return undefined;
  try {
    const { protocol, href } = new URL(target);
    return protocol === 'https:' || protocol === 'mailto:' ? href : undefined;
  } catch {
    return undefined;
  }
}

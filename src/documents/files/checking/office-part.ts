import { StringDecoder } from 'node:string_decoder';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { Refusal } from '../../../errors.js';

/** Relations that bring something that runs, or a file of another kind that is read as if it stood here. */
const ACTIVE_RELATION =
  /\/(vbaProject|wordVbaData|oleObject|control|activeXControlBinary|xlMacrosheet|xlIntlMacrosheet|aFChunk)$/i;

/** A link that a reader follows by tapping fetches nothing by itself. */
const LINK = /\/hyperlink$/i;

/** Places on the reader's own machine, and beside the file: nothing is fetched from afar. Word names the template of a letter so. */
const NEAR = /^(file:\/\/\/)?[a-z]:[\\/]|^(?![a-z][a-z0-9+.-]*:)(?![\\/]{2})/i;

const ACTIVE_TYPE = /macroEnabled|vbaProject/i;

/** Fields that start a program or take in another file while the text is opened. */
const ACTIVE_FIELD = /^\s*(DDE|DDEAUTO|LINK)\b/i;
const REMOTE_FIELD = /^\s*INCLUDETEXT\s+"?\s*(https?:|ftp:|\\\\|file:\/\/[^/])/i;

/** Parts of which every element is read: relations, types, texts with fields, links of tables. The others are only searched. */
const READ = /\.rels$|^\[Content_Types\]\.xml$|^word\/[^/]+\.xml$|^xl\/externalLinks\/[^/]+\.xml$/i;

/** How long what is searched for can be, in characters. */
const LONGEST = 128;

/** One XML part of an office file, as it is unpacked. Throws a Refusal for what must not be in it. */
export class OfficePart {
  private readonly decoder = new StringDecoder('utf8');
  private readonly parser: SaxesParser | null;
  private rest = '';
  private isFirst = true;
  private field = '';
  private isInField = false;

  constructor(name: string) {
    this.parser = READ.test(name) ? this.newParser() : null;
  }

  at(chunk: Buffer): void {
    if (this.isFirst && chunk.length > 0) this.assertUtf8(chunk);
    this.read(this.decoder.write(chunk));
  }

  end(): void {
    this.read(this.decoder.end());
    if (this.parser) this.parse(parser => parser.close());
  }

  private read(text: string): void {
    const searched = this.rest + text;
    // No office program writes a document type; with it a part could name files of the server and grow without end.
    if (/<!(DOCTYPE|ENTITY)/i.test(searched)) throw new Refusal('FILE_TYPE_REFUSED');
    this.rest = searched.slice(-LONGEST);
    if (text !== '') this.parse(parser => parser.write(text));
  }

  /** Another encoding would hide what is searched for. Every office program writes UTF-8. */
  private assertUtf8(chunk: Buffer): void {
    this.isFirst = false;
    const head = chunk.toString('latin1', 0, LONGEST);
    const encoding = /^[^>]*?encoding\s*=\s*["']([^"']*)/i.exec(head.split('?>')[0] ?? '')?.[1] ?? 'utf-8';
    if (/^(\xff\xfe|\xfe\xff)|\0/.test(head) || !/^(utf-?8|us-ascii)$/i.test(encoding))
      throw new Refusal('FILE_TYPE_REFUSED');
  }

  private parse(step: (parser: SaxesParser) => unknown): void {
    if (!this.parser) return;
    try {
      step(this.parser);
    } catch (error) {
      throw error instanceof Refusal ? error : new Refusal('FILE_TYPE_REFUSED');
    }
  }

  private newParser(): SaxesParser {
    const parser = new SaxesParser();
    parser.on('opentag', tag => this.open(tag));
    parser.on('text', text => {
      if (this.isInField) this.field += text.slice(0, LONGEST);
    });
    parser.on('closetag', ({ name }) => {
      if (local(name) === 'instrText') this.isInField = false;
    });
    parser.on('error', () => {
      throw new Refusal('FILE_TYPE_REFUSED');
    });
    return parser;
  }

  private open(tag: SaxesTagPlain): void {
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([name, value]) => [local(name), value]));
    const element = local(tag.name);
    if (element === 'Relationship') checkRelation(attributes);
    if (ACTIVE_TYPE.test(attributes['ContentType'] ?? '')) throw new Refusal('FILE_ACTIVE');
    if (element === 'ddeLink' || element === 'oleLink') throw new Refusal('FILE_ACTIVE');
    if (element === 'fldSimple') checkField(attributes['instr'] ?? '');
    if (element === 'fldChar') {
      checkField(this.field);
      this.field = '';
    }
    if (element === 'instrText') this.isInField = true;
  }
}

function checkRelation({ Type = '', Target = '', TargetMode = '' }: Record<string, string>): void {
  if (ACTIVE_RELATION.test(Type)) throw new Refusal('FILE_ACTIVE');
  const isFetched = /^external$/i.test(TargetMode) && !LINK.test(Type) && !NEAR.test(Target.trim());
  if (isFetched) throw new Refusal('FILE_REMOTE');
}

function checkField(instruction: string): void {
  if (ACTIVE_FIELD.test(instruction)) throw new Refusal('FILE_ACTIVE');
  if (REMOTE_FIELD.test(instruction)) throw new Refusal('FILE_REMOTE');
}

/** A name without its prefix. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

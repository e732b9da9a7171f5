import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../platform/database/statements.js';
import { ContentTexts } from './content-texts.js';
import { type ContentReading, readContent } from './extracting/extract.js';
import { holdsText } from './extracting/kinds.js';
import { htmlOf } from './extracting/render.js';
import { blockOf } from './extracting/structure.js';
import { FormKind } from './form.types.js';
import { type FormMaker, FormMakers, type Keep, type Made, type MakerContent } from './form-makers.js';

/** The HTML of a content that says nothing: one empty page. */
const NOTHING = '<section id="trang-1" data-page="1" aria-label="Trang 1"></section>';

/** Both forms come from one reading of the content. */
const readings = new WeakMap<MakerContent, Promise<ContentReading>>();

function readOnce(content: MakerContent): Promise<ContentReading> {
  const known = readings.get(content);
  if (known) return known;
  const reading = readContent(content.path, content.mimeType);
  readings.set(content, reading);
  return reading;
}

/** The maker of text by page. */
@Injectable()
export class TextMaker implements FormMaker, OnModuleInit {
  readonly kind = FormKind.TEXT;

  constructor(
    private readonly makers: FormMakers,
    private readonly texts: ContentTexts,
  ) {}

  onModuleInit(): void {
    this.makers.add(this);
  }

  accepts(mimeType: string): boolean {
    return holdsText(mimeType);
  }

  async make(content: MakerContent): Promise<Made> {
    const { pages, pagesInAll, isScanned, problems } = await readOnce(content);
    return {
      pages: pages.length,
      size: pages.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
      ...(problems.length > 0 ? { problem: problems.join(' ') } : {}),
      rows: change => this.texts.put(change, content.sha256, pages, { pages: pagesInAll, isScanned }),
    };
  }
}

/** The maker of reflowable HTML. */
@Injectable()
export class HtmlMaker implements FormMaker, OnModuleInit {
  readonly kind = FormKind.HTML;

  constructor(
    private readonly makers: FormMakers,
    private readonly source: DataSource,
  ) {}

  onModuleInit(): void {
    this.makers.add(this);
  }

  accepts(mimeType: string): boolean {
    return holdsText(mimeType);
  }

  async make(content: MakerContent, keep: Keep): Promise<Made> {
    const recognised = await rows<{ text: string }>(
      this.source,
      `select p.text from content_facts f join content_pages p on p.sha256 = f.sha256 where f.sha256 = $1 and f.is_ocr order by p.page`,
      [content.sha256],
    );
    const { html, pages, problems } =
      recognised.length > 0 ? readingOf(recognised.map(({ text }) => text)) : await readOnce(content);
    const { key, size } = await keep(Buffer.from(html || NOTHING));
    return {
      storageKey: key,
      size,
      pages: pages.length,
      ...(problems.length > 0 ? { problem: problems.join(' ') } : {}),
    };
  }
}

/** What was recognised of a scan, by paragraphs: empty lines part them. */
function readingOf(pages: string[]): { html: string; pages: string[]; problems: string[] } {
  const html = htmlOf(
    pages.map(text => ({
      blocks: text
        .split(/\n\s*\n/)
        .map(paragraph => blockOf({ spans: [{ text: paragraph.replace(/\s+/g, ' ') }], isBold: false }))
        .filter(block => block !== null),
    })),
  );
  return { html, pages, problems: [] };
}

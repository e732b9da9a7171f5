import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { SearchIndex } from '../search/search-index.js';
import type { ContentFacts } from './form.types.js';

/** The most text that a page keeps, in characters: four bytes each at most make 100 kB (assumed: a printed page has 3,000). */
const LONGEST_PAGE = 25_000;

/** Syllables that are read in a minute (assumed for adults who read aloud to themselves; no source for Vietnamese papers was found). */
const SYLLABLES_A_MINUTE = 200;

/** The one place that writes the text of contents: the maker of TEXT, and the recognising of scans. */
@Injectable()
export class ContentTexts {
  constructor(private readonly search: SearchIndex) {}

  /**
   * Replaces the pages of a content and what follows from them: facts and search. With `isOcr` the text was recognised after the file
   * had been checked: its first page is looked at again within a minute, by the job `forms.recheck`, and its HTML is made anew of it.
   */
  async put(
    change: Change,
    sha256: string,
    pages: readonly string[],
    facts: Partial<ContentFacts> = {},
  ): Promise<void> {
    const texts = pages.map(text => text.normalize('NFC').slice(0, LONGEST_PAGE).toWellFormed().replaceAll('\0', ''));
    await change.run(`delete from content_pages where sha256 = $1`, [sha256]);
    await change.rows(
      `insert into content_pages (sha256, page, text)
       select $1, page, text from unnest($2::text[]) with ordinality as given(text, page)`,
      [sha256, texts],
    );
    await this.putFacts(change, sha256, { pages: pages.length, minutes: minutesOf(texts), ...facts });
    if (facts.isOcr) {
      await change.run(`update content_facts set is_unchecked = true where sha256 = $1`, [sha256]);
      await change.run(
        `update content_forms set state = 'PENDING', attempts = 0, next_at = now(), lease = null, made_at = null, storage_key = null
         where sha256 = $1 and kind = 'HTML'`,
        [sha256],
      );
      change.enqueue('forms.make', { sha256 }, { id: `forms-${sha256}` });
      change.enqueue('forms.recheck', { sha256 }, { id: `forms.recheck-${sha256}` });
    }
    await this.putIntoSearch(change, sha256);
  }

  /** Sets the facts that are given and leaves the others as they are. */
  async putFacts(change: Change, sha256: string, facts: Partial<ContentFacts>): Promise<void> {
    const { pages, minutes, seconds, isScanned, isOcr } = facts;
    await change.rows(
      `insert into content_facts as f (sha256, pages, minutes, seconds, is_scanned, is_ocr)
       values ($1, $2, $3, $4, coalesce($5, false), coalesce($6, false))
       on conflict (sha256) do update set pages = coalesce($2, f.pages), minutes = coalesce($3, f.minutes),
         seconds = coalesce($4, f.seconds), is_scanned = coalesce($5, f.is_scanned), is_ocr = coalesce($6, f.is_ocr)`,
      [sha256, pages ?? null, minutes ?? null, seconds ?? null, isScanned ?? null, isOcr ?? null],
    );
  }

  /** The documents that hold this content are found by its words from now on. */
  async putIntoSearch(change: Change, sha256: string): Promise<void> {
    const holding = await change.rows<{ id: string }>(
      `select distinct document_id as id from document_files where sha256 = $1 and document_id is not null`,
      [sha256],
    );
    await this.search.put(
      change,
      holding.map(({ id }) => id),
    );
  }
}

/** How long the reading of pages takes, in whole minutes; nothing to read takes none. */
function minutesOf(pages: readonly string[]): number {
  const syllables = pages.reduce((sum, text) => sum + (text.match(/[\p{L}\d]+/gu)?.length ?? 0), 0);
  return Math.ceil(syllables / SYLLABLES_A_MINUTE);
}

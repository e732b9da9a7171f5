import { type Db, rows } from '../../platform/database/statements.js';
import { PAGE_BREAK } from './terms.js';

/** Where in a document the words stand: the file, its page, and that page's text. */
interface Place {
  documentId: string;
  fileId: string;
  page: number;
  text: string;
}

/**
 * The first page of each document that holds the first of these texts which occurs in it at all. Asked only for the documents of a
 * page of a list. Documents whose words stand in the title alone are left out. (`offset 0`: each step is done once, where PostgreSQL
 * would otherwise put its text into every later one.)
 */
export function readPlaces(db: Db, documentIds: readonly string[], needles: readonly string[]): Promise<Place[]> {
  return rows(
    db,
    `select h.document_id as "documentId", h.file_id as "fileId", p.page, p.text
     from (
       select s.document_id, f.file_id, at.place - f.start + 1 as page
       from document_search s
       cross join lateral (select substr(s.words, strpos(s.words, $3)) as body offset 0) b
       cross join lateral (
         select strpos(b.body, n.needle) as position from unnest($2::text[]) with ordinality n (needle, turn)
         where strpos(b.body, n.needle) > 0 order by n.turn limit 1
       ) hit
       cross join lateral (select length(head) - length(replace(head, $3, '')) as place from (select left(b.body, hit.position) as head offset 0) x offset 0) at
       cross join lateral (
         select f.id as file_id, f.start from unnest(s.file_ids, s.file_starts) f (id, start)
         where f.start <= at.place order by f.start desc limit 1
       ) f
       where s.document_id = any($1::uuid[]) and strpos(s.words, $3) > 0
     ) h
     join document_files f on f.id = h.file_id
     join content_pages p on p.sha256 = f.sha256 and p.page = h.page`,
    [documentIds, needles, PAGE_BREAK],
  );
}

import type { Change } from '../../../audit/change.js';

/**
 * Forgets everything that was made from a content: forms, text, pictures, parts of packs. Gives the keys of what is kept of it in the
 * store and of no other content; whoever calls removes them after the commit, and where that fails the sweeps of the forms do.
 */
export async function forgetForms(change: Change, sha256: string): Promise<string[]> {
  const kept = await change.rows<{ key: string }>(
    `with forms as (delete from content_forms where sha256 = $1 returning storage_key),
       images as (delete from content_page_images where sha256 = $1 returning storage_key),
       parts as (delete from pack_parts where sha256 = $1 returning storage_key),
       pages as (delete from content_pages where sha256 = $1),
       facts as (delete from content_facts where sha256 = $1),
       letters as (delete from content_recognitions where sha256 = $1)
     select distinct gone.storage_key as key from (
       select storage_key from forms union all select storage_key from images union all select storage_key from parts
       union all select storage_key from form_contents where sha256 = $1
     ) gone where gone.storage_key is not null
       and not exists (select 1 from form_contents f where f.storage_key = gone.storage_key and f.sha256 <> $1)
       and not exists (select 1 from pack_parts p where p.storage_key = gone.storage_key and p.sha256 <> $1)`,
    [sha256],
  );
  return kept.map(({ key }) => key);
}

import { useState } from 'react';
import { DocumentPageDocument, type DocumentPageQuery } from '../../graphql/graphql.js';
import { type Saved, useSaved } from '../offline/useSaved.js';
import { isPreparing } from './readingForms.js';

/** A file's address carries a ticket of five minutes: the page asks for a new one before it ends. */
const RENEW_MS = 4 * 60_000;
/** While forms are being made the page looks again this often. */
const PREPARING_MS = 15_000;

/** A document with its files, forms and notes; asked again while something of it is still being made. */
export function useDocument(id: string): Saved<DocumentPageQuery> {
  const [preparing, setPreparing] = useState(false);
  const page = useSaved(DocumentPageDocument, { id }, { every: preparing ? PREPARING_MS : RENEW_MS });
  const now = isPreparing(page.data?.document?.files ?? []);
  if (now !== preparing) setPreparing(now);
  return page;
}

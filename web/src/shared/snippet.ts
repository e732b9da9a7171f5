/** A piece of a hit: marked or not. */
export interface Piece {
  text: string;
  marked: boolean;
  /** Where it begins; no two pieces share it. */
  at: number;
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The server's snippet (escaped text in which only <mark> is markup) as pieces; nothing of it is ever put in as HTML. */
export function pieces(snippet: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const part of snippet.split(/(<mark>.*?<\/mark>)/s)) {
    const inner = /^<mark>(.*)<\/mark>$/s.exec(part)?.[1];
    const text = (inner ?? part).replace(/&(?:amp|lt|gt|quot|#39);/g, entity => ENTITIES[entity] ?? entity);
    if (text) found.push({ text, marked: inner !== undefined, at });
    at += part.length;
  }
  return found;
}

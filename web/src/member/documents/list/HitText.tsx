import { pieces } from '../../../shared/snippet.js';

/** The text around a hit with the hit marked; whatever markup the document itself holds stays text. */
export function HitText({ snippet }: { snippet: string }) {
  return (
    <>
      {pieces(snippet).map(({ text, marked, at }) =>
        marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
      )}
    </>
  );
}

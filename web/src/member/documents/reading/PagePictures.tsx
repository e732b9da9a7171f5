import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { authorisedFetch } from '../../../shared/client.js';
import type { Form } from '../readingForms.js';

/** How far below the screen a picture is fetched ahead. */
const AHEAD = '600px';

type Picture = NonNullable<Form['pages']>[number];

/** The pages of a paper as pictures, in the width that this screen needs; each is fetched when it comes near. */
export function PagePictures({ pages, large }: { pages: readonly Picture[]; large: boolean }) {
  const numbers = [...new Set(pages.map(({ page }) => page))].sort((a, b) => a - b);
  return (
    <div className={large ? 'pictures pictures-large' : 'pictures'}>
      {numbers.map(page => (
        <OnePage key={page} page={page} widths={pages.filter(picture => picture.page === page)} large={large} />
      ))}
    </div>
  );
}

/** The smallest width that is sharp enough, else the largest there is. */
function fitting(widths: readonly Picture[], pixels: number): Picture | undefined {
  const sorted = [...widths].sort((a, b) => a.width - b.width);
  return sorted.find(({ width }) => width >= pixels) ?? sorted.at(-1);
}

function OnePage({ page, widths, large }: { page: number; widths: readonly Picture[]; large: boolean }) {
  const { t } = useLingui();
  const place = useRef<HTMLElement>(null);
  const [near, setNear] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  // A phone of 360 px with three points a pixel would ask for more than the eye sees: twice is enough.
  const pixels = Math.min(devicePixelRatio, 2) * (large ? 2 : 1) * Math.min(innerWidth, 560);
  const picture = fitting(widths, pixels);
  // The ticket in the address changes, the picture does not.
  const path = picture?.url.split('?')[0];
  const width = picture?.width ?? 0;

  useEffect(() => {
    if (!place.current) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => {
    if (!near || !path) return;
    let gone = false;
    setFailed(false);
    authorisedFetch(`${path}?width=${width}`).then(
      async response => {
        const url = response.ok ? URL.createObjectURL(await response.blob()) : null;
        if (gone && url) URL.revokeObjectURL(url);
        else if (url) setShown(url);
        else setFailed(true);
      },
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [near, path, width]);

  useEffect(() => () => void (shown && URL.revokeObjectURL(shown)), [shown]);

  return (
    <section
      ref={place}
      className="picture"
      data-page={page}
      aria-label={t`Trang ${page}`}
      style={picture && { aspectRatio: `${picture.width} / ${picture.height}` }}
    >
      {shown && <img src={shown} alt={t`Ảnh trang ${page}`} width={width} height={picture?.height} />}
      {!shown && (
        <p className="small picture-waits">
          {failed ? <Trans>Chưa tải được trang {page}.</Trans> : <Trans>Trang {page}</Trans>}
        </p>
      )}
    </section>
  );
}

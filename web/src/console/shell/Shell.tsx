import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../../shared/session.js';
import { placesOf } from '../rights.js';
import { PATHS, PLACE_NAMES } from './places.js';
import './shell.css';
import { useViewer } from './viewer.js';

/** The menu's parts come after the first page, which does not need them. */
const PersonMenu = lazy(async () => ({ default: (await import('./PersonMenu.js')).PersonMenu }));

/** What stands around every page: the navigation at the left, on a narrow screen folded into a menu. */
export function Shell() {
  const { i18n, t } = useLingui();
  const viewer = useViewer();
  const { status } = useSession();
  const [open, setOpen] = useState(false);

  return (
    <div className="shell">
      <nav className="shell-side" aria-label={t`Các trang`}>
        <a href="#content" className="shell-skip">
          <Trans>Đến nội dung</Trans>
        </a>
        <div className="shell-top">
          <Link to="/" className="shell-brand">
            <Trans>
              <b>Sổ tay</b> đảng viên
            </Trans>
          </Link>
          <button
            type="button"
            className="shell-fold"
            aria-expanded={open}
            aria-controls="places"
            onClick={() => setOpen(!open)}
          >
            {open ? <Trans>Đóng</Trans> : <Trans>Trình đơn</Trans>}
          </button>
        </div>
        <div id="places" className="shell-folding" data-open={open}>
          <ul className="shell-nav">
            {placesOf(viewer).map(place => (
              <li key={place}>
                <Link
                  to={PATHS[place]}
                  onClick={() => setOpen(false)}
                  // The page, not its filters, decides what is marked.
                  activeOptions={{ includeSearch: false }}
                  activeProps={{ 'aria-current': 'page' }}
                >
                  {i18n._(PLACE_NAMES[place])}
                </Link>
              </li>
            ))}
          </ul>
          <Suspense fallback={<p className="shell-person">{viewer.fullName}</p>}>
            <PersonMenu viewer={viewer} />
          </Suspense>
        </div>
      </nav>
      <main className="shell-main" id="content" tabIndex={-1}>
        {status === 'offline' && (
          <p className="note note-wait" role="status" style={{ marginBottom: '1rem' }}>
            <Trans>Chưa kết nối được với máy chủ. Trang sẽ tải lại khi có mạng.</Trans>
          </p>
        )}
        <Outlet />
      </main>
    </div>
  );
}

import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { chooseLanguage } from '../../shared/i18n.js';
import { usePrefs } from '../../shared/prefs.js';

/** The frame of the pages before signing in: the day's leaf, the name, the language. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const { language } = usePrefs();
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <div className="shell">
      <main className="page door">
        <div className="row between row-top">
          <div className="row">
            <CalendarLeaf at={new Date().toISOString()} />
            <div>
              <p className="small">
                <Trans>Sổ tay đảng viên</Trans>
              </p>
              <h1>{title}</h1>
            </div>
          </div>
        </div>
        {children}
        <button type="button" className="link door-language" lang={other} onClick={() => void chooseLanguage(other)}>
          {other === 'en' ? 'English' : 'Tiếng Việt'}
        </button>
      </main>
    </div>
  );
}

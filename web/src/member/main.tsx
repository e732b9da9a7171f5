import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { createRoot } from 'react-dom/client';
import '../shared/tokens.css';
import { startI18n } from '../shared/i18n.js';
import { applyPrefs } from '../shared/prefs.js';
import { startSession, watchSession } from '../shared/session.js';
import { App } from './App.js';
import { registerDevice } from './offline/deviceKey.js';
import { startOutbox } from './offline/outbox.js';
import { watchForUpdate } from './update.js';
import './ui/base.css';
import './ui/parts.css';
import './ui/rows.css';
import './ui/forms.css';
import './ui/screens.css';
import './documents/library.css';

applyPrefs();
watchSession(() => void registerDevice());
void startSession();
startOutbox();

await startI18n({
  vi: () => import('../locales/member/vi.po'),
  en: () => import('../locales/member/en.po'),
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <I18nProvider i18n={i18n}>
      <App />
    </I18nProvider>,
  );
}

watchForUpdate();

import { createRoot } from 'react-dom/client';
import { startI18n } from '../shared/i18n.js';
import { applyPrefs } from '../shared/prefs.js';
import { startSession } from '../shared/session.js';
import { App } from './App.js';
import './mantine.js';
import './fonts.css';
import '../shared/tokens.css';
import './theme.css';

applyPrefs();
void startSession();
await startI18n({
  vi: () => import('../locales/console/vi.po'),
  en: () => import('../locales/console/en.po'),
});

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);

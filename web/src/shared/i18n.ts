import { i18n, type Messages } from '@lingui/core';
import { translateReasons } from './errors.js';
import { prefs, setPrefs } from './prefs.js';

/** The languages of both entries; Vietnamese is the source. */
export const LANGUAGES = { vi: 'Tiếng Việt', en: 'English' } as const;
export type Language = keyof typeof LANGUAGES;

type Catalogues = Record<Language, () => Promise<{ messages: Messages }>>;

let catalogues: Catalogues | null = null;

async function activate(language: Language): Promise<void> {
  if (!catalogues) return;
  const [{ messages }, reasons] = await Promise.all([
    catalogues[language](),
    language === 'en' ? import('./reasons.en.js') : null,
  ]);
  translateReasons(reasons?.REASONS_EN ?? null);
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

/** Called once by an entry with its catalogues; falls back to Vietnamese when the other cannot be loaded. */
export async function startI18n(given: Catalogues): Promise<void> {
  catalogues = given;
  await activate(prefs().language).catch(() => activate('vi'));
}

/** Changes the language now and for the next visits. */
export async function chooseLanguage(language: Language): Promise<void> {
  await activate(language);
  setPrefs({ language });
}

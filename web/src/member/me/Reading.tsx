import { Trans, useLingui } from '@lingui/react/macro';
import { chooseLanguage, LANGUAGES, type Language } from '../../shared/i18n.js';
import { type Prefs, setPrefs, usePrefs } from '../../shared/prefs.js';
import { Choice } from '../ui/Field.js';
import { TEXT_SIZES } from './textSizes.js';

const THEMES = ['auto', 'light', 'dark'] as const;

/** How the person likes to read: size, light or dark, language. Kept on this device. */
export function Reading() {
  const { t } = useLingui();
  const { text, theme, language } = usePrefs();
  const setText = (value: string) => setPrefs({ text: TEXT_SIZES.find(size => String(size) === value) ?? 100 });
  const setTheme = (value: string) => setPrefs({ theme: THEMES.find(each => each === value) ?? 'auto' });
  const sizes = { 100: t`Vừa`, 125: t`To`, 150: t`Rất to` };
  const themes: Record<Prefs['theme'], string> = { auto: t`Theo máy`, light: t`Sáng`, dark: t`Tối` };
  const languages = Object.entries(LANGUAGES) as [Language, string][];
  return (
    <section className="card stack">
      <h2>
        <Trans>Cách đọc</Trans>
      </h2>
      <Choice
        label={t`Cỡ chữ`}
        name="co-chu"
        value={String(text ?? 100)}
        options={TEXT_SIZES.map(size => [String(size), sizes[size]] as const)}
        onChange={setText}
      />
      <Choice
        label={t`Nền`}
        name="nen"
        value={theme}
        options={THEMES.map(each => [each, themes[each]] as const)}
        onChange={setTheme}
      />
      <Choice
        label={t`Ngôn ngữ`}
        name="ngon-ngu"
        value={language}
        options={languages}
        onChange={next => void chooseLanguage(next)}
      />
    </section>
  );
}

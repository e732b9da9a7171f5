import { useLingui } from '@lingui/react/macro';
import { type Prefs, READER_SIZES, setPrefs, usePrefs } from '../../../shared/prefs.js';
import { Choice } from '../../ui/Field.js';
import { Sheet } from '../../ui/Sheet.js';

const THEMES = ['auto', 'light', 'dark'] as const;

/** The size of what is read, in percent. */
export function useReaderSize(): number {
  const { reader, text } = usePrefs();
  return reader ?? text ?? 100;
}

/** How the person likes to read; remembered on this device. */
export function LookSheet({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { theme } = usePrefs();
  const size = useReaderSize();
  const themes: Record<Prefs['theme'], string> = { auto: t`Theo máy`, light: t`Sáng`, dark: t`Tối` };
  return (
    <Sheet title={t`Cách đọc`} onClose={onClose}>
      <Choice
        label={t`Cỡ chữ`}
        name="co-chu-doc"
        value={String(size)}
        options={READER_SIZES.map(each => [String(each), `${each}%`] as const)}
        onChange={value => setPrefs({ reader: READER_SIZES.find(each => String(each) === value) ?? 100 })}
      />
      <Choice
        label={t`Nền`}
        name="nen-doc"
        value={theme}
        options={THEMES.map(each => [each, themes[each]] as const)}
        onChange={value => setPrefs({ theme: THEMES.find(each => each === value) ?? 'auto' })}
      />
    </Sheet>
  );
}

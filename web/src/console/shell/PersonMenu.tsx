import { Trans, useLingui } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import { chooseLanguage, LANGUAGES, type Language } from '../../shared/i18n.js';
import { type Prefs, setPrefs, usePrefs } from '../../shared/prefs.js';
import { type SessionViewer, signOut } from '../../shared/session.js';
import { roleName } from '../words.js';

const SIZES = [100, 125, 150] as const;

/** Who is signed in, the language, light or dark, text size, and the way out. */
export function PersonMenu({ viewer }: { viewer: SessionViewer }) {
  const { t } = useLingui();
  const prefs = usePrefs();
  const roles = [...new Set(viewer.grants.filter(grant => grant.role !== 'MEMBER').map(grant => grant.role))];
  const themes: Record<Prefs['theme'], string> = { auto: t`Theo máy`, light: t`Nền sáng`, dark: t`Nền tối` };
  return (
    <Menu position="top-start" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="shell-person">
          <span className="strong">{viewer.fullName}</span>
          <br />
          <span className="small soft">{roles.map(role => roleName(role)).join(', ')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href="/">
          <Trans>Sổ tay của tôi</Trans>
        </Menu.Item>
        <Menu.Divider />
        <Menu.RadioGroup value={prefs.language} onChange={value => void chooseLanguage(value as Language)}>
          {(Object.keys(LANGUAGES) as Language[]).map(language => (
            <Menu.RadioItem key={language} value={language}>
              {LANGUAGES[language]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.RadioGroup value={prefs.theme} onChange={value => setPrefs({ theme: value as Prefs['theme'] })}>
          {(['auto', 'light', 'dark'] as const).map(theme => (
            <Menu.RadioItem key={theme} value={theme}>
              {themes[theme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.RadioGroup
          value={String(prefs.text ?? 100)}
          onChange={value => setPrefs({ text: SIZES.find(size => String(size) === value) ?? 100 })}
        >
          {SIZES.map(text => (
            <Menu.RadioItem key={text} value={String(text)}>
              <Trans>Cỡ chữ {text}%</Trans>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>
          <Trans>Đăng xuất</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

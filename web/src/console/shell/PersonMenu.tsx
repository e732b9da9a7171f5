import { Trans, useLingui } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import { chooseLanguage, LANGUAGES, type Language } from '../../shared/i18n.js';
import { type Prefs, setPrefs, usePrefs } from '../../shared/prefs.js';
import { type SessionViewer, signOut } from '../../shared/session.js';
import { roleName } from '../words.js';

/** Who is signed in, the language, light or dark, text size, and the way out. */
export function PersonMenu({ viewer }: { viewer: SessionViewer }) {
  const { t } = useLingui();
  const prefs = usePrefs();
  const roles = [...new Set(viewer.grants.filter(grant => grant.role !== 'MEMBER').map(grant => grant.role))];
  const themes: Record<Prefs['theme'], string> = { auto: t`Theo máy`, light: t`Nền sáng`, dark: t`Nền tối` };
  return (
    <Menu position="top-start" width={240} withinPortal>
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
        {(Object.keys(LANGUAGES) as Language[]).map(language => (
          <Choice key={language} on={prefs.language === language} onChoose={() => void chooseLanguage(language)}>
            {LANGUAGES[language]}
          </Choice>
        ))}
        <Menu.Divider />
        {(['auto', 'light', 'dark'] as const).map(theme => (
          <Choice key={theme} on={prefs.theme === theme} onChoose={() => setPrefs({ theme })}>
            {themes[theme]}
          </Choice>
        ))}
        <Menu.Divider />
        {([100, 125, 150] as const).map(text => (
          <Choice key={text} on={(prefs.text ?? 100) === text} onChoose={() => setPrefs({ text })}>
            <Trans>Cỡ chữ {text}%</Trans>
          </Choice>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>
          <Trans>Đăng xuất</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ on, onChoose, children }: { on: boolean; onChoose: () => void; children: React.ReactNode }) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={on}
      leftSection={<span aria-hidden>{on ? '✓' : '\u2003'}</span>}
      closeMenuOnClick={false}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}

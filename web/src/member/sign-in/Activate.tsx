import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { activate } from '../../shared/session.js';
import { Field } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Icon } from '../ui/Icon.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { activationFromLink } from './activationLink.js';
import { Door } from './Door.js';

/** The server's shortest password (assumed; the server decides and says so). */
const SHORTEST = 8;

/** First use or forgotten password: identifier, activation code, and a password of one's own. */
export function Activate() {
  const { t } = useLingui();
  const [, goTo] = useLocation();
  const [given] = useState(() => activationFromLink(location.search, location.hash));
  const [identifier, setIdentifier] = useState(given.identifier);
  const [code, setCode] = useState(given.code);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const action = useAction(async () => {
    await activate({ identifier: identifier.trim(), code: code.trim(), password });
    goTo('/', { replace: true });
  });
  useEffect(() => {
    document.title = `${t`Kích hoạt`} · ${t`Sổ tay`}`;
    // The code leaves the address bar and the history: somebody else may use this phone later.
    if (location.search || location.hash) history.replaceState(history.state, '', location.pathname);
  }, [t]);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const short = password.length < SHORTEST;
    setProblem(short ? t`Mật khẩu cần ít nhất ${SHORTEST} ký tự.` : null);
    if (short) focusProblem(event.currentTarget);
    else void action.run();
  };
  return (
    <Door title={t`Kích hoạt tài khoản`}>
      <form className="stack" onSubmit={onSubmit}>
        <Field
          label={t`Số thẻ hoặc số điện thoại`}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={200}
          value={identifier}
          onChange={event => setIdentifier(event.currentTarget.value)}
        />
        <Field
          label={t`Mã kích hoạt`}
          hint={t`Ghi trên giấy mời hoặc trong tin nhắn. Chữ hoa, chữ thường đều được.`}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          maxLength={60}
          value={code}
          onChange={event => setCode(event.currentTarget.value)}
        />
        <Field
          label={t`Mật khẩu mới của đồng chí`}
          hint={t`Ít nhất ${SHORTEST} ký tự. Một câu dễ nhớ là tốt nhất; không dùng mật khẩu của nơi khác.`}
          problem={problem}
          autoComplete="new-password"
          required
          maxLength={200}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        {action.error !== null && (
          <Refused error={action.error}>
            <p>
              <Trans>Nếu mã đã cũ hoặc mất, bí thư chi bộ cấp lại được ngay.</Trans>
            </p>
          </Refused>
        )}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang kích hoạt…</Trans> : <Trans>Kích hoạt và đăng nhập</Trans>}
        </button>
      </form>
      <Link href="/dang-nhap" className="back">
        <Icon name="back" /> <Trans>Tôi đã có mật khẩu</Trans>
      </Link>
    </Door>
  );
}

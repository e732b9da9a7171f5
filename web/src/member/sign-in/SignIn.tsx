import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { signIn } from '../../shared/session.js';
import { Field } from '../ui/Field.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { Door } from './Door.js';

/** Signing in with the identifier (card number, e-mail or own phone number) and the password. */
export function SignIn() {
  const { t } = useLingui();
  const [location, goTo] = useLocation();
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const action = useAction(async () => {
    await signIn({ identifier: identifier.trim(), password });
    if (location === '/dang-nhap') goTo('/', { replace: true });
  });
  useEffect(() => {
    document.title = `${t`Đăng nhập`} · ${t`Sổ tay`}`;
  }, [t]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Door title={t`Đăng nhập`}>
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
          label={t`Mật khẩu`}
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          required
          maxLength={200}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <label className="tick">
          <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
          <Trans>Hiện mật khẩu</Trans>
        </label>
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang đăng nhập…</Trans> : <Trans>Đăng nhập</Trans>}
        </button>
      </form>
      <div className="card stack">
        <h2>
          <Trans>Lần đầu dùng, hoặc quên mật khẩu?</Trans>
        </h2>
        <p className="small">
          <Trans>Đồng chí cần mã kích hoạt. Mã có trong giấy mời, tin nhắn, hoặc hỏi bí thư chi bộ.</Trans>
        </p>
        <Link href="/kich-hoat" className="btn btn-wide">
          <Trans>Tôi có mã kích hoạt</Trans>
        </Link>
      </div>
    </Door>
  );
}

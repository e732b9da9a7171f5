import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { signIn } from '../../shared/session.js';
import { Refused } from '../parts/states/Refused.js';
import { Door } from './Door.js';

/** The same sign-in as the member's app: one cookie serves both. */
export function SignIn() {
  const { t } = useLingui();
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    setRefusal(null);
    try {
      await signIn({ identifier: identifier.trim(), password });
    } catch (error) {
      setRefusal(error);
      setSending(false);
    }
  }

  return (
    <Door>
      <h1>
        <Trans>Đăng nhập</Trans>
      </h1>
      <p className="soft">
        <Trans>Dành cho cán bộ cấp ủy, quản trị và bí thư chi bộ.</Trans>
      </p>
      <form onSubmit={submit} className="form">
        <TextInput
          label={t`Số thẻ, thư điện tử hoặc số điện thoại`}
          autoComplete="username"
          required
          withAsterisk={false}
          value={identifier}
          onChange={event => setIdentifier(event.currentTarget.value)}
        />
        <PasswordInput
          label={t`Mật khẩu`}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t`Hiện hoặc giấu mật khẩu` }}
        />
        <Refused error={refusal} />
        <Button type="submit" size="lg" loading={sending}>
          <Trans>Đăng nhập</Trans>
        </Button>
      </form>
      <p className="small soft">
        <Trans>
          Lần đầu dùng hoặc quên mật khẩu? Đồng chí <a href="/kich-hoat">kích hoạt bằng mã</a> do bí thư chi bộ cấp.
        </Trans>
      </p>
    </Door>
  );
}

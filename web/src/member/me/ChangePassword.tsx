import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { changePassword } from '../../shared/session.js';
import { Field } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Done, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

/** The server's shortest password (assumed; the server decides and says so). */
const SHORTEST = 8;

/** A new password for the old one; the other devices are signed out by the server. */
export function ChangePassword() {
  const { t } = useLingui();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const action = useAction(async () => {
    await changePassword(current, next);
    setCurrent('');
    setNext('');
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const short = next.length < SHORTEST;
    setProblem(short ? t`Mật khẩu cần ít nhất ${SHORTEST} ký tự.` : null);
    if (short) focusProblem(event.currentTarget);
    else void action.run();
  };
  return (
    <details className="card fold">
      <summary>
        <Trans>Đổi mật khẩu</Trans>
      </summary>
      <form className="stack" onSubmit={onSubmit}>
        <Field
          label={t`Mật khẩu đang dùng`}
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          value={current}
          onChange={event => setCurrent(event.currentTarget.value)}
        />
        <Field
          label={t`Mật khẩu mới`}
          problem={problem}
          autoComplete="new-password"
          required
          maxLength={200}
          value={next}
          onChange={event => setNext(event.currentTarget.value)}
        />
        {action.error !== null && <Refused error={action.error} />}
        {action.done && (
          <Done>
            <Trans>Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.</Trans>
          </Done>
        )}
        <button type="submit" className="btn btn-main" aria-busy={action.busy}>
          <Trans>Đổi mật khẩu</Trans>
        </button>
      </form>
    </details>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { IssueResolutionDocument, type ResolutionPartsFragment } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { serverNowIso } from '../../shared/clock.js';
import { toInputs } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { touch } from '../offline/saved.js';
import { Field } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

/** Gives a draft its number, under the day that stands on it. */
export function IssueSheet({ resolution, onClose }: { resolution: ResolutionPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const [today] = useState(() => toInputs(serverNowIso()).day);
  const [on, setOn] = useState(today);
  const once = useRef(newId());
  const action = useAction(async () => {
    const { id, version } = resolution;
    await send(IssueResolutionDocument, { id, version, on, clientMutationId: once.current });
    touch();
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Sheet title={t`Ban hành nghị quyết?`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <p>
          <b>{resolution.title}</b>
        </p>
        <p>
          <Trans>
            Nghị quyết lấy số tiếp theo trong năm, không sửa được nữa, và mọi đảng viên của chi bộ được báo.
          </Trans>
        </p>
        <Field
          type="date"
          label={t`Ngày ban hành`}
          required
          max={today}
          value={on}
          onChange={event => {
            setOn(event.currentTarget.value);
            once.current = newId();
          }}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang ban hành…</Trans> : <Trans>Ban hành</Trans>}
        </button>
      </form>
    </Sheet>
  );
}

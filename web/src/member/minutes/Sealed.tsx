import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { AddAddendumDocument, type MinutesPartsFragment } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { dateTime } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { useDraft } from '../secretary/drafts.js';
import { TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Icon } from '../ui/Icon.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { RoleWord, Signed } from './Signatures.js';
import { showMinutes } from './showMinutes.js';

/** That the minutes are sealed: when, by whom, and the hash by which anybody can check them. */
export function SealCard({
  minutes,
  seal,
}: {
  minutes: MinutesPartsFragment;
  seal: { hash: string; sealedAt: string };
}) {
  const at = dateTime(seal.sealedAt);
  return (
    <section className="card stack sealed">
      <h2 className="row good">
        <Icon name="check" /> <Trans>Đã ký và khóa</Trans>
      </h2>
      <ul className="rows signatures">
        {minutes.signatures.map(({ role, fullName, signedAt, onPaper }) => (
          <li key={role} className="row wrap between">
            <span className="grow">
              <span className="small">
                <RoleWord role={role} />
              </span>
              <br />
              <b>{fullName}</b>
            </span>
            <Signed at={signedAt} onPaper={onPaper} />
          </li>
        ))}
      </ul>
      <details>
        <summary className="link">
          <Trans>Mã xác thực: {seal.hash.slice(0, 12)}…</Trans>
        </summary>
        <p className="hash">{seal.hash}</p>
        <p className="small">
          <Trans>
            Khóa lúc {at}. Nội dung chỉ cần khác một chữ là mã này khác đi, nên ai có bản in cũng đối chiếu được.
          </Trans>
        </p>
      </details>
    </section>
  );
}

/** What was added to sealed minutes, and the way to add more. */
export function Addenda({ minutes }: { minutes: MinutesPartsFragment }) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {minutes.addenda.map(({ id, position, text, addedBy, addedAt, hash }) => (
        <section key={id} className="card stack">
          <h2>
            <Trans>Phụ lục {position}</Trans>
          </h2>
          <p className="prose">{text}</p>
          <p className="small">
            {addedBy}, {dateTime(addedAt)} · {hash.slice(0, 12)}…
          </p>
        </section>
      ))}
      {minutes.mayAdd && (
        <button type="button" className="btn btn-wide" onClick={() => setAdding(true)}>
          <Trans>Thêm phụ lục</Trans>
        </button>
      )}
      {adding && <AddendumSheet meetingId={minutes.meetingId} onClose={() => setAdding(false)} />}
    </>
  );
}

function AddendumSheet({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const { t } = useLingui();
  const draft = useDraft(`addendum.${meetingId}`, '');
  const [problem, setProblem] = useState<string | null>(null);
  const once = useRef(newId());
  const action = useAction(async (text: string) => {
    const { addAddendum } = await send(AddAddendumDocument, { meetingId, text, clientMutationId: once.current });
    draft.drop();
    await showMinutes(addAddendum);
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = draft.value.trim();
    setProblem(text ? null : t`Đồng chí hãy ghi nội dung phụ lục.`);
    if (text) void action.run(text);
    else focusProblem(event.currentTarget);
  };
  return (
    <Sheet title={t`Thêm phụ lục`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={t`Nội dung`}
          hint={t`Phụ lục không sửa, không xóa được.`}
          problem={problem}
          rows={6}
          maxLength={20_000}
          value={draft.value}
          onChange={event => {
            draft.set(event.currentTarget.value);
            once.current = newId();
          }}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          <Trans>Thêm vào biên bản</Trans>
        </button>
      </form>
    </Sheet>
  );
}

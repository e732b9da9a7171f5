import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type MinutesPartsFragment, type SignatureRole, SignMinutesOnPaperDocument } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { dateTime } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { submit, usePending } from '../offline/outbox.js';
import { Icon } from '../ui/Icon.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { SignersSheet } from './SignersSheet.js';
import { showMinutes } from './showMinutes.js';

interface Asked {
  role: SignatureRole;
  /** Signed by hand: the name of who did. Null: the person signs here. */
  onPaper: string | null;
}

/** Who signs the minutes and who has, and the one thing to do about it. */
export function Signatures({ minutes }: { minutes: MinutesPartsFragment }) {
  const [asked, ask] = useState<Asked | null>(null);
  const [naming, setNaming] = useState(false);
  const { record, toSignAs, mayEdit } = minutes;
  const waiting = usePending('signMinutes', variables => variables.meetingId === minutes.meetingId);
  const missing = record !== null && (!record.chair || !record.recorder);
  const roles: [SignatureRole, string | undefined][] = [
    ['RECORDER', record?.recorder?.fullName],
    ['CHAIR', record?.chair?.fullName],
  ];
  return (
    <section className="card stack">
      <h2>
        <Trans>Chữ ký</Trans>
      </h2>
      <ul className="rows signatures">
        {roles.map(([role, name]) => {
          const signature = minutes.signatures.find(one => one.role === role);
          return (
            <li key={role} className="row wrap between">
              <span className="grow">
                <span className="small">
                  <RoleWord role={role} />
                </span>
                <br />
                <b>{signature?.fullName ?? name ?? '–'}</b>
              </span>
              {signature ? (
                <Signed at={signature.signedAt} onPaper={signature.onPaper} />
              ) : waiting?.role === role ? (
                <span className="chip chip-gold">
                  <Trans>Chờ gửi</Trans>
                </span>
              ) : (
                <>
                  <span className="small">
                    <Trans>Chưa ký</Trans>
                  </span>
                  {mayEdit && name && !toSignAs.includes(role) && (
                    <button type="button" className="link" onClick={() => ask({ role, onPaper: name })}>
                      <Trans>Đã ký trên giấy</Trans>
                    </button>
                  )}
                </>
              )}
            </li>
          );
        })}
      </ul>
      {missing && mayEdit && (
        <p className="note">
          <Trans>Chưa ghi đủ chủ trì và thư ký, nên chưa ký được.</Trans>
        </p>
      )}
      {!waiting &&
        !missing &&
        toSignAs.map(role => (
          <button
            key={role}
            type="button"
            className="btn btn-main btn-wide"
            onClick={() => ask({ role, onPaper: null })}
          >
            <Icon name="check" /> {role === 'CHAIR' ? <Trans>Ký: chủ trì</Trans> : <Trans>Ký: thư ký</Trans>}
          </button>
        ))}
      {mayEdit && (
        <button type="button" className={missing ? 'btn btn-main btn-wide' : 'link'} onClick={() => setNaming(true)}>
          <Trans>Ghi chủ trì, thư ký</Trans>
        </button>
      )}
      {asked && <SignSheet minutes={minutes} asked={asked} onClose={() => ask(null)} />}
      {naming && <SignersSheet minutes={minutes} onClose={() => setNaming(false)} />}
    </section>
  );
}

/** Recorder or chair in words. */
export function RoleWord({ role }: { role: SignatureRole }) {
  return role === 'CHAIR' ? <Trans>Chủ trì</Trans> : <Trans>Thư ký</Trans>;
}

/** When somebody signed, and how. */
export function Signed({ at, onPaper }: { at: string; onPaper: boolean }) {
  const when = dateTime(at);
  return (
    <span className="good">
      {onPaper ? <Trans>Ký trên giấy, ghi lúc {when}</Trans> : <Trans>Đã ký lúc {when}</Trans>}
    </span>
  );
}

function SignSheet({ minutes, asked, onClose }: { minutes: MinutesPartsFragment; asked: Asked; onClose: () => void }) {
  const { t } = useLingui();
  const { meetingId, contentHash, signatures } = minutes;
  const { role, onPaper } = asked;
  const action = useAction(async () => {
    const signing = { meetingId, role, contentHash: contentHash ?? '' };
    if (onPaper === null) {
      await submit('signMinutes', signing, older => older.meetingId === meetingId && older.role === role);
    } else {
      const { signMinutesOnPaper } = await send(SignMinutesOnPaperDocument, { ...signing, clientMutationId: newId() });
      await showMinutes(signMinutesOnPaper);
    }
    onClose();
  });
  const isLast = signatures.some(signature => signature.role !== role);
  return (
    <Sheet title={onPaper === null ? t`Ký biên bản?` : t`Ghi chữ ký trên giấy?`} onClose={onClose}>
      <p>
        {onPaper === null ? (
          <Trans>Đồng chí đã đọc hết biên bản và đồng ý với nội dung.</Trans>
        ) : (
          <Trans>Đồng chí {onPaper} đã ký tay vào bản in của đúng nội dung này.</Trans>
        )}
      </p>
      <p className="note">
        {isLast ? (
          <Trans>Đây là chữ ký cuối. Ký xong, biên bản khóa lại, không ai sửa được nữa.</Trans>
        ) : (
          <Trans>Nếu biên bản được sửa sau đó, chữ ký này không còn giá trị và phải ký lại.</Trans>
        )}
      </p>
      {action.error !== null && <Refused error={action.error} />}
      <button type="button" className="btn btn-main btn-wide" aria-busy={action.busy} onClick={() => void action.run()}>
        {onPaper === null ? <Trans>Ký</Trans> : <Trans>Ghi là đã ký</Trans>}
      </button>
    </Sheet>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  type MinutesPartsFragment,
  NoteMinutesReadOutDocument,
  type SignatureRole,
  SignMinutesDocument,
  SignMinutesOnPaperDocument,
} from '../../../graphql/graphql.js';
import { dateTime } from '../../../shared/format.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { SignersDialog } from './SignersDialog.js';

interface Asked {
  role: SignatureRole;
  /** Signed by hand: the name of who did. Null: the person signs here. */
  onPaper: string | null;
}

/** The two who sign, whether they have, and how they can. */
export function Signatures({ minutes, onChanged }: { minutes: MinutesPartsFragment; onChanged: () => void }) {
  const { t } = useLingui();
  const [asked, ask] = useState<Asked | null>(null);
  const [naming, setNaming] = useState(false);
  const readOut = useCommand(NoteMinutesReadOutDocument, ['Minutes']);
  const { record, toSignAs, mayEdit, meetingId } = minutes;
  const isMissing = record !== null && (!record.chair || !record.recorder);
  const roles: [SignatureRole, string, string | undefined][] = [
    ['RECORDER', t`Thư ký`, record?.recorder?.fullName],
    ['CHAIR', t`Chủ trì`, record?.chair?.fullName],
  ];
  return (
    <div className="stack">
      <dl className="signatures">
        {roles.map(([role, word, name]) => {
          const signature = minutes.signatures.find(one => one.role === role);
          const at = signature && dateTime(signature.signedAt);
          const mayNote = mayEdit && name && !isMissing && !toSignAs.includes(role);
          return (
            <div key={role}>
              <dt>{word}</dt>
              <dd>
                <b>{signature?.fullName ?? name ?? '–'}</b>
                <div className="small soft num">
                  {!signature && <Trans>Chưa ký</Trans>}
                  {signature &&
                    (signature.onPaper ? <Trans>Ký trên giấy, ghi lúc {at}</Trans> : <Trans>Đã ký lúc {at}</Trans>)}
                </div>
                {!signature && toSignAs.includes(role) && !isMissing && (
                  <Button size="sm" onClick={() => ask({ role, onPaper: null })}>
                    <Trans>Ký biên bản</Trans>
                  </Button>
                )}
                {!signature && mayNote && (
                  <Button size="xs" variant="subtle" onClick={() => ask({ role, onPaper: name })}>
                    <Trans>Đã ký trên giấy</Trans>
                  </Button>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {isMissing && mayEdit && (
        <p className="note note-wait">
          <Trans>Chưa ghi đủ chủ trì và thư ký, nên chưa ký được.</Trans>
        </p>
      )}
      {mayEdit && (
        <div className="page-actions">
          <Button size="sm" variant="subtle" onClick={() => setNaming(true)}>
            <Trans>Ghi chủ trì, thư ký</Trans>
          </Button>
          {!minutes.readOutAt && (
            <Button
              size="sm"
              variant="subtle"
              loading={readOut.sending}
              onClick={async () => {
                if (await readOut.run(clientMutationId => ({ meetingId, clientMutationId }))) onChanged();
              }}
            >
              <Trans>Ghi: đã đọc trước chi bộ</Trans>
            </Button>
          )}
        </div>
      )}
      <Refused error={readOut.refusal} />
      {asked && <SignDialog minutes={minutes} asked={asked} onClose={() => ask(null)} onDone={onChanged} />}
      {naming && <SignersDialog minutes={minutes} onClose={() => setNaming(false)} onDone={onChanged} />}
    </div>
  );
}

function SignDialog(props: { minutes: MinutesPartsFragment; asked: Asked; onClose: () => void; onDone: () => void }) {
  const { minutes, asked, onClose, onDone } = props;
  const { role, onPaper } = asked;
  const here = useCommand(SignMinutesDocument, ['Minutes', 'Meeting']);
  const noted = useCommand(SignMinutesOnPaperDocument, ['Minutes', 'Meeting']);
  const isLast = minutes.signatures.some(signature => signature.role !== role);
  return (
    <FormDialog
      title={onPaper === null ? <Trans>Ký biên bản?</Trans> : <Trans>Ghi chữ ký trên giấy?</Trans>}
      action={onPaper === null ? <Trans>Ký</Trans> : <Trans>Ghi là đã ký</Trans>}
      onClose={onClose}
      sending={here.sending || noted.sending}
      refusal={here.refusal ?? noted.refusal}
      onSubmit={async () => {
        const variables = (clientMutationId: string) => ({
          meetingId: minutes.meetingId,
          role,
          contentHash: minutes.contentHash ?? '',
          clientMutationId,
        });
        const made = onPaper === null ? await here.run(variables) : await noted.run(variables);
        onDone();
        if (made) onClose();
      }}
    >
      <p>
        {onPaper === null ? (
          <Trans>Đồng chí đã đọc hết biên bản và đồng ý với nội dung.</Trans>
        ) : (
          <Trans>Đồng chí {onPaper} đã ký tay vào bản in của đúng nội dung này.</Trans>
        )}
      </p>
      <p className="note note-wait">
        {isLast ? (
          <Trans>Đây là chữ ký cuối. Ký xong, biên bản khóa lại, không ai sửa được nữa.</Trans>
        ) : (
          <Trans>Nếu biên bản được sửa sau đó, chữ ký này không còn giá trị và phải ký lại.</Trans>
        )}
      </p>
    </FormDialog>
  );
}

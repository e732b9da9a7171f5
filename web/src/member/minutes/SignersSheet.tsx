import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { type MinutesPartsFragment, MinutesPresentDocument, NameSignersDocument } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { newId } from '../../shared/ids.js';
import { useSaved } from '../offline/useSaved.js';
import { SelectField } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { showMinutes } from './showMinutes.js';

/** Who chaired and who recorded: two of those who were present. */
export function SignersSheet({ minutes, onClose }: { minutes: MinutesPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const page = useSaved(MinutesPresentDocument, { id: minutes.meetingId });
  const [chair, setChair] = useState(minutes.record?.chair?.memberId ?? '');
  const [recorder, setRecorder] = useState(minutes.record?.recorder?.memberId ?? '');
  const action = useAction(async () => {
    const { nameSigners } = await send(NameSignersDocument, {
      input: {
        meetingId: minutes.meetingId,
        version: minutes.version,
        chairId: chair,
        recorderId: recorder,
        clientMutationId: newId(),
      },
    });
    await showMinutes(nameSigners);
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Sheet title={t`Chủ trì, thư ký`} onClose={onClose}>
      <Loaded of={page}>
        {({ meeting }) => {
          const present = (meeting?.attendance ?? [])
            .filter(({ state }) => state === 'PRESENT')
            .map(({ member }) => [member.id, member.fullName] as const);
          const options = [['', t`Chọn một đồng chí`] as const, ...present];
          return (
            <form className="stack" onSubmit={onSubmit}>
              <SelectField label={t`Chủ trì`} value={chair} options={options} onChange={setChair} />
              <SelectField label={t`Thư ký`} value={recorder} options={options} onChange={setRecorder} />
              {minutes.signatures.length > 0 && (
                <p className="note">
                  <Trans>Đổi người thì chữ ký đã có không còn, phải ký lại.</Trans>
                </p>
              )}
              {action.error !== null && <Refused error={action.error} />}
              <button
                type="submit"
                className="btn btn-main btn-wide"
                aria-busy={action.busy}
                disabled={chair === '' || recorder === ''}
              >
                <Trans>Lưu</Trans>
              </button>
            </form>
          );
        }}
      </Loaded>
    </Sheet>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import {
  type MeetingPartsFragment,
  MeetingsToMergeDocument,
  type MeetingsToMergeQuery,
  MergeMeetingsDocument,
} from '../../../graphql/graphql.js';
import { send } from '../../../shared/client.js';
import { longDate, time } from '../../../shared/format.js';
import { newId } from '../../../shared/ids.js';
import { touch } from '../../offline/saved.js';
import { useSaved } from '../../offline/useSaved.js';
import { SelectField, TextField } from '../../ui/Field.js';
import { focusProblem } from '../../ui/focusProblem.js';
import { Sheet } from '../../ui/Sheet.js';
import { Empty, Loaded, Refused } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { showMeeting } from '../SecretaryPanel.js';

/** So far away from each other two meetings still become one. */
const AROUND_MS = 62 * 86_400_000;

type Partner = MeetingsToMergeQuery['meetings']['edges'][number]['node'];

/** The regular and the thematic meeting of the cell as one session. */
export function MergeSheet({ meeting, onClose }: { meeting: MeetingPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const at = Date.parse(meeting.startsAt);
  const found = useSaved(MeetingsToMergeDocument, {
    organisationId: meeting.cell.id,
    from: new Date(at - AROUND_MS).toISOString(),
    to: new Date(at + AROUND_MS).toISOString(),
  });
  const wanted = meeting.kind === 'REGULAR' ? 'THEMATIC' : 'REGULAR';
  return (
    <Sheet title={t`Gộp thường kỳ và chuyên đề`} onClose={onClose}>
      <Loaded of={found}>
        {({ meetings }) => {
          const partners = meetings.edges
            .map(edge => edge.node)
            .filter(({ kind, status }) => kind === wanted && (status === 'DRAFT' || status === 'INVITED'));
          return partners.length > 0 ? (
            <Merge meeting={meeting} partners={partners} onClose={onClose} />
          ) : (
            <Empty>
              {wanted === 'THEMATIC' ? (
                <Trans>Chi bộ chưa có buổi chuyên đề nào đang chờ để gộp.</Trans>
              ) : (
                <Trans>Chi bộ chưa có buổi thường kỳ nào đang chờ để gộp.</Trans>
              )}
            </Empty>
          );
        }}
      </Loaded>
    </Sheet>
  );
}

function Merge({
  meeting,
  partners,
  onClose,
}: {
  meeting: MeetingPartsFragment;
  partners: Partner[];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const [, goTo] = useLocation();
  const [partnerId, setPartnerId] = useState(partners[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const once = useRef(newId());
  const partner = partners.find(({ id }) => id === partnerId);
  const [regular, thematic] = meeting.kind === 'REGULAR' ? [meeting, partner] : [partner, meeting];
  const action = useAction(async () => {
    if (!regular || !thematic) return;
    const { mergeMeetings } = await send(MergeMeetingsDocument, {
      input: {
        regularId: regular.id,
        regularVersion: regular.version,
        thematicId: thematic.id,
        thematicVersion: thematic.version,
        reason: reason.trim(),
        clientMutationId: once.current,
      },
    });
    await showMeeting(mergeMeetings);
    touch();
    onClose();
    goTo(`/sinh-hoat/${mergeMeetings.id}`);
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setProblem(reason.trim() ? null : t`Đồng chí hãy ghi lý do gộp.`);
    if (reason.trim()) void action.run();
    else setTimeout(focusProblem, 0, event.currentTarget);
  };
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      <SelectField
        label={meeting.kind === 'REGULAR' ? t`Buổi chuyên đề` : t`Buổi thường kỳ`}
        value={partnerId}
        options={partners.map(({ id, title, startsAt }) => [id, `${title}, ${time(startsAt)} ${longDate(startsAt)}`])}
        onChange={id => {
          setPartnerId(id);
          once.current = newId();
        }}
      />
      {regular && (
        <p>
          <Trans>
            Họp chung lúc {time(regular.startsAt)}, {longDate(regular.startsAt)}. Nội dung và tài liệu của buổi chuyên
            đề được nối vào sau; buổi chuyên đề riêng không họp nữa.
          </Trans>
        </p>
      )}
      <TextField
        label={t`Lý do gộp`}
        problem={problem}
        maxLength={1000}
        value={reason}
        onChange={event => {
          setReason(event.currentTarget.value);
          once.current = newId();
        }}
      />
      {action.error !== null && <Refused error={action.error} />}
      <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
        <Trans>Gộp thành một buổi</Trans>
      </button>
    </form>
  );
}

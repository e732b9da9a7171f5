import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ConsoleAgendaOfDocument,
  ConsoleAgendasToComeDocument,
  type ConsoleOpinionFragment,
  ConsoleSetAgendaDocument,
} from '../../graphql/graphql.js';
import { serverNow } from '../../shared/clock.js';
import { date } from '../../shared/format.js';
import { carriedItem, draftOf, inputOf } from '../meetings/preparing/agenda.js';
import { FormDialog } from '../parts/FormDialog.js';
import { Nothing } from '../parts/states/states.js';
import { useCommand } from '../parts/useCommand.js';

const DAY_MS = 86_400_000;

/** Puts an opinion onto the agenda of a meeting to come, after the item that one says. */
export function TableDialog(props: { opinion: ConsoleOpinionFragment; onClose: () => void; onDone: () => void }) {
  const { opinion, onClose, onDone } = props;
  const { t } = useLingui();
  // A meeting that runs has begun earlier today, or last evening.
  const [from] = useState(() => new Date(serverNow() - DAY_MS).toISOString());
  const [{ data, fetching }] = useQuery({
    query: ConsoleAgendasToComeDocument,
    variables: { cellId: opinion.cellId, from },
    requestPolicy: 'network-only',
  });
  const meetings = (data?.meetings.edges ?? [])
    .map(({ node }) => node)
    .filter(({ status }) => status !== 'CLOSED' && status !== 'CANCELLED')
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  const [chosen, choose] = useState('');
  const meetingId = chosen || (meetings[0]?.id ?? '');
  const [agenda, askAgenda] = useQuery({
    query: ConsoleAgendaOfDocument,
    variables: { id: meetingId },
    pause: !meetingId,
    requestPolicy: 'network-only',
  });
  const meeting = agenda.data?.meeting?.id === meetingId ? agenda.data.meeting : null;
  const items = meeting?.agenda ?? [];
  const [after, setAfter] = useState<string | null>(null);
  // An agenda ends with its conclusion: what is new stands before that, unless one says otherwise.
  const place = items.some(item => item.id === after) ? after : (items.at(-2)?.id ?? '');
  const matter = data?.openFromLastMonth.find(({ carriedFrom }) => carriedFrom.id === opinion.id);
  const { run, sending, refusal } = useCommand(ConsoleSetAgendaDocument, ['Meeting', 'Opinion']);

  async function submit() {
    if (!meeting || !matter) return;
    const next = draftOf(items);
    next.splice(next.findIndex(item => item.key === place) + 1, 0, carriedItem(matter));
    const input = { meetingId: meeting.id, version: meeting.version, items: inputOf(next) };
    if (await run(clientMutationId => ({ input: { ...input, clientMutationId } }))) onDone();
    else askAgenda({ requestPolicy: 'network-only' });
  }

  return (
    <FormDialog
      title={<Trans>Đưa vào chương trình</Trans>}
      action={<Trans>Đưa vào chương trình</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      disabled={!meeting || !matter}
      onSubmit={submit}
    >
      <p className="minutes">{opinion.text}</p>
      {data && !fetching && meetings.length === 0 && (
        <Nothing title={<Trans>Chưa có buổi sinh hoạt nào sắp tới</Trans>}>
          <Trans>Lên lịch một buổi trước, rồi đưa ý kiến này vào chương trình.</Trans>
        </Nothing>
      )}
      {meetings.length > 0 && (
        <div className="form-row">
          <NativeSelect
            label={t`Buổi sinh hoạt`}
            value={meetingId}
            data={meetings.map(({ id, title, startsAt }) => ({ value: id, label: `${date(startsAt)} · ${title}` }))}
            onChange={event => choose(event.currentTarget.value)}
          />
          <NativeSelect
            label={t`Đặt sau nội dung`}
            value={place ?? ''}
            data={[
              { value: '', label: t`Đầu chương trình` },
              ...items.map(({ id, title }, at) => ({ value: id, label: `${at + 1}. ${title}` })),
            ]}
            onChange={event => setAfter(event.currentTarget.value)}
          />
        </div>
      )}
      {meeting && (
        <p className="small soft">
          <Plural value={items.length} other="Chương trình đang có # nội dung." />
        </p>
      )}
    </FormDialog>
  );
}

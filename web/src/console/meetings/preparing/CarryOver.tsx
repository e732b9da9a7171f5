import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from 'urql';
import { ConsoleCarryOverDocument, ConsoleOpenFromLastMonthDocument } from '../../../graphql/graphql.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { freshOf } from './agenda.js';

/** What last month left open and is not on this agenda yet; one press brings it there. */
export function CarryOver({ meeting, onChanged }: { meeting: MeetingFacts; onChanged: () => void }) {
  const [{ data }] = useQuery({
    query: ConsoleOpenFromLastMonthDocument,
    variables: { cellId: meeting.cell.id },
    pause: meeting.kind !== 'REGULAR',
    requestPolicy: 'cache-and-network',
  });
  const { run, sending, refusal } = useCommand(ConsoleCarryOverDocument, ['Meeting', 'Opinion']);
  const fresh = freshOf(meeting.agenda, data?.openFromLastMonth ?? []);
  if (fresh.length === 0 || meeting.kind !== 'REGULAR') return null;
  return (
    <div className="note" style={{ marginTop: '0.8rem' }}>
      <p>
        <Plural value={fresh.length} other="Tháng trước còn # việc chưa có trong chương trình." />
      </p>
      <ul>
        {fresh.map(({ title, carriedFrom: { kind, id } }) => (
          <li key={`${kind} ${id}`}>{title}</li>
        ))}
      </ul>
      <Refused error={refusal} />
      <div>
        <Button
          variant="default"
          size="compact-sm"
          loading={sending}
          onClick={async () => {
            if (await run(clientMutationId => ({ meetingId: meeting.id, clientMutationId }))) onChanged();
          }}
        >
          <Trans>Đưa vào chương trình</Trans>
        </Button>
      </div>
    </div>
  );
}

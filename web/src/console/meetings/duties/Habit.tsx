import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from 'urql';
import {
  ConsoleSuggestMeetingDocument,
  type ConsoleSuggestMeetingQuery,
  type MeetingKind,
} from '../../../graphql/graphql.js';
import { dateTime } from '../../../shared/format.js';

/** When the cell would meet by its habit; one press fills the form with it. */
export function Habit(props: {
  cellId: string;
  month: string;
  kind: MeetingKind;
  onTake: (suggestion: ConsoleSuggestMeetingQuery['suggestMeeting']) => void;
}) {
  const { onTake, ...variables } = props;
  const [{ data }] = useQuery({ query: ConsoleSuggestMeetingDocument, variables, pause: !variables.cellId });
  const suggestion = data?.suggestMeeting;
  if (!suggestion || suggestion.basedOn === 0) return null;
  const at = dateTime(suggestion.startsAt);
  return (
    <div className="note">
      <p>
        <Trans>
          Theo nề nếp chi bộ: <b>{at}</b>
        </Trans>
        {suggestion.place && `, ${suggestion.place}`}
      </p>
      <div>
        <Button variant="default" size="compact-sm" onClick={() => onTake(suggestion)}>
          <Trans>Điền như vậy</Trans>
        </Button>
      </div>
    </div>
  );
}

import { useEffect } from 'react';
import { useQuery } from 'urql';
import { MinutesPageDocument } from '../../../graphql/graphql.js';
import { liveEvents } from '../../../shared/live.js';

/** The minutes of a meeting, asked again when somebody edits or signs them. */
export function useMinutes(meetingId: string) {
  const [result, ask] = useQuery({
    query: MinutesPageDocument,
    variables: { meetingId },
    requestPolicy: 'cache-and-network',
  });
  useEffect(
    () => liveEvents(`/events/meetings/${meetingId}`, () => ask({ requestPolicy: 'network-only' })),
    [meetingId, ask],
  );
  return [result, () => ask({ requestPolicy: 'network-only' })] as const;
}

import { Trans } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { ConsoleMeetingDocument, ConsoleMeetingSumsDocument } from '../../graphql/graphql.js';
import { liveEvents } from '../../shared/live.js';
import { Page } from '../parts/Page.js';
import { Answer } from '../parts/states/Answer.js';
import { readsMeetingsOf, runsMeetingsOf } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { MeetingContent } from './MeetingContent.js';
import { MeetingSums } from './MeetingSums.js';

const route = getRouteApi('/sinh-hoat/$meetingId');
const NUDGE_MS = 700;

/** One meeting: an officer sees its sums, the follower reads it, the secretary runs it. */
export function MeetingPage() {
  const { meetingId } = route.useParams();
  const viewer = useViewer();
  const variables = { id: meetingId };
  const [sums, askSums] = useQuery({
    query: ConsoleMeetingSumsDocument,
    variables,
    requestPolicy: 'cache-and-network',
  });
  const cell = sums.data?.meeting?.cell;
  const runs = !!cell && runsMeetingsOf(viewer, cell);
  const reads = !!cell && readsMeetingsOf(viewer, cell);
  const [full, askFull] = useQuery({
    query: ConsoleMeetingDocument,
    variables,
    pause: !reads,
    requestPolicy: 'cache-and-network',
  });

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = liveEvents(`/events/meetings/${meetingId}`, () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        (reads ? askFull : askSums)({ requestPolicy: 'network-only' });
      }, NUDGE_MS);
    });
    return () => {
      stop();
      clearTimeout(waiting);
    };
  }, [meetingId, reads, askFull, askSums]);

  const again = () => (reads ? askFull : askSums)({ requestPolicy: 'network-only' });
  return (
    <Page
      title={full.data?.meeting?.title ?? sums.data?.meeting?.title ?? '…'}
      crumbs={[
        {
          id: 'all',
          node: (
            <Link to="/sinh-hoat">
              <Trans>Sinh hoạt</Trans>
            </Link>
          ),
        },
        ...(cell
          ? [
              {
                id: cell.id,
                node: (
                  <Link to="/sinh-hoat" search={{ noi: cell.id }}>
                    {cell.name}
                  </Link>
                ),
              },
            ]
          : []),
      ]}
    >
      {reads ? (
        <Answer result={full} find={data => data.meeting} onRetry={again}>
          {meeting => <MeetingContent meeting={meeting} runs={runs} onChanged={again} />}
        </Answer>
      ) : (
        <Answer result={sums} find={data => data.meeting} onRetry={again}>
          {meeting => <MeetingSums meeting={meeting} />}
        </Answer>
      )}
    </Page>
  );
}

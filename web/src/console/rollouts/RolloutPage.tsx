import { Trans } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { ConsoleRolloutDocument } from '../../graphql/graphql.js';
import { liveEvents } from '../../shared/live.js';
import { Page } from '../parts/Page.js';
import { Answer } from '../parts/states/Answer.js';
import { WavePanel } from './WavePanel.js';

const route = getRouteApi('/trien-khai/$rolloutId');
/** A busy wave nudges many times a second; a person reads once a second. */
const NUDGE_MS = 1_000;

/** A rollout with its waves, moving as the sending moves. */
export function RolloutPage() {
  const { rolloutId } = route.useParams();
  const [result, ask] = useQuery({
    query: ConsoleRolloutDocument,
    variables: { id: rolloutId },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const nudged = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        ask({ requestPolicy: 'network-only' });
      }, NUDGE_MS);
    };
    const stop = liveEvents(`/events/rollouts/${rolloutId}`, nudged);
    return () => {
      stop();
      clearTimeout(waiting);
    };
  }, [rolloutId, ask]);

  const name = result.data?.rollout?.name ?? '';
  return (
    <Page
      title={name || '…'}
      crumbs={[
        {
          id: 'all',
          node: (
            <Link to="/trien-khai">
              <Trans>Triển khai</Trans>
            </Link>
          ),
        },
      ]}
    >
      <Answer result={result} find={data => data.rollout} onRetry={() => ask({ requestPolicy: 'network-only' })}>
        {rollout => (
          <div className="stack">
            {rollout.waves.map(wave => (
              <WavePanel
                key={wave.id}
                rollout={rollout}
                wave={wave}
                onChanged={() => ask({ requestPolicy: 'network-only' })}
              />
            ))}
          </div>
        )}
      </Answer>
    </Page>
  );
}

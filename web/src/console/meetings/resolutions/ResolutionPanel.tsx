import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { DraftResolutionDocument, ResolutionsPageDocument } from '../../../graphql/graphql.js';
import { Panel } from '../../parts/Panel.js';
import { Answer } from '../../parts/states/Answer.js';
import { Refused } from '../../parts/states/Refused.js';
import { Nothing } from '../../parts/states/states.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { EditResolutionDialog } from './EditResolutionDialog.js';
import { ResolutionView } from './ResolutionView.js';

/** The resolutions of a meeting: drafted, edited and issued by the secretary, read by the others once issued. */
export function ResolutionPanel({ meeting, runs }: { meeting: MeetingFacts; runs: boolean }) {
  const [editing, edit] = useState<string | null>(null);
  const variables = { meetingId: meeting.id };
  const [result, ask] = useQuery({
    query: ResolutionsPageDocument,
    variables,
    requestPolicy: 'cache-and-network',
  });
  const draft = useCommand(DraftResolutionDocument, ['Resolution']);
  const again = () => ask({ requestPolicy: 'network-only' });
  const edited = result.data?.resolutionsOfMeeting.find(({ id, mayEdit }) => id === editing && mayEdit);
  return (
    <Panel
      title={<Trans>Nghị quyết</Trans>}
      aside={
        <Link to="/nghi-quyet/$cellId" params={{ cellId: meeting.cell.id }}>
          <Trans>Mọi nghị quyết của chi bộ</Trans>
        </Link>
      }
    >
      <Answer result={result} find={data => data.resolutionsOfMeeting} onRetry={again}>
        {all => (
          <div className="stack">
            {all.map(resolution => (
              <ResolutionView
                key={resolution.id}
                resolution={resolution}
                vote={meeting.votes.find(({ id }) => id === resolution.voteId)}
                onEdit={() => edit(resolution.id)}
                onChanged={again}
              />
            ))}
            {all.length === 0 && <Nothing title={<Trans>Buổi này chưa có nghị quyết</Trans>} />}
            <Refused error={draft.refusal} />
            {runs && (
              <div className="page-actions">
                <Button
                  variant="default"
                  loading={draft.sending}
                  onClick={async () => {
                    const made = await draft.run(clientMutationId => ({ ...variables, clientMutationId }));
                    again();
                    if (made) edit(made.draftResolution.id);
                  }}
                >
                  {all.length === 0 ? <Trans>Soạn từ biên bản</Trans> : <Trans>Soạn thêm một nghị quyết</Trans>}
                </Button>
              </div>
            )}
          </div>
        )}
      </Answer>
      {edited && (
        <EditResolutionDialog
          first={edited}
          votes={meeting.votes}
          onClose={() => edit(null)}
          onDone={() => {
            edit(null);
            again();
          }}
        />
      )}
    </Panel>
  );
}

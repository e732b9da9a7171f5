import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import {
  DraftResolutionDocument,
  MeetingPageDocument,
  type ResolutionPartsFragment,
  ResolutionsPageDocument,
  type VotePartsFragment,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { newId } from '../../shared/ids.js';
import { hasRole, useSession } from '../../shared/session.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { CellResolutions } from './CellResolutions.js';
import { EditResolution } from './EditResolution.js';
import { ResolutionCard } from './ResolutionCard.js';

/** The resolutions of a meeting: the secretary drafts, edits and issues them, everybody reads what was issued. */
export function ResolutionsPage({ meetingId }: { meetingId: string }) {
  const { t } = useLingui();
  const { viewer } = useSession();
  const page = useSaved(ResolutionsPageDocument, { meetingId });
  const meeting = useSaved(MeetingPageDocument, { id: meetingId }).data?.meeting;
  const [editing, edit] = useState<string | null>(null);
  const mayDraft = !!meeting && meeting.status !== 'CANCELLED' && hasRole(viewer, 'SECRETARY', meeting.cell.id);
  return (
    <Page title={t`Nghị quyết`} back={`/sinh-hoat/${meetingId}`}>
      <Loaded of={page}>
        {({ resolutionsOfMeeting: all }) => {
          const edited = all.find(({ id, mayEdit }) => id === editing && mayEdit);
          return edited ? (
            <EditResolution resolution={edited} votes={meeting?.votes ?? []} onDone={() => edit(null)} />
          ) : (
            <All all={all} votes={meeting?.votes ?? []} mayDraft={mayDraft} meetingId={meetingId} onEdit={edit} />
          );
        }}
      </Loaded>
      {meeting && !editing && <CellResolutions cellId={meeting.cell.id} meetingId={meetingId} />}
    </Page>
  );
}

interface AllProps {
  all: readonly ResolutionPartsFragment[];
  votes: readonly VotePartsFragment[];
  mayDraft: boolean;
  meetingId: string;
  onEdit: (id: string) => void;
}

function All({ all, votes, mayDraft, meetingId, onEdit }: AllProps) {
  const once = useRef(newId());
  const draft = useAction(async () => {
    const { draftResolution } = await send(DraftResolutionDocument, { meetingId, clientMutationId: once.current });
    once.current = newId();
    touch();
    onEdit(draftResolution.id);
  });
  return (
    <>
      {all.map(resolution => (
        <ResolutionCard
          key={resolution.id}
          resolution={resolution}
          vote={votes.find(({ id }) => id === resolution.voteId)}
          onEdit={() => onEdit(resolution.id)}
        />
      ))}
      {all.length === 0 && (
        <Empty>
          <Trans>Buổi này chưa có nghị quyết.</Trans>
        </Empty>
      )}
      {draft.error !== null && <Refused error={draft.error} />}
      {mayDraft && (
        <button
          type="button"
          className={all.length === 0 ? 'btn btn-main btn-wide' : 'btn btn-wide'}
          aria-busy={draft.busy}
          onClick={() => void draft.run()}
        >
          {all.length === 0 ? <Trans>Soạn nghị quyết từ biên bản</Trans> : <Trans>Soạn thêm một nghị quyết</Trans>}
        </button>
      )}
    </>
  );
}

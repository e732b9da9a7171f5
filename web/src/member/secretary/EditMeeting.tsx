import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import {
  MeetingPageDocument,
  type MeetingPartsFragment,
  SetAgendaDocument,
  UpdateMeetingDocument,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { save, savedKey, touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Page } from '../ui/Page.js';
import { Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { Conflict } from './Conflict.js';
import { useDraft } from './drafts.js';
import { MeetingForm } from './MeetingForm.js';
import { agendaInput, draftOf, instants, type MeetingDraft, mergedDraft, problemsOf } from './meetingDraft.js';
import './secretary.css';

/** Changing time, place and agenda of a meeting. */
export function EditMeeting({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(MeetingPageDocument, { id });
  return (
    <Page title={t`Sửa buổi sinh hoạt`} back={`/sinh-hoat/${id}`}>
      <Loaded of={page}>{({ meeting }) => meeting && <Form first={meeting} />}</Loaded>
    </Page>
  );
}

/** What is being changed: the edition that it began with, and what is typed. */
interface Editing {
  based: MeetingPartsFragment;
  draft: MeetingDraft;
}

/**
 * `based` is the edition that the changes are made to; only a later one of the server is a conflict. What is typed is kept on the phone
 * until it is stored, together with its edition: taken up again days later it is compared with what others did meanwhile.
 */
function Form({ first }: { first: MeetingPartsFragment }) {
  const [, goTo] = useLocation();
  const kept = useDraft<Editing | null>(`edit.${first.id}`, null);
  const { based, draft } = kept.value ?? { based: first, draft: draftOf(first) };
  const set = (part: Partial<Editing>) => kept.set({ based, draft, ...part });
  const [theirs, setTheirs] = useState<MeetingPartsFragment | null>(null);
  /** What was typed before the current edition was taken instead: it can be had back. */
  const [left, setLeft] = useState<MeetingDraft | null>(null);
  const problems = problemsOf(draft);
  const action = useAction(async (on: MeetingPartsFragment) => {
    try {
      const { meeting } = await storeChanges(on, draft, stored => kept.set({ based: stored, draft }));
      kept.drop();
      await save(savedKey(MeetingPageDocument, { id: meeting.id }), { meeting });
      touch();
      goTo(`/sinh-hoat/${meeting.id}`);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'CONFLICT') throw error;
      const { meeting } = await send(MeetingPageDocument, { id: on.id });
      if (!meeting) throw error;
      setTheirs(meeting);
    }
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (Object.keys(problems).length === 0) void action.run(based);
    else focusProblem(event.currentTarget);
  };
  const keepMine = (meeting: MeetingPartsFragment) => {
    set({ based: meeting });
    setTheirs(null);
    void action.run(meeting);
  };
  const takeTheirs = (meeting: MeetingPartsFragment) => {
    setLeft(draft);
    set({ based: meeting, draft: draftOf(meeting) });
    setTheirs(null);
  };
  const merge = (meeting: MeetingPartsFragment) => {
    set({ based: meeting, draft: mergedDraft(draftOf(based), draft, draftOf(meeting)) });
    setTheirs(null);
  };
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      <MeetingForm
        draft={draft}
        problems={problems}
        cellId={first.cell.id}
        documents={first.documents}
        onChange={part => set({ draft: { ...draft, ...part } })}
      />
      {left && (
        <div className="note row between">
          <span>
            <Trans>Đang dùng bản hiện tại.</Trans>
          </span>
          <button
            type="button"
            className="link"
            onClick={() => {
              set({ draft: left });
              setLeft(null);
            }}
          >
            <Trans>Lấy lại bản tôi đã gõ</Trans>
          </button>
        </div>
      )}
      {theirs && (
        <Conflict
          mine={draft}
          theirs={draftOf(theirs)}
          busy={action.busy}
          onKeepMine={() => keepMine(theirs)}
          onTakeTheirs={() => takeTheirs(theirs)}
          onMerge={() => merge(theirs)}
        />
      )}
      {action.error !== null && <Refused error={action.error} />}
      {!theirs && (
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang lưu…</Trans> : <Trans>Lưu thay đổi</Trans>}
        </button>
      )}
      {first.status !== 'DRAFT' && (
        <p className="small">
          <Trans>Chi bộ đã được mời: người được mời sẽ thấy bản mới.</Trans>
        </p>
      )}
    </form>
  );
}

/** Sends what differs from `on`: first the particulars, then the agenda, each with the version before it. */
async function storeChanges(
  on: MeetingPartsFragment,
  draft: MeetingDraft,
  onStored: (meeting: MeetingPartsFragment) => void,
): Promise<{ meeting: MeetingPartsFragment }> {
  const before = draftOf(on);
  let meeting = on;
  const { startsAt, endsAt } = instants(draft);
  const particulars = ['title', 'day', 'from', 'to', 'place', 'onlineUrl'] as const;
  if (particulars.some(name => before[name] !== draft[name])) {
    const { updateMeeting } = await send(UpdateMeetingDocument, {
      input: {
        id: on.id,
        version: meeting.version,
        ...(draft.title.trim() ? { title: draft.title.trim() } : {}),
        startsAt,
        endsAt,
        place: draft.place.trim() || null,
        onlineUrl: draft.onlineUrl.trim() || null,
        clientMutationId: newId(),
      },
    });
    meeting = updateMeeting;
    // Half of it is stored now: what is sent again begins with that.
    onStored(meeting);
  }
  if (JSON.stringify(agendaInput(before)) !== JSON.stringify(agendaInput(draft))) {
    const { setAgenda } = await send(SetAgendaDocument, {
      input: { meetingId: on.id, version: meeting.version, items: agendaInput(draft), clientMutationId: newId() },
    });
    meeting = setAgenda;
  }
  return { meeting };
}

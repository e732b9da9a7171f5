import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import {
  ConcludeItemDocument,
  EditMinutesDocument,
  MinutesPageDocument,
  type MinutesPartsFragment,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { useDraft } from '../secretary/drafts.js';
import { TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { FromNotes } from './FromNotes.js';
import { showMinutes } from './showMinutes.js';

/** What is typed: text, conclusion, and what was concluded on those items that were touched, with what stood there. */
interface Typed {
  text: string;
  conclusion: string;
  items: Record<string, { text: string; basedOn: string | null }>;
  /** The edition that it is made to. */
  version: number;
}

function typedOf({ text, conclusion, version }: MinutesPartsFragment): Typed {
  return { text: text ?? '', conclusion: conclusion ?? '', items: {}, version };
}

/** Correcting the minutes until they are sealed. What is typed stays on this device, also when somebody else was faster. */
export function EditMinutes({ minutes, onDone }: { minutes: MinutesPartsFragment; onDone: () => void }) {
  const { t } = useLingui();
  const draft = useDraft<Typed>(`minutes-edit.${minutes.meetingId}`, typedOf(minutes));
  const [theirs, setTheirs] = useState<MinutesPartsFragment | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { value, set } = draft;
  const action = useAction(async (typed: Typed) => {
    try {
      await store(minutes.meetingId, typed);
      draft.drop();
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'STALE_VERSION') throw error;
      const { minutes: current } = await send(MinutesPageDocument, { meetingId: minutes.meetingId });
      if (!current) throw error;
      setTheirs(current);
    }
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const empty = value.text.trim() === '';
    setProblem(empty ? t`Biên bản không được để trống.` : null);
    if (empty) focusProblem(event.currentTarget);
    else void action.run(value);
  };
  const conclude = (item: { agendaItemId: string; conclusion: string | null }, text: string) => {
    const basedOn = value.items[item.agendaItemId]?.basedOn ?? item.conclusion;
    set({ ...value, items: { ...value.items, [item.agendaItemId]: { text, basedOn } } });
  };
  // What the others concluded meanwhile is seen by now: the own words are put over it.
  const keepMine = (current: MinutesPartsFragment) => {
    const concluded = new Map(current.record?.items.map(item => [item.agendaItemId, item.conclusion]));
    const items = Object.fromEntries(
      Object.entries(value.items).map(([id, { text }]) => [id, { text, basedOn: concluded.get(id) ?? null }]),
    );
    const mine = { ...value, items, version: current.version };
    set(mine);
    setTheirs(null);
    void action.run(mine);
  };
  const cancel = () => {
    draft.drop();
    onDone();
  };
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      {minutes.signatures.length > 0 && (
        <p className="note">
          <Trans>Sửa biên bản thì chữ ký đã có không còn; người đã ký được báo để ký lại.</Trans>
        </p>
      )}
      <TextField
        label={t`Biên bản`}
        hint={t`Tự lưu trên máy này khi đang gõ. Đảng viên đọc được biên bản: không ghi lý do vắng của ai.`}
        problem={problem}
        rows={14}
        maxLength={100_000}
        value={value.text}
        onChange={event => set({ ...value, text: event.currentTarget.value })}
      />
      <FromNotes meetingId={minutes.meetingId} typed={value.text} onWrite={text => set({ ...value, text })} />
      <TextField
        label={t`Kết luận`}
        rows={4}
        maxLength={20_000}
        value={value.conclusion}
        onChange={event => set({ ...value, conclusion: event.currentTarget.value })}
      />
      <details className="stack">
        <summary className="link">
          <Trans>Kết luận từng nội dung</Trans>
        </summary>
        {(minutes.record?.items ?? []).map(item => (
          <TextField
            key={item.agendaItemId}
            label={`${item.position}. ${item.title}`}
            rows={2}
            maxLength={5000}
            value={value.items[item.agendaItemId]?.text ?? item.conclusion ?? ''}
            onChange={event => conclude(item, event.currentTarget.value)}
          />
        ))}
      </details>
      {theirs && (
        <Conflict
          mine={value}
          theirs={theirs}
          busy={action.busy}
          onKeepMine={() => {
            keepMine(theirs);
          }}
          onTakeTheirs={() => {
            set(typedOf(theirs));
            setTheirs(null);
          }}
        />
      )}
      {action.error !== null && <Refused error={action.error} />}
      {!theirs && (
        <>
          <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
            {action.busy ? <Trans>Đang lưu…</Trans> : <Trans>Lưu biên bản</Trans>}
          </button>
          <button type="button" className="btn btn-wide" onClick={cancel}>
            <Trans>Thôi, không sửa</Trans>
          </button>
        </>
      )}
    </form>
  );
}

/** Sends what differs: first the conclusions of items, then text and conclusion on the version they are based on. */
async function store(meetingId: string, typed: Typed): Promise<void> {
  for (const [agendaItemId, { text, basedOn }] of Object.entries(typed.items)) {
    const conclusion = text.trim() || null;
    if (conclusion === basedOn) continue;
    await send(ConcludeItemDocument, {
      input: { meetingId, agendaItemId, conclusion, basedOn, clientMutationId: newId() },
    });
  }
  const { editMinutes } = await send(EditMinutesDocument, {
    input: {
      meetingId,
      version: typed.version,
      minutes: typed.text.trim(),
      conclusion: typed.conclusion.trim() || null,
      clientMutationId: newId(),
    },
  });
  await showMinutes(editMinutes);
}

interface ConflictProps {
  mine: Typed;
  theirs: MinutesPartsFragment;
  busy: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Somebody else changed the minutes meanwhile: both texts, and the choice. */
function Conflict({ mine, theirs, busy, onKeepMine, onTakeTheirs }: ConflictProps) {
  return (
    <section className="card stack conflict" role="alert">
      <h2>
        <Trans>Có người vừa sửa biên bản này</Trans>
      </h2>
      <p>
        <Trans>Những gì đồng chí đã gõ vẫn còn. Đồng chí chọn giữ bản nào:</Trans>
      </p>
      <Edition text={mine.text} conclusion={mine.conclusion}>
        <span className="chip chip-blue">
          <Trans>Của đồng chí</Trans>
        </span>
      </Edition>
      <Edition text={theirs.text ?? ''} conclusion={theirs.conclusion ?? ''}>
        <span className="chip chip-gold">
          <Trans>Bản hiện tại</Trans>
        </span>
      </Edition>
      <div className="buttons">
        <button type="button" className="btn btn-main" aria-busy={busy} onClick={onKeepMine}>
          <Trans>Giữ bản của tôi</Trans>
        </button>
        <button type="button" className="btn" onClick={onTakeTheirs}>
          <Trans>Lấy bản hiện tại</Trans>
        </button>
      </div>
    </section>
  );
}

function Edition({ text, conclusion, children }: { text: string; conclusion: string; children: React.ReactNode }) {
  return (
    <div className="edition">
      {children}
      <p className="prose">{text}</p>
      {conclusion && <p className="prose strong">{conclusion}</p>}
    </div>
  );
}

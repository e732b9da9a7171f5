import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { CellMembersDocument, type MeetingKind } from '../../graphql/graphql.js';
import { newCheckInSecret } from '../../shared/checkInCode.js';
import { ApiError } from '../../shared/errors.js';
import { toInputs, yearMonth } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { type SessionViewer, useSession } from '../../shared/session.js';
import { submit } from '../offline/outbox.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Page } from '../ui/Page.js';
import { Empty, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { useDraft } from './drafts.js';
import { Suggested, type Suggestion, type Wish } from './duties/Suggested.js';
import { MeetingForm } from './MeetingForm.js';
import { agendaInput, emptyItem, instants, type MeetingDraft, problemsOf } from './meetingDraft.js';
import './secretary.css';

interface ScheduleDraft extends MeetingDraft {
  /** Made here, so that a repeated request after a lost answer makes no second meeting. */
  id: string;
  cellId: string;
  /** "2026-12"; empty: the month of the day. */
  month: string;
  /** Who usually does it; changed on the meeting's own page. */
  chairId: string | null;
  recorderId: string | null;
}

/** The cells that the person runs. */
export function cellsOf(viewer: SessionViewer | null) {
  return (viewer?.grants ?? []).filter(grant => grant.role === 'SECRETARY').map(grant => grant.organisation);
}

function monthsAround(day: string): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return [-1, 0, 1].map(step => new Date(Date.UTC(year, month - 1 + step, 1)).toISOString().slice(0, 7));
}

/** What the address asks for: "?chi-bo=…&thang=2026-12&loai=REGULAR", for a cell that the person runs. */
function wishOf(search: string, cells: readonly { id: string }[]): Wish | null {
  const asked = new URLSearchParams(search);
  const [month = '', kind = ''] = [asked.get('thang') ?? '', asked.get('loai') ?? 'REGULAR'];
  const cellId = asked.get('chi-bo') ?? cells[0]?.id ?? '';
  const known = (['REGULAR', 'THEMATIC', 'COMMITTEE', 'EXTRAORDINARY'] as const).find(one => one === kind);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || !known || !cells.some(({ id }) => id === cellId)) return null;
  return { cellId, month, kind: known };
}

/** A new meeting: of a month, as the cell always holds it; or all of it typed. */
export function Schedule() {
  const { viewer } = useSession();
  const cells = cellsOf(viewer);
  const wish = wishOf(useSearch(), cells);
  const [suggestion, edit] = useState<Suggestion | null>(null);
  if (wish && !suggestion) return <Suggested wish={wish} usual={usualAgenda()} onEdit={edit} />;
  return <ScheduleForm suggestion={suggestion} />;
}

/** The form's content for a suggested meeting. */
function draftOf(suggestion: Suggestion): Partial<ScheduleDraft> {
  const [from, to] = [toInputs(suggestion.startsAt), toInputs(suggestion.endsAt)];
  return {
    cellId: suggestion.cellId,
    kind: suggestion.kind,
    month: suggestion.month,
    title: suggestion.title,
    day: from.day,
    from: from.hour,
    to: to.hour,
    place: suggestion.place ?? '',
    chairId: suggestion.chair?.id ?? null,
    recorderId: suggestion.recorder?.id ?? null,
    ...(suggestion.agenda.length > 0 && {
      agenda: suggestion.agenda.map(({ title, minutes, presenter, notes, isCommitteeOnly, carriedFrom }) => ({
        ...emptyItem(title),
        minutes: minutes ? String(minutes) : '',
        presenter: presenter ?? '',
        notes: notes ?? '',
        isCommitteeOnly: isCommitteeOnly ?? false,
        carriedFrom: carriedFrom ? { kind: carriedFrom.kind, id: carriedFrom.id } : null,
      })),
    }),
  };
}

/** Everything is filled in as usual, so that a day and one touch are enough. */
function ScheduleForm({ suggestion }: { suggestion: Suggestion | null }) {
  const { t } = useLingui();
  const [, goTo] = useLocation();
  const { viewer } = useSession();
  const cells = cellsOf(viewer);
  const kinds: Record<MeetingKind, string> = {
    REGULAR: t`Sinh hoạt thường kỳ`,
    THEMATIC: t`Sinh hoạt chuyên đề`,
    COMMITTEE: t`Họp chi ủy`,
    EXTRAORDINARY: t`Sinh hoạt bất thường`,
  };
  const name = suggestion ? `schedule.${suggestion.cellId}.${suggestion.month}.${suggestion.kind}` : 'schedule';
  const draft = useDraft<ScheduleDraft>(name, {
    id: newId(),
    cellId: cells[0]?.id ?? '',
    month: '',
    kind: 'REGULAR',
    title: '',
    day: '',
    from: '19:30',
    to: '21:00',
    place: '',
    onlineUrl: '',
    includesThematic: false,
    agenda: usualAgenda().map(title => emptyItem(title)),
    chairId: null,
    recorderId: null,
    ...(suggestion && draftOf(suggestion)),
  });
  const value = draft.value;
  const change = (part: Partial<ScheduleDraft>) => draft.set({ ...value, ...part });
  const [tried, setTried] = useState(false);
  const problems = problemsOf(value);
  // Read beforehand, so that the roll can be called on this phone without a network.
  useSaved(CellMembersDocument, value.cellId ? { organisationId: value.cellId } : null);
  const action = useAction(async () => {
    const { startsAt, endsAt } = instants(value);
    if (!startsAt) return;
    await submit(
      'schedule',
      {
        id: value.id,
        cellId: value.cellId,
        kind: value.kind,
        month: value.month || value.day.slice(0, 7),
        title: value.title.trim() || null,
        startsAt,
        endsAt,
        place: value.place.trim() || null,
        onlineUrl: value.onlineUrl.trim() || null,
        includesThematic: value.includesThematic,
        // They are of the cell that was suggested; another one has its own.
        ...(suggestion?.cellId === value.cellId && { chairId: value.chairId, recorderId: value.recorderId }),
        agenda: agendaInput(value),
        checkInSecret: newCheckInSecret(),
      },
      older => older.id === value.id,
    );
    draft.drop();
    touch();
    goTo(`/sinh-hoat/${value.id}`, { replace: true });
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) void action.run();
    else focusProblem(event.currentTarget);
  };
  if (cells.length === 0) {
    return (
      <Page title={t`Lên lịch sinh hoạt`} back="/sinh-hoat">
        <Empty>
          <Trans>Chỉ bí thư và phó bí thư chi bộ lên lịch được.</Trans>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={t`Lên lịch sinh hoạt`} back="/sinh-hoat">
      <form className="stack" onSubmit={onSubmit} noValidate>
        <MeetingForm draft={value} problems={tried ? problems : {}} onChange={change} cellId={value.cellId}>
          {cells.length > 1 && (
            <Select
              label={t`Chi bộ`}
              value={value.cellId}
              options={cells.map(cell => [cell.id, cell.name])}
              onChange={cellId => change({ cellId })}
            />
          )}
          <Select
            label={t`Loại`}
            value={value.kind}
            options={Object.entries(kinds)}
            onChange={kind => change({ kind: kind as MeetingKind })}
          />
          {value.kind === 'REGULAR' && (
            <label className="tick">
              <input
                type="checkbox"
                checked={value.includesThematic}
                onChange={event => change({ includesThematic: event.currentTarget.checked })}
              />
              <Trans>Có cả sinh hoạt chuyên đề</Trans>
            </label>
          )}
          {value.day && (
            <Select
              label={t`Sinh hoạt của tháng`}
              value={value.month || value.day.slice(0, 7)}
              options={monthsAround(value.day).map(month => [month, yearMonth(month)])}
              onChange={month => change({ month })}
            />
          )}
        </MeetingForm>
        {action.error !== null && (
          <Refused error={action.error}>
            {action.error instanceof ApiError && action.error.code === 'CONFLICT' && (
              <Link href={`/sinh-hoat/${value.id}`} className="link" onClick={draft.drop}>
                <Trans>Mở buổi đã lên lịch</Trans>
              </Link>
            )}
          </Refused>
        )}
        {tried && Object.keys(problems).length > 0 && (
          <p className="problem" role="alert">
            <Trans>Còn chỗ chưa đúng ở trên, đồng chí xem lại ngày và giờ.</Trans>
          </p>
        )}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang lưu…</Trans> : <Trans>Lưu, chưa mời</Trans>}
        </button>
        <p className="small">
          <Trans>Chưa ai được báo. Ở bước sau đồng chí gắn tài liệu rồi mời cả chi bộ.</Trans>
        </p>
      </form>
    </Page>
  );
}

/** The usual steps of a regular meeting, shortened (12-HD/BTCTW; each cell changes them as it likes). Always in Vietnamese: they become the paper's text. */
function usualAgenda(): string[] {
  return [
    'Ổn định tổ chức, điểm danh, thông qua nội dung',
    'Thông tin thời sự, văn bản mới',
    'Báo cáo kết quả tháng trước, kiểm điểm nhiệm vụ được giao',
    'Thảo luận nhiệm vụ tháng này',
    'Kết luận, giao nhiệm vụ',
    'Đánh giá chất lượng buổi sinh hoạt, thông qua biên bản',
  ];
}

interface SelectProps {
  label: string;
  value: string;
  options: (readonly [string, string])[];
  onChange: (value: string) => void;
}

function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <label className="field">
      <span className="strong">{label}</span>
      <select value={value} onChange={event => onChange(event.currentTarget.value)}>
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

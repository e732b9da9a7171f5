import { t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { date } from '../../shared/format.js';
import type { DraftItem, MeetingDraft } from './meetingDraft.js';

interface ConflictProps {
  mine: MeetingDraft;
  theirs: MeetingDraft;
  busy: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  onMerge: () => void;
}

/** Somebody else changed the meeting meanwhile: both editions side by side where they differ, and the choice. */
export function Conflict({ mine, theirs, busy, onKeepMine, onTakeTheirs, onMerge }: ConflictProps) {
  const { t } = useLingui();
  const when = ({ day, from, to }: MeetingDraft) => `${from}–${to}, ${date(day)}`;
  const agenda = (draft: MeetingDraft) => draft.agenda.map((item, place) => `${place + 1}. ${lineOf(item)}`).join('\n');
  const lines: [string, string, string][] = [
    [t`Tên`, mine.title, theirs.title],
    [t`Thời gian`, when(mine), when(theirs)],
    [t`Địa điểm`, mine.place, theirs.place],
    [t`Phòng trực tuyến`, mine.onlineUrl, theirs.onlineUrl],
    [t`Nội dung`, agenda(mine), agenda(theirs)],
  ];
  return (
    <section className="card stack conflict" role="alert">
      <h2>
        <Trans>Có người vừa sửa buổi này</Trans>
      </h2>
      <p>
        <Trans>Những gì đồng chí đã gõ vẫn còn. Đồng chí chọn giữ bản nào:</Trans>
      </p>
      {lines
        .filter(([, own, other]) => own !== other)
        .map(([name, own, other]) => (
          <dl key={name} className="conflict-line">
            <dt className="strong">{name}</dt>
            <dd>
              <span className="chip chip-blue">
                <Trans>Của đồng chí</Trans>
              </span>
              <p className="prose">{own || '–'}</p>
            </dd>
            <dd>
              <span className="chip chip-gold">
                <Trans>Bản hiện tại</Trans>
              </span>
              <p className="prose">{other || '–'}</p>
            </dd>
          </dl>
        ))}
      <div className="buttons">
        <button type="button" className="btn btn-main" aria-busy={busy} onClick={onKeepMine}>
          <Trans>Giữ bản của tôi</Trans>
        </button>
        <button type="button" className="btn" onClick={onTakeTheirs}>
          <Trans>Lấy bản hiện tại</Trans>
        </button>
        <button type="button" className="btn" onClick={onMerge}>
          <Trans>Gộp hai bản</Trans>
        </button>
      </div>
    </section>
  );
}

/** All that an item says, so that a difference in any of it is seen. */
function lineOf({ title, presenter, minutes, notes, isCommitteeOnly }: DraftItem): string {
  const head = [title, presenter, minutes && t`${minutes} phút`, isCommitteeOnly && t`chỉ chi ủy`];
  return [head.filter(Boolean).join(' · '), notes].filter(Boolean).join('\n');
}

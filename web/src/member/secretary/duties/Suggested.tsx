import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { type MeetingKind, SuggestMeetingDocument, type SuggestMeetingQuery } from '../../../graphql/graphql.js';
import { CalendarLeaf } from '../../../shared/CalendarLeaf.js';
import { newCheckInSecret } from '../../../shared/checkInCode.js';
import { longDate, timeRange, yearMonth } from '../../../shared/format.js';
import { newId } from '../../../shared/ids.js';
import { type Outcome, submit } from '../../offline/outbox.js';
import { touch } from '../../offline/saved.js';
import { useSaved } from '../../offline/useSaved.js';
import { Icon } from '../../ui/Icon.js';
import { Page } from '../../ui/Page.js';
import { Done, Loaded, Refused, Skeleton } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { isTet } from './months.js';

export type Suggestion = SuggestMeetingQuery['suggestMeeting'];

/** For which cell, month and kind a meeting is planned. */
export interface Wish {
  cellId: string;
  month: string;
  kind: MeetingKind;
}

interface SuggestedProps {
  wish: Wish;
  /** The agenda where the cell has none of its own yet. */
  usual: readonly string[];
  /** The person wants another day or place: the form takes over, filled in. */
  onEdit: (suggestion: Suggestion) => void;
}

/** The next meeting as the cell always holds it: look, plan, invite. */
export function Suggested({ wish, usual, onEdit }: SuggestedProps) {
  const { t } = useLingui();
  const answer = useSaved(SuggestMeetingDocument, { ...wish });
  const month = yearMonth(wish.month);
  return (
    <Page title={t`Lên lịch ${month}`} back="/sinh-hoat">
      <Loaded of={answer} skeleton={<Skeleton kind="card" />}>
        {({ suggestMeeting }) => (
          <Confirm suggestion={suggestMeeting} usual={usual} onEdit={() => onEdit(suggestMeeting)} />
        )}
      </Loaded>
    </Page>
  );
}

function Confirm({
  suggestion,
  usual,
  onEdit,
}: {
  suggestion: Suggestion;
  usual: readonly string[];
  onEdit: () => void;
}) {
  // What was planned is not another meeting when the suggestion is asked for anew.
  const { current: chosen } = useRef(suggestion);
  // Under an id of this device's own: repeated after a lost answer it is the same meeting.
  const { current: meetingId } = useRef(newId());
  const [planned, setPlanned] = useState<Outcome | null>(null);
  const [invited, setInvited] = useState<Outcome | null>(null);
  const agenda =
    chosen.agenda.length > 0 ? chosen.agenda : usual.map(title => ({ title, minutes: null, presenter: null }));
  const planning = useAction(async () => {
    const outcome = await submit(
      'schedule',
      {
        id: meetingId,
        cellId: chosen.cellId,
        kind: chosen.kind,
        month: chosen.month,
        title: chosen.title,
        startsAt: chosen.startsAt,
        endsAt: chosen.endsAt,
        place: chosen.place,
        chairId: chosen.chair?.id ?? null,
        recorderId: chosen.recorder?.id ?? null,
        agenda,
        checkInSecret: newCheckInSecret(),
      },
      older => older.id === meetingId,
    );
    touch();
    setPlanned(outcome);
  });
  const inviting = useAction(async () => {
    setInvited(await submit('invite', { meetingId }, older => older.meetingId === meetingId));
  });
  const path = `/sinh-hoat/${meetingId}`;
  return (
    <>
      <section className="card stack">
        <div className="row row-top summary">
          <CalendarLeaf at={chosen.startsAt} />
          <div className="grow">
            <p className="summary-title">{timeRange(chosen.startsAt, chosen.endsAt)}</p>
            <p>{longDate(chosen.startsAt)}</p>
            {chosen.place && <p className="small">{chosen.place}</p>}
          </div>
        </div>
        <p className="strong">{chosen.title}</p>
        <Reason suggestion={chosen} />
        <People suggestion={chosen} />
        <details>
          <summary className="link">
            <Plural value={agenda.length} other="# mục nội dung như mọi lần" />
          </summary>
          <ol>
            {agenda.map(item => (
              <li key={item.title}>{item.title}</li>
            ))}
          </ol>
        </details>
      </section>
      {planning.error !== null && <Refused error={planning.error} />}
      {inviting.error !== null && <Refused error={inviting.error} />}
      {!planned && (
        <>
          <button
            type="button"
            className="btn btn-main btn-wide"
            aria-busy={planning.busy}
            onClick={() => void planning.run()}
          >
            {planning.busy ? <Trans>Đang lưu…</Trans> : <Trans>Lên lịch</Trans>}
          </button>
          <button type="button" className="btn btn-wide" onClick={onEdit}>
            <Trans>Sửa ngày, giờ, nội dung</Trans>
          </button>
          <p className="small">
            <Trans>Chưa ai được báo. Ở bước sau đồng chí mời cả chi bộ.</Trans>
          </p>
        </>
      )}
      {planned && !invited && (
        <>
          {planned === 'sent' ? (
            <Done>
              <Trans>Đã lên lịch. Chưa ai được báo.</Trans>
            </Done>
          ) : (
            <p className="note" role="status">
              <Trans>Lịch đã lưu trên máy, sẽ gửi khi có mạng. Chưa ai được báo.</Trans>
            </p>
          )}
          <button
            type="button"
            className="btn btn-main btn-wide"
            aria-busy={inviting.busy}
            onClick={() => void inviting.run()}
          >
            <Icon name="send" /> {inviting.busy ? <Trans>Đang mời…</Trans> : <Trans>Mời cả chi bộ</Trans>}
          </button>
          <Link href={path} className="btn btn-wide">
            <Trans>Gắn tài liệu trước, mời sau</Trans>
          </Link>
        </>
      )}
      {invited && (
        <>
          {invited === 'sent' ? (
            <Done>
              <Trans>Đã mời cả chi bộ.</Trans>
            </Done>
          ) : (
            <p className="note" role="status">
              <Trans>Lời mời đã lưu trên máy, sẽ gửi khi có mạng. Đến lúc đó chi bộ mới được báo.</Trans>
            </p>
          )}
          <Link href={path} className="btn btn-main btn-wide">
            <Trans>Xem buổi sinh hoạt</Trans>
          </Link>
        </>
      )}
    </>
  );
}

function People({ suggestion: { chair, recorder } }: { suggestion: Suggestion }) {
  if (!chair && !recorder) return null;
  return (
    <p>
      {chair && <Trans>Chủ trì: {chair.fullName}</Trans>}
      {chair && recorder && <br />}
      {recorder && <Trans>Thư ký: {recorder.fullName}</Trans>}
    </p>
  );
}

/** From where the day comes, and why it is not the usual one. */
function Reason({ suggestion }: { suggestion: Suggestion }) {
  const { habit, basedOn, movedBecause, startsAt } = suggestion;
  return (
    <>
      <p className="small">
        {habit === 'NONE' ? (
          <Trans>Chi bộ chưa có nề nếp ngày họp rõ, nên gợi ý một ngày đầu tháng.</Trans>
        ) : (
          <Plural value={basedOn} other="Theo nề nếp của # buổi gần nhất." />
        )}{' '}
        {movedBecause === 'HOLIDAY' && <Trans>Ngày quen thuộc rơi vào ngày nghỉ, nên gợi ý ngày khác.</Trans>}
        {movedBecause === 'TAKEN' && <Trans>Ngày quen thuộc chi bộ đã có buổi khác, nên gợi ý ngày khác.</Trans>}
        {movedBecause === 'PAST' && <Trans>Ngày quen thuộc đã qua, nên gợi ý ngày gần nhất.</Trans>}
      </p>
      {isTet(startsAt) && (
        <p className="note">
          <Trans>Ngày này trong dịp Tết. Đồng chí nên chọn ngày khác.</Trans>
        </p>
      )}
    </>
  );
}

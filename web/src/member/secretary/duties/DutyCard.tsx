import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import {
  CellDutiesDocument,
  type DutyPartsFragment,
  type DutyState,
  type MeetingKind,
  SuggestMeetingDocument,
} from '../../../graphql/graphql.js';
import { yearMonth } from '../../../shared/format.js';
import { useUnsentMeetings } from '../../offline/localMeetings.js';
import { useSaved } from '../../offline/useSaved.js';
import { Icon } from '../../ui/Icon.js';
import { monthsAhead } from './months.js';

interface DutyCardProps {
  cellId: string;
  /** Over the card, where the person runs several cells. */
  name: string | null;
  /** On the first page only what is still to do. */
  brief?: boolean;
}

/** What the cell owes this month and the next, and the one tap to the next meeting. */
export function DutyCard({ cellId, name, brief = false }: DutyCardProps) {
  const months = monthsAhead();
  const answer = useSaved(CellDutiesDocument, { organisationId: cellId, ...months });
  const duties = [answer.data?.now, answer.data?.next].flatMap(page => page?.edges.map(edge => edge.node) ?? []);
  const unsent = useUnsentMeetings().filter(({ kind, cell }) => kind === 'REGULAR' && cell.id === cellId);
  // What was planned without a network is not planned a second time.
  const due =
    duties.find(({ regular, month }) => regular === 'DUE' && !unsent.some(one => one.month === month)) ?? null;
  // Kept on the device now, so that the plan can be looked at without a network.
  useSaved(SuggestMeetingDocument, due && { cellId, month: due.month, kind: 'REGULAR' });
  if (duties.length === 0 || (brief && !due)) return null;
  return (
    <section className="card stack" aria-label={name ?? undefined}>
      {name && <h2>{name}</h2>}
      {!brief && duties.map(duty => <Month key={duty.month} cellId={cellId} duty={duty} />)}
      {due && (
        <>
          {brief && (
            <p className="strong">
              <Trans>Chưa có lịch sinh hoạt {yearMonth(due.month)}.</Trans>
            </p>
          )}
          <Link
            href={schedulePath(cellId, due.month, 'REGULAR')}
            className={brief ? 'btn btn-wide' : 'btn btn-main btn-wide'}
          >
            <Icon name="plus" /> <Trans>Lên lịch {yearMonth(due.month)}</Trans>
          </Link>
        </>
      )}
    </section>
  );
}

/** Where a meeting of a month is planned, filled in as the cell always does it. */
function schedulePath(cellId: string, month: string, kind: MeetingKind): string {
  return `/sinh-hoat/moi?chi-bo=${cellId}&thang=${month}&loai=${kind}`;
}

function Month({ cellId, duty }: { cellId: string; duty: DutyPartsFragment }) {
  const { t } = useLingui();
  const { month, regular, thematic, thematicUntil, committee, meetings } = duty;
  const until = thematicUntil ? yearMonth(thematicUntil) : '';
  const of = (kind: MeetingKind) => meetings.find(meeting => meeting.kind === kind)?.id;
  const together = meetings.find(meeting => meeting.includesThematic)?.id;
  return (
    <div className="stack">
      <h3>
        <Trans>Sinh hoạt {yearMonth(month)}</Trans>
      </h3>
      <ul className="rows">
        <Duty
          name={t`Thường kỳ`}
          state={regular}
          meetingId={of('REGULAR')}
          href={schedulePath(cellId, month, 'REGULAR')}
        />
        {committee && committee !== 'NOT_DUE' && (
          <Duty
            name={t`Họp chi ủy trước`}
            state={committee}
            meetingId={of('COMMITTEE')}
            href={schedulePath(cellId, month, 'COMMITTEE')}
          />
        )}
        {thematic && thematic !== 'NOT_DUE' && (
          <Duty
            name={until ? t`Chuyên đề, đến hết ${until}` : t`Chuyên đề`}
            state={thematic}
            meetingId={of('THEMATIC') ?? together}
            href={schedulePath(cellId, month, 'THEMATIC')}
          />
        )}
      </ul>
    </div>
  );
}

/** One duty: its meeting where there is one, else the way to plan it. */
function Duty(props: { name: string; state: DutyState; meetingId: string | undefined; href: string }) {
  const { name, state, meetingId, href } = props;
  const target = meetingId ? `/sinh-hoat/${meetingId}` : state === 'DUE' ? href : null;
  const words = (
    <>
      <span className="grow">{name}</span>
      <DutyChip state={state} />
    </>
  );
  return (
    <li>
      {target ? (
        <Link href={target} className="rows-item">
          {words}
          <Icon name="next" />
        </Link>
      ) : (
        <div className="rows-item">{words}</div>
      )}
    </li>
  );
}

const TONES: Record<DutyState, string> = {
  NOT_DUE: 'chip',
  DUE: 'chip chip-gold',
  PLANNED: 'chip',
  INVITED: 'chip chip-blue',
  POSTPONED: 'chip chip-gold',
  UNDER_WAY: 'chip chip-bad',
  HELD: 'chip chip-good',
  MISSED: 'chip chip-bad',
};

function DutyChip({ state }: { state: DutyState }) {
  const { t } = useLingui();
  const words: Record<DutyState, string> = {
    NOT_DUE: t`Không đến hạn`,
    DUE: t`Chưa lên lịch`,
    PLANNED: t`Chưa mời`,
    INVITED: t`Đã mời`,
    POSTPONED: t`Đã dời lịch`,
    UNDER_WAY: t`Đang họp`,
    HELD: t`Đã họp`,
    MISSED: t`Không sinh hoạt`,
  };
  return <span className={TONES[state]}>{words[state]}</span>;
}

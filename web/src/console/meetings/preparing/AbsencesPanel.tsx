import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type AbsenceDecision, ConsoleDecideAbsenceDocument } from '../../../graphql/graphql.js';
import { Chip } from '../../parts/Chip.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import { Nothing } from '../../parts/states/states.js';
import { useCommand } from '../../parts/useCommand.js';
import '../course/course.css';
import type { MeetingFacts } from '../MeetingContent.js';
import { type AnswerRow, answersOf } from './answers.js';

/** What people answered to the invitation, and the secretary's word on who asks for leave; until the meeting is over. */
export function AbsencesPanel(props: { meeting: MeetingFacts; onChanged: () => void }) {
  const { meeting, onChanged } = props;
  const { absent, pending, attending, silent } = answersOf(meeting.attendance);
  const isInvited = meeting.status === 'INVITED';
  // While the roll is called, it shows the rest.
  if (!isInvited && !(meeting.status === 'OPEN' && absent.length > 0)) return null;
  return (
    <Panel
      title={<Trans>Trả lời mời họp</Trans>}
      aside={
        pending > 0 ? (
          <Chip tone="wait">
            <Plural value={pending} other="# người xin vắng chờ duyệt" />
          </Chip>
        ) : null
      }
    >
      {absent.length === 0 ? (
        <Nothing title={<Trans>Chưa ai xin vắng</Trans>} />
      ) : (
        <ul>
          {absent.map(row => (
            <Absence key={row.member.id} meetingId={meeting.id} row={row} onChanged={onChanged} />
          ))}
        </ul>
      )}
      {isInvited && (
        <div className="stack" style={{ gap: '0.4rem', paddingTop: '0.8rem' }}>
          <Names title={<Plural value={attending.length} other="# người sẽ dự" />} rows={attending} />
          <Names title={<Plural value={silent.length} other="# người chưa trả lời" />} rows={silent} />
        </div>
      )}
    </Panel>
  );
}

function Names({ title, rows }: { title: ReactNode; rows: AnswerRow[] }) {
  if (rows.length === 0) return <p className="soft">{title}</p>;
  return (
    <details>
      <summary>{title}</summary>
      <p className="soft">{rows.map(row => row.member.fullName).join(', ')}</p>
    </details>
  );
}

function Absence(props: { meetingId: string; row: AnswerRow; onChanged: () => void }) {
  const { meetingId, row, onChanged } = props;
  const { t } = useLingui();
  const { run, sending, refusal } = useCommand(ConsoleDecideAbsenceDocument, ['Meeting']);
  const name = row.member.fullName;

  async function decide(decision: AbsenceDecision) {
    const about = { meetingId, memberId: row.member.id, decision };
    if (await run(clientMutationId => ({ ...about, clientMutationId }))) onChanged();
  }

  return (
    <li className="course-row">
      <span className="course-grow">
        <span className="strong">{name}</span>
        {row.reason && <div className="small minutes">{row.reason}</div>}
        <Standing row={row} />
        <Refused error={refusal} />
      </span>
      {row.absenceDecision !== 'APPROVED' && (
        <Button
          size="xs"
          variant="default"
          loading={sending}
          aria-label={t`Đồng ý cho ${name} vắng`}
          onClick={() => void decide('APPROVED')}
        >
          <Trans>Đồng ý</Trans>
        </Button>
      )}
      {row.absenceDecision !== 'DECLINED' && (
        <Button
          size="xs"
          variant="default"
          loading={sending}
          aria-label={t`Không đồng ý cho ${name} vắng`}
          onClick={() => void decide('DECLINED')}
        >
          <Trans>Không đồng ý</Trans>
        </Button>
      )}
    </li>
  );
}

function Standing({ row: { absenceDecision, isLate } }: { row: AnswerRow }) {
  return (
    <span className="chips">
      {isLate && (
        <Chip>
          <Trans>Báo sau hạn</Trans>
        </Chip>
      )}
      {absenceDecision === 'PENDING' && (
        <Chip tone="wait">
          <Trans>Chờ duyệt</Trans>
        </Chip>
      )}
      {absenceDecision === 'APPROVED' && (
        <Chip tone="good">
          <Trans>Đã đồng ý</Trans>
        </Chip>
      )}
      {absenceDecision === 'DECLINED' && (
        <Chip tone="bad">
          <Trans>Không đồng ý</Trans>
        </Chip>
      )}
      {absenceDecision === null && (
        <Chip>
          <Trans>Báo đúng hạn, tính có phép</Trans>
        </Chip>
      )}
    </span>
  );
}

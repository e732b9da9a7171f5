import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConsoleOpinionFragment } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import '../meetings/course/course.css';
import { Chip } from '../parts/Chip.js';
import { AnswerDialog } from './AnswerDialog.js';
import { AssignDialog } from './AssignDialog.js';
import { TableDialog } from './TableDialog.js';

/** One opinion: its words and author, who is to answer until when, the answer; and what the viewer may do with it. */
export function OpinionRow({ opinion, onChanged }: { opinion: ConsoleOpinionFragment; onChanged: () => void }) {
  const { t } = useLingui();
  const [dialog, show] = useState<'answer' | 'assign' | 'table' | null>(null);
  const close = () => show(null);
  const done = () => {
    close();
    onChanged();
  };
  const { author, owner, dueOn, tabledMeetingId } = opinion;
  const due = dueOn && date(dueOn);
  return (
    <li className="course-row">
      <div className="course-grow">
        <div className="chips">
          <Chip>{opinion.kind === 'PROPOSAL' ? t`Đề xuất` : t`Ý kiến`}</Chip>
          <Standing opinion={opinion} />
        </div>
        <p className="minutes">{opinion.text}</p>
        <p className="small soft">
          {author ? author.fullName : <Trans>Đảng viên của chi bộ</Trans>}
          {' · '}
          {date(opinion.createdAt)}
          {opinion.state === 'OPEN' && owner && ` · ${t`Người trả lời: ${owner.fullName}, hạn ${due}`}`}
        </p>
        {tabledMeetingId && (
          <p className="small">
            <Link to="/sinh-hoat/$meetingId" params={{ meetingId: tabledMeetingId }}>
              <Trans>Có trong chương trình buổi sinh hoạt</Trans>
            </Link>
          </p>
        )}
        {opinion.answer && (
          <div className="note note-good minutes">
            <p className="strong">
              <Trans>Trả lời</Trans>
            </p>
            {opinion.answer}
          </div>
        )}
      </div>
      {opinion.mayAnswer && (
        <Button size="xs" onClick={() => show('answer')}>
          <Trans>Trả lời</Trans>
        </Button>
      )}
      {opinion.mayAssign && (
        <Button size="xs" variant="default" onClick={() => show('assign')}>
          <Trans>Giao người trả lời</Trans>
        </Button>
      )}
      {opinion.mayAssign && !tabledMeetingId && (
        <Button size="xs" variant="default" onClick={() => show('table')}>
          <Trans>Đưa vào chương trình</Trans>
        </Button>
      )}
      {dialog === 'answer' && <AnswerDialog opinion={opinion} onClose={close} onDone={done} />}
      {dialog === 'assign' && <AssignDialog opinion={opinion} onClose={close} onDone={done} />}
      {dialog === 'table' && <TableDialog opinion={opinion} onClose={close} onDone={done} />}
    </li>
  );
}

function Standing({ opinion: { state, isOverdue } }: { opinion: ConsoleOpinionFragment }) {
  if (state === 'ANSWERED')
    return (
      <Chip tone="good">
        <Trans>Đã trả lời</Trans>
      </Chip>
    );
  if (state === 'WITHDRAWN')
    return (
      <Chip>
        <Trans>Đã rút</Trans>
      </Chip>
    );
  return isOverdue ? (
    <Chip tone="bad">
      <Trans>Quá hạn trả lời</Trans>
    </Chip>
  ) : (
    <Chip tone="wait">
      <Trans>Chờ trả lời</Trans>
    </Chip>
  );
}

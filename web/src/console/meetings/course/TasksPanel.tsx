import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../../parts/Panel.js';
import { Nothing } from '../../parts/states/states.js';
import { GiveDialog } from '../../tasks/GiveDialog.js';
import { TaskRow } from '../../tasks/TaskRow.js';
import type { MeetingFacts } from '../MeetingContent.js';
import './course.css';

/** The tasks that this meeting gave: what, who, until when, how far. */
export function TasksPanel(props: { meeting: MeetingFacts; runs: boolean; onChanged: () => void }) {
  const { meeting, runs, onChanged } = props;
  const [giving, give] = useState(false);
  const running = meeting.agenda.find(item => item.runs.some(run => run.endedAt === null));
  const people = meeting.attendance.map(({ member }) => member);
  return (
    <Panel
      title={<Trans>Nhiệm vụ đã giao</Trans>}
      aside={
        runs && (
          <Button variant="default" size="xs" onClick={() => give(true)}>
            <Trans>Giao nhiệm vụ</Trans>
          </Button>
        )
      }
    >
      {meeting.tasks.length === 0 ? (
        <Nothing title={<Trans>Chưa giao nhiệm vụ nào</Trans>} />
      ) : (
        <ul>
          {meeting.tasks.map(task => (
            <TaskRow key={task.id} task={task} runs={runs} onChanged={onChanged} />
          ))}
        </ul>
      )}
      {giving && (
        <GiveDialog
          of={{ meetingId: meeting.id, agendaItemId: running?.id ?? null }}
          people={people}
          onClose={() => give(false)}
          onDone={onChanged}
        />
      )}
    </Panel>
  );
}

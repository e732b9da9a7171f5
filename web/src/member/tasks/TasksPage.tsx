import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CellTasksDocument, MyTasksDocument, type TaskPartsFragment } from '../../graphql/graphql.js';
import { serverNow } from '../../shared/clock.js';
import { date, dayOf } from '../../shared/format.js';
import { hasRole, useSession } from '../../shared/session.js';
import { useOutbox } from '../offline/outbox.js';
import { useSaved } from '../offline/useSaved.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded } from '../ui/states.js';
import { EditTaskSheet } from './EditTaskSheet.js';
import { ReportSheet } from './ReportSheet.js';

/** What the person was given to do, the most urgent first; for the secretary also what the others of the cell do. */
export function TasksPage() {
  const { t } = useLingui();
  const { viewer } = useSession();
  const mine = useSaved(MyTasksDocument, {});
  const cell = viewer?.member?.cell;
  const runs = cell && hasRole(viewer, 'SECRETARY', cell.id);
  return (
    <Page title={t`Việc của tôi`} back="/toi">
      <Loaded of={mine}>
        {({ myTasks }) =>
          myTasks.length > 0 ? (
            <TaskRows tasks={myTasks} runs={runs ? cell.id : null} />
          ) : (
            <Empty>
              <Trans>Đồng chí không còn việc nào đang làm. Khi được giao việc, đồng chí sẽ thấy ở đây.</Trans>
            </Empty>
          )
        }
      </Loaded>
      {runs && <CellTasks cellId={cell.id} own={viewer?.member?.id} />}
    </Page>
  );
}

/** The open tasks of the others: the secretary reports for who has no phone. */
function CellTasks({ cellId, own }: { cellId: string; own: string | undefined }) {
  const page = useSaved(CellTasksDocument, { cellId, open: true });
  return (
    <section className="stack">
      <h2>
        <Trans>Việc của chi bộ</Trans>
      </h2>
      <Loaded of={page}>
        {({ tasks }) => {
          const others = tasks.edges.map(({ node }) => node).filter(task => task.assignee.id !== own);
          const more = tasks.totalCount - tasks.edges.length;
          return others.length > 0 ? (
            <>
              <TaskRows tasks={others} runs={cellId} named />
              {more > 0 && (
                <p className="small">
                  <Plural value={more} other="Còn # việc nữa, xem trên máy tính." />
                </p>
              )}
            </>
          ) : (
            <Empty>
              <Trans>Không còn việc nào đang làm.</Trans>
            </Empty>
          );
        }}
      </Loaded>
    </section>
  );
}

interface TaskRowsProps {
  tasks: readonly TaskPartsFragment[];
  /** The cell that the person runs: its tasks can be corrected. */
  runs: string | null;
  named?: boolean;
}

function TaskRows({ tasks, runs, named = false }: TaskRowsProps) {
  const [chosen, setChosen] = useState<{ id: string; editing: boolean } | null>(null);
  const task = tasks.find(({ id }) => id === chosen?.id);
  const close = () => setChosen(null);
  const outbox = useOutbox();
  const waitingOf = (id: string) =>
    outbox
      .filter(entry => entry.kind === 'taskReport' && entry.refusal === null && entry.variables.taskId === id)
      .map(entry => (entry.kind === 'taskReport' ? entry.variables.progress : 0))
      .at(-1);
  return (
    <>
      <ul className="card rows">
        {tasks.map(task => {
          const waiting = waitingOf(task.id);
          const progress = waiting ?? task.progress;
          return (
            <li key={task.id}>
              <button
                type="button"
                className="rows-item"
                disabled={!task.mayReport}
                onClick={() => setChosen({ id: task.id, editing: false })}
              >
                <span className="grow">
                  <span className="strong">{task.title}</span>
                  <br />
                  <span className="small">
                    {named && `${task.assignee.fullName} · `}
                    <DueWord dueOn={task.dueOn} />
                  </span>
                </span>
                <span className={progress === 100 ? 'chip chip-good' : 'chip'}>
                  {progress}%{waiting === undefined ? '' : ' ⏳'}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {task && chosen?.editing && <EditTaskSheet task={task} onClose={close} />}
      {task && !chosen?.editing && (
        <ReportSheet
          task={task}
          onClose={close}
          onEdit={task.cellId === runs ? () => setChosen({ id: task.id, editing: true }) : null}
        />
      )}
    </>
  );
}

function DueWord({ dueOn }: { dueOn: string }) {
  const { year, month, day } = dayOf(serverNow());
  const left = Math.round((Date.parse(dueOn) - Date.UTC(year, month - 1, day)) / 86_400_000);
  if (left < 0) {
    return (
      <b className="bad">
        <Plural value={-left} other="Quá hạn # ngày" />
      </b>
    );
  }
  return left === 0 ? <Trans>Hạn hôm nay</Trans> : <Trans>Hạn {date(dueOn)}</Trans>;
}

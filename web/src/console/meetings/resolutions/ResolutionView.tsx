import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { IssueResolutionDocument, type ResolutionPartsFragment } from '../../../graphql/graphql.js';
import { serverNowIso } from '../../../shared/clock.js';
import { date, toInputs } from '../../../shared/format.js';
import { Chip } from '../../parts/Chip.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { VoteResult } from '../course/VotesPanel.js';
import type { MeetingFacts } from '../MeetingContent.js';
import '../minutes/minutes.css';

interface ResolutionViewProps {
  resolution: ResolutionPartsFragment;
  /** The vote about it, if one was named. */
  vote: MeetingFacts['votes'][number] | undefined;
  onEdit: () => void;
  onChanged: () => void;
}

/** A resolution as it reads: draft or issued, with its tasks as they stand today. */
export function ResolutionView({ resolution, vote, onEdit, onChanged }: ResolutionViewProps) {
  const { t } = useLingui();
  const [issuing, setIssuing] = useState(false);
  const { number, issuedOn, title, record, mayEdit, hash, progress } = resolution;
  const day = issuedOn && date(issuedOn);
  const reached = progress === null ? null : Math.round(progress);
  return (
    <section className="stack addendum" aria-label={title}>
      <h3>
        {number ? t`Số ${number}` : t`Bản thảo`}{' '}
        {day ? (
          <span className="soft small num">
            <Trans>Ban hành ngày {day}</Trans>
          </span>
        ) : (
          <Chip tone="wait">
            <Trans>Chỉ bí thư thấy</Trans>
          </Chip>
        )}
      </h3>
      <p className="strong">{title}</p>
      <Part title={t`I. Kết quả`} text={record.results}>
        <Tasks tasks={record.review} />
      </Part>
      <Part title={t`II. Phương hướng`} text={record.direction} />
      <Part title={t`III. Phân công`} text={record.assignment}>
        <Tasks tasks={number ? resolution.tasks : record.tasks} />
        {number && reached !== null && (
          <p className="soft">
            <Trans>Đến nay đạt {reached}%</Trans>
          </p>
        )}
      </Part>
      <Part title={t`IV. Đánh giá`} text={record.score} />
      {vote && (
        <Part title={t`Biểu quyết thông qua`} text={vote.question}>
          {vote.status === 'CLOSED' && <VoteResult vote={vote} />}
        </Part>
      )}
      {hash && (
        <details>
          <summary>
            <Trans>Mã xác thực: {hash.slice(0, 12)}…</Trans>
          </summary>
          <p className="hash">{hash}</p>
        </details>
      )}
      {mayEdit && (
        <div className="page-actions">
          <Button onClick={() => setIssuing(true)}>
            <Trans>Ban hành</Trans>
          </Button>
          <Button variant="default" onClick={onEdit}>
            <Trans>Sửa</Trans>
          </Button>
        </div>
      )}
      {issuing && <IssueDialog resolution={resolution} onClose={() => setIssuing(false)} onDone={onChanged} />}
    </section>
  );
}

/** A part with its heading; left out when nothing stands in it. */
function Part({ title, text, children }: { title: string; text: string | null; children?: ReactNode }) {
  if (!text && !children) return null;
  return (
    <div>
      <h4>{title}</h4>
      {text && <p className="minutes">{text}</p>}
      {children}
    </div>
  );
}

function Tasks({ tasks }: { tasks: readonly ResolutionPartsFragment['tasks'][number][] }) {
  if (tasks.length === 0) return null;
  return (
    <ul className="task-list">
      {tasks.map(({ taskId, title, assignee, dueOn, progress }) => {
        const due = dueOn && date(dueOn);
        return (
          <li key={taskId}>
            <span>
              {title}
              <div className="small soft num">
                {assignee ?? <Trans>Cả chi bộ</Trans>}
                {due && (
                  <>
                    {' · '}
                    <Trans>hạn {due}</Trans>
                  </>
                )}
              </div>
            </span>
            <b className="num">{progress}%</b>
          </li>
        );
      })}
    </ul>
  );
}

function IssueDialog(props: { resolution: ResolutionPartsFragment; onClose: () => void; onDone: () => void }) {
  const { resolution, onClose, onDone } = props;
  const { t } = useLingui();
  const [today] = useState(() => toInputs(serverNowIso()).day);
  const [on, setOn] = useState(today);
  const { run, sending, refusal } = useCommand(IssueResolutionDocument, ['Resolution']);
  return (
    <FormDialog
      title={<Trans>Ban hành nghị quyết?</Trans>}
      action={<Trans>Ban hành</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['on']}
      disabled={on === ''}
      onSubmit={async () => {
        const { id, version } = resolution;
        const made = await run(clientMutationId => ({ id, version, on, clientMutationId }));
        onDone();
        if (made) onClose();
      }}
    >
      <p className="strong">{resolution.title}</p>
      <p>
        <Trans>Nghị quyết lấy số tiếp theo trong năm, không sửa được nữa, và mọi đảng viên của chi bộ được báo.</Trans>
      </p>
      <TextInput
        type="date"
        label={t`Ngày ban hành`}
        max={today}
        value={on}
        error={fieldError(refusal, 'on')}
        onChange={event => setOn(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

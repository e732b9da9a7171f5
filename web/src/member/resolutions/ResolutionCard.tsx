import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { ResolutionPartsFragment, VotePartsFragment } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { VoteResult } from '../proceedings/VoteResult.js';
import { IssueSheet } from './IssueSheet.js';
import '../minutes/minutes.css';

/** A resolution as it reads: draft or issued, with its tasks as they stand today. */
export function ResolutionCard(props: {
  resolution: ResolutionPartsFragment;
  /** The vote about it, if one was named. */
  vote: VotePartsFragment | undefined;
  onEdit: () => void;
}) {
  const { resolution, vote, onEdit } = props;
  const { t } = useLingui();
  const [issuing, setIssuing] = useState(false);
  const { number, issuedOn, title, record, mayEdit, hash, progress } = resolution;
  const day = issuedOn && date(issuedOn);
  const tasks = number ? resolution.tasks : record.tasks;
  return (
    <section className="card stack" aria-label={title}>
      <div className="row wrap between">
        <h2>{number ? t`Số ${number}` : t`Bản thảo`}</h2>
        {day ? (
          <span className="small">
            <Trans>Ban hành ngày {day}</Trans>
          </span>
        ) : (
          <span className="chip chip-gold">
            <Trans>Chỉ bí thư thấy</Trans>
          </span>
        )}
      </div>
      <p className="strong">{title}</p>
      <Part title={t`I. Kết quả`} text={record.results}>
        <Tasks tasks={record.review} />
      </Part>
      <Part title={t`II. Phương hướng`} text={record.direction} />
      <Part title={t`III. Phân công`} text={record.assignment}>
        <Tasks tasks={tasks} />
        {number && progress !== null && (
          <p className="small">
            <Trans>Đến nay đạt {Math.round(progress)}%</Trans>
          </p>
        )}
      </Part>
      <Part title={t`IV. Đánh giá`} text={record.score} />
      {vote && (
        <Part title={t`Biểu quyết thông qua`} text={vote.question}>
          {vote.status === 'CLOSED' && <VoteResult vote={vote} />}
        </Part>
      )}
      {record.signer && (
        <p className="small">
          <Trans>Bí thư: {record.signer.fullName}</Trans>
        </p>
      )}
      {hash && (
        <details>
          <summary className="link">
            <Trans>Mã xác thực: {hash.slice(0, 12)}…</Trans>
          </summary>
          <p className="hash">{hash}</p>
        </details>
      )}
      {mayEdit && (
        <div className="buttons">
          <button type="button" className="btn btn-main" onClick={() => setIssuing(true)}>
            <Trans>Ban hành</Trans>
          </button>
          <button type="button" className="btn" onClick={onEdit}>
            <Trans>Sửa</Trans>
          </button>
        </div>
      )}
      {issuing && <IssueSheet resolution={resolution} onClose={() => setIssuing(false)} />}
    </section>
  );
}

/** A part with its heading; left out when nothing stands in it. */
function Part({ title, text, children }: { title: string; text: string | null; children?: ReactNode }) {
  if (!text && !children) return null;
  return (
    <div>
      <h3>{title}</h3>
      {text && <p className="prose">{text}</p>}
      {children}
    </div>
  );
}

type Task = ResolutionPartsFragment['tasks'][number];

function Tasks({ tasks }: { tasks: readonly Task[] }) {
  if (tasks.length === 0) return null;
  return (
    <ul className="rows signatures">
      {tasks.map(({ taskId, title, assignee, dueOn, progress }) => {
        const due = dueOn && date(dueOn);
        return (
          <li key={taskId} className="row between">
            <span className="grow">
              {title}
              <br />
              <span className="small">
                {assignee ?? <Trans>Cả chi bộ</Trans>}
                {due && (
                  <>
                    {' · '}
                    <Trans>hạn {due}</Trans>
                  </>
                )}
              </span>
            </span>
            <b className="num">{progress}%</b>
          </li>
        );
      })}
    </ul>
  );
}

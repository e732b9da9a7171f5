import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { MinutesPartsFragment } from '../../../graphql/graphql.js';
import { dateTime } from '../../../shared/format.js';
import { Chip } from '../../parts/Chip.js';
import { Panel } from '../../parts/Panel.js';
import { Answer } from '../../parts/states/Answer.js';
import { AddendumDialog } from './AddendumDialog.js';
import { EditMinutesDialog } from './EditMinutesDialog.js';
import { Signatures } from './Signatures.js';
import { useMinutes } from './useMinutes.js';
import './minutes.css';

/** The minutes after the closing: text and conclusion, signatures, seal, addenda, and what the viewer may do about them. */
export function MinutesPanel({ meetingId, aside }: { meetingId: string; aside: ReactNode }) {
  const [result, again] = useMinutes(meetingId);
  const seal = result.data?.minutes?.seal;
  return (
    <Panel
      title={<Trans>Biên bản</Trans>}
      aside={
        seal ? (
          <Chip tone="good">
            <Trans>Đã ký và khóa</Trans>
          </Chip>
        ) : (
          aside
        )
      }
    >
      <Answer result={result} find={data => data.minutes} onRetry={again}>
        {minutes => <Content minutes={minutes} onChanged={again} />}
      </Answer>
    </Panel>
  );
}

function Content({ minutes, onChanged }: { minutes: MinutesPartsFragment; onChanged: () => void }) {
  const [asked, ask] = useState<'edit' | 'add' | null>(null);
  const close = () => ask(null);
  const done = () => {
    close();
    onChanged();
  };
  const readOut = minutes.readOutAt && dateTime(minutes.readOutAt);
  return (
    <div className="stack">
      <p className="minutes">{minutes.text}</p>
      {minutes.conclusion && (
        <div>
          <h3>
            <Trans>Kết luận</Trans>
          </h3>
          <p className="minutes">{minutes.conclusion}</p>
        </div>
      )}
      {readOut && (
        <p className="soft small">
          <Trans>Đã đọc trước chi bộ lúc {readOut}.</Trans>
        </p>
      )}
      <Signatures minutes={minutes} onChanged={onChanged} />
      {minutes.seal && (
        <Seal hash={minutes.seal.hash} at={dateTime(minutes.seal.sealedAt)} by={minutes.seal.sealedBy} />
      )}
      {minutes.addenda.map(({ id, position, text, addedBy, addedAt, hash }) => (
        <section key={id} className="addendum">
          <h3>
            <Trans>Phụ lục {position}</Trans>
          </h3>
          <p className="minutes">{text}</p>
          <p className="soft small num">
            {addedBy}, {dateTime(addedAt)} · {hash.slice(0, 12)}…
          </p>
        </section>
      ))}
      {(minutes.mayEdit || minutes.mayAdd) && (
        <div className="page-actions">
          {minutes.mayEdit && (
            <Button variant="default" onClick={() => ask('edit')}>
              <Trans>Sửa biên bản</Trans>
            </Button>
          )}
          {minutes.mayAdd && (
            <Button variant="default" onClick={() => ask('add')}>
              <Trans>Thêm phụ lục</Trans>
            </Button>
          )}
        </div>
      )}
      {asked === 'edit' && <EditMinutesDialog first={minutes} onClose={close} onDone={done} />}
      {asked === 'add' && <AddendumDialog meetingId={minutes.meetingId} onClose={close} onDone={done} />}
    </div>
  );
}

/** What anybody can check the sealed minutes by. */
function Seal({ hash, at, by }: { hash: string; at: string; by: string }) {
  return (
    <details>
      <summary>
        <Trans>Mã xác thực: {hash.slice(0, 12)}…</Trans>
      </summary>
      <p className="hash">{hash}</p>
      <p className="soft small">
        <Trans>
          Khóa lúc {at}, chữ ký cuối: {by}. Nội dung khác một chữ thì mã này khác đi.
        </Trans>
      </p>
    </details>
  );
}

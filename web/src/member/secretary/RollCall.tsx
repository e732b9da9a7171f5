import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import { type AttendanceMarkInput, RollCallDocument, type RollPartsFragment } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { liveEvents } from '../../shared/live.js';
import { submit, useOutbox, usePending } from '../offline/outbox.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Page } from '../ui/Page.js';
import { Sheet } from '../ui/Sheet.js';
import { Empty, Loaded, Refused, Skeleton } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { useWhile } from '../ui/useWhile.js';
import { CodeCard } from './CodeCard.js';
import { CountCard } from './CountCard.js';
import { Elapsed } from './Elapsed.js';
import { keepAwake } from './keepAwake.js';
import { MarkSheet } from './MarkSheet.js';
import { RollRows } from './RollRows.js';
import { countRoll, type RollRow, rollWith } from './roll.js';
import './secretary.css';

/** The roll call: the code for those with a phone, one touch for those without; works without a network. */
export function RollCall({ id }: { id: string }) {
  const { t } = useLingui();
  const roll = useSaved(RollCallDocument, { id });
  const opening = usePending('open', variables => variables.meetingId === id);
  const meeting = roll.data?.meeting;
  const open = isOpen(meeting, opening !== undefined);
  return (
    <Page
      title={t`Điểm danh`}
      back={`/sinh-hoat/${id}`}
      strong={open}
      aside={open && <Elapsed since={meeting?.openedAt ?? opening?.at} />}
    >
      <Loaded of={roll} skeleton={<Skeleton kind="rows" rows={6} />}>
        {({ meeting }) =>
          meeting ? (
            <Body meeting={meeting} open={open} />
          ) : (
            <Empty>
              <Trans>Không có buổi sinh hoạt này.</Trans>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Open for the server, or opened on this device without a network. */
function isOpen(meeting: RollPartsFragment | null | undefined, opening: boolean): boolean {
  return meeting?.status === 'OPEN' || (meeting?.status === 'INVITED' && opening);
}

function Body({ meeting, open }: { meeting: RollPartsFragment; open: boolean }) {
  const [live, setLive] = useState(false);
  const [chosen, setChosen] = useState<RollRow | null>(null);
  const [asking, setAsking] = useState(false);
  const outbox = useOutbox();
  const rows = rollWith(meeting, outbox);
  const counts = countRoll(rows);
  useWhile(open, () => liveEvents(`/events/meetings/${meeting.id}`, () => touch(), setLive), meeting.id);
  useWhile(open, keepAwake, meeting.id);
  const mark = useAction(async (marks: Omit<AttendanceMarkInput, 'at'>[]) => {
    const at = serverNowIso();
    await submit('marks', { meetingId: meeting.id, marks: marks.map(each => ({ ...each, at })) });
  });
  const markNow = (marks: Omit<AttendanceMarkInput, 'at'>[]) => {
    setChosen(null);
    setAsking(false);
    void mark.run(marks);
  };
  const expected = rows.filter(row => row.state === 'EXPECTED');
  return (
    <>
      {(meeting.status === 'DRAFT' || (meeting.status === 'INVITED' && !open)) && <NotOpen meeting={meeting} />}
      {open && <CodeCard meeting={meeting} />}
      <CountCard counts={counts} live={live} />
      {mark.error !== null && <Refused error={mark.error} />}
      <RollRows
        rows={rows}
        readOnly={!open}
        onPresent={row => markNow([{ memberId: row.member.id, state: 'PRESENT' }])}
        onChoose={setChosen}
      />
      {open && (
        <div className="foot">
          <button type="button" className="btn" disabled={expected.length === 0} onClick={() => setAsking(true)}>
            <Trans>Có mặt cả</Trans>
          </button>
          <Link href={`/sinh-hoat/${meeting.id}/noi-dung`} className="btn btn-main">
            <Trans>Sang nội dung</Trans>
          </Link>
        </div>
      )}
      {chosen && <MarkSheet row={chosen} onMark={one => markNow([one])} onClose={() => setChosen(null)} />}
      {asking && (
        <AllPresentSheet
          rows={expected}
          onYes={() => markNow(expected.map(row => ({ memberId: row.member.id, state: 'PRESENT' })))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function NotOpen({ meeting }: { meeting: RollPartsFragment }) {
  const action = useAction(async () => {
    await submit('open', { meetingId: meeting.id, at: serverNowIso() });
  });
  if (meeting.status === 'DRAFT') {
    return (
      <Empty>
        <Trans>Chi bộ chưa được mời. Mời xong mới điểm danh được.</Trans>
      </Empty>
    );
  }
  return (
    <section className="card stack">
      <p>
        <Trans>Buổi sinh hoạt chưa bắt đầu. Bấm nút này khi đồng chí khai mạc.</Trans>
      </p>
      {action.error !== null && <Refused error={action.error} />}
      <button type="button" className="btn btn-main btn-wide" aria-busy={action.busy} onClick={() => void action.run()}>
        <Trans>Bắt đầu buổi sinh hoạt</Trans>
      </button>
    </section>
  );
}

function AllPresentSheet({ rows, onYes, onClose }: { rows: RollRow[]; onYes: () => void; onClose: () => void }) {
  const { t } = useLingui();
  const count = rows.length;
  return (
    <Sheet title={t`Có mặt cả?`} onClose={onClose}>
      <p>
        <Trans>{count} đồng chí chưa điểm danh sẽ được ghi là có mặt:</Trans>
      </p>
      <p className="strong">{rows.map(row => row.member.fullName).join(', ')}</p>
      <button type="button" className="btn btn-main btn-wide" onClick={onYes}>
        <Trans>Ghi có mặt cả</Trans>
      </button>
    </Sheet>
  );
}

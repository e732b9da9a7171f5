import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AttendanceMarkInput } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { liveEvents } from '../../shared/live.js';
import type { Roll } from '../offline/localMeetings.js';
import { submit, useOutbox } from '../offline/outbox.js';
import { touch } from '../offline/saved.js';
import { Page } from '../ui/Page.js';
import { Sheet } from '../ui/Sheet.js';
import { Empty, Loaded, Refused, Skeleton } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { useWhile } from '../ui/useWhile.js';
import { CodeCard } from './CodeCard.js';
import { CountCard } from './CountCard.js';
import { Elapsed } from './Elapsed.js';
import { GuestsCard } from './GuestsCard.js';
import { keepAwake } from './keepAwake.js';
import { MarkSheet } from './MarkSheet.js';
import { QuorumLine, RefusedCodes, RuleOfRoll } from './RollChecks.js';
import { RollRows } from './RollRows.js';
import { countRoll, quorumWith, type RollRow, rollWith } from './roll.js';
import { useRoll } from './useRoll.js';
import './secretary.css';

/** The roll call: the code for those with a phone, one touch for those without; works without a network. */
export function RollCall({ id }: { id: string }) {
  const { t } = useLingui();
  const { roll, asked, isOwnList } = useRoll(id);
  const open = roll?.status === 'OPEN';
  return (
    <Page
      title={t`Điểm danh`}
      back={`/sinh-hoat/${id}`}
      strong={open}
      aside={open && <Elapsed since={roll.openedAt} />}
    >
      {isOwnList && roll ? (
        <>
          <p className="note" role="status">
            <Trans>Đang dùng danh sách chi bộ lưu trên máy này. Điểm danh sẽ tự gửi khi có mạng.</Trans>
          </p>
          <Body meeting={roll} isOwnList />
        </>
      ) : (
        <Loaded of={asked} skeleton={<Skeleton kind="rows" rows={6} />}>
          {() =>
            roll ? (
              <Body meeting={roll} />
            ) : (
              <Empty>
                <Trans>Không có buổi sinh hoạt này.</Trans>
              </Empty>
            )
          }
        </Loaded>
      )}
    </Page>
  );
}

type Marks = Omit<AttendanceMarkInput, 'at'>[];

function Body({ meeting, isOwnList = false }: { meeting: Roll; isOwnList?: boolean }) {
  const [live, setLive] = useState(false);
  const [chosen, setChosen] = useState<RollRow | null>(null);
  const [asking, setAsking] = useState(false);
  const [justAll, setJustAll] = useState<string[]>([]);
  const outbox = useOutbox();
  const open = meeting.status === 'OPEN';
  const rows = rollWith(meeting, outbox);
  const counts = countRoll(rows);
  const quorum = quorumWith(meeting, rows);
  useWhile(open && !isOwnList, () => liveEvents(`/events/meetings/${meeting.id}`, () => touch(), setLive), meeting.id);
  useWhile(open, keepAwake, meeting.id);
  const mark = useAction(async (marks: Marks) => {
    const at = serverNowIso();
    await submit('marks', { meetingId: meeting.id, marks: marks.map(each => ({ ...each, at })) });
  });
  const markNow = (marks: Marks, all = false) => {
    setChosen(null);
    setAsking(false);
    setJustAll(all ? marks.map(each => each.memberId) : []);
    void mark.run(marks);
  };
  const expected = rows.filter(row => row.state === 'EXPECTED');
  const state = (memberIds: string[], to: 'PRESENT' | 'EXPECTED') =>
    memberIds.map(memberId => ({ memberId, state: to }));
  return (
    <>
      {(meeting.status === 'DRAFT' || meeting.status === 'INVITED') && <NotOpen meeting={meeting} />}
      {open && <CodeCard meeting={meeting} />}
      <CountCard counts={counts} live={live} />
      {open && quorum && <QuorumLine quorum={quorum} />}
      {mark.error !== null && <Refused error={mark.error} />}
      {justAll.length > 0 && (
        <div className="note note-good row between" role="status">
          <span>
            <Plural value={justAll.length} other="Đã ghi có mặt # đồng chí." />
          </span>
          <button type="button" className="link" onClick={() => markNow(state(justAll, 'EXPECTED'))}>
            <Trans>Hoàn tác</Trans>
          </button>
        </div>
      )}
      <RollRows
        rows={rows}
        readOnly={!open}
        onPresent={row => markNow(state([row.member.id], 'PRESENT'))}
        onChoose={setChosen}
      />
      <RefusedCodes refused={meeting.refusedCheckIns} />
      <GuestsCard meeting={meeting} readOnly={!open} />
      <RuleOfRoll />
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
          onYes={() =>
            markNow(
              state(
                expected.map(row => row.member.id),
                'PRESENT',
              ),
              true,
            )
          }
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function NotOpen({ meeting }: { meeting: Roll }) {
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

import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ConsoleEndItemDocument, ConsoleStartItemDocument } from '../../../graphql/graphql.js';
import { serverNow, serverNowIso } from '../../../shared/clock.js';
import { duration } from '../../../shared/format.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { useMinutes } from '../minutes/useMinutes.js';
import { ConcludeDialog } from './ConcludeDialog.js';
import './course.css';

type Item = MeetingFacts['agenda'][number];

/** Which item runs, for how long, and the next one: one at a time. */
export function ClockPanel(props: { meeting: MeetingFacts; runs: boolean; onChanged: () => void }) {
  const { meeting, runs, onChanged } = props;
  const { t } = useLingui();
  const now = useSeconds();
  const start = useCommand(ConsoleStartItemDocument);
  const end = useCommand(ConsoleEndItemDocument);
  const [minutes, askMinutes] = useMinutes(meeting.id);
  const [concluding, conclude] = useState<Item | null>(null);
  const conclusions = new Map(
    (minutes.data?.minutes?.record?.items ?? []).map(item => [item.agendaItemId, item.conclusion]),
  );
  const agenda = [...meeting.agenda].sort((a, b) => a.position - b.position);
  const running = agenda.find(item => item.runs.some(run => run.endedAt === null));
  const next = agenda[agenda.findLastIndex(item => item.runs.length > 0) + 1];
  const begin = async (itemId: string) => {
    const at = serverNowIso();
    await start.run(clientMutationId => ({ meetingId: meeting.id, itemId, at, clientMutationId }));
    onChanged();
  };
  const finish = async (itemId: string) => {
    const at = serverNowIso();
    await end.run(clientMutationId => ({ meetingId: meeting.id, itemId, at, clientMutationId }));
    onChanged();
  };
  return (
    <Panel title={<Trans>Đồng hồ nội dung</Trans>}>
      {running && <Now item={running} number={agenda.indexOf(running) + 1} now={now} />}
      <ul>
        {agenda.map((item, place) => {
          const number = place + 1;
          const spent = spentOf(item, now);
          return (
            <li key={item.id} className="course-row" aria-current={item === running ? 'step' : undefined}>
              <span className={item === running ? 'course-grow strong' : 'course-grow'}>
                {number}. {item.title}
                {conclusions.get(item.id) && (
                  <div className="small soft minutes">
                    <Trans>Kết luận</Trans>: {conclusions.get(item.id)}
                  </div>
                )}
              </span>
              <span className="num soft small">
                {spent > 0 && duration(spent)}
                {item.minutes !== null && ` / ${t`${item.minutes} phút`}`}
              </span>
              {runs && minutes.data?.minutes && (
                <Button
                  variant="subtle"
                  size="xs"
                  aria-label={t`Kết luận mục ${number}`}
                  onClick={() => conclude(item)}
                >
                  <Trans>Kết luận</Trans>
                </Button>
              )}
              {runs && item !== running && (
                <Button
                  variant={item === next ? 'filled' : 'subtle'}
                  size="xs"
                  aria-label={t`Vào mục ${number}`}
                  loading={start.sending}
                  onClick={() => void begin(item.id)}
                >
                  {item === next ? <Trans>Mục tiếp theo</Trans> : <Trans>Vào mục này</Trans>}
                </Button>
              )}
              {runs && item === running && (
                <Button variant="default" size="xs" loading={end.sending} onClick={() => void finish(item.id)}>
                  <Trans>Xong mục này</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Refused error={start.refusal ?? end.refusal} />
      {concluding && (
        <ConcludeDialog
          meetingId={meeting.id}
          item={concluding}
          conclusion={conclusions.get(concluding.id) ?? null}
          onClose={() => conclude(null)}
          onDone={() => {
            conclude(null);
            askMinutes();
          }}
        />
      )}
    </Panel>
  );
}

function Now({ item, number, now }: { item: Item; number: number; now: number }) {
  const spent = spentOf(item, now);
  const isLate = item.minutes !== null && spent > item.minutes * 60;
  const late = item.minutes === null ? 0 : Math.floor((spent - item.minutes * 60) / 60);
  return (
    <div>
      <p className="soft">
        <Trans>Đang bàn mục {number}</Trans>
      </p>
      <p className="strong">{item.title}</p>
      <p className={isLate ? 'course-now course-late' : 'course-now'} role="timer">
        {duration(spent)}
        {late > 0 && (
          <span className="small">
            {' '}
            · <Trans>quá {late} phút</Trans>
          </span>
        )}
      </p>
    </div>
  );
}

function spentOf({ runs }: Item, now: number): number {
  const spent = runs.map(run => (run.endedAt ? Date.parse(run.endedAt) : now) - Date.parse(run.startedAt));
  return Math.floor(spent.reduce((sum, each) => sum + Math.max(0, each), 0) / 1000);
}

function useSeconds(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

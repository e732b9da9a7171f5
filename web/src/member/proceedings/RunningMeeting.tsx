import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import { CourseDocument, type CoursePartsFragment, MinutesPageDocument } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { liveEvents } from '../../shared/live.js';
import { submit, useOutbox, usePending } from '../offline/outbox.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Elapsed } from '../secretary/Elapsed.js';
import { keepAwake } from '../secretary/keepAwake.js';
import { Icon } from '../ui/Icon.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused, Skeleton } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { useWhile } from '../ui/useWhile.js';
import { ClockCard } from './ClockCard.js';
import { ConclusionSheet } from './ConclusionSheet.js';
import { runningOf } from './clock.js';
import { conclusionsWith } from './conclusions.js';
import { courseWith } from './course.js';
import './proceedings.css';
import { SpeakerSheet, Speakers } from './Speakers.js';
import { GivenTasks, TaskSheet } from './TaskGiving.js';
import { Votes } from './VoteRunning.js';
import { VoteSheet } from './VoteSheet.js';

/** The secretary's screen while the meeting runs: which item, who speaks, who does what, what is voted; works without a network. */
export function RunningMeeting({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(CourseDocument, { id });
  const opening = usePending('open', variables => variables.meetingId === id);
  const meeting = page.data?.meeting;
  const open = meeting?.status === 'OPEN' || (meeting?.status === 'INVITED' && opening !== undefined);
  return (
    <Page
      title={t`Trong buổi họp`}
      back={`/sinh-hoat/${id}/diem-danh`}
      strong={open}
      aside={open && <Elapsed since={meeting?.openedAt ?? opening?.at} />}
    >
      <Loaded of={page} skeleton={<Skeleton kind="card" />}>
        {({ meeting }) =>
          meeting && open ? (
            <Body meeting={meeting} />
          ) : (
            <Empty>
              <Trans>Buổi này không đang họp.</Trans>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function Body({ meeting }: { meeting: CoursePartsFragment }) {
  const { t } = useLingui();
  const [sheet, setSheet] = useState<'speaker' | 'task' | 'vote' | 'conclusion' | null>(null);
  const outbox = useOutbox();
  const course = courseWith(meeting, outbox);
  const minutes = useSaved(MinutesPageDocument, { meetingId: meeting.id });
  const concluded = conclusionsWith(meeting.id, minutes.data?.minutes?.record?.items ?? [], outbox);
  useWhile(true, () => liveEvents(`/events/meetings/${meeting.id}`, () => touch()), meeting.id);
  useWhile(true, keepAwake, meeting.id);
  const clock = useAction(async ({ itemId, starts }: { itemId: string; starts: boolean }) => {
    await submit(starts ? 'itemStart' : 'itemEnd', { meetingId: meeting.id, itemId, at: serverNowIso() });
  });
  const running = runningOf(course.agenda);
  const next = nextOf(course.agenda);
  const close = () => setSheet(null);
  return (
    <>
      <ClockCard course={course} concluded={concluded} onStart={itemId => void clock.run({ itemId, starts: true })} />
      {clock.error !== null && <Refused error={clock.error} />}
      <section className="course-actions" aria-label={t`Ghi trong buổi họp`}>
        <button type="button" className="btn" onClick={() => setSheet('speaker')}>
          <Icon name="person" /> <Trans>Phát biểu</Trans>
        </button>
        <button type="button" className="btn" onClick={() => setSheet('task')}>
          <Icon name="plus" /> <Trans>Giao việc</Trans>
        </button>
        <button type="button" className="btn" onClick={() => setSheet('vote')}>
          <Icon name="check" /> <Trans>Biểu quyết</Trans>
        </button>
        <button type="button" className="btn" onClick={() => setSheet('conclusion')}>
          <Icon name="note" /> <Trans>Kết luận</Trans>
        </button>
      </section>
      <Votes course={course} />
      <Speakers course={course} />
      <GivenTasks course={course} />
      {next && (
        <Link href={`/sinh-hoat/${meeting.id}/ket-thuc`} className="btn btn-wide">
          <Trans>Sang kết thúc</Trans>
        </Link>
      )}
      <div className="foot">
        {running && (
          <button type="button" className="btn" onClick={() => void clock.run({ itemId: running.id, starts: false })}>
            <Trans>Xong mục này</Trans>
          </button>
        )}
        {next ? (
          <button
            type="button"
            className="btn btn-main"
            onClick={() => void clock.run({ itemId: next.id, starts: true })}
          >
            {running ? <Trans>Mục tiếp theo</Trans> : <Trans>Bắt đầu mục {course.agenda.indexOf(next) + 1}</Trans>}
          </button>
        ) : (
          <Link href={`/sinh-hoat/${meeting.id}/ket-thuc`} className="btn btn-main">
            <Trans>Sang kết thúc</Trans>
          </Link>
        )}
      </div>
      {sheet === 'speaker' && <SpeakerSheet course={course} onClose={close} />}
      {sheet === 'task' && <TaskSheet course={course} onClose={close} />}
      {sheet === 'conclusion' && <ConclusionSheet course={course} concluded={concluded} onClose={close} />}
      {sheet === 'vote' && <VoteSheet course={course} onClose={close} />}
    </>
  );
}

/** The item after the last one that was taken up; the first one at the beginning. */
function nextOf(agenda: ReturnType<typeof courseWith>['agenda']) {
  const last = agenda.findLastIndex(item => item.runs.length > 0);
  return agenda[last + 1];
}

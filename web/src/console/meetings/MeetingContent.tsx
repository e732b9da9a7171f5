import { Trans, useLingui } from '@lingui/react/macro';
import type { ConsoleMeetingPartsFragment } from '../../graphql/graphql.js';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { dateTime, timeRange } from '../../shared/format.js';
import { AssessmentPanel } from '../assessments/AssessmentPanel.js';
import { Chip } from '../parts/Chip.js';
import { Panel } from '../parts/Panel.js';
import { MEETING_TONES, meetingKindName, meetingStatusName } from '../words.js';
import { Closing } from './closing/Closing.js';
import { ClockPanel } from './course/ClockPanel.js';
import { SpeakersPanel } from './course/SpeakersPanel.js';
import { TasksPanel } from './course/TasksPanel.js';
import { VotesPanel } from './course/VotesPanel.js';
import { Moves } from './duties/Moves.js';
import { AbsencesPanel } from './preparing/AbsencesPanel.js';
import { AgendaPanel } from './preparing/AgendaPanel.js';
import { DocumentsPanel } from './preparing/DocumentsPanel.js';
import './meetings.css';
import { MeetingSteps } from './MeetingSteps.js';
import { Sums } from './MeetingSums.js';
import { PapersPanel } from './papers/PapersPanel.js';
import { ResolutionPanel } from './resolutions/ResolutionPanel.js';
import { CheckInPanel } from './roll/CheckInPanel.js';
import { GuestsPanel } from './roll/GuestsPanel.js';
import { RollCall } from './roll/RollCall.js';
import { QuorumPanel, RefusedPanel } from './roll/RollChecks.js';

export type MeetingFacts = ConsoleMeetingPartsFragment;

/** The whole meeting for those who may read it; what can be changed follows its status. */
export function MeetingContent(props: { meeting: MeetingFacts; runs: boolean; onChanged: () => void }) {
  const { meeting, runs, onChanged } = props;
  const { status } = meeting;
  const editable = runs && (status === 'DRAFT' || status === 'INVITED' || status === 'OPEN');
  const held = status === 'OPEN' || status === 'CLOSED';
  return (
    <div className="columns">
      <div className="stack">
        <Head meeting={meeting} />
        {runs && <MeetingSteps meeting={meeting} onChanged={onChanged} />}
        {runs && <AbsencesPanel meeting={meeting} onChanged={onChanged} />}
        {held && meeting.attendance.length > 0 && <RollCall meeting={meeting} runs={runs} onChanged={onChanged} />}
        {status === 'OPEN' && <ClockPanel meeting={meeting} runs={runs} onChanged={onChanged} />}
        <AgendaPanel meeting={meeting} editable={editable} onChanged={onChanged} />
        {held && <VotesPanel meeting={meeting} runs={runs && status === 'OPEN'} onChanged={onChanged} />}
        {held && <SpeakersPanel meeting={meeting} runs={runs} onChanged={onChanged} />}
        {held && <TasksPanel meeting={meeting} runs={runs} onChanged={onChanged} />}
        {(status === 'OPEN' || status === 'CLOSED') && <Closing meeting={meeting} runs={runs} onChanged={onChanged} />}
        {status === 'CLOSED' && meeting.kind !== 'COMMITTEE' && (
          <AssessmentPanel meetingId={meeting.id} cellId={meeting.cell.id} />
        )}
        {status === 'CLOSED' && <ResolutionPanel meeting={meeting} runs={runs} />}
      </div>
      <div className="stack">
        {runs && status === 'OPEN' && meeting.checkInSecret && (
          <CheckInPanel meetingId={meeting.id} secret={meeting.checkInSecret} />
        )}
        {held && (
          <Panel title={<Trans>Tổng số</Trans>}>
            <Sums meeting={meeting} />
          </Panel>
        )}
        {status === 'OPEN' && <QuorumPanel quorum={meeting.quorum} />}
        {runs && held && <RefusedPanel refused={meeting.refusedCheckIns} />}
        {held && <GuestsPanel meeting={meeting} editable={runs && status === 'OPEN'} onChanged={onChanged} />}
        <DocumentsPanel meeting={meeting} editable={editable} onChanged={onChanged} />
        {status !== 'CANCELLED' && <PapersPanel key={`${status} ${meeting.version}`} meetingId={meeting.id} />}
      </div>
    </div>
  );
}

function Head({ meeting }: { meeting: MeetingFacts }) {
  const { t } = useLingui();
  const invited = meeting.invitedAt && dateTime(meeting.invitedAt);
  return (
    <section className="panel panel-body meeting-head" style={{ paddingTop: '1.2rem' }}>
      <CalendarLeaf at={meeting.startsAt} />
      <div>
        <p className="num strong">{timeRange(meeting.startsAt, meeting.endsAt)}</p>
        <p>{meeting.place}</p>
        {meeting.onlineUrl && (
          <p>
            <a href={meeting.onlineUrl} target="_blank" rel="noreferrer">
              <Trans>Họp trực tuyến</Trans>
            </a>
          </p>
        )}
        <p className="soft">
          {meetingKindName(meeting.kind)}
          {meeting.includesThematic && ` · ${t`có chuyên đề`}`}
        </p>
        {(meeting.chair || meeting.recorder) && (
          <p className="soft">
            {meeting.chair && `${t`Chủ trì`}: ${meeting.chair.fullName}`}
            {meeting.chair && meeting.recorder && ' · '}
            {meeting.recorder && `${t`Thư ký`}: ${meeting.recorder.fullName}`}
          </p>
        )}
        {invited && <p className="small soft num">{t`Mời lúc ${invited}`}</p>}
        <Moves meeting={meeting} />
        {meeting.cancelReason && <p className="note note-bad">{meeting.cancelReason}</p>}
      </div>
      <Chip tone={MEETING_TONES[meeting.status]}>{meetingStatusName(meeting.status)}</Chip>
    </section>
  );
}

import { Module } from '@nestjs/common';
import { AdoptionModule } from '../adoption/adoption.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { MembersModule } from '../members/members.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { Assessing } from './assessment/assessing.service.js';
import { AssessmentsRead } from './assessment/assessments.read.js';
import {
  AssessmentFormResolver,
  AssessmentsResolver,
  MeetingAssessmentsResolver,
} from './assessment/assessments.resolver.js';
import { AssessmentForms } from './assessment/forms.js';
import { AttendanceResolver, RefusedCheckInResolver } from './attendance/attendance.resolver.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { CheckInService } from './attendance/check-in.service.js';
import { CheckInDoor } from './attendance/check-in-door.js';
import { CheckInNotes } from './attendance/check-in-notes.js';
import { Devices } from './attendance/devices/devices.service.js';
import { GuestsResolver } from './attendance/guests/guests.resolver.js';
import { Guests } from './attendance/guests/guests.service.js';
import { NotOpened } from './attendance/not-opened.service.js';
import { Quorums } from './attendance/quorum.js';
import { RollCall } from './attendance/roll-call.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { CalendarResolver } from './calendar/calendar.resolver.js';
import { FeedsService } from './calendar/feeds.service.js';
import { DutiesResolver } from './duties/duties.resolver.js';
import { DutiesService } from './duties/duties.service.js';
import { MoveNotices } from './duties/move-notices.js';
import { MovesResolver } from './duties/moves.resolver.js';
import { MovesService } from './duties/moves.service.js';
import { DutyReminders } from './duties/reminders.sweep.js';
import { SuggestionsService } from './duties/suggestions.service.js';
import { MeetingRead } from './meeting.read.js';
import { MeetingFacts } from './meeting-facts.js';
import { MeetingNotices } from './meeting-notices.js';
import { MeetingRows } from './meeting-rows.js';
import { MeetingsEventsController } from './meetings.events.controller.js';
import { MeetingFieldsResolver, MeetingsResolver } from './meetings.resolver.js';
import { MinutesRead } from './minutes/minutes.read.js';
import { MinutesResolver } from './minutes/minutes.resolver.js';
import { MinutesService } from './minutes/minutes.service.js';
import { MinutesRecords } from './minutes/minutes-records.js';
import { SignersOfMinutes } from './minutes/signers.js';
import { SigningService } from './minutes/signing.service.js';
import { OpinionNotices } from './opinions/opinion-notices.js';
import { OpinionsRead } from './opinions/opinions.read.js';
import { OpinionsResolver } from './opinions/opinions.resolver.js';
import { OpinionsService } from './opinions/opinions.service.js';
import { OverdueOpinions } from './opinions/overdue.sweep.js';
import { PackedMeetings } from './packed-meetings.js';
import { PaperSources } from './papers/paper-sources.js';
import { PapersController } from './papers/papers.controller.js';
import { PapersJobs } from './papers/papers.jobs.js';
import { PapersResolver } from './papers/papers.resolver.js';
import { PapersService } from './papers/papers.service.js';
import { Absences } from './preparing/absences.service.js';
import { Agendas } from './preparing/agendas.js';
import { Carrying } from './preparing/carrying.js';
import { InvitingService } from './preparing/inviting.service.js';
import { MaterialsService } from './preparing/materials.service.js';
import { PreparingResolver } from './preparing/preparing.resolver.js';
import { SchedulingService } from './preparing/scheduling.service.js';
import { AgendaTemplatesResolver, CellTypeResolver } from './preparing/templates/templates.resolver.js';
import { AgendaTemplates } from './preparing/templates/templates.service.js';
import { AgendaClock } from './proceedings/agenda-clock.service.js';
import { Ballots } from './proceedings/ballots.service.js';
import {
  AgendaTimesResolver,
  BallotResolver,
  ProceedingsResolver,
  SpeechResolver,
} from './proceedings/proceedings.resolver.js';
import { Speeches } from './proceedings/speeches.service.js';
import { VoteRows } from './proceedings/vote-rows.js';
import { VotesResolver } from './proceedings/votes.resolver.js';
import { VotesService } from './proceedings/votes.service.js';
import { ResolutionRecords } from './resolutions/resolution-records.js';
import { ResolutionsRead } from './resolutions/resolutions.read.js';
import { ResolutionsResolver } from './resolutions/resolutions.resolver.js';
import { ResolutionsService } from './resolutions/resolutions.service.js';
import { Rulebook } from './rules/rulebook.js';
import { MeetingRulesResolver, RuleSourceResolver, RulesResolver } from './rules/rules.resolver.js';
import { Tightening } from './rules/tightening.service.js';
import { RunningService } from './running.service.js';
import { TaskReminders } from './tasks/task-reminders.sweep.js';
import { TasksRead } from './tasks/tasks.read.js';
import { TaskFieldsResolver, TasksResolver } from './tasks/tasks.resolver.js';
import { TasksService } from './tasks/tasks.service.js';

/** Meetings of cells, their agenda and documents, and the roll. */
@Module({
  imports: [OrganisationsModule, MembersModule, AdoptionModule, NotificationsModule, DocumentsModule],
  controllers: [CalendarController, MeetingsEventsController, PapersController],
  providers: [
    Absences,
    AgendaTemplates,
    AgendaTemplatesResolver,
    AgendaClock,
    AgendaTimesResolver,
    Agendas,
    Assessing,
    AssessmentFormResolver,
    AssessmentForms,
    AssessmentsRead,
    AssessmentsResolver,
    AttendanceResolver,
    AttendanceService,
    Carrying,
    CellTypeResolver,
    CalendarResolver,
    BallotResolver,
    Ballots,
    CheckInService,
    CheckInDoor,
    CheckInNotes,
    DutiesResolver,
    DutiesService,
    DutyReminders,
    FeedsService,
    Devices,
    Guests,
    GuestsResolver,
    InvitingService,
    MaterialsService,
    MeetingAssessmentsResolver,
    MeetingFacts,
    MeetingFieldsResolver,
    MeetingNotices,
    MeetingRead,
    MeetingRows,
    MeetingRulesResolver,
    MeetingsResolver,
    OpinionNotices,
    OpinionsRead,
    OpinionsResolver,
    OpinionsService,
    OverdueOpinions,
    PackedMeetings,
    PreparingResolver,
    MoveNotices,
    MovesResolver,
    MovesService,
    MinutesRead,
    MinutesRecords,
    MinutesResolver,
    MinutesService,
    PackedMeetings,
    PaperSources,
    PapersJobs,
    PapersResolver,
    PapersService,
    NotOpened,
    Quorums,
    RefusedCheckInResolver,
    ResolutionRecords,
    ResolutionsRead,
    ResolutionsResolver,
    ResolutionsService,
    ProceedingsResolver,
    RollCall,
    RuleSourceResolver,
    Rulebook,
    RulesResolver,
    RunningService,
    SchedulingService,
    SuggestionsService,
    SignersOfMinutes,
    SigningService,
    Tightening,
    SpeechResolver,
    Speeches,
    TaskFieldsResolver,
    TaskReminders,
    TasksRead,
    TasksResolver,
    TasksService,
    VoteRows,
    VotesResolver,
    VotesService,
  ],
})
export class MeetingsModule {}

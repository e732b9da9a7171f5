import { Module } from '@nestjs/common';
import { AdoptionModule } from '../adoption/adoption.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { MembersModule } from '../members/members.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { AttendanceResolver } from './attendance/attendance.resolver.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { CheckInService } from './attendance/check-in.service.js';
import { NotOpened } from './attendance/not-opened.service.js';
import { RollCall } from './attendance/roll-call.js';
import { MeetingRead } from './meeting.read.js';
import { MeetingFacts } from './meeting-facts.js';
import { MeetingNotices } from './meeting-notices.js';
import { MeetingRows } from './meeting-rows.js';
import { MeetingsEventsController } from './meetings.events.controller.js';
import { MeetingFieldsResolver, MeetingsResolver } from './meetings.resolver.js';
import { PackedMeetings } from './packed-meetings.js';
import { Agendas } from './preparing/agendas.js';
import { InvitingService } from './preparing/inviting.service.js';
import { MaterialsService } from './preparing/materials.service.js';
import { SchedulingService } from './preparing/scheduling.service.js';
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
import { Rulebook } from './rules/rulebook.js';
import { RunningService } from './running.service.js';
import { TaskReminders } from './tasks/task-reminders.sweep.js';
import { TasksRead } from './tasks/tasks.read.js';
import { TaskFieldsResolver, TasksResolver } from './tasks/tasks.resolver.js';
import { TasksService } from './tasks/tasks.service.js';

/** Meetings of cells, their agenda and documents, and the roll. */
@Module({
  imports: [OrganisationsModule, MembersModule, AdoptionModule, NotificationsModule, DocumentsModule],
  controllers: [MeetingsEventsController],
  providers: [
    AgendaClock,
    AgendaTimesResolver,
    Agendas,
    AttendanceResolver,
    AttendanceService,
    BallotResolver,
    Ballots,
    CheckInService,
    InvitingService,
    MaterialsService,
    MeetingFacts,
    MeetingFieldsResolver,
    MeetingNotices,
    MeetingRead,
    MeetingRows,
    MeetingsResolver,
    PackedMeetings,
    NotOpened,
    ProceedingsResolver,
    RollCall,
    Rulebook,
    RunningService,
    SchedulingService,
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

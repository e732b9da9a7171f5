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
import { OpinionNotices } from './opinions/opinion-notices.js';
import { OpinionsRead } from './opinions/opinions.read.js';
import { OpinionsResolver } from './opinions/opinions.resolver.js';
import { OpinionsService } from './opinions/opinions.service.js';
import { OverdueOpinions } from './opinions/overdue.sweep.js';
import { PackedMeetings } from './packed-meetings.js';
import { Absences } from './preparing/absences.service.js';
import { Agendas } from './preparing/agendas.js';
import { Carrying } from './preparing/carrying.js';
import { InvitingService } from './preparing/inviting.service.js';
import { MaterialsService } from './preparing/materials.service.js';
import { PreparingResolver } from './preparing/preparing.resolver.js';
import { SchedulingService } from './preparing/scheduling.service.js';
import { AgendaTemplatesResolver, CellTypeResolver } from './preparing/templates/templates.resolver.js';
import { AgendaTemplates } from './preparing/templates/templates.service.js';
import { Rulebook } from './rules/rulebook.js';
import { RunningService } from './running.service.js';

/** Meetings of cells, their agenda and documents, and the roll. */
@Module({
  imports: [OrganisationsModule, MembersModule, AdoptionModule, NotificationsModule, DocumentsModule],
  controllers: [MeetingsEventsController],
  providers: [
    Absences,
    AgendaTemplates,
    AgendaTemplatesResolver,
    Agendas,
    AttendanceResolver,
    AttendanceService,
    Carrying,
    CellTypeResolver,
    CheckInService,
    InvitingService,
    MaterialsService,
    MeetingFacts,
    MeetingFieldsResolver,
    MeetingNotices,
    MeetingRead,
    MeetingRows,
    MeetingsResolver,
    OpinionNotices,
    OpinionsRead,
    OpinionsResolver,
    OpinionsService,
    OverdueOpinions,
    PackedMeetings,
    PreparingResolver,
    NotOpened,
    RollCall,
    Rulebook,
    RunningService,
    SchedulingService,
  ],
})
export class MeetingsModule {}

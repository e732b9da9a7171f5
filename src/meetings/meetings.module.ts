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
import { Rulebook } from './rules/rulebook.js';
import { MeetingRulesResolver, RuleSourceResolver, RulesResolver } from './rules/rules.resolver.js';
import { Tightening } from './rules/tightening.service.js';
import { RunningService } from './running.service.js';

/** Meetings of cells, their agenda and documents, and the roll. */
@Module({
  imports: [OrganisationsModule, MembersModule, AdoptionModule, NotificationsModule, DocumentsModule],
  controllers: [MeetingsEventsController],
  providers: [
    Agendas,
    Assessing,
    AssessmentFormResolver,
    AssessmentForms,
    AssessmentsRead,
    AssessmentsResolver,
    AttendanceResolver,
    AttendanceService,
    CheckInService,
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
    PackedMeetings,
    NotOpened,
    RollCall,
    RuleSourceResolver,
    Rulebook,
    RulesResolver,
    RunningService,
    SchedulingService,
    Tightening,
  ],
})
export class MeetingsModule {}

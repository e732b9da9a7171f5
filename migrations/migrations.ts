import { CreateFoundation1795200000000 } from './1795200000000-create-foundation.js';
import { CreateOrganisations1795200001000 } from './1795200001000-create-organisations.js';
import { CreateMembers1795200002000 } from './1795200002000-create-members.js';
import { CreateAccounts1795200003000 } from './1795200003000-create-accounts.js';
import { CreateAdoption1795200004000 } from './1795200004000-create-adoption.js';
import { CreateNotifications1795200005000 } from './1795200005000-create-notifications.js';
import { CreateDocuments1795200006000 } from './1795200006000-create-documents.js';
import { CreateMeetings1795200007000 } from './1795200007000-create-meetings.js';
import { CreateRollouts1795200008000 } from './1795200008000-create-rollouts.js';
import { CreateImports1795200009000 } from './1795200009000-create-imports.js';
import { CreateRecords1795200010000 } from './1795200010000-create-records.js';
import { CreateFileChecks1795200011000 } from './1795200011000-create-file-checks.js';
import { CreateReadingForms1795200012000 } from './1795200012000-create-reading-forms.js';
import { CreateDocumentSearch1795200013000 } from './1795200013000-create-document-search.js';
import { CreatePacks1795200014000 } from './1795200014000-create-packs.js';
import { CreatePageImages1795200015000 } from './1795200015000-create-page-images.js';
import { CreateRules1795200016000 } from './1795200016000-create-rules.js';
import { CreateDuties1795200017000 } from './1795200017000-create-duties.js';
import { CreatePreparing1795200018000 } from './1795200018000-create-preparing.js';
import { CreateDevices1795200019000 } from './1795200019000-create-devices.js';
import { CreateProceedings1795200020000 } from './1795200020000-create-proceedings.js';
import { CreateMinutes1795200021000 } from './1795200021000-create-minutes.js';
import { CreateAssessments1795200022000 } from './1795200022000-create-assessments.js';
import { CreatePapers1795200023000 } from './1795200023000-create-papers.js';
import { CarryCommitteeTasks1795200025000 } from './1795200025000-carry-committee-tasks.js';
import { CheckInTogether1795200026000 } from './1795200026000-check-in-together.js';

/** Every migration in the order in which it runs. A landed one is never edited. */
export const MIGRATIONS = [
  CreateFoundation1795200000000,
  CreateOrganisations1795200001000,
  CreateMembers1795200002000,
  CreateAccounts1795200003000,
  CreateAdoption1795200004000,
  CreateNotifications1795200005000,
  CreateDocuments1795200006000,
  CreateMeetings1795200007000,
  CreateRollouts1795200008000,
  CreateImports1795200009000,
  CreateRecords1795200010000,
  CreateFileChecks1795200011000,
  CreateReadingForms1795200012000,
  CreateDocumentSearch1795200013000,
  CreatePacks1795200014000,
  CreatePageImages1795200015000,
  CreateRules1795200016000,
  CreateDuties1795200017000,
  CreatePreparing1795200018000,
  CreateDevices1795200019000,
  CreateProceedings1795200020000,
  CreateMinutes1795200021000,
  CreateAssessments1795200022000,
  CreatePapers1795200023000,
  CarryCommitteeTasks1795200025000,
  CheckInTogether1795200026000,
];

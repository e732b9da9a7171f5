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
];

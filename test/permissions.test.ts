import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Allowed } from '../src/access/allow.js';
import { PERMISSIONS } from '../src/access/permissions.js';
import { Role } from '../src/access/roles.js';
import { newId } from '../src/platform/ids.js';
import { askFor, fieldsOf, markedIn } from './support/operations.js';
import { OPERATIONS, ROUTES } from './support/permission-table.js';
import { Person } from './support/person.js';
import { World } from './support/world.js';

import { DUTIES } from './support/operations/duties.js';
import { PREPARING } from './support/operations/preparing.js';
import { PROCEEDINGS } from './support/operations/proceedings.js';
import { Person } from './support/person.js';
import { World } from './support/world.js';

/**
 * Who may ask for what, reviewed by hand against design.md 4: Member, Secretary, Follower, committee Officer, Administrator.
 * `anyone` needs no sign-in; `signed in` needs no role and shows only what is the person's own. Where in the tree a role
 * holds is up to each room's own tests.
 */
const OPERATIONS: Record<string, string> = {
  // access
  'Query.me': 'signed in',
  'Query.sessions': 'signed in',
  'Mutation.signIn': 'anyone',
  'Mutation.refreshSession': 'anyone',
  'Mutation.activateAccount': 'anyone',
  'Mutation.signOut': 'signed in',
  'Mutation.endSession': 'signed in',
  'Mutation.changePassword': 'signed in',
  // organisations and members
  'Query.organisation': 'M S F O A',
  'Query.organisations': 'M S F O A',
  'Mutation.createOrganisation': 'A',
  'Mutation.updateOrganisation': 'A',
  'Query.member': 'M S F A',
  'Query.members': 'M S F A',
  'Mutation.addMember': 'A',
  'Mutation.updateMember': 'S A',
  'Mutation.transferMember': 'A',
  'Mutation.endMembership': 'A',
  'Mutation.appoint': 'A',
  'Mutation.endOffice': 'A',
  'Mutation.issueActivationCode': 'S A',
  'Mutation.prepareActivationLetters': 'S A',
  // adoption and notifications
  'Query.adoption': 'S F O',
  'Query.notifications': 'signed in',
  'Mutation.markNotificationsRead': 'signed in',
  // documents
  'Query.document': 'M S F O',
  'Query.documents': 'M S F O',
  'Mutation.createDocument': 'S O',
  'Mutation.updateDocument': 'S O',
  'Mutation.addFileVersion': 'S O',
  'Mutation.retryForms': 'S O A',
  'Mutation.withdrawDocument': 'S O',
  'Query.bookmarks': 'M S F O',
  'Mutation.setBookmark': 'M S F O',
  'Mutation.saveNote': 'M S F O',
  'Mutation.deleteNote': 'M S F O',
  'Query.documentsUnread': 'M S F O',
  'Mutation.recordReadings': 'M S F O',
  'Mutation.recordReading': 'M S F O',
  'Query.pack': 'M S F O',
  // meetings
  'Query.home': 'signed in',
  'Query.meeting': 'M S F O',
  'Query.meetings': 'M S F O',
  'Query.notOpened': 'S',
  'Mutation.addGuest': 'S',
  'Mutation.removeGuest': 'S',
  'Mutation.registerDevice': 'signed in',
  'Query.meetingRules': 'M S F O A',
  'Mutation.tightenRules': 'O A',
  'Mutation.endRules': 'O A',
  'Query.assessmentForms': 'M S F O A',
  'Query.assessment': 'M S F O',
  'Query.assessments': 'M S F O',
  'Query.assessmentBands': 'M S F O',
  'Query.assessmentUnder': 'S F',
  'Mutation.scoreMeeting': 'S F',
  'Mutation.scheduleMeeting': 'S',
  'Mutation.updateMeeting': 'S',
  'Mutation.setAgenda': 'S',
  'Mutation.attachDocuments': 'S',
  'Mutation.detachDocuments': 'S',
  'Mutation.inviteToMeeting': 'S',
  'Mutation.cancelMeeting': 'S',
  'Mutation.openMeeting': 'S',
  'Mutation.closeMeeting': 'S',
  'Mutation.markAttendance': 'S',
  'Mutation.answerInvitation': 'M',
  'Mutation.checkIn': 'M',
  ...DUTIES,
  ...PREPARING,
  'Query.papers': 'M S F',
  'Query.paper': 'M S F',
  'Mutation.askPaper': 'M S F',
  // minutes and resolutions
  'Query.minutes': 'M S F',
  'Mutation.editMinutes': 'S',
  'Mutation.nameSigners': 'S',
  'Mutation.noteMinutesReadOut': 'S',
  'Mutation.concludeItem': 'S',
  'Mutation.signMinutes': 'M',
  'Mutation.signMinutesOnPaper': 'S',
  'Mutation.addAddendum': 'S',
  'Query.resolution': 'M S F',
  'Query.resolutions': 'M S F',
  'Query.resolutionsOfMeeting': 'M S F',
  'Mutation.draftResolution': 'S',
  'Mutation.editResolution': 'S',
  'Mutation.issueResolution': 'S',
  // during meetings: clock, speakers, votes, tasks
  'Mutation.startAgendaItem': 'S',
  'Mutation.endAgendaItem': 'S',
  'Mutation.noteSpeech': 'S',
  'Mutation.updateSpeech': 'S',
  'Mutation.removeSpeech': 'S',
  'Mutation.planVote': 'S',
  'Mutation.openVote': 'S',
  'Mutation.closeVote': 'S',
  'Mutation.cancelVote': 'S',
  'Mutation.castBallot': 'M',
  'Mutation.recordBallots': 'S',
  'Query.tasks': 'M S F',
  'Query.task': 'M S F',
  'Query.myTasks': 'signed in',
  'Query.taskProgress': 'M S F',
  'Mutation.giveTask': 'S',
  'Mutation.updateTask': 'S',
  'Mutation.reportTask': 'M S',
  'Mutation.cancelTask': 'S',
  ...PROCEEDINGS,
  // rollouts
  'Query.rollout': 'O A',
  'Query.rollouts': 'O A',
  'Mutation.createRollout': 'O A',
  'Mutation.startWave': 'O A',
  'Mutation.pauseWave': 'O A',
  'Mutation.resumeWave': 'O A',
  // imports
  'Query.import': 'A',
  'Mutation.confirmImport': 'A',
};

/** The same for what is beside GraphQL. `anyone` checks a ticket, or gives nothing away. */
const ROUTES: Record<string, string> = {
  'POST /files': 'S O A',
  // By bearer token or by the ticket of the address: the permission is the file's.
  'GET /files/:id': 'anyone',
  'GET /files/:id/html': 'anyone',
  'GET /files/:id/text': 'anyone',
  'GET /files/:id/pages/:page': 'anyone',
  'GET /files/:id/cover': 'anyone',
  'OPTIONS /uploads': 'anyone',
  'POST /uploads': 'S O A',
  'GET /uploads/:id': 'S O A',
  'PATCH /uploads/:id': 'S O A',
  'DELETE /uploads/:id': 'S O A',
  'GET /packs/keys': 'anyone',
  'GET /packs/parts/:sha256': 'M S F O',
  'GET /packs/:version': 'M S F O',
  'GET /packs/:version/manifest': 'M S F O',
  // The address itself is the secret.
  'GET /calendar/:file': 'anyone',
  // As with files: by bearer token or ticket, under the rights of the moment.
  'GET /papers/:id': 'anyone',
  'POST /imports': 'A',
  'GET /imports/template.xlsx': 'anyone',
  'GET /events/meetings/:id': 'M S F O',
  'GET /events/rollouts/:id': 'O A',
};

const LETTERS: Record<Role, string> = {
  [Role.MEMBER]: 'M',
  [Role.SECRETARY]: 'S',
  [Role.FOLLOWER]: 'F',
  [Role.COMMITTEE_OFFICER]: 'O',
  [Role.ADMINISTRATOR]: 'A',
};

let w: World;
let stranger: Person;
const people = new Map<string, Person>();

beforeAll(async () => {
  w = await World.create();
  stranger = Person.stranger(w.url);
  for (const role of Object.values(Role)) {
    // One role and no other, over the whole province.
    const person = await w.person('FOLLOWER', w.province);
    await w.rows('update grants set role = $2 where account_id = $1', [person.accountId, role]);
    people.set(LETTERS[role], person);
  }
});
afterAll(() => w?.end());

function shown(allowed: Allowed): string {
  if (allowed === 'everybody') return 'anyone';
  const roles: readonly Role[] = PERMISSIONS[allowed];
  return roles.length === 0 ? 'signed in' : roles.map(role => LETTERS[role]).join(' ');
}

const marked = () => markedIn(w);
const fields = () => fieldsOf(w);

describe('who may ask for what', () => {
  it('stands for every operation in the reviewed table, and the table names no other', () => {
    const allowed = new Map(marked().map(one => [`${one.type}.${one.name}`, one.allowed]));
    const found = fields().map(({ key }) => [key, shown(allowed.get(key) ?? ('missing' as Allowed))] as const);
    expect(Object.fromEntries(found)).toEqual(OPERATIONS);
  });

  it('stands for every route beside GraphQL', () => {
    const verbs = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS'];
    const found = marked()
      .filter(one => one.path !== undefined && one.controller !== undefined && !isOperational(one.controller))
      .map(one => [
        `${verbs[one.method ?? 0]} ${`/${one.controller}/${one.path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')}`,
        shown(one.allowed),
      ]);
    expect(Object.fromEntries(found)).toEqual(ROUTES);
  });
});

/** Health, metrics and the web app's pages belong to whoever runs the machine. */
function isOperational(controller: string): boolean {
  return /^\/?(health|metrics|)$/.test(controller);
}

describe('at the door', () => {
  it('a stranger is asked to sign in for every operation that is not for anyone', async () => {
    const refused: Record<string, unknown> = {};
    for (const operation of fields()) refused[operation.key] = await askFor(stranger, operation);
    const expected = Object.entries(OPERATIONS).filter(([, roles]) => roles !== 'anyone');
    for (const [key] of expected)
      expect([key, refused[key]]).toEqual([key, { code: 'UNAUTHENTICATED', reason: 'SIGN_IN_NEEDED' }]);
  });

  it.each(Object.entries(LETTERS))(
    'a %s is turned away from what the role does not bring, and from nothing else',
    async (_, letter) => {
      const person = people.get(letter) ?? stranger;
      const wrong: string[] = [];
      for (const operation of fields().sort(
        (a, b) => Number(a.field.name === 'signOut') - Number(b.field.name === 'signOut'),
      )) {
        const roles = OPERATIONS[operation.key] ?? '';
        const isAllowed = roles === 'anyone' || roles === 'signed in' || roles.split(' ').includes(letter);
        const refusal = await askFor(person, operation);
        const isTurnedAway = refusal?.reason === 'NOT_ALLOWED';
        if (isTurnedAway === isAllowed || refusal?.reason === 'TEMPORARILY_UNAVAILABLE')
          wrong.push(`${operation.key}: ${refusal?.reason ?? 'let in'}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(['/files', '/imports', '/events/meetings/x', '/events/rollouts/x', `/files/${newId()}`])(
    'a stranger gets nothing from %s',
    async path => {
      const isPost = path === '/files' || path === '/imports';
      const reply = await stranger.fetch(path, { method: isPost ? 'POST' : 'GET' });
      expect([401, 404]).toContain(reply.status);
      expect(((await reply.json()) as { reason: string }).reason).toMatch(/^(SIGN_IN_NEEDED|NOT_FOUND)$/);
    },
  );
});

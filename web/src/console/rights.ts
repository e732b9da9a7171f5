import type { Role } from '../graphql/graphql.js';
import type { SessionViewer } from '../shared/session.js';

/** The pages of the left navigation, in their order. */
const PLACES = [
  'board',
  'rollouts',
  'organisations',
  'members',
  'imports',
  'library',
  'meetings',
  'opinions',
  'tasks',
  'assessments',
  'rules',
] as const;
export type Place = (typeof PLACES)[number];

/** Which role makes which page worth showing (design.md 4). What is shown is comfort; the server decides. */
const ROLES: Record<Place, readonly Role[]> = {
  board: ['COMMITTEE_OFFICER', 'FOLLOWER', 'SECRETARY'],
  rollouts: ['COMMITTEE_OFFICER', 'ADMINISTRATOR'],
  organisations: ['COMMITTEE_OFFICER', 'ADMINISTRATOR', 'FOLLOWER', 'SECRETARY'],
  members: ['ADMINISTRATOR', 'FOLLOWER', 'SECRETARY'],
  imports: ['ADMINISTRATOR'],
  library: ['COMMITTEE_OFFICER', 'FOLLOWER', 'SECRETARY'],
  meetings: ['COMMITTEE_OFFICER', 'FOLLOWER', 'SECRETARY'],
  opinions: ['FOLLOWER', 'SECRETARY'],
  tasks: ['FOLLOWER', 'SECRETARY'],
  assessments: ['COMMITTEE_OFFICER', 'FOLLOWER'],
  rules: ['COMMITTEE_OFFICER', 'ADMINISTRATOR'],
};

/** An organisation that one of the person's roles reaches, with everything under it. */
export type Scope = SessionViewer['grants'][number]['organisation'];

/** Where the person holds one of these roles; the widest first, each once. */
export function scopesOf(viewer: SessionViewer, roles: readonly Role[]): Scope[] {
  const found = new Map<string, Scope>();
  for (const grant of viewer.grants)
    if (roles.includes(grant.role)) found.set(grant.organisation.id, grant.organisation);
  return [...found.values()].sort((a, b) => WIDTH.indexOf(a.kind) - WIDTH.indexOf(b.kind));
}

const WIDTH = ['PROVINCE', 'UPPER_COMMITTEE', 'BASE_COMMITTEE', 'SUB_COMMITTEE', 'BASE_CELL', 'CELL', 'GROUP'];

/** Where a page looks: the organisations of the roles that open it. */
export function scopesFor(viewer: SessionViewer, place: Place): Scope[] {
  const scopes = scopesOf(viewer, ROLES[place]);
  // Rollouts are planned for the province only.
  return place === 'rollouts' ? scopes.filter(scope => scope.kind === 'PROVINCE') : scopes;
}

/** The pages that make sense for this person; none for a member without an office. */
export function placesOf(viewer: SessionViewer): Place[] {
  return PLACES.filter(place => scopesFor(viewer, place).length > 0);
}

/** The organisations whose documents the person may publish for. */
export function publishingScopes(viewer: SessionViewer): Scope[] {
  return scopesOf(viewer, ['COMMITTEE_OFFICER', 'SECRETARY']);
}

/** May the person change the tree, admit, transfer and appoint (administrators only)? */
export function administers(viewer: SessionViewer): boolean {
  return scopesOf(viewer, ['ADMINISTRATOR']).length > 0;
}

/** An organisation with what stands above it: a role in any of them reaches it. */
export interface Placed {
  id: string;
  ancestors: readonly { id: string }[];
}

/** Does one of these roles of the person reach the organisation? */
function reaches(viewer: SessionViewer, roles: readonly Role[], place: Placed): boolean {
  const above = new Set([place.id, ...place.ancestors.map(one => one.id)]);
  return scopesOf(viewer, roles).some(scope => above.has(scope.id));
}

/** May the person correct the data of this cell's members and issue activation codes? */
export function correctsMembersOf(viewer: SessionViewer, cell: Placed): boolean {
  return reaches(viewer, ['SECRETARY', 'ADMINISTRATOR'], cell);
}

/** Are card number, phone and activation of this cell's members shown to the person? For others they come empty. */
export function keepsRecordsOf(viewer: SessionViewer, cellId: string): boolean {
  return administers(viewer) || scopesOf(viewer, ['SECRETARY']).some(scope => scope.id === cellId);
}

/** Is the person secretary of this cell: calls the roll, changes its meetings? */
export function runsMeetingsOf(viewer: SessionViewer, cell: Placed): boolean {
  return reaches(viewer, ['SECRETARY'], cell);
}

/** May the person read agenda, names and minutes of this cell's meetings? */
export function readsMeetingsOf(viewer: SessionViewer, cell: Placed): boolean {
  return reaches(viewer, ['SECRETARY', 'FOLLOWER', 'MEMBER'], cell);
}

/** May the person set templates of agendas for this organisation and everything under it? */
export function setsTemplatesOf(viewer: SessionViewer, place: Placed): boolean {
  return reaches(viewer, ['SECRETARY', 'COMMITTEE_OFFICER', 'ADMINISTRATOR'], place);
}

/** May the person say of which kind this cell is? */
export function describesCell(viewer: SessionViewer, cell: Placed): boolean {
  return reaches(viewer, ['SECRETARY', 'ADMINISTRATOR'], cell);
}

import { expect, it } from 'vitest';
import type { SessionViewer } from '../shared/session.js';
import {
  administers,
  correctsMembersOf,
  describesCell,
  placesOf,
  publishingScopes,
  readsMeetingsOf,
  runsMeetingsOf,
  scopesFor,
  setsTemplatesOf,
} from './rights.js';
import { CELL, type Grant, PROVINCE } from './testing.js';

const BRANCH: Grant['organisation'] = { id: 'branch', name: 'Đảng bộ xã Tú Lệ', kind: 'BASE_COMMITTEE' };
const person = (...grants: Grant[]) => ({ id: 'v', fullName: 'Lò Thị Mai', member: null, grants }) as SessionViewer;
const placed = (id: string, ...ancestors: string[]) => ({ id, ancestors: ancestors.map(above => ({ id: above })) });
const plain = person({ role: 'MEMBER', organisation: CELL });
const secretary = person({ role: 'SECRETARY', organisation: CELL }, { role: 'MEMBER', organisation: CELL });
const officer = person({ role: 'COMMITTEE_OFFICER', organisation: PROVINCE });
const branchOfficer = person({ role: 'COMMITTEE_OFFICER', organisation: BRANCH });
const administrator = person({ role: 'ADMINISTRATOR', organisation: PROVINCE });

it('a member without an office has no page here', () => {
  expect(placesOf(plain)).toEqual([]);
});

it('a secretary sees the cell: board, members, library, meetings, opinions, tasks; no imports, no rollouts', () => {
  expect(placesOf(secretary)).toEqual([
    'board',
    'organisations',
    'members',
    'library',
    'meetings',
    'opinions',
    'tasks',
  ]);
  expect(runsMeetingsOf(secretary, placed('cell', 'branch', 'province'))).toBe(true);
  expect(runsMeetingsOf(secretary, placed('another', 'branch', 'province'))).toBe(false);
  expect(correctsMembersOf(secretary, placed('another', 'branch', 'province'))).toBe(false);
});

it('only who works for the whole province plans rollouts', () => {
  expect(placesOf(officer)).toContain('rollouts');
  expect(placesOf(branchOfficer)).not.toContain('rollouts');
});

it('an administrator sets up organisations and people, and reads no meeting', () => {
  expect(placesOf(administrator)).toEqual(['rollouts', 'organisations', 'members', 'imports', 'rules']);
  expect(administers(administrator)).toBe(true);
  expect(administers(officer)).toBe(false);
  expect(publishingScopes(administrator)).toEqual([]);
});

it('who follows a branch reads the meetings of its cells and runs none; an officer reads none', () => {
  const follower = person({ role: 'FOLLOWER', organisation: BRANCH });
  expect(readsMeetingsOf(follower, placed('cell', 'branch', 'province'))).toBe(true);
  expect(readsMeetingsOf(follower, placed('cell', 'elsewhere', 'province'))).toBe(false);
  expect(runsMeetingsOf(follower, placed('cell', 'branch', 'province'))).toBe(false);
  expect(readsMeetingsOf(officer, placed('cell', 'branch', 'province'))).toBe(false);
});

it('of several branches the widest comes first, each once', () => {
  const both = person(
    { role: 'SECRETARY', organisation: CELL },
    { role: 'COMMITTEE_OFFICER', organisation: BRANCH },
    { role: 'FOLLOWER', organisation: CELL },
  );
  expect(scopesFor(both, 'board').map(scope => scope.id)).toEqual(['branch', 'cell']);
});

it('templates are set by secretary, officer and administrator of the place; the kind of a cell not by an officer', () => {
  const cell = placed('cell', 'branch', 'province');
  expect([secretary, branchOfficer, administrator].map(one => setsTemplatesOf(one, cell))).toEqual([true, true, true]);
  expect(setsTemplatesOf(secretary, placed('branch', 'province'))).toBe(false);
  expect(setsTemplatesOf(plain, cell)).toBe(false);
  expect([secretary, branchOfficer, administrator].map(one => describesCell(one, cell))).toEqual([true, false, true]);
});

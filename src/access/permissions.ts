import { Role } from './roles.js';

const { MEMBER, SECRETARY, FOLLOWER, COMMITTEE_OFFICER, ADMINISTRATOR } = Role;

/**
 * Which roles bring which permission, in the branch of the grant (design.md 4). An empty list: signed in is enough, and the
 * service asks only for what is the person's own. A role reaches the organisation of its grant and everything under it;
 * what is addressed to a branch is also read by those below it.
 */
export const PERMISSIONS = {
  /** One's own session, devices, notifications, home. */
  'self.use': [],
  'organisation.read': [MEMBER, SECRETARY, FOLLOWER, COMMITTEE_OFFICER, ADMINISTRATOR],
  'organisation.manage': [ADMINISTRATOR],
  /** Who is in the cell, without card number and phone. */
  'member.read': [MEMBER, SECRETARY, FOLLOWER, ADMINISTRATOR],
  /** Card number and phone. */
  'member.read-private': [SECRETARY, ADMINISTRATOR],
  /** Correct a member's data. */
  'member.correct': [SECRETARY, ADMINISTRATOR],
  /** Add, transfer, end, appoint. */
  'member.manage': [ADMINISTRATOR],
  'account.issue-code': [SECRETARY, ADMINISTRATOR],
  /** Time, place, status and sums of a meeting. */
  'meeting.see': [MEMBER, SECRETARY, FOLLOWER, COMMITTEE_OFFICER],
  /** Agenda, documents, minutes. */
  'meeting.read': [MEMBER, SECRETARY, FOLLOWER],
  'meeting.manage': [SECRETARY],
  /** Answer and check in: only for oneself, only on the roll. */
  'meeting.attend': [MEMBER],
  /** How far a task is: the assignee for the own, the secretary for those of the cell. */
  'task.report': [MEMBER, SECRETARY],
  /** The second score of a meeting, beside the cell's own. */
  'meeting.follow': [FOLLOWER],
  /** Answer an opinion of a member: its owner, or the secretary. */
  'opinion.answer': [MEMBER, SECRETARY],
  /** Templates of agendas: a committee for its branch, a secretary for the own cell. */
  'template.set': [SECRETARY, COMMITTEE_OFFICER, ADMINISTRATOR],
  /** Say of which kind a cell is. */
  'cell.describe': [SECRETARY, ADMINISTRATOR],
  /** Score a meeting: the secretary for the cell, the follower beside it. */
  'meeting.score': [SECRETARY, FOLLOWER],
  /** Tighten the rules of meetings, set templates and forms for the own branch. */
  'rule.manage': [COMMITTEE_OFFICER, ADMINISTRATOR],
  'document.read': [MEMBER, SECRETARY, FOLLOWER, COMMITTEE_OFFICER],
  'document.publish': [SECRETARY, COMMITTEE_OFFICER],
  'file.upload': [SECRETARY, COMMITTEE_OFFICER, ADMINISTRATOR],
  'adoption.read': [SECRETARY, FOLLOWER, COMMITTEE_OFFICER],
  /** Plan and run rollouts: an officer or administrator of the province. */
  'rollout.manage': [COMMITTEE_OFFICER, ADMINISTRATOR],
  'import.run': [ADMINISTRATOR],
} as const satisfies Record<string, readonly Role[]>;

/** `noun.verb`: what an operation needs. */
export type Permission = keyof typeof PERMISSIONS;

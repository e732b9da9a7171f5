import pg from 'pg';
import { lastDayOf } from '../platform/clock.js';
import { Chance } from './chance.js';
import { type Concluding, Conclusions } from './conclusions.js';
import { Copies } from './copy.js';
import { MONTH_FACTS } from './facts.sql.js';
import { type Issued, Meetings, nameMeetingTables } from './meetings.js';
import { type DemoFiles, namePaperTables, Papers } from './papers.js';
import { type DemoMember, type DemoOfficer, namePeopleTables, People } from './people.js';
import { at, type DemoPlan, pastMonths } from './plan.js';
import { nameRolloutTables, Rollout, type Welcome } from './rollout.js';
import { committeesOf, type DemoCell, nameTreeTables, Tree } from './tree.js';

/** A person whose account somebody may try. */
export interface DemoPerson {
  role: string;
  accountId: string;
  identifier: string;
  name: string;
  organisationId: string;
  organisation: string;
}

/** What a load needs beside its plan. */
export interface DemoParts {
  files: DemoFiles;
  welcome: Welcome;
  /** Told after each committee: how much of all members is loaded, 0 to 1. */
  progress(share: number): void;
}

/** Of how many cells of the pilot the secretary and some members get a password. */
const CELLS_TO_TRY = 4;

/** Of how many cells of each committee with a follower the last meetings have sealed minutes, resolutions, scores; those to try have them. */
const CELLS_CONCLUDED = 1;

/** The database is not empty: a demo is only loaded beside nothing. */
class NotEmpty extends Error {}

/** Loads a demo into an empty database with COPY, in one transaction, a committee at a time so that memory stays flat. */
export async function loadDemo(databaseUrl: string, plan: DemoPlan, parts: DemoParts): Promise<DemoPerson[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sotay demo' });
  await client.connect();
  try {
    await client.query(`begin`);
    await client.query(
      `set local statement_timeout = 0; set local synchronous_commit = off; set local timezone = 'UTC'`,
    );
    await client.query(`select pg_advisory_xact_lock(hashtext('sotay demo'))`);
    const { rows } = await client.query<{ there: boolean }>('select exists (select from organisations) as there');
    if (rows[0]?.there) throw new NotEmpty('Cơ sở dữ liệu đã có dữ liệu: chỉ nạp dữ liệu mẫu vào nơi còn trống.');
    const people = await write(client, plan, parts);
    await client.query('commit');
    return people;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

async function write(client: pg.Client, plan: DemoPlan, parts: DemoParts): Promise<DemoPerson[]> {
  const chance = new Chance(plan.seed, at(plan.day, 0).getTime());
  const copies = new Copies();
  for (const name of [nameTreeTables, namePeopleTables, namePaperTables, nameMeetingTables, nameRolloutTables])
    name(copies);
  const tree = new Tree(chance, copies);
  const people = new People(chance, copies, plan);
  const officer = people.officer('COMMITTEE_OFFICER', 'canbo@sotay.example', tree.province);
  const chosen: DemoPerson[] = [
    personOf(officer),
    personOf(people.officer('ADMINISTRATOR', 'quantri@sotay.example', tree.province)),
  ];
  const papers = new Papers(chance, copies, plan, parts.files);
  const meetings = new Meetings(chance, copies, plan, papers);
  const bulletins = meetings.bulletins(tree.province.id, officer.accountId);
  const issued = { bulletins, directive: papers.ofProvince(tree.province.id, officer.accountId) };
  const rollout = new Rollout(chance, copies, plan, parts.welcome, officer.accountId);
  const concluding: Concluding[] = [];
  let [triedCells, loaded] = [0, 0];
  const total = plan.members + plan.further * 24;

  for (const { index, sizes, onPlatform } of committeesOf(plan, chance)) {
    const cells = tree.committee(index, sizes, onPlatform);
    let followerId: string | null = null;
    if (index < plan.organisations && index < 3 && cells[0]) {
      const follower = people.officer('FOLLOWER', `theodoi${index + 1}@sotay.example`, cells[0].committee);
      followerId = follower.accountId;
      chosen.push(personOf(follower));
      chosen.push(personOf(people.officer('COMMITTEE_OFFICER', `canbo${index + 1}@sotay.example`, cells[0].committee)));
    }
    for (const [place, cell] of cells.entries()) {
      const members = people.ofCell(cell);
      fill(cell, members, meetings, issued, rollout);
      const isTried = triedCells < CELLS_TO_TRY;
      if (onPlatform && (isTried || (followerId && place < CELLS_CONCLUDED)))
        concluding.push({ cellId: cell.id, members, followerId });
      if (onPlatform && isTried) {
        triedCells += 1;
        chosen.push(...toTry(cell, members));
      }
      loaded += members.length;
    }
    await copies.load(client);
    parts.progress(Math.min(1, loaded / total) * 0.9);
  }
  await copies.load(client);
  const conclusions = new Conclusions(client, chance);
  for (const cell of concluding) await conclusions.ofCell(cell);
  // Only the tables' owner may gather statistics: without them the joins go as they are written, by hash.
  await client.query('set local enable_nestloop = off; set local join_collapse_limit = 1');
  await writeFacts(client, plan);
  await client.query(`insert into audit_entries (id, action, details) values ($1, 'demo.loaded', $2)`, [
    chance.id(),
    { cells: plan.cells, members: plan.members, further: plan.further, seed: plan.seed, day: plan.day },
  ]);
  parts.progress(1);
  return chosen;
}

function fill(cell: DemoCell, members: DemoMember[], meetings: Meetings, issued: Issued, rollout: Rollout): void {
  if (cell.onPlatform) meetings.ofCell(cell, members, issued);
  rollout.ofCell(cell, members);
}

/** The facts of the past months and of the plan's own; a coming month begins with its first event. */
async function writeFacts(client: pg.Client, plan: DemoPlan): Promise<void> {
  const current = plan.day.slice(0, 7);
  for (const month of [...pastMonths(plan), current]) {
    const day = month === current ? plan.day : lastDayOf(month);
    await client.query(MONTH_FACTS, [month, day, at(day, 23, 59)]);
  }
}

function personOf(officer: DemoOfficer): DemoPerson {
  const { role, accountId, identifier, name, place } = officer;
  return { role, accountId, identifier, name, organisationId: place.id, organisation: place.name };
}

/** The secretary, the deputy's seat left out, and three members who have the app. */
function toTry(cell: DemoCell, members: DemoMember[]): DemoPerson[] {
  const [secretary, ...others] = members;
  const tried = others
    .filter(member => member.activated && member.role === 'MEMBER' && member.status === 'ACTIVE')
    .slice(0, 3);
  return [secretary, ...tried]
    .filter(member => member !== undefined)
    .map(({ role, accountId, card, name }) => ({
      role,
      accountId,
      identifier: card,
      name,
      organisationId: cell.id,
      organisation: cell.name,
    }));
}

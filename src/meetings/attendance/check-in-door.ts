import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { keyed } from '../../access/keyed.js';
import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { ParameterRows } from '../../platform/database/parameters.js';
import { PreparedStatements } from '../../platform/database/prepared.js';
import { Gathering } from '../../platform/gathering.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import type { Disproof, Room } from './check-in-proof.js';

/** So many wrong codes in ten minutes are a slip of the finger; more are guesses. */
const WRONG_CODES = 10;
const WRONG_SECONDS = 600;

/** How often the key has guessed lately, and for how many seconds it has to wait. */
const wrongLately = (key: string) => `
  select count(*)::int as wrong, ceil(extract(epoch from min(t) - clock_timestamp()) + ${WRONG_SECONDS})::int as wait
  from attempts, unnest(at) t where t > clock_timestamp() - make_interval(secs => ${WRONG_SECONDS}) and key = ${key}`;

const COUNT_WRONG = `
  insert into attempts as a (key, at, last_at) select $1, array[n], n from clock_timestamp() n
  on conflict (key) do update set last_at = excluded.last_at, at = array_append(
    array(select t from unnest(a.at) t where t > excluded.last_at - make_interval(secs => ${WRONG_SECONDS})), excluded.last_at)`;

/** A meeting as whoever checks in finds it. */
export interface Door extends Room {
  status: MeetingStatus;
  invitedAt: Date | null;
  /** Has guessed so often lately that nothing more is looked at. */
  isShut: boolean;
  /** Since when the account is known on the device that signed. */
  onDeviceSince: Date | null;
}

/** Why nobody is let in. */
export type Refused = Disproof | 'CHECK_IN_SIGNATURE_WRONG';

/** Who stands at which meeting's door, with which device. */
interface Comer {
  actor: Actor;
  meetingId: string;
  deviceId: string | null;
}

/** Looks at who comes to check in, and turns away who brings no good code. */
@Injectable()
export class CheckInDoor {
  private readonly looks = new Gathering((comers: Comer[]) => this.look(comers));

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly prepared: PreparedStatements,
    private readonly clock: Clock,
  ) {}

  /** The meeting as it is now and how the account has guessed lately. Refuses NOT_FOUND where the actor may not know of it. */
  async lookAt(actor: Actor, meetingId: string, deviceId: string | null): Promise<Door> {
    const door = isId(meetingId) ? await this.looks.ask({ actor, meetingId, deviceId }) : null;
    if (!door) throw new Refusal('NOT_FOUND');
    return door;
  }

  private async look(comers: Comer[]): Promise<(Door | null)[]> {
    const people = new ParameterRows();
    const [sql] = comers.map(({ actor, meetingId, deviceId }) => {
      const bind = people.next();
      const scope = new MeetingScope(actor, this.clock.now(), bind);
      return `select m.id, m.status, m.invited_at as "invitedAt", m.starts_at as "startsAt", m.opened_at as "openedAt",
          m.closed_at as "closedAt", m.check_in_secret as secret, w.wrong >= ${WRONG_CODES} as "isShut",
          (select d.since from device_accounts d where d.device_id = ${bind(deviceId)}::uuid and d.account_id = ${scope.account}) as "onDeviceSince"
        from meetings m join organisations o on o.id = m.cell_id,
          lateral (${wrongLately(`decode(${bind(this.keyOf(actor).toString('hex'))}, 'hex')`)}) w
        where m.id = ${bind(meetingId)}::uuid and ${scope.seen} limit 1`;
    });
    const found = await this.prepared.rows<Door & { place: number }>(
      `select p.place, door.* from ${people.table} cross join lateral (${sql}) door`,
      [people.json],
    );
    const doors = new Map(found.map(({ place, ...door }) => [place, door]));
    return comers.map((_, place) => doors.get(place) ?? null);
  }

  /** Turns somebody away: counts a guess, and lists it for the secretary, once a member and reason with how often. */
  async turnAway(change: Change, actor: Actor, door: Door, claimed: Date, reason: Refused): Promise<Refusal> {
    if (door.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
    if (!door.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
    // Over all processes guesses come one after the other.
    await change.rows(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`check-in ${actor.accountId}`]);
    const key = this.keyOf(actor);
    const lately = await change.row<{ wrong: number; wait: number }>(wrongLately('$1'), [key]);
    if (lately && lately.wrong >= WRONG_CODES)
      throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: Math.max(1, lately.wait) });
    if (reason === 'CHECK_IN_CODE_WRONG') await change.rows(COUNT_WRONG, [key]);
    await change.run(
      `insert into refused_check_ins (meeting_id, member_id, reason, claimed_at, last_at)
       select $1, t.member_id, $3, $4, $5 from attendances t where t.meeting_id = $1 and t.member_id = $2
       on conflict (meeting_id, member_id, reason) do update set times = refused_check_ins.times + 1,
         claimed_at = excluded.claimed_at, last_at = excluded.last_at`,
      [door.id, actor.memberId, reason, claimed, change.now],
    );
    change.nudge(`meetings/${door.id}`);
    return new Refusal(reason);
  }

  private keyOf(actor: Actor): Buffer {
    return keyed(this.config, 'attempt', 'check in', actor.accountId);
  }
}

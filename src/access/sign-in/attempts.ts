import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../../errors.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { row } from '../../platform/database/statements.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { keyed } from '../keyed.js';

/** Attempts are counted over this many seconds: a quarter of an hour (design.md 6). */
const WINDOW_SECONDS = 900;

/** How many attempts an account and an address have in that time (design.md 6; a whole cell may share one address). */
const PER_ACCOUNT = 5;
const PER_ADDRESS = 100;

/** How often one secret address is asked for in that time: calendars ask every few minutes at most (assumed). */
const PER_SECRET = 60;

/** What is tried; each has its own count an account. */
type Attempted = 'sign in' | 'activate' | 'change password';

/** An attempt that was let through. It counts unless it is forgiven: it was right, or never tried at all. */
export interface Attempt {
  forgive(): Promise<void>;
}

interface Bucket {
  key: Buffer;
  limit: number;
}

/** Counts attempts in the database, over all processes; who comes too often is refused with the seconds to wait. */
@Injectable()
export class Attempts {
  constructor(
    private readonly source: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Lets an attempt on an account (its id, or what was typed for it) from an address through, or refuses it. */
  async take(what: Attempted, account: string, address: string): Promise<Attempt> {
    const byAccount = await this.count({ key: keyed(this.config, 'attempt', what, account), limit: PER_ACCOUNT });
    try {
      const byAddress = await this.count(this.ofAddress(address, 'address'));
      return {
        forgive: async () => {
          await byAccount.forgive();
          await byAddress.forgive();
        },
      };
    } catch (error) {
      await byAccount.forgive();
      throw error;
    }
  }

  /** Notes that an address tried something that no honest client does. Refuses when it does so too often. */
  async noteMisuse(address: string, what: 'misuse' | 'unknown calendar' = 'misuse'): Promise<void> {
    await this.count(this.ofAddress(address, what));
  }

  /** Notes that what a secret address leads to was asked for, wherever from. Refuses when that is too often. */
  async noteReading(what: 'calendar', id: string): Promise<void> {
    await this.count({ key: keyed(this.config, 'attempt', what, id), limit: PER_SECRET });
  }

  /** Old attempts say nothing any more. */
  @OnSweep(WINDOW_SECONDS * 1000)
  async forget(): Promise<void> {
    await this.source.query(`delete from attempts where last_at < now() - make_interval(secs => ${WINDOW_SECONDS})`);
  }

  private ofAddress(address: string, what: 'address' | 'misuse' | 'unknown calendar'): Bucket {
    return { key: keyed(this.config, 'attempt', what, networkOf(address)), limit: PER_ADDRESS };
  }

  /** One statement: the row's lock makes attempts of the same moment come one after the other. */
  private async count({ key, limit }: Bucket): Promise<Attempt> {
    const counted = await row<{ at: string }>(
      this.source,
      `insert into attempts as a (key, at, last_at) select $1, array[n], n from clock_timestamp() n
       on conflict (key) do update set last_at = excluded.last_at, at = array_append(
         array(select t from unnest(a.at) t where t > excluded.last_at - make_interval(secs => ${WINDOW_SECONDS})), excluded.last_at)
       where (select count(*) from unnest(a.at) t where t > excluded.last_at - make_interval(secs => ${WINDOW_SECONDS})) < $2
       returning last_at::text as at`,
      [key, limit],
    );
    if (!counted) throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: await this.secondsToWait(key) });
    return {
      forgive: async () => {
        await this.source.query(`update attempts set at = array_remove(at, $2::timestamptz) where key = $1`, [
          key,
          counted.at,
        ]);
      },
    };
  }

  private async secondsToWait(key: Buffer): Promise<number> {
    const found = await row<{ seconds: number }>(
      this.source,
      `select ceil(extract(epoch from min(t) - clock_timestamp()) + ${WINDOW_SECONDS})::int as seconds
       from attempts, unnest(at) t where key = $1 and t > clock_timestamp() - make_interval(secs => ${WINDOW_SECONDS})`,
      [key],
    );
    return Math.max(1, found?.seconds ?? 1);
  }
}

/** What counts as one address: an IPv4 address, or the /64 network that one household of IPv6 has. */
function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  return [...groups, ...after]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

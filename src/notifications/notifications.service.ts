import { Inject, Injectable } from '@nestjs/common';
import type { Change } from '../audit/change.js';
import { CONFIG, type Config } from '../platform/config/config.js';

/** Something to tell several people. Texts are Vietnamese; the SMS text is neutral: it never says that somebody is a party member. */
export interface Telling {
  /** What it is about, for the phone's icon and filter: `meeting-invited`, `rollout-wave`. */
  kind: string;
  title: string;
  body: string;
  /** Where a tap leads: a path of the web app. */
  url?: string | null;
  /** What it is about: one telling a kind, subject and person, however often it is asked for. */
  subjectId?: string | null;
  /** Tells two tellings of one kind about one subject apart, such as the version of an edit. */
  occasion?: string;
  accountIds: readonly string[];
  /** Also by SMS to those who are not activated yet, where a gateway is configured and the person has a phone. May hold `{code}`. */
  sms?: string | null;
  /** The SMS goes to the activated as well: for what must not wait until somebody opens the app. */
  smsToActivated?: boolean;
  /** The deliveries can be held and counted together: see DeliveryBatches. */
  batchId?: string | null;
}

/** Stands in an SMS for the activation code; filled in when the message leaves, and stored nowhere. */
export const CODE = '{code}';

/** Stands in an SMS for the last day of the code. */
export const UNTIL = '{until}';

/** Tells people something. What is told here is in their list when the transaction commits; other channels follow from the ledger. */
@Injectable()
export class Notifications {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * One notification a person, and one delivery a person and channel, in one statement; disabled accounts are passed over. In the
   * app it counts as delivered for the activated only. Whoever is not activated and has no phone is SKIPPED. Returns how many are new.
   */
  async tell(change: Change, telling: Telling): Promise<number> {
    const { kind, title, body, accountIds } = telling;
    if (accountIds.length === 0) return 0;
    const sms = this.config.sms ? (telling.sms ?? null) : null;
    const made = await change.row<{ told: number; by_sms: boolean | null }>(
      `with person as materialized (
         select a.id, a.activated_at is not null as activated,
           $6::text is not null and (a.activated_at is null or $11)
             and (select m.phone is not null from members m where m.id = a.member_id) is true as by_sms
         from accounts a where a.id = any($1::uuid[]) and a.disabled_at is null
       ), told as (
         insert into notifications (id, account_id, kind, title, body, url, sms, subject_id, occasion, created_at)
         select new_id(), p.id, $2, $3, $4, $5, $6, $7, $8, $10 from person p order by p.id
         on conflict (subject_id, account_id, kind, occasion) where subject_id is not null do nothing
         returning id, account_id
       ), way as (
         select t.id, p.activated, p.by_sms from told t join person p on p.id = t.account_id
       ), made as (
         insert into deliveries (id, notification_id, batch_id, channel, state, created_at, finished_at)
         select new_id(), w.id, $9::uuid, 'IN_APP', case when w.activated then 'DELIVERED' else 'SKIPPED' end, $10::timestamptz, $10::timestamptz
         from way w where w.activated or not w.by_sms
         union all
         select new_id(), w.id, $9::uuid, 'SMS', 'PENDING', $10::timestamptz, null from way w where w.by_sms
       )
       select count(*)::int as told, bool_or(by_sms) as by_sms from way`,
      [
        accountIds,
        kind,
        title,
        body,
        telling.url ?? null,
        sms,
        telling.subjectId ?? null,
        telling.occasion ?? '',
        telling.batchId ?? null,
        change.now,
        telling.smsToActivated === true && !sms?.includes(CODE),
      ],
    );
    if (made?.by_sms) change.enqueue('deliveries.send', {}, { id: 'deliveries.send' });
    return made?.told ?? 0;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { CELL_KINDS } from '../../organisations/organisation.types.js';
import { Clock, monthAfter } from '../../platform/clock.js';
import { rows } from '../../platform/database/statements.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { type Rules, type SomeRules, tightened } from '../rules/rules.js';
import { endsStretch, occasionOf } from './reminders.js';

const HALF_HOUR = 1_800_000;

/** How many cells are looked at in one transaction. */
const AT_ONCE = 200;

/** The kind of these notices; told once a cell, person and occasion. */
const KIND = 'duty-reminder';

interface Cell {
  id: string;
  name: string;
  /** The rules for everybody and what is added from above, from the top down. */
  settings: [Rules, ...SomeRules[]];
  /** The regular meetings that the coming month has, and the months with a thematic one since January of last year. */
  isPlanned: boolean;
  thematic: string[];
  told: string[];
  accountIds: string[];
}

/**
 * Reminds the secretary of a cell and the deputies while the coming month has no regular meeting yet, and of a thematic one in the last month
 * of its quarter. Cells on the platform only. What was told is known by the notices themselves, so that it does no harm to be late, to run
 * twice, or in two processes.
 */
@Injectable()
export class DutyReminders {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly notifications: Notifications,
  ) {}

  @OnSweep(HALF_HOUR)
  async remind(): Promise<void> {
    const today = this.clock.today();
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const cells = await this.cells(after, today);
      const last = cells.at(-1);
      if (!last) return;
      const due = cells
        .map(cell => ({ cell, tellings: dueOf(cell, today) }))
        .filter(({ tellings }) => tellings.length > 0);
      if (due.length > 0)
        await this.changes.make(Actor.system, async change => {
          for (const { cell, tellings } of due) for (const telling of tellings) await this.tell(change, cell, telling);
        });
      if (cells.length < AT_ONCE) return;
      after = last.id;
    }
  }

  private async tell(change: Change, cell: Cell, { occasion, month, ...texts }: Telling): Promise<void> {
    const told = await this.notifications.tell(change, {
      kind: KIND,
      ...texts,
      occasion,
      subjectId: cell.id,
      accountIds: cell.accountIds,
    });
    if (told > 0) await change.record('cell.reminded', cell.id, cell.id, { occasion, month, people: told });
  }

  /** The next cells by key that have a secretary and live on the platform. */
  private cells(after: string, today: string): Promise<Cell[]> {
    const month = today.slice(0, 7);
    return rows<Cell>(
      this.source,
      `select c.id, c.name,
         array(select r.settings from rule_sets r where r.during @> $2::date and (r.organisation_id is null
             or replace(r.organisation_id::text, '-', '') = any(string_to_array(c.path::text, '.')))
           order by r.organisation_id is not null,
             array_position(string_to_array(c.path::text, '.'), replace(r.organisation_id::text, '-', ''))) as settings,
         exists (select 1 from meetings m where m.cell_id = c.id and m.month = $4 and m.kind = 'REGULAR' and m.status <> 'CANCELLED') as "isPlanned",
         array(select distinct m.month from meetings m where m.cell_id = c.id and m.month between $5 and $3 and m.status <> 'CANCELLED'
           and (m.kind = 'THEMATIC' or m.includes_thematic)) as thematic,
         array(select distinct n.occasion from notifications n where n.subject_id = c.id and n.kind = '${KIND}') as told,
         s.ids as "accountIds"
       from organisations c
       cross join lateral (select array_agg(g.account_id) as ids from grants g
         where g.organisation_id = c.id and g.role = 'SECRETARY' and g.during @> $2::date) s
       where c.id > $1 and c.kind = any($6) and (c.valid_to is null or c.valid_to > $2::date) and s.ids is not null
         and (select f.on_platform from cell_months f where f.cell_id = c.id and f.month <= $3 order by f.month desc limit 1)
       order by c.id limit ${AT_ONCE}`,
      [after, today, month, monthAfter(month, 1), monthAfter(month, -11), CELL_KINDS],
    );
  }
}

interface Telling {
  occasion: string;
  month: string;
  title: string;
  body: string;
  url: string;
}

/** What is to be told about a cell today and was not told yet. */
function dueOf(cell: Cell, today: string): Telling[] {
  const [above, ...lower] = cell.settings;
  const rules = lower.reduce<Rules>(tightened, above);
  const month = today.slice(0, 7);
  const coming = monthAfter(month, 1);
  const url = (of: string, kind: string) => `/sinh-hoat/moi?chi-bo=${cell.id}&thang=${of}&loai=${kind}`;
  const due: Telling[] = [];
  const occasion = cell.isPlanned ? null : occasionOf(rules.reminders, today);
  if (occasion)
    due.push({
      occasion,
      month: coming,
      title: `Lên lịch sinh hoạt ${named(coming)}`,
      body: `${cell.name} chưa có lịch sinh hoạt thường kỳ ${named(coming)}. Đồng chí mở ra xem ngày giờ gợi ý theo nề nếp của chi bộ rồi lên lịch.`,
      url: url(coming, 'REGULAR'),
    });
  const every = rules.duties.thematicEveryMonths;
  const since = monthAfter(month, 1 - every);
  if (endsStretch(month, every) && !cell.thematic.some(held => held >= since))
    due.push({
      occasion: `${month}/thematic`,
      month,
      title: `Sinh hoạt chuyên đề đến hạn ${named(month)}`,
      body: `${cell.name} chưa sinh hoạt chuyên đề trong ${every} tháng qua; ${named(month)} là tháng cuối. Đồng chí lên lịch, hoặc gộp với buổi thường kỳ.`,
      url: url(month, 'THEMATIC'),
    });
  return due.filter(({ occasion: one }) => !cell.told.includes(one));
}

/** `tháng 12/2026`. */
function named(month: string): string {
  const [year, number] = month.split('-');
  return `tháng ${Number(number)}/${year}`;
}

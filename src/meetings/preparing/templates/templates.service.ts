import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../../access/actor.js';
import { Changes } from '../../../audit/changes.js';
import { Refusal } from '../../../errors.js';
import { CELL_KINDS } from '../../../organisations/organisation.types.js';
import { OrganisationsService } from '../../../organisations/organisations.service.js';
import { Clock, dayOf } from '../../../platform/clock.js';
import { type Db, rows } from '../../../platform/database/statements.js';
import { loader } from '../../../platform/graphql/loader.js';
import { newId } from '../../../platform/ids.js';
import type { MeetingKind } from '../../meeting.types.js';
import type { AgendaTemplateArgs, AgendaTemplatesArgs, SetAgendaTemplateInput } from './template.inputs.js';
import { type AgendaTemplate, CellType } from './template.types.js';

/** Every template in force at an organisation `$1` on a day `$2`: of each kind of cell and meeting that of the nearest organisation, as the tree was then. */
const IN_FORCE = `
  with place as (select coalesce(
    (select p.path from organisation_periods p where p.organisation_id = $1 and p.during @> $2::date),
    (select o.path from organisations o where o.id = $1)) as path)
  select distinct on (t.cell_type, t.meeting_kind) t.id, t.cell_type as "cellType", t.meeting_kind as kind, t.source,
    t.organisation_id as "organisationId", lower(t.during)::text as "validFrom", upper(t.during)::text as "validTo",
    (select coalesce(jsonb_agg(jsonb_build_object('section', i.item->'section', 'title', i.item->'title', 'notes', i.item->'notes',
      'minutes', i.item->'minutes', 'isCommitteeOnly', coalesce(i.item->'isCommitteeOnly', 'false')) order by i.place), '[]')
      from jsonb_array_elements(t.items) with ordinality i (item, place)) as items
  from agenda_templates t, place
  where t.during @> greatest($2::date, date '2018-07-06') and ($3::text is null or t.cell_type = $3) and ($4::text is null or t.meeting_kind = $4)
    and (t.organisation_id is null or replace(t.organisation_id::text, '-', '') = any(string_to_array(place.path::text, '.')))
  order by t.cell_type, t.meeting_kind,
    array_position(string_to_array(place.path::text, '.'), replace(t.organisation_id::text, '-', '')) desc nulls last`;

/** Templates of agendas by kind of cell and meeting, dated and inherited from above; and of which kind a cell is. */
@Injectable()
export class AgendaTemplates {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly changes: Changes,
    private readonly organisations: OrganisationsService,
  ) {}

  /** Of which kind a cell is: a hamlet where nobody has said otherwise. Null for what is no cell. */
  readonly typeOf = loader<string, { id: string; type: CellType | null }>(
    ids =>
      rows(
        this.source,
        `select o.id, case when o.kind = any($2) then coalesce(t.type, '${CellType.HAMLET}') end as type
         from organisations o left join cell_types t on t.cell_id = o.id where o.id = any($1::uuid[])`,
        [ids, CELL_KINDS],
      ),
    ({ id }) => id,
  );

  /** What an agenda of the cell begins with. Null only where nothing at all is in force. */
  async ofCell(actor: Actor, { cellId, kind, on }: AgendaTemplateArgs): Promise<AgendaTemplate | null> {
    const cell = await this.organisations.find(actor, cellId);
    if (!CELL_KINDS.includes(cell.kind)) throw new Refusal('NOT_A_CELL');
    return this.inForce(this.source, cell.id, kind, on ?? this.clock.today());
  }

  /** Every template in force at an organisation. */
  async list(actor: Actor, { organisationId, cellType, on }: AgendaTemplatesArgs): Promise<AgendaTemplate[]> {
    const place = await this.organisations.find(actor, organisationId);
    return rows(this.source, IN_FORCE, [place.id, on ?? this.clock.today(), cellType ?? null, null]);
  }

  /** The same for a change that knows the cell. */
  async inForce(db: Db, cellId: string, kind: MeetingKind, day: string): Promise<AgendaTemplate | null> {
    const [type] = await rows<{ type: CellType }>(db, `select type from cell_types where cell_id = $1`, [cellId]);
    const [found] = await rows<AgendaTemplate>(db, IN_FORCE, [cellId, day, type?.type ?? CellType.HAMLET, kind]);
    return found ?? null;
  }

  /**
   * Puts a template in force for a branch, or for a cell, from a day on; what was in force before ends on that day and stays in the past.
   * What was planned for a later day is replaced. Gives the organisation's id.
   */
  set(actor: Actor, input: SetAgendaTemplateInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    const repeatable = { operation: 'setAgendaTemplate', clientMutationId, input: rest };
    return this.changes.once(actor, repeatable, async change => {
      const place = await this.organisations.find(actor, input.organisationId, 'template.set', change.manager);
      if (input.from < dayOf(change.now))
        throw Refusal.field('input.from', 'Không sửa được mẫu của những ngày đã qua.');
      // Of two at once the later one ends what the earlier one put in force.
      await change.row(`select 1 from organisations where id = $1 for no key update`, [place.id]);
      const which = [place.id, input.cellType, input.kind, input.from];
      const own = `organisation_id = $1 and cell_type = $2 and meeting_kind = $3`;
      await change.run(`delete from agenda_templates where ${own} and lower(during) >= $4::date`, which);
      await change.run(
        `update agenda_templates set during = daterange(lower(during), $4::date) where ${own} and during @> $4::date`,
        which,
      );
      const id = newId();
      if (input.items.length > 0)
        await change.run(
          `insert into agenda_templates (id, organisation_id, cell_type, meeting_kind, items, source, during, created_by, created_at)
           values ($5, $1, $2, $3, $6, $7, daterange($4::date, null), $8, $9)`,
          [...which, id, JSON.stringify(input.items), input.source || null, change.doer.accountId, change.now],
        );
      await change.record('agenda-template.set', place.id, id, {
        cellType: input.cellType,
        kind: input.kind,
        from: input.from,
        items: input.items.length,
      });
      return place.id;
    });
  }

  /** Says of which kind a cell is. Gives its id. */
  setType(actor: Actor, cellId: string, type: CellType, clientMutationId: string): Promise<string> {
    const repeatable = { operation: 'setCellType', clientMutationId, input: { cellId, type } };
    return this.changes.once(actor, repeatable, async change => {
      const cell = await this.organisations.find(actor, cellId, 'cell.describe', change.manager);
      if (!CELL_KINDS.includes(cell.kind)) throw new Refusal('NOT_A_CELL');
      await change.run(
        `insert into cell_types (cell_id, type) values ($1, $2) on conflict (cell_id) do update set type = excluded.type`,
        [cell.id, type],
      );
      await change.record('cell.described', cell.id, cell.id, { type });
      return cell.id;
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { isId, newId } from '../../platform/ids.js';
import { MeetingStatus } from '../meeting.types.js';
import { type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import type { AgendaItemInput, SetAgendaInput } from '../meetings.inputs.js';
import { CURRENT_AGENDA } from './agenda.sql.js';
import type { CarriedKind } from './agenda.types.js';
import { MaterialsService } from './materials.service.js';

/** What of a stored item stays when the input does not speak of it. */
interface Stored {
  id: string;
  isCommitteeOnly: boolean;
  carriedKind: CarriedKind | null;
  carriedId: string | null;
}

/** The condition that an id `$2` names something of the cell `$1` that an agenda may take up again, by the kind of it. */
const OF_THE_CELL: Record<CarriedKind, string> = {
  AGENDA_ITEM: `select 1 from agenda_items i join meetings m on m.id = i.meeting_id where m.cell_id = $1 and i.id = $2 and i.meeting_id <> $3`,
  TASKS: `select 1 where $1::uuid = $2::uuid and $3::uuid is not null`,
  COMMITTEE_TASKS: `select 1 where $1::uuid = $2::uuid and $3::uuid is not null`,
  OPINION: `select 1 from opinions where cell_id = $1 and id = $2 and withdrawn_at is null and $3::uuid is not null`,
};

/** The agenda (chương trình) of a meeting. */
@Injectable()
export class Agendas {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly materials: MaterialsService,
  ) {}

  /**
   * Replaces the agenda as a whole. Once people are invited it cannot become empty. Who edited an older edition is refused and gets the
   * agenda as it stands now beside the own one. Gives the meeting's id.
   */
  set(actor: Actor, input: SetAgendaInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'setAgenda', clientMutationId, input: rest }, async change => {
      const meeting = await this.rows.toManage(change, actor, input.meetingId, { facts: hasDocuments(input.items) });
      if (meeting.version !== input.version)
        throw new Refusal('STALE_VERSION', {
          currentVersion: meeting.version,
          current: await change.rows(CURRENT_AGENDA, [meeting.id]),
        });
      mustNotBeOver(meeting);
      if (input.items.length === 0 && meeting.status !== MeetingStatus.DRAFT)
        throw new Refusal('MEETING_WITHOUT_AGENDA');
      await this.replace(change, actor, meeting, input.items);
      await change.run(`update meetings set version = version + 1 where id = $1`, [meeting.id]);
      await change.record('meeting.agenda-set', meeting.cellId, meeting.id, {
        version: meeting.version + 1,
        items: input.items.length,
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /**
   * Writes the items in their order. An item that names one of this meeting's stays that one; every other is new. Whether an item is the
   * committee's only, what it takes up again and its documents stay where the input is silent, so that an older client gives nothing away.
   */
  async replace(change: Change, actor: Actor, meeting: MeetingRow, items: readonly AgendaItemInput[]): Promise<void> {
    const named = items.map(item => item.id?.toLowerCase()).filter(id => id !== undefined);
    if (new Set(named).size !== named.length) throw Refusal.field('input.items', 'Hai mục mang cùng một mã.');
    const own = await change.rows<Stored>(
      `select id, committee_only as "isCommitteeOnly", carried_kind as "carriedKind", carried_id as "carriedId"
       from agenda_items where meeting_id = $1 and id = any($2::uuid[])`,
      [meeting.id, named.filter(isId)],
    );
    const kept = items.map(({ id }) => own.find(item => item.id === id?.toLowerCase()));
    const ids = kept.map(item => item?.id ?? newId());
    const carried = await this.carriedOf(change, meeting, items, kept);
    await change.run(`delete from agenda_items where meeting_id = $1 and id <> all($2::uuid[])`, [meeting.id, ids]);
    await change.run(
      `insert into agenda_items (id, meeting_id, position, title, notes, minutes, presenter, committee_only, carried_kind, carried_id)
       select t.id, $1, t.position, t.title, nullif(t.notes, ''), t.minutes, nullif(t.presenter, ''), t.committee_only, t.kind, t.carried
       from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::text[], $7::boolean[], $8::text[], $9::uuid[]) with ordinality
         t (id, title, notes, minutes, presenter, committee_only, kind, carried, position)
       on conflict (id) do update set position = excluded.position, title = excluded.title, notes = excluded.notes,
         minutes = excluded.minutes, presenter = excluded.presenter, committee_only = excluded.committee_only`,
      [
        meeting.id,
        ids,
        items.map(item => item.title),
        items.map(item => item.notes ?? null),
        items.map(item => item.minutes ?? null),
        items.map(item => item.presenter ?? null),
        items.map((item, place) => item.isCommitteeOnly ?? kept[place]?.isCommitteeOnly ?? false),
        carried.map(from => from.kind),
        carried.map(from => from.id),
      ],
    );
    await this.link(change, actor, meeting, items, ids);
  }

  /** Puts documents to their items, and before the meeting where they are not yet: those that the actor may read. */
  private async link(
    change: Change,
    actor: Actor,
    meeting: MeetingRow,
    items: readonly AgendaItemInput[],
    ids: readonly string[],
  ): Promise<void> {
    const links = items.flatMap(({ documentIds }, place) =>
      documentIds ? [{ item: ids[place] ?? '', documents: [...new Set(documentIds.map(id => id.toLowerCase()))] }] : [],
    );
    const documents = [...new Set(links.flatMap(link => link.documents))];
    if (!documents.every(isId)) throw new Refusal('NOT_FOUND');
    await this.materials.mustBeAttachable(change, actor, meeting.id, documents);
    await change.run(`delete from agenda_item_documents where agenda_item_id = any($1::uuid[])`, [
      links.map(({ item }) => item),
    ]);
    const pairs = links.flatMap(({ item, documents }) => documents.map((id, place) => ({ item, id, place })));
    await change.run(
      `insert into agenda_item_documents (agenda_item_id, document_id, position) select * from unnest($1::uuid[], $2::uuid[], $3::int[])`,
      [pairs.map(({ item }) => item), pairs.map(({ id }) => id), pairs.map(({ place }) => place)],
    );
    await this.materials.put(change, meeting, documents);
  }

  /** What each item takes up again: what is stored stays; what is named must be of the cell. */
  private async carriedOf(
    change: Change,
    meeting: MeetingRow,
    items: readonly AgendaItemInput[],
    kept: readonly (Stored | undefined)[],
  ): Promise<{ kind: CarriedKind | null; id: string | null }[]> {
    const carried: { kind: CarriedKind | null; id: string | null }[] = [];
    const seen = new Set<string>();
    for (const [place, { carriedFrom }] of items.entries()) {
      const stored = kept[place];
      const kind = stored?.carriedKind ?? (stored ? null : (carriedFrom?.kind ?? null));
      const id = stored?.carriedId ?? (stored ? null : (carriedFrom?.id.toLowerCase() ?? null));
      const path = `input.items.${place}.carriedFrom`;
      if (kind && id && !stored) {
        const found = isId(id) && (await change.row(OF_THE_CELL[kind], [meeting.cellId, id, meeting.id]));
        if (!found) throw Refusal.field(path, 'Không tìm thấy việc này của chi bộ.');
      }
      if (kind && seen.has(`${kind}/${id}`)) throw Refusal.field(path, 'Việc này đã có trong chương trình.');
      seen.add(`${kind}/${id}`);
      carried.push({ kind, id });
    }
    return carried;
  }
}

/** Whether documents come with the items: then the month's facts are locked before the meeting. */
export function hasDocuments(items: readonly AgendaItemInput[]): boolean {
  return items.some(item => item.documentIds && item.documentIds.length > 0);
}

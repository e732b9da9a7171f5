import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { isId, newId } from '../../platform/ids.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import type { AgendaItemInput, SetAgendaInput } from '../meetings.inputs.js';

/** The agenda (chương trình) of a meeting. */
@Injectable()
export class Agendas {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
  ) {}

  /** Replaces the agenda as a whole. Once people are invited it cannot become empty. Gives the meeting's id. */
  set(actor: Actor, input: SetAgendaInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'setAgenda', clientMutationId, input: rest }, async change => {
      const meeting = await this.rows.toManage(change, actor, input.meetingId);
      if (meeting.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: meeting.version });
      mustNotBeOver(meeting);
      if (input.items.length === 0 && meeting.status !== MeetingStatus.DRAFT)
        throw new Refusal('MEETING_WITHOUT_AGENDA');
      await this.replace(change, meeting.id, input.items);
      await change.run(`update meetings set version = version + 1 where id = $1`, [meeting.id]);
      await change.record('meeting.agenda-set', meeting.cellId, meeting.id, {
        version: meeting.version + 1,
        items: input.items.length,
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Writes the items in their order. An item that names one of this meeting's stays that one; every other is new. */
  async replace(change: Change, meetingId: string, items: readonly AgendaItemInput[]): Promise<void> {
    const named = items.map(item => item.id?.toLowerCase()).filter(id => id !== undefined);
    if (new Set(named).size !== named.length) throw Refusal.field('input.items', 'Hai mục mang cùng một mã.');
    const own = await change.rows<{ id: string }>(
      `select id from agenda_items where meeting_id = $1 and id = any($2::uuid[])`,
      [meetingId, named.filter(isId)],
    );
    const ids = items.map(({ id }) => own.find(item => item.id === id?.toLowerCase())?.id ?? newId());
    await change.run(`delete from agenda_items where meeting_id = $1 and id <> all($2::uuid[])`, [meetingId, ids]);
    await change.run(
      `insert into agenda_items (id, meeting_id, position, title, notes, minutes, presenter)
       select t.id, $1, t.position, t.title, nullif(t.notes, ''), t.minutes, nullif(t.presenter, '')
       from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::text[]) with ordinality
         t (id, title, notes, minutes, presenter, position)
       on conflict (id) do update set position = excluded.position, title = excluded.title, notes = excluded.notes,
         minutes = excluded.minutes, presenter = excluded.presenter`,
      [
        meetingId,
        ids,
        items.map(item => item.title),
        items.map(item => item.notes ?? null),
        items.map(item => item.minutes ?? null),
        items.map(item => item.presenter ?? null),
      ],
    );
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { type PackedMeeting, PackSources } from '../documents/packs/pack-sources.js';
import { Refusal } from '../errors.js';
import { Clock } from '../platform/clock.js';
import { Parameters } from '../platform/database/parameters.js';
import { row } from '../platform/database/statements.js';
import { isId } from '../platform/ids.js';
import { MeetingScope } from './meeting.sql.js';
import { isForCommittee } from './preparing/committee.sql.js';

/** Agenda items without their presenter: a pack that is handed on names no person. Nor does it hold what is for the committee only, whoever loads it. */
const AGENDA = `(select coalesce(json_agg(json_build_object('id', i.id, 'position', i.position, 'title', i.title, 'notes', i.notes,
  'minutes', i.minutes) order by i.position), '[]') from agenda_items i where i.meeting_id = m.id and not i.committee_only)`;

const DOCUMENTS = `array(select md.document_id::text from meeting_documents md where md.meeting_id = m.id
  and not ${isForCommittee()} order by md.position, md.document_id)`;

interface MeetingForPack extends Omit<PackedMeeting['meeting'], 'startsAt' | 'endsAt'> {
  startsAt: Date;
  endsAt: Date | null;
  documentIds: string[];
  reads: boolean;
}

/** How a meeting goes into the pocket: agenda and materials, for those who may read the meeting. */
@Injectable()
export class PackedMeetings implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly packs: PackSources,
  ) {}

  onModuleInit(): void {
    this.packs.provide((actor, id) => this.one(actor, id));
  }

  /** Without address of an online room, persons, minutes and roll: they are for the members' own screens. */
  private async one(actor: Actor, id: string): Promise<PackedMeeting> {
    if (!isId(id)) throw new Refusal('NOT_FOUND');
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = await row<MeetingForPack>(
      this.source,
      `select m.id, m.version, m.kind, m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place,
         m.status = 'CANCELLED' as "isCancelled", ${AGENDA} as agenda, ${DOCUMENTS} as "documentIds", ${scope.reads} as reads
       from meetings m join organisations o on o.id = m.cell_id where m.id = ${bind(id)} and ${scope.seen}`,
      values,
    );
    if (!found) throw new Refusal('NOT_FOUND');
    const { reads, documentIds, startsAt, endsAt, ...meeting } = found;
    if (!reads) throw new Refusal('NOT_ALLOWED');
    return {
      meeting: { ...meeting, startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null },
      documentIds,
    };
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import { withoutReasons } from './assembled.js';
import { draftText } from './draft-text.js';
import type { Minutes, MinutesAddendum, MinutesSeal } from './minutes.types.js';
import { type MinutesRecord, SignatureRole } from './minutes-record.js';
import { contentHash, type KeptMinutes, MinutesRecords } from './minutes-records.js';

interface Found {
  id: string;
  version: number;
  status: MeetingStatus;
  manages: boolean;
  sealedBy: string | null;
  content: string | null;
}

/** Minutes as people see them. */
@Injectable()
export class MinutesRead {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly records: MinutesRecords,
  ) {}

  /**
   * The minutes of a meeting. While it runs only for those who manage it; from its closing on for all who read the meeting, of the record
   * what they may see. Null where there are none yet. Refuses NOT_FOUND where the actor may not know of the meeting or not read it.
   */
  async one(actor: Actor, meetingId: string): Promise<Minutes | null> {
    const found = await this.find(actor, meetingId);
    const isClosed = found.status === MeetingStatus.CLOSED;
    if (!isClosed && !(found.manages && found.status === MeetingStatus.OPEN)) return null;
    const kept = await this.records.kept(this.source, found.id);
    const { record, signatures, seal } = kept;
    const signs = rolesOf(record, actor.memberId);
    const seesAll = found.manages || signs.length > 0;
    const hash = isClosed && !seal ? contentHash(kept).toString('hex') : null;
    return {
      meetingId: found.id,
      version: found.version,
      text: isClosed ? kept.text : null,
      conclusion: isClosed ? record.conclusion : null,
      record: seesAll ? record : seal ? withoutReasons(record, actor.memberId) : null,
      draftText: seesAll && !seal ? draftText(record) : null,
      contentHash: seesAll ? hash : null,
      // A signature under another content than today's counts for nothing: it falls with the next one.
      signatures: seal ? signatures : signatures.filter(one => one.contentHash === hash),
      toSignAs:
        isClosed && !seal
          ? signs.filter(role => !signatures.some(one => one.role === role && one.contentHash === hash))
          : [],
      mayEdit: found.manages && isClosed && !seal,
      mayAdd: found.manages && Boolean(seal),
      readOutAt: record.readOutAt,
      seal: sealOf(found, kept, seesAll),
      addenda: seal ? await this.addenda(found.id) : [],
    };
  }

  private async find(actor: Actor, meetingId: string): Promise<Found> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = isId(meetingId)
      ? await row<Found>(
          this.source,
          `select m.id, m.version, m.status, ${scope.manages} as manages, a.full_name as "sealedBy", s.content
           from meetings m join organisations o on o.id = m.cell_id left join minutes_seals s on s.meeting_id = m.id
             left join accounts a on a.id = s.sealed_by
           where m.id = ${bind(meetingId)} and ${scope.seen} and ${scope.reads}`,
          values,
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  private async addenda(meetingId: string): Promise<MinutesAddendum[]> {
    const found = await rows<Omit<MinutesAddendum, 'text' | 'previous'>>(
      this.source,
      `select d.id, d.position, d.content, encode(d.hash, 'hex') as hash, a.full_name as "addedBy", d.added_at as "addedAt"
       from minutes_addenda d join accounts a on a.id = d.added_by where d.meeting_id = $1 order by d.position`,
      [meetingId],
    );
    return found.map(addendum => {
      const { text, previous } = JSON.parse(addendum.content) as { text: string; previous: string };
      return { ...addendum, text, previous };
    });
  }
}

function rolesOf({ chair, recorder }: MinutesRecord, memberId: string | null): SignatureRole[] {
  const isRecorder = memberId !== null && recorder?.memberId === memberId;
  const isChair = memberId !== null && chair?.memberId === memberId;
  return [...(isRecorder ? [SignatureRole.RECORDER] : []), ...(isChair ? [SignatureRole.CHAIR] : [])];
}

function sealOf({ sealedBy, content }: Found, { seal }: KeptMinutes, seesAll: boolean): MinutesSeal | null {
  return seal && { ...seal, sealedBy: sealedBy ?? '', content: seesAll ? content : null };
}

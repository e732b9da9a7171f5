import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { isForCommittee } from '../preparing/committee.sql.js';

/** Who of a cell has not opened the material of a meeting: for its secretary, who can remind them, and for nobody else. */
@Injectable()
export class NotOpened {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The ids of those on the roll, by name, who are not exempt and have opened none of the documents that lie before them. Nobody
   * before the invitation, and where there is no document yet. Who has no smartphone is among them: somebody must tell them.
   */
  async of(actor: Actor, meetingId: string): Promise<string[]> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const meeting = isId(meetingId)
      ? await row<{ manages: boolean }>(
          this.source,
          `select ${scope.manages} as manages from meetings m join organisations o on o.id = m.cell_id
           where m.id = ${bind(meetingId)} and ${scope.seen}`,
          values,
        )
      : undefined;
    if (!meeting) throw new Refusal('NOT_FOUND');
    if (!meeting.manages) throw new Refusal('NOT_ALLOWED');
    const found = await rows<{ id: string }>(
      this.source,
      `select p.id from attendances t join members p on p.id = t.member_id
       where t.meeting_id = $1 and t.state <> 'EXEMPT'
         and exists (select 1 from meeting_documents md where md.meeting_id = $1 and md.published_at is not null
             and not ${isForCommittee()})
         and not exists (select 1 from meeting_documents md join readings r on r.document_id = md.document_id
           where md.meeting_id = $1 and r.member_id = t.member_id and not ${isForCommittee()})
       order by p.given_name collate "vi-x-icu", p.full_name collate "vi-x-icu", p.id`,
      [meetingId],
    );
    return found.map(({ id }) => id);
  }
}

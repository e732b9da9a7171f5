import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { PROVINCE_ZONE } from '../../platform/clock.js';
import type { MeetingRow } from '../meeting-rows.js';
import { type MinutesRecord, type MinutesSignature, SignatureRole } from './minutes-record.js';
import { MinutesRecords } from './minutes-records.js';

/** The two who sign: by which role, and who. */
export interface Signers {
  chair: string;
  recorder: string;
}

/** Who signs the minutes: chair and recorder, what is asked of them, and how they hear of it. */
@Injectable()
export class SignersOfMinutes {
  constructor(
    private readonly records: MinutesRecords,
    private readonly notifications: Notifications,
  ) {}

  /** The two who sign. Refuses while one is not named, or may not. */
  async of(change: Change, meetingId: string, { chair, recorder }: MinutesRecord): Promise<Signers> {
    if (!chair) throw new Refusal('CHAIR_NOT_NAMED');
    if (!recorder) throw new Refusal('RECORDER_NOT_NAMED');
    const signers = { chair: chair.memberId, recorder: recorder.memberId };
    await this.assert(change, meetingId, signers);
    return signers;
  }

  /** Two people (domain.md 4: two signatures) who were present, the chair a full member on the day (all three assumed). */
  async assert(change: Change, meetingId: string, { chair, recorder }: Signers): Promise<void> {
    if (chair === recorder) throw new Refusal('SIGNERS_MUST_DIFFER');
    const present = await change.rows<{ id: string; isFull: boolean }>(
      `select n.id, n.kind = 'FULL' and (n.full_since is null or n.full_since <= (m.starts_at at time zone '${PROVINCE_ZONE}')::date) as "isFull"
       from meetings m join attendances t on t.meeting_id = m.id join members n on n.id = t.member_id
       where m.id = $1 and t.state = 'PRESENT' and t.member_id = any($2::uuid[])`,
      [meetingId, [chair, recorder]],
    );
    if (present.length < 2) throw new Refusal('SIGNER_NOT_PRESENT');
    if (!present.find(({ id }) => id === chair)?.isFull) throw new Refusal('CHAIR_MUST_BE_FULL_MEMBER');
  }

  /** Asks chair and recorder to sign, the doer aside; each once for this version of the minutes. */
  async invite(change: Change, meeting: MeetingRow, version: number): Promise<void> {
    const { chair, recorder } = await this.records.of(change.manager, meeting.id);
    await this.tell(change, meeting, [chair?.memberId, recorder?.memberId], {
      kind: 'minutes-to-sign',
      title: 'Mời ký biên bản',
      body: `Biên bản ${meeting.title} đã có. Mời đồng chí đọc và ký.`,
      occasion: String(version),
    });
  }

  /** Takes signatures away that stand under another content by now, and tells those who gave them. */
  async unsign(change: Change, meeting: MeetingRow, signatures: readonly MinutesSignature[]): Promise<void> {
    if (signatures.length === 0) return;
    await change.run(`delete from minutes_signatures where meeting_id = $1 and role = any($2::text[])`, [
      meeting.id,
      signatures.map(({ role }) => role),
    ]);
    await change.record('minutes.unsigned', meeting.cellId, meeting.id, { roles: signatures.map(({ role }) => role) });
    await this.tell(
      change,
      meeting,
      signatures.map(({ memberId }) => memberId),
      {
        kind: 'minutes-changed',
        title: 'Biên bản đã thay đổi',
        body: `Biên bản ${meeting.title} đã thay đổi sau khi đồng chí ký, nên chữ ký cũ không còn. Mời đồng chí đọc và ký lại.`,
        occasion: signatures.map(({ signedAt }) => signedAt).join(' '),
      },
    );
  }

  private async tell(
    change: Change,
    meeting: MeetingRow,
    memberIds: readonly (string | undefined)[],
    telling: { kind: string; title: string; body: string; occasion: string },
  ): Promise<void> {
    const accounts = await change.rows<{ id: string }>(
      `select id from accounts where member_id = any($1::uuid[]) and id is distinct from $2::uuid`,
      [memberIds.filter(Boolean), change.doer.accountId],
    );
    await this.notifications.tell(change, {
      ...telling,
      url: `/sinh-hoat/${meeting.id}/bien-ban`,
      subjectId: meeting.id,
      accountIds: accounts.map(({ id }) => id),
    });
  }
}

/** Who signs in a role. */
export function signerIn(role: SignatureRole, { chair, recorder }: Signers): string {
  return role === SignatureRole.CHAIR ? chair : recorder;
}

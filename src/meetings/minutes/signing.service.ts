import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { type MeetingRow, MeetingRows } from '../meeting-rows.js';
import { canonical, sha256 } from './canonical.js';
import type { SignMinutesArgs } from './minutes.types.js';
import type { MinutesContent } from './minutes-record.js';
import { contentHash, MinutesRecords } from './minutes-records.js';
import { isSealed, mustBeClosed } from './sealed.js';
import { SignersOfMinutes, signerIn } from './signers.js';

/**
 * Signing the minutes. Each signature holds the hash of the content that the signer saw. With the second one under the same content the
 * minutes are sealed in the same transaction. Each method gives the meeting's id.
 */
@Injectable()
export class SigningService {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly records: MinutesRecords,
    private readonly signers: SignersOfMinutes,
  ) {}

  /** The chair or the recorder signs for themself. Harmless when repeated. */
  sign(actor: Actor, args: SignMinutesArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'signMinutes', clientMutationId, input }, async change => {
      const meeting = await this.rows.toSign(change, actor, args.meetingId);
      await this.put(change, meeting, actor, args, false);
      return meeting.id;
    });
  }

  /** The secretary notes that chair or recorder signed the printed minutes by hand: a member without a phone signs so. */
  signOnPaper(actor: Actor, args: SignMinutesArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'signMinutesOnPaper', clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId);
      await this.put(change, meeting, actor, args, true);
      return meeting.id;
    });
  }

  private async put(
    change: Change,
    meeting: MeetingRow,
    actor: Actor,
    { role, contentHash: seen }: SignMinutesArgs,
    onPaper: boolean,
  ): Promise<void> {
    mustBeClosed(meeting);
    const kept = await this.records.kept(change.manager, meeting.id);
    if (kept.seal) {
      const signed = kept.signatures.find(signature => signature.role === role);
      const isRepeated = signed?.contentHash === seen.toLowerCase() && signed.onPaper === onPaper;
      if (isRepeated && (onPaper || signed?.memberId === actor.memberId)) return;
      throw new Refusal('MINUTES_SEALED');
    }
    const { record } = kept;
    // Who is no signer hears that first, and nothing of what is wrong with the others.
    if (!onPaper && ![record.chair?.memberId, record.recorder?.memberId].includes(actor.memberId ?? ''))
      throw new Refusal('NOT_A_SIGNER');
    const memberId = signerIn(role, await this.signers.of(change, meeting.id, record));
    if (!onPaper && memberId !== actor.memberId) throw new Refusal('NOT_A_SIGNER');
    const hash = contentHash(kept);
    if (hash.toString('hex') !== seen.toLowerCase())
      throw new Refusal('MINUTES_CHANGED', { currentVersion: meeting.version });
    const others = kept.signatures.filter(signature => signature.role !== role);
    await this.signers.unsign(
      change,
      meeting,
      others.filter(signature => signature.contentHash !== seen.toLowerCase()),
    );
    await change.run(
      `insert into minutes_signatures (meeting_id, role, member_id, account_id, on_paper, content_hash, signed_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (meeting_id, role) do update set member_id = excluded.member_id,
         account_id = excluded.account_id, on_paper = excluded.on_paper, content_hash = excluded.content_hash, signed_at = excluded.signed_at
       where minutes_signatures.content_hash <> excluded.content_hash or minutes_signatures.member_id <> excluded.member_id`,
      [meeting.id, role, memberId, actor.accountId, onPaper, hash, change.now],
    );
    await change.record('minutes.signed', meeting.cellId, meeting.id, { role, memberId, onPaper, hash: seen });
    await this.sealIfSigned(change, meeting, kept);
    change.nudge(`meetings/${meeting.id}`);
  }

  /** Both signatures stand under this content: from here on it never changes. */
  private async sealIfSigned(change: Change, meeting: MeetingRow, { record, text }: MinutesContent): Promise<void> {
    if (await isSealed(change, meeting.id)) return;
    const signatures = await this.records.signatures(change.manager, meeting.id);
    if (signatures.length < 2) return;
    const content = canonical({ edition: 1, record, text, signatures } satisfies MinutesContent);
    const hash = sha256(content);
    await change.run(
      `insert into minutes_seals (meeting_id, content, hash, sealed_by, sealed_at) values ($1, $2, $3, $4, $5)`,
      [meeting.id, content, hash, change.doer.accountId, change.now],
    );
    await change.record('minutes.sealed', meeting.cellId, meeting.id, { hash: hash.toString('hex') });
  }
}

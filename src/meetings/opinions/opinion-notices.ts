import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { dayOf } from '../../platform/clock.js';

/** An opinion as the notices need it. Never its text or its author's name: lists of notices are looked at over shoulders. */
interface Told {
  id: string;
  cellId: string;
  kind: string;
  dueOn: string | null;
}

const PAGE = '/y-kien';

function word(kind: string): string {
  return kind === 'PROPOSAL' ? 'đề xuất' : 'ý kiến';
}

function until(dueOn: string | null): string {
  return dueOn ? ` Hạn trả lời: ${dueOn.split('-').reverse().join('/')}.` : '';
}

/** Tells owners, authors and followers of opinions what they must know. */
@Injectable()
export class OpinionNotices {
  constructor(private readonly notifications: Notifications) {}

  /** Somebody is to answer it. */
  async own(change: Change, { id, kind, dueOn }: Told, ownerId: string): Promise<void> {
    await this.notifications.tell(change, {
      kind: 'opinion-owned',
      title: `Đồng chí được giao trả lời một ${word(kind)}`,
      body: `Một đảng viên của chi bộ có ${word(kind)}.${until(dueOn)}`,
      url: PAGE,
      subjectId: id,
      occasion: `${ownerId} ${dueOn ?? ''}`,
      accountIds: await accountsOf(change, [ownerId]),
    });
  }

  /** It is answered: its author hears of it. */
  async answer(change: Change, { id, kind }: Told, authorId: string): Promise<void> {
    await this.notifications.tell(change, {
      kind: 'opinion-answered',
      title: `Chi bộ đã trả lời ${word(kind)} của đồng chí`,
      body: 'Đồng chí mở sổ tay để đọc câu trả lời.',
      url: PAGE,
      subjectId: id,
      accountIds: await accountsOf(change, [authorId]),
    });
  }

  /** Its day has passed: owner and secretary hear of it, of a proposal the follower too; once for each day that was set. */
  async overdue(change: Change, opinion: Told, ownerId: string | null): Promise<void> {
    const { id, cellId, kind, dueOn } = opinion;
    const roles = kind === 'PROPOSAL' ? ['SECRETARY', 'FOLLOWER'] : ['SECRETARY'];
    const above = await change.rows<{ id: string }>(
      `select g.account_id as id from grants g join organisations f on f.id = g.organisation_id join organisations c on c.id = $1
       where g.during @> $2::date and g.role = any($3)
         and (f.id = c.id or (g.role = 'FOLLOWER' and f.path @> c.path))`,
      [cellId, dayOf(change.now), roles],
    );
    await this.notifications.tell(change, {
      kind: 'opinion-overdue',
      title: `Một ${word(kind)} của đảng viên đã quá hạn trả lời`,
      body: `Chi bộ còn ${word(kind)} chưa được trả lời.${until(dueOn)}`,
      url: PAGE,
      subjectId: id,
      occasion: dueOn ?? '',
      accountIds: [...(await accountsOf(change, ownerId ? [ownerId] : [])), ...above.map(account => account.id)],
    });
  }
}

async function accountsOf(change: Change, memberIds: readonly string[]): Promise<string[]> {
  const found = await change.rows<{ id: string }>(`select id from accounts where member_id = any($1::uuid[])`, [
    memberIds,
  ]);
  return found.map(({ id }) => id);
}

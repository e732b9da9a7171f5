import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { CodeIssuedListeners } from '../access/code-issued-listeners.js';
import { Refusal } from '../errors.js';
import { Clock } from '../platform/clock.js';
import { changed, row, rows } from '../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../platform/graphql/connection.js';
import { isId } from '../platform/ids.js';
import type { Notification, NotificationsArgs } from './notification.types.js';
import { Notifications } from './notifications.service.js';

/** So many can be marked as read at a time: a screen shows fewer. */
const MOST_MARKED = 500;

/** What a person was told, as the person sees it. */
@Injectable()
export class Inbox implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly notifications: Notifications,
    private readonly codeIssued: CodeIssuedListeners,
  ) {}

  /** Whoever gets a new activation code learns of it in the app: it may not have been their wish (design.md 4). */
  onModuleInit(): void {
    this.codeIssued.add(async (change, { accountId }) => {
      await this.notifications.tell(change, {
        kind: 'activation-code-issued',
        title: 'Mã kích hoạt mới',
        body: 'Bí thư hoặc quản trị vừa cấp mã kích hoạt mới cho tài khoản của đồng chí. Nếu đồng chí không đề nghị việc này, xin báo cho bí thư.',
        url: '/toi',
        accountIds: [accountId],
      });
    });
  }

  /** One's own notifications, the newest first, by key. */
  async list(actor: Actor, args: NotificationsArgs): Promise<Connection<Notification>> {
    assertFirst(args.first);
    const [after] = keyOf(args.after, 1) ?? [null];
    if (after !== null && !isId(String(after))) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const unread = args.unreadOnly ? 'and n.read_at is null' : '';
    const found = await rows<Notification>(
      this.source,
      `select n.id, n.kind, n.title, n.body, n.url, n.created_at as "createdAt", n.read_at as "readAt"
       from notifications n where n.account_id = $1 and ($2::uuid is null or n.id < $2) ${unread}
       order by n.id desc limit $3`,
      [actor.accountId, after, args.first + 1],
    );
    return pageOf(
      found,
      args,
      ({ id }) => [id],
      () => this.count(actor, unread),
    );
  }

  /** Marks one's own as read and tells how many were not yet. Foreign and unknown ids change nothing. */
  async markRead(actor: Actor, ids: string[]): Promise<number> {
    if (ids.length > MOST_MARKED)
      throw Refusal.field('ids', `Mỗi lần đánh dấu được nhiều nhất ${MOST_MARKED} thông báo.`);
    return changed(
      this.source,
      `update notifications set read_at = $3 where account_id = $1 and id = any($2::uuid[]) and read_at is null`,
      [actor.accountId, ids.filter(isId), this.clock.now()],
    );
  }

  private async count(actor: Actor, unread: string): Promise<number> {
    const found = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from notifications n where n.account_id = $1 ${unread}`,
      [actor.accountId],
    );
    return found?.count ?? 0;
  }
}

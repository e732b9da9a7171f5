import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';

/** Puts a new document before people through the thing of this id. Refuses NOT_FOUND and NOT_ALLOWED like that thing's own operations. */
type Attach = (change: Change, actor: Actor, thingId: string, documentId: string) => Promise<void>;

/** Where a higher room says how a new document is attached to its thing, such as a meeting: documents know of none. */
@Injectable()
export class Attaching {
  private way?: Attach;

  /** Called by the meetings' room at start. */
  provide(way: Attach): void {
    this.way = way;
  }

  async attach(change: Change, actor: Actor, thingId: string, documentId: string): Promise<void> {
    if (!this.way) throw new Refusal('NOT_FOUND');
    await this.way(change, actor, thingId, documentId);
  }
}

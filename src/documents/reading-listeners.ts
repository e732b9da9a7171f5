import { Injectable } from '@nestjs/common';
import type { Change } from '../audit/change.js';

/** Told inside the transaction in which a member opened documents for the first time, or came to their end. */
export type ReadingListener = (change: Change, memberId: string, documentIds: readonly string[]) => Promise<void>;

/** Where higher rooms ask to be told of readings: meetings count who opened the month's material. */
@Injectable()
export class ReadingListeners {
  private readonly listeners: ReadingListener[] = [];

  add(listener: ReadingListener): void {
    this.listeners.push(listener);
  }

  /** Tells them one after the other. */
  async tell(change: Change, memberId: string, documentIds: readonly string[]): Promise<void> {
    for (const listener of this.listeners) await listener(change, memberId, documentIds);
  }
}

import { Injectable } from '@nestjs/common';
import type { Change } from '../audit/change.js';

/** What a higher room does when who belongs to a cell, or how a member can be reached, has changed. */
type CellListener = (change: Change, cellIds: string[]) => Promise<void>;

/** Those who keep figures of cells; called inside the transaction of the change. */
@Injectable()
export class CellListeners {
  private readonly listeners: CellListener[] = [];

  add(listener: CellListener): void {
    this.listeners.push(listener);
  }

  /** Tells everybody, one after the other; cells in a fixed order, so that two changes never wait for each other. */
  async tell(change: Change, cellIds: (string | null | undefined)[]): Promise<void> {
    const cells = [...new Set(cellIds.filter(id => typeof id === 'string'))].sort();
    if (cells.length === 0) return;
    for (const listener of this.listeners) await listener(change, cells);
  }
}

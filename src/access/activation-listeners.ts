import { Injectable } from '@nestjs/common';
import type { Change } from '../audit/change.js';

/** What a higher room does when a member's account is activated for the first time. */
type ActivationListener = (change: Change, memberId: string) => Promise<void>;

/** Those who want to know of first activations; called inside the transaction that activates. */
@Injectable()
export class ActivationListeners {
  private readonly listeners: ActivationListener[] = [];

  add(listener: ActivationListener): void {
    this.listeners.push(listener);
  }

  /** Tells everybody, one after the other; what one of them throws undoes the activation. */
  async tell(change: Change, memberId: string): Promise<void> {
    for (const listener of this.listeners) await listener(change, memberId);
  }
}

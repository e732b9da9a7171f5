import { Injectable } from '@nestjs/common';
import type { Change } from '../audit/change.js';

/** For whom a new activation code was issued, and by whom. */
export interface CodeIssued {
  accountId: string;
  memberId: string;
  issuedBy: string | null;
}

type CodeIssuedListener = (change: Change, issued: CodeIssued) => Promise<void>;

/** Those who tell a member that a new activation code was issued (design.md 4); called inside its transaction. */
@Injectable()
export class CodeIssuedListeners {
  private readonly listeners: CodeIssuedListener[] = [];

  add(listener: CodeIssuedListener): void {
    this.listeners.push(listener);
  }

  /** Tells everybody, one after the other. */
  async tell(change: Change, issued: CodeIssued): Promise<void> {
    for (const listener of this.listeners) await listener(change, issued);
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../access/accounts.service.js';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { dayOf } from '../../platform/clock.js';
import { rows } from '../../platform/database/statements.js';
import { CODE, UNTIL } from '../notifications.service.js';
import type { Taken } from './ledger.js';

/** Makes the texts that leave the house. An activation code is in memory for the time of sending, and nowhere else. */
@Injectable()
export class SmsTexts {
  constructor(
    private readonly source: DataSource,
    private readonly accounts: Accounts,
    private readonly changes: Changes,
  ) {}

  /** The texts by delivery. One that needs a code and can have none (a disabled account) is missing. */
  async of(taken: readonly Taken[]): Promise<Map<string, string>> {
    const coded = taken.filter(one => one.text.includes(CODE) && !one.isActivated);
    const codes = await this.codesOf(coded.map(one => one.accountId));
    const texts = new Map<string, string>();
    for (const one of taken) {
      const code = codes.get(one.accountId);
      if (!one.text.includes(CODE)) texts.set(one.id, one.text);
      else if (code) texts.set(one.id, one.text.replaceAll(CODE, code.code).replaceAll(UNTIL, code.until));
    }
    return texts;
  }

  /** The open codes; whose code has run out while the message waited, gets a new one. */
  private async codesOf(accountIds: string[]): Promise<Map<string, { code: string; until: string }>> {
    if (accountIds.length === 0) return new Map();
    let codes = await this.accounts.codesOf(this.source, accountIds);
    const without = accountIds.filter(id => !codes.has(id));
    if (without.length > 0) {
      await this.changes.make(Actor.system, change => this.accounts.prepareCodes(change, without));
      codes = await this.accounts.codesOf(this.source, accountIds);
    }
    const ends = await rows<{ id: string; until: Date }>(
      this.source,
      `select id, activation_expires_at as until from accounts where id = any($1::uuid[]) and activation_expires_at is not null`,
      [accountIds],
    );
    const found = new Map<string, { code: string; until: string }>();
    for (const { id, until } of ends) {
      const code = codes.get(id);
      if (code) found.set(id, { code, until: dayOf(until).split('-').reverse().join('/') });
    }
    return found;
  }
}

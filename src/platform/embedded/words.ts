import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a person needs to know when the application listens. */
export interface Welcome {
  url: string;
  dataDir: string;
  /** Where the embedded database lies; absent when DATABASE_URL names one. */
  databaseDir?: string;
  /** The application came back after a death: no long words. */
  isAgain: boolean;
}

/** Tells where to go, who may sign in, where the data lies and how to stop. Passwords only on a terminal. */
export function welcome({ url, dataDir, databaseDir, isAgain }: Welcome): void {
  if (isAgain) {
    say(`Ứng dụng đã chạy lại: ${url}`);
    return;
  }
  const accounts = join(dataDir, 'demo-accounts.json');
  say('');
  say(`Sổ tay đảng viên điện tử đã sẵn sàng: ${url}`);
  if (existsSync(accounts)) {
    say(`  Tài khoản dùng thử: ${accounts}`);
    if (process.stdout.isTTY) for (const line of someAccounts(accounts)) say(`    ${line}`);
  }
  say(`  Dữ liệu: ${dataDir}${databaseDir?.startsWith(dataDir) === false ? `, cơ sở dữ liệu: ${databaseDir}` : ''}`);
  say('  Dừng: Ctrl-C');
  say('');
}

/** The first account of each role. */
function someAccounts(path: string): string[] {
  try {
    const accounts: { role: string; identifier: string; password: string }[] = JSON.parse(readFileSync(path, 'utf8'));
    const first = new Map([...accounts].reverse().map(account => [account.role, account]));
    return [...first.values()].map(({ role, identifier, password }) => `${role}: ${identifier} / ${password}`);
  } catch {
    return [];
  }
}

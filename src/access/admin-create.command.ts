import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Clock, dayOf } from '../platform/clock.js';
import { problemOf, tidy } from '../platform/texts.js';
import { Accounts } from './accounts.service.js';
import { ActivationCodes } from './activation/activation-codes.service.js';
import { Actor } from './actor.js';
import { Role } from './roles.js';
import { emailOf } from './sign-in/identifiers.js';

const USAGE = 'npm run sotay -- admin:create --name "Nguyễn Văn A" --email quantri@example.vn';

/**
 * `admin:create`: an administrator of the province who is no member, with an activation code that is printed once. For the
 * e-mail of one who is administrator already: a new code, for a forgotten password. `open` gives the rooms, which are closed here.
 */
export async function run(words: string[], open: () => Promise<INestApplicationContext>): Promise<number> {
  const { name, email } = read(words);
  const rooms = await open();
  try {
    const [accounts, codes] = [rooms.get(Accounts), rooms.get(ActivationCodes)];
    const made = await rooms.get(Changes).make(Actor.system, async change => {
      const known = await administratorOf(change, email, rooms.get(Clock).today());
      const accountId = known ?? (await appoint(change, accounts, name, email));
      const { code, expiresAt } = await codes.renew(change, accountId);
      await change.record(known ? 'account.code-issued' : 'administrator.created', null, accountId);
      return { isNew: !known, code, expiresAt };
    });
    process.stdout.write(
      `${made.isNew ? 'Đã tạo quản trị viên' : 'Quản trị viên đã có; mã mới'}.\n` +
        `Mã kích hoạt: ${made.code}\nDùng được đến hết ngày ${dayOf(made.expiresAt).split('-').reverse().join('/')}, một lần.\n`,
    );
    return 0;
  } finally {
    await rooms.close();
  }
}

function read(words: string[]): { name: string; email: string } {
  const { values } = parseArgs({ args: words, options: { name: { type: 'string' }, email: { type: 'string' } } });
  const name = tidy(values.name ?? '');
  const email = emailOf(values.email ?? '');
  const problem = problemOf(name, { max: 100 });
  if (problem) throw new Error(`--name: ${problem}\n${USAGE}`);
  if (!email || problemOf(email, { max: 254 })) throw new Error(`--email: cần một địa chỉ thư điện tử.\n${USAGE}`);
  return { name, email };
}

async function appoint(change: Change, accounts: Accounts, name: string, email: string): Promise<string> {
  const province = await change.row<{ id: string }>(`select id from organisations where parent_id is null`);
  if (!province) throw new Error('Chưa có đảng bộ tỉnh. Hãy nạp danh sách tổ chức trước: npm run sotay -- import TỆP');
  const accountId = await accounts.create(change, { memberId: null, fullName: name, identifiers: { email } });
  await accounts.grant(change, {
    accountId,
    role: Role.ADMINISTRATOR,
    organisationId: province.id,
    from: dayOf(change.now),
  });
  return accountId;
}

/** The administrator who signs in with this e-mail; undefined when nobody does or somebody who is none. */
async function administratorOf(change: Change, email: string, today: string): Promise<string | undefined> {
  const found = await change.row<{ id: string }>(
    `select i.account_id as id from account_identifiers i join grants g on g.account_id = i.account_id
     where i.kind = 'EMAIL' and i.value = $1 and g.role = $2 and g.during @> $3::date limit 1`,
    [email, Role.ADMINISTRATOR, today],
  );
  return found?.id;
}

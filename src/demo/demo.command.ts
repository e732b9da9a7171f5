import { parseArgs } from 'node:util';
import { type Config, loadConfig } from '../platform/config/config.js';
import { demoAccountsFile, makeDemo } from './demo.js';
import { type DemoPlan, pilotPlan } from './plan.js';

/** The most that a demo may have: the merged province twice over. */
const MOST: Record<string, number> = {
  cells: 20_000,
  members: 500_000,
  organisations: 2000,
  further: 20_000,
  seed: 2 ** 31,
};

function number(name: string, given: string | undefined, usual: number): number {
  if (given === undefined) return usual;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value > (MOST[name] ?? 0))
    throw new Error(`--${name}: cần một số nguyên từ 0 đến ${MOST[name]}.`);
  return value;
}

/** Reads the plan from the words of the command line; what is missing is the pilot's. */
export function planOf(words: string[], now: Date): DemoPlan {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: words,
    options: { cells: text, members: text, organisations: text, further: text, seed: text, day: text },
  });
  const pilot = pilotPlan(now);
  const cells = number('cells', values.cells, pilot.cells);
  const plan = {
    cells,
    members: number('members', values.members, cells === pilot.cells ? pilot.members : cells * 12),
    organisations: number(
      'organisations',
      values.organisations,
      cells <= 100 ? pilot.organisations : Math.min(99, cells),
    ),
    further: number('further', values.further, cells <= 100 ? pilot.further : 0),
    seed: number('seed', values.seed, pilot.seed),
    day: values.day ?? pilot.day,
  };
  if (plan.cells < 1 || plan.organisations < 1 || plan.organisations > plan.cells)
    throw new Error('Cần ít nhất một chi bộ, và không nhiều đảng bộ hơn chi bộ.');
  if (plan.members < plan.cells * 3) throw new Error('Mỗi chi bộ cần ít nhất 3 đảng viên.');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(plan.day) || Number.isNaN(Date.parse(plan.day)))
    throw new Error('--day: cần ngày dạng 2026-11-22.');
  return plan;
}

/** `demo`: loads a demo of any size into an empty database. Same seed, sizes and day give the same data, passwords aside. */
export async function run(words: string[], prepare: (config: Config) => Promise<void>): Promise<number> {
  const plan = planOf(words, new Date());
  const config = loadConfig();
  await prepare(config);
  const accounts = await makeDemo(config, plan, progressBar());
  process.stdout.write(
    `Đã nạp ${plan.cells.toLocaleString('vi-VN')} chi bộ, ${plan.members.toLocaleString('vi-VN')} đảng viên và ${plan.further.toLocaleString('vi-VN')} chi bộ sẽ triển khai.\n`,
  );
  process.stdout.write(`${accounts.length} tài khoản dùng thử ở ${demoAccountsFile(config)}\n`);
  return 0;
}

/** A bar on a terminal, a line at each tenth elsewhere. */
export function progressBar(): (share: number) => void {
  let shown = -1;
  return share => {
    const percent = Math.floor(share * 100);
    if (process.stdout.isTTY) {
      const filled = Math.round(share * 30);
      process.stdout.write(
        `\rNạp dữ liệu mẫu [${'█'.repeat(filled)}${'·'.repeat(30 - filled)}] ${percent}%${share === 1 ? '\n' : ''}`,
      );
    } else if (Math.floor(percent / 10) > Math.floor(shown / 10)) {
      process.stdout.write(`Nạp dữ liệu mẫu ${percent}%\n`);
    }
    shown = percent;
  };
}

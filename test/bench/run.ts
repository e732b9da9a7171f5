import 'reflect-metadata';
import { cpus, totalmem } from 'node:os';
import { planOf } from '../../src/demo/demo.command.js';
import { benchCheckIn } from './check-in.js';
import { print } from './cost.js';
import { Ground } from './ground.js';
import { benchHome } from './home.js';
import { benchInvite } from './invite.js';
import { benchPapers } from './papers.js';
import { benchRollout } from './rollout.js';
import { benchSearch } from './search.js';
import { benchStart } from './start.js';

/** `npm run bench [home invite start rollout check-in search]`: the benchmark table as JSON lines. BENCH_MEMBERS changes the size of the province. */
const wanted = process.argv.slice(2);
const wants = (name: string) => wanted.length === 0 || wanted.includes(name);
const members = Number(process.env['BENCH_MEMBERS'] ?? 70_000);
const cells = Math.max(61, Math.round(members / 12));

print({
  bench: 'machine',
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  at: new Date().toISOString(),
});

if (['home', 'invite', 'start'].some(wants)) {
  const ground = await Ground.open();
  try {
    const from = performance.now();
    await ground.load(planOf(['--cells', String(cells), '--members', String(members)], new Date()));
    print({ bench: 'demo', cells, members, seconds: Math.round((performance.now() - from) / 1000) });
    if (wants('home')) await benchHome(ground, members);
    if (wants('invite')) await benchInvite(ground);
    if (wants('start')) await benchStart(ground);
  } finally {
    await ground.close();
  }
}
if (wants('rollout')) await benchRollout();
if (wants('papers')) await benchPapers();
if (wants('check-in')) await benchCheckIn();
if (wants('search')) {
  const ground = await Ground.open();
  try {
    await ground.load(planOf(['--cells', '200', '--members', '2000'], new Date()));
    await benchSearch(ground);
  } finally {
    await ground.close();
  }
}

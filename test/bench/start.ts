import { print, rounded } from './cost.js';
import type { Ground } from './ground.js';

const STARTS = 5;

/** (d) From starting the process on an existing database to its first answer, beside a bare server that opens the same database. */
export async function benchStart(ground: Ground): Promise<void> {
  const [ours, bare] = [await best(ground, 'src/main.js'), await best(ground, 'test/bench/bare.js')];
  print({ bench: 'start', startMs: Math.round(ours), bareMs: Math.round(bare), ratio: rounded(ours / bare) });
}

async function best(ground: Ground, program: string): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < STARTS; index++) {
    const from = performance.now();
    const server = await ground.start(program);
    shortest = Math.min(shortest, performance.now() - from);
    await server.stop();
  }
  return shortest;
}

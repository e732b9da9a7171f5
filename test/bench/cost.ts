import { readFileSync } from 'node:fs';

/** How long one tick of /proc is, in milliseconds (100 Hz on every Linux that this runs on). */
const TICK_MS = 10;

/** CPU time of a process so far, user and system, in milliseconds. Linux only. */
export function cpuOf(pid: number): number {
  const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(after[11]) + Number(after[12])) * TICK_MS;
}

/** Largest resident memory of a process so far, in MB. */
export function peakMemoryOf(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

/** Sends `count` requests, `width` at a time, and waits for all. */
export async function load(count: number, width: number, send: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await send(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** One line of the benchmark table. */
export function print(row: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

/** Two digits behind the point. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

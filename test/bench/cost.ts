import { readdirSync, readFileSync } from 'node:fs';

/** How long one tick of /proc is, in milliseconds (100 Hz on every Linux that this runs on). */
const TICK_MS = 10;

/** The figures of /proc/PID/stat behind the program's name; empty for a process that is gone. */
function statOf(pid: number | string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

/** CPU time of a process so far, user and system, in milliseconds. Linux only. */
export function cpuOf(pid: number | string): number {
  const stat = statOf(pid);
  return (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) * TICK_MS;
}

/** The process that started a process. */
export function parentOf(pid: number): number {
  return Number(statOf(pid)[1] ?? 0);
}

/** CPU time of a process with all its children, those that have ended too, in milliseconds: PostgreSQL with its backends. */
export function familyCpuOf(pid: number): number {
  const ended = statOf(pid);
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && Number(statOf(name)[1]) === pid);
  const living = children.reduce((sum, child) => sum + cpuOf(child), 0);
  return cpuOf(pid) + living + (Number(ended[13] ?? 0) + Number(ended[14] ?? 0)) * TICK_MS;
}

/** How much time of all cores the host gave to other machines so far, in milliseconds. Linux only. */
export function stolen(): number {
  const cpu = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.trim().split(/\s+/) ?? [];
  return Number(cpu[8] ?? 0) * TICK_MS;
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

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Who holds a lock: the process and when it was born, as a number of a process comes round again. */
export interface Holder {
  pid: number;
  born: string;
  /** `server` for the launcher, `command` for a command that started the database for itself. */
  work: 'server' | 'command';
}

/** The lock of a database folder is held by a living process. */
export class Held extends Error {
  constructor(readonly holder: Holder) {
    super(`held by process ${holder.pid}`);
  }
}

/** Takes the lock file, also from a process that has died; the answer gives it back. Throws Held. */
export function takeLock(path: string, work: Holder['work']): () => void {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, born: birthOf(process.pid), work } satisfies Holder));
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        linkSync(mine, path); // whole or not at all, and only one of several
        return () => {
          if (holderOf(path)?.pid === process.pid) rmSync(path, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 20) throw error;
      }
      const holder = holderOf(path);
      if (holder) throw new Held(holder);
      clearStale(path);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The living process that holds the lock, or null. */
export function holderOf(path: string): Holder | null {
  try {
    const holder: Holder = JSON.parse(readFileSync(path, 'utf8'));
    return isAlive(holder.pid) && birthOf(holder.pid) === holder.born ? holder : null;
  } catch {
    return null;
  }
}

/** Whether a process of that number lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Moved aside before it is deleted: of two that find it stale, one must not delete the other's fresh lock. */
function clearStale(path: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (holderOf(aside)) {
    try {
      linkSync(aside, path);
    } catch {
      // a third one has it by now, and will refuse the second
    }
  }
  rmSync(aside, { force: true });
}

/** Boot and start of a process, from Linux's /proc; empty elsewhere, where the number alone must do. */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${boot} ${fields[19]}`;
  } catch {
    return '';
  }
}

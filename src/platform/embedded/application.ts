import { type ChildProcess, fork } from 'node:child_process';

/** How long the application may take to finish what it is doing, in milliseconds. */
const LAST_WORK = 20_000;

/** How a life of the application ended: its exit code, or the signal that killed it, and how long it was in ms. */
export interface Death {
  code: number | null;
  signal: NodeJS.Signals | null;
  lasted: number;
}

/**
 * The application as a child process. In a session of its own, so that a Ctrl-C reaches the launcher alone, who ends
 * things in order; bound by IPC, so that it does not outlive a killed launcher.
 */
export class Application {
  private child: ChildProcess | null = null;

  constructor(private readonly main: string) {}

  /** Runs it once, to its end. `onReady` is told the address when it listens, `onProgress` each step of a long start. */
  run(
    environment: NodeJS.ProcessEnv,
    heard: { onReady: (url: string) => void; onProgress: (text: string) => void },
  ): Promise<Death> {
    const began = Date.now();
    return new Promise(done => {
      const child = fork(this.main, {
        env: environment,
        detached: true,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      this.child = child;
      child.on('message', message => {
        const { type, url, text } = message as { type?: string; url?: string; text?: string };
        if (type === 'ready') heard.onReady(url ?? '');
        if (type === 'progress') heard.onProgress(text ?? '');
      });
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.child = null;
        done({ code, signal, lasted: Date.now() - began });
      };
      child.once('exit', end);
      child.once('error', () => {
        if (child.pid === undefined) end(null, null);
      });
    });
  }

  /** Asks it to finish; 20 s later it is killed. Returns at once: run() tells the end. */
  stop(): void {
    const child = this.child;
    if (!child) return;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), LAST_WORK).unref();
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }
}

import { connect, createServer } from 'node:net';

/** The first port of a range that systems do not use for outgoing connections, where a client might sit on ours. */
const LOWEST = 20_000;
const WIDTH = 10_000;

/** A loopback port that nobody listens on, for a server of our own. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = LOWEST + Math.floor(Math.random() * WIDTH);
    if ((await listenError(port, '127.0.0.1')) === null) return port;
  }
  throw new Error(`no free port between ${LOWEST} and ${LOWEST + WIDTH}`);
}

/** Why a server could not listen there (EADDRINUSE, EACCES, ENOTFOUND, …), or null when it could. */
export function listenError(port: number, host: string): Promise<string | null> {
  return new Promise(done => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(null)));
  });
}

/** Whether somebody takes connections there, within two seconds. */
export function answers(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise(done => {
    const socket = connect({ port, host });
    const end = (isThere: boolean) => {
      socket.destroy();
      done(isThere);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

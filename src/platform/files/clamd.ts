import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** Where clamd listens. */
export type ClamdAddress = { host: string; port: number } | { path: string };

/** How long clamd may say nothing, in milliseconds (assumed: a file of 50 MB takes it some seconds). */
const PATIENCE_MS = 60_000;

/** The scanner is not there, too busy, or cannot take the content: nothing is known of it. */
export class ScannerAway extends Error {}

/** Reads `tcp://host:port` or `unix:/path`; null when it is neither. */
export function clamdAddressOf(url: string): ClamdAddress | null {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(url)?.[1];
  if (path) return { path };
  const [, host, port] = /^tcp:\/\/(\[[0-9a-f:]+\]|[^/:@\s]+):(\d{1,5})\/?$/i.exec(url) ?? [];
  return host && Number(port) <= 65535 ? { host: host.replace(/^\[|\]$/g, ''), port: Number(port) } : null;
}

/** Has clamd look at a content (its INSTREAM command): the name of what it found, or null. Throws ScannerAway. */
export async function scan(address: ClamdAddress, content: AsyncIterable<Uint8Array>): Promise<string | null> {
  const said = await converse(address, 'zINSTREAM\0', content);
  if (/^stream: OK$/.test(said)) return null;
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1];
  if (!found) throw new ScannerAway(said || 'no answer');
  return found;
}

/** Asks whether clamd is there. Throws ScannerAway. */
export async function ping(address: ClamdAddress): Promise<void> {
  const said = await converse(address, 'zPING\0');
  if (said !== 'PONG') throw new ScannerAway(said || 'no answer');
}

/** One command, what follows it in pieces with their length before them, and the answer. */
async function converse(address: ClamdAddress, command: string, content?: AsyncIterable<Uint8Array>): Promise<string> {
  const socket = connect(address);
  const answer = answerOf(socket);
  try {
    socket.write(command);
    if (content) await send(socket, content);
    return await answer;
  } finally {
    socket.destroy();
  }
}

async function send(socket: Socket, content: AsyncIterable<Uint8Array>): Promise<void> {
  let failure: unknown;
  const pieces = async function* () {
    try {
      for await (const piece of content) {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(piece.length);
        yield length;
        yield piece;
      }
    } catch (error) {
      failure = error;
      throw error;
    }
    yield Buffer.alloc(4);
  };
  // A socket that breaks is told of by the answer: clamd may have said why.
  await pipeline(pieces, socket, { end: false }).catch(() => undefined);
  if (failure) throw failure;
}

function answerOf(socket: Socket): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let said = '';
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('too slow')));
    socket.on('data', piece => {
      said += piece.toString('latin1');
      if (said.includes('\0')) resolve(said.slice(0, said.indexOf('\0')).trim());
    });
    socket.on('error', error => reject(new ScannerAway(error.message)));
    socket.on('close', () => resolve(said.trim()));
  });
  answer.catch(() => undefined); // met by whoever waits for it; the sending may fail first
  return answer;
}

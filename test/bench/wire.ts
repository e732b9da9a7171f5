import { connect, type Socket } from 'node:net';

/** What a request was answered. */
export interface Reply {
  status: number;
  body: string;
}

interface Line {
  socket: Socket;
  unread: Buffer;
  answer?: (reply: Reply) => void;
  fail?: (error: Error) => void;
}

const BLANK = Buffer.from('\r\n\r\n');

/**
 * Sends requests that were put together beforehand over kept connections, a connection a request at a time. Costs as little as it can
 * of the machine that it shares with what is measured: only replies with a length, as our server gives them, are understood.
 */
export class Wire {
  private readonly lines = new Set<Line>();
  private readonly free: Line[] = [];

  constructor(private readonly port: number) {}

  /** The bytes of a POST of JSON. */
  static post(path: string, token: string, body: object): Buffer {
    const text = JSON.stringify(body);
    return Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\n` +
        `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
  }

  send(request: Buffer): Promise<Reply> {
    const line = this.free.pop() ?? this.open();
    return new Promise((answer, fail) => {
      Object.assign(line, { answer, fail });
      line.socket.write(request);
    });
  }

  close(): void {
    for (const { socket } of this.lines) socket.destroy();
  }

  private open(): Line {
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    const line: Line = { socket, unread: Buffer.alloc(0) };
    this.lines.add(line);
    socket.on('data', part => this.read(line, part));
    const lost = (error?: Error) => {
      this.lines.delete(line);
      const place = this.free.indexOf(line);
      if (place >= 0) this.free.splice(place, 1);
      line.fail?.(error ?? new Error('The connection was closed.'));
    };
    socket.on('error', lost).on('close', () => lost());
    return line;
  }

  private read(line: Line, part: Buffer): void {
    line.unread = line.unread.length === 0 ? part : Buffer.concat([line.unread, part]);
    const end = line.unread.indexOf(BLANK);
    if (end < 0) return;
    const head = line.unread.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) line.socket.destroy(new Error('A reply without a length.'));
    if (!(line.unread.length >= end + 4 + length)) return;
    const body = line.unread.toString('utf8', end + 4, end + 4 + length);
    line.unread = line.unread.subarray(end + 4 + length);
    const { answer } = line;
    line.answer = undefined;
    line.fail = undefined;
    this.free.push(line);
    answer?.({ status: Number(head.slice(9, 12)), body });
  }
}

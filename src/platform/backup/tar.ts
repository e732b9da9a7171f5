import type { Readable, Writable } from 'node:stream';

/** A tar file is made of blocks of this size (POSIX ustar). */
export const BLOCK = 512;

/** One file of an archive that is being read. The body is read to its end before the next entry. */
export interface Entry {
  name: string;
  size: number;
  body: AsyncIterable<Buffer>;
}

/** The archive is not a tar file, or it was cut off. */
export class BrokenArchive extends Error {}

/** Writes a tar file as a stream: any amount of data in little memory. */
export class TarWriter {
  constructor(private readonly out: Writable) {}

  /** Adds a file of `size` bytes. The body must have exactly so many. */
  async add(name: string, size: number, body: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    await this.write(headerOf(name, size));
    let written = 0;
    for await (const chunk of body) {
      written += chunk.length;
      await this.write(chunk);
    }
    if (written !== size) throw new Error(`${name}: ${written} bytes instead of ${size}`);
    if (size % BLOCK > 0) await this.write(Buffer.alloc(BLOCK - (size % BLOCK)));
  }

  async end(): Promise<void> {
    await this.write(Buffer.alloc(2 * BLOCK));
    this.out.end();
  }

  private async write(chunk: Buffer): Promise<void> {
    if (this.out.errored) throw this.out.errored;
    if (this.out.write(chunk)) return;
    await new Promise<void>((done, failed) => {
      const settle = (error?: Error) => {
        this.out.off('drain', settle).off('error', settle).off('close', settle);
        if (error) failed(error);
        else done();
      };
      this.out.once('drain', settle).once('error', settle).once('close', settle);
    });
  }
}

/** The files of a tar stream, one after the other. */
export async function* readTar(source: Readable): AsyncGenerator<Entry> {
  const bytes = new Bytes(source);
  for (;;) {
    const header = await bytes.exactly(BLOCK);
    if (header.every(byte => byte === 0)) return;
    assertSum(header);
    const size = Number.parseInt(text(header, 124, 12), 8);
    const prefix = text(header, 345, 155);
    const name = prefix ? `${prefix}/${text(header, 0, 100)}` : text(header, 0, 100);
    const body = bytes.upTo(size);
    yield { name, size, body };
    for await (const _ of body) {
      // what the reader left
    }
    if (size % BLOCK > 0) await bytes.exactly(BLOCK - (size % BLOCK));
  }
}

/** Takes a stream apart into pieces of wanted sizes. */
class Bytes {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: Readable) {
    this.chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async exactly(size: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.upTo(size)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *upTo(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (this.rest.length === 0) {
        const { value, done } = await this.chunks.next().catch(asBroken);
        if (done) throw new BrokenArchive('Tệp sao lưu bị cắt cụt. / The archive is cut off.');
        this.rest = value;
      }
      const piece = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}

/** What zlib finds wrong is wrong with the archive. */
function asBroken(error: NodeJS.ErrnoException): never {
  if (!error.code?.startsWith('Z_')) throw error;
  throw new BrokenArchive(
    `Tệp sao lưu đã hỏng hoặc bị cắt cụt. / The archive is damaged or cut off: ${error.message}.`,
  );
}

/** The block before a file's content. `at` is its time in milliseconds: the same time always gives the same bytes. */
export function headerOf(name: string, size: number, at = Date.now()): Buffer {
  const cut = Buffer.byteLength(name) > 100 ? name.lastIndexOf('/', 155) : -1;
  const [prefix, last] = cut > 0 ? [name.slice(0, cut), name.slice(cut + 1)] : ['', name];
  if (Buffer.byteLength(last) > 100 || Buffer.byteLength(prefix) > 155) throw new Error(`${name}: too long for tar`);
  const header = Buffer.alloc(BLOCK);
  header.write(last, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write(
    `${Math.floor(at / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function assertSum(header: Buffer): void {
  if (Number.parseInt(text(header, 148, 8), 8) === sumOf(header)) return;
  throw new BrokenArchive('Đây không phải tệp sao lưu, hoặc tệp đã hỏng. / Not an archive, or damaged.');
}

function text(header: Buffer, at: number, size: number): string {
  const field = header.subarray(at, at + size);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? size : end).toString();
}

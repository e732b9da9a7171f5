import { type FileHandle, open } from 'node:fs/promises';
import { parseFile } from 'music-metadata';

/*
 * A program of its own: tells how long the sound of the file is that its one argument names, in seconds, as JSON. It may only read; its
 * memory and time are limited by whoever starts it.
 */

/** The largest table of contents of a recording that is looked into, in bytes. */
const LARGEST_HEAD = 8 * 1024 * 1024;

/** How many boxes of a recording are looked at before its table of contents. */
const MOST_BOXES = 100;

async function secondsOf(path: string): Promise<number | null> {
  const told = await parseFile(path, { duration: true, skipCovers: true }).then(
    ({ format }) => format.duration ?? null,
    () => null,
  );
  // Browsers that record write the length of the whole right and that of its one track wrong.
  const whole = told === null ? null : await movieSeconds(path).catch(() => null);
  return whole === null ? told : Math.max(told ?? 0, whole);
}

/** The length in the head of an MP4 (box `mvhd` inside `moov`); null when it is none or says nothing. */
async function movieSeconds(path: string): Promise<number | null> {
  const file = await open(path, 'r');
  try {
    const head = await moovOf(file);
    const at = head?.indexOf('mvhd', 0, 'latin1') ?? -1;
    if (!head || at < 0) return null;
    const isLong = head.readUInt8(at + 4) === 1;
    const scale = head.readUInt32BE(at + (isLong ? 24 : 16));
    const length = isLong ? Number(head.readBigUInt64BE(at + 28)) : head.readUInt32BE(at + 20);
    return scale > 0 && length > 0 ? length / scale : null;
  } finally {
    await file.close();
  }
}

async function moovOf(file: FileHandle): Promise<Buffer | null> {
  const title = Buffer.alloc(8);
  for (let [at, boxes] = [0, 0]; boxes < MOST_BOXES; boxes++) {
    const { bytesRead } = await file.read(title, 0, 8, at);
    const [length, name] = [title.readUInt32BE(0), title.toString('latin1', 4)];
    if (bytesRead < 8 || length < 8 || (at === 0 && name !== 'ftyp')) return null;
    if (name === 'moov' && length <= LARGEST_HEAD) {
      const head = Buffer.alloc(length);
      await file.read(head, 0, length, at);
      return head;
    }
    at += length;
  }
  return null;
}

process.stdout.write(JSON.stringify({ seconds: await secondsOf(process.argv[2] ?? '') }), () => process.exit(0));

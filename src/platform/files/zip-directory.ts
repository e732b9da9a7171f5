import { open } from 'node:fs/promises';

/** An entry of a ZIP archive as its directory tells it; nothing is unpacked. */
export interface ZipEntry {
  name: string;
  isEncrypted: boolean;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/** An office file has a few hundred entries; a directory beyond this is an attack (assumed). */
const LARGEST_DIRECTORY = 4 * 1024 * 1024;

/** The directory at the end of a ZIP file, or null when it is none, is cut off, or is of the kind for more than 4 GB. */
export async function zipDirectory(path: string): Promise<ZipEntry[] | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, END_LENGTH + LONGEST_COMMENT));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = endOf(tail);
    if (!end || end.offset + end.length > size || end.length > LARGEST_DIRECTORY) return null;
    const directory = Buffer.alloc(end.length);
    await file.read(directory, 0, end.length, end.offset);
    return entriesOf(directory, end.count);
  } finally {
    await file.close();
  }
}

/** Whether a ZIP archive ends the file, whatever it begins with: a file that is two things at once. */
export async function endsAsZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, END_LENGTH + LONGEST_COMMENT));
    await file.read(tail, 0, tail.length, size - tail.length);
    const found = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (found < 0 || found + END_LENGTH > tail.length) return false;
    const directory = size - tail.length + found - tail.readUInt32LE(found + 12);
    const entry = Buffer.alloc(4);
    if (directory < 0) return false;
    await file.read(entry, 0, 4, directory);
    return entry.readUInt32LE(0) === ENTRY;
  } finally {
    await file.close();
  }
}

function endOf(tail: Buffer): { count: number; length: number; offset: number } | null {
  for (let at = tail.length - END_LENGTH; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue;
    return {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
  }
  return null;
}

function entriesOf(directory: Buffer, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) return null;
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    if (nameEnd > directory.length) return null;
    entries.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

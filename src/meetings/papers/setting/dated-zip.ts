const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;
const END_LENGTH = 22;

/** A ZIP archive without a comment, all of whose entries carry one date: its bytes then say nothing of when they were packed. Changes the archive. */
export function dated(archive: Buffer, at: Date): Buffer {
  const end = archive.length - END_LENGTH;
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('No plain archive.');
  const stamp = stampOf(at);
  let place = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const local = archive.readUInt32LE(place + 42);
    if (archive.readUInt32LE(place) !== ENTRY || archive.readUInt32LE(local) !== LOCAL)
      throw new Error('No plain archive.');
    archive.writeUInt32LE(stamp, place + 12);
    archive.writeUInt32LE(stamp, local + 10);
    place +=
      46 + archive.readUInt16LE(place + 28) + archive.readUInt16LE(place + 30) + archive.readUInt16LE(place + 32);
  }
  return archive;
}

/** Time and date as MS-DOS has them, in UTC, two seconds exact; the years from 1980 on. */
function stampOf(at: Date): number {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107) - 1980;
  const date = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return date * 0x10000 + time;
}

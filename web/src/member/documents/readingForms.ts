import type { FormKind, ReaderFileFragment } from '../../graphql/graphql.js';

/** A form of one file, as the document's page reads it. */
export type Form = ReaderFileFragment['forms'][number];

/** How a file can be read in the application now. */
export interface Readable {
  text: boolean;
  pictures: boolean;
  sound: boolean;
  /** Something is still being made; it comes by itself. */
  preparing: boolean;
  /** Why there is no reading form, in the server's words; null when nothing failed or when the file can be read all the same. */
  problem: string | null;
  /** What a reading form that is there does not show (cut, pictures left out), in the server's words. */
  leftOut: string | null;
  /** The words of a scanned paper were recognised by a machine. */
  recognised: boolean;
  /** A scanned paper whose words nobody has recognised: it is pictures only. */
  onlyPictures: boolean;
}

/** What a file offers, from the state of its forms. */
export function readable(
  file: Pick<ReaderFileFragment, 'state' | 'forms' | 'isScanned' | 'isOcr' | 'mimeType'>,
): Readable {
  const form = (kind: FormKind) => file.forms.find(each => each.kind === kind);
  const ready = (kind: FormKind) => form(kind)?.state === 'READY';
  const text = ready('HTML');
  const pictures = ready('IMAGES') && (form('IMAGES')?.pages?.length ?? 0) > 0;
  const sound = file.state === 'READY' && file.mimeType.startsWith('audio/');
  const failed = [form('HTML'), form('IMAGES')].find(each => each?.state === 'FAILED' || each?.state === 'UNAVAILABLE');
  const preparing = file.state === 'CHECKING' || file.forms.some(each => each.state === 'PENDING');
  return {
    text,
    pictures,
    sound,
    preparing: preparing && !text,
    problem: !text && !preparing && !sound ? (failed?.problem ?? null) : null,
    leftOut: text ? (form('HTML')?.problem ?? null) : null,
    recognised: file.isOcr && text,
    onlyPictures: file.isScanned && !file.isOcr && pictures,
  };
}

/** Is anything of these files still being made? The page then asks again soon. */
export function isPreparing(files: readonly Pick<ReaderFileFragment, 'state' | 'forms'>[]): boolean {
  return files.some(file => file.state === 'CHECKING' || file.forms.some(form => form.state === 'PENDING'));
}

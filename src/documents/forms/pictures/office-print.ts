import { copyFile, mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programPath } from '../../../platform/programs.js';
import { TEXT_TYPES } from '../extracting/kinds.js';
import { Unreadable } from '../extracting/unreadable.js';
import { FormUnavailable, type MakerContent } from '../form-makers.js';
import { outputOf } from './system-program.js';
import { Turns } from './turns.js';

/** The part of LibreOffice that opens a type, the ending by which it knows it, and the package that brings it. */
interface OfficePart {
  library: string;
  ending: string;
  brings: string;
}

const PARTS: Record<string, OfficePart> = {
  [TEXT_TYPES.docx]: { library: 'libswlo.so', ending: 'docx', brings: 'libreoffice-writer' },
  [TEXT_TYPES.pptx]: { library: 'libsdlo.so', ending: 'pptx', brings: 'libreoffice-impress' },
};

/** What LibreOffice may use: a paper of 30 pages takes 4 s and 300 MB; it reserves far more than it uses. */
const LIMITS = { milliseconds: 90_000, memory: 4_000_000_000, bytes: 100_000 };

/**
 * A profile of its own for every paper: no macro runs, nothing is fetched that a paper links to (a remote picture would tell its owner
 * who reads).
 */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${[
  ['DisableMacrosExecution', 'true'],
  ['MacroSecurityLevel', '3'],
  ['BlockUntrustedRefererLinks', 'true'],
  ['DisableActiveContent', 'true'],
]
  .map(
    ([name, value]) =>
      `<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  .join('\n')}
</oor:items>
`;

const turns = new Turns();

/** Whether a type can be printed by LibreOffice at all. */
export function isOffice(mimeType: string): boolean {
  return mimeType in PARTS;
}

/**
 * Prints an office file and lends the PDF. One at a time: LibreOffice takes all memory of a small machine twice. Throws FormUnavailable
 * where LibreOffice, or its part for this type, is not installed; Unreadable for what it cannot open.
 */
export async function printed<T>({ path, mimeType }: MakerContent, work: (pdf: string) => Promise<T>): Promise<T> {
  const part = PARTS[mimeType];
  if (!part) throw new Unreadable('TORN');
  const program = await programFor(part);
  return turns.take(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sotay-print-'));
    try {
      await mkdir(join(folder, 'profile/user'), { recursive: true });
      await writeFile(join(folder, 'profile/user/registrymodifications.xcu'), PROFILE);
      await copyFile(path, join(folder, `paper.${part.ending}`));
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
      const quiet = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nologo'];
      const words = [
        profile,
        ...quiet,
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        join(folder, `paper.${part.ending}`),
      ];
      const pdf = join(folder, 'paper.pdf');
      // In a new profile LibreOffice only settles in, and ends with a code that asks to be started again.
      await outputOf(program, words, LIMITS).catch(passOverTorn);
      if (!(await isThere(pdf))) await outputOf(program, words, LIMITS);
      // LibreOffice says nothing by its exit code when it could not open a file.
      if (!(await isThere(pdf))) throw new Unreadable('TORN');
      return await work(pdf);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

function passOverTorn(error: unknown): void {
  if (!(error instanceof Unreadable) || error.reason !== 'TORN') throw error;
}

async function programFor({ library, brings }: OfficePart): Promise<string> {
  const command = await programPath('soffice');
  const folder = command ? dirname(await realpath(command)) : null;
  // The command is a script that starts others; the program itself is one process, which can be limited and ended.
  const program = folder ? join(folder, 'soffice.bin') : null;
  if (!folder || !program || !(await isThere(program)) || !(await isThere(join(folder, library))))
    throw new FormUnavailable(
      `Máy chủ chưa có ${brings} nên chưa có ảnh của tệp này. Quản trị viên cài gói này rồi bấm làm lại.`,
    );
  return program;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programPath } from '../../src/platform/programs.js';

/** What poppler says of a PDF. */
interface ReadPdf {
  pages: number;
  size: string;
  /** The fonts in it, without the letters that mark a subset. */
  fonts: string[];
  /** The text of each page, NFC, every kind of blank as one. */
  texts: string[];
  width: number;
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sotay-paper-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 50_000_000, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Every kind of blank as one, and no invisible place to break. */
export function plain(text: string): string {
  return text.normalize('NFC').replaceAll('\u200b', '').replace(/\s+/g, ' ').trim();
}

/** A PDF as poppler reads it. */
export function readPdf(content: Uint8Array): ReadPdf {
  return inFolder(folder => {
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, content);
    const told = ask('pdfinfo', path);
    const fonts = ask('pdffonts', path).split('\n').slice(2).filter(Boolean);
    const [, pages = '0'] = /^Pages:\s+(\d+)/m.exec(told) ?? [];
    const [, size = ''] = /^Page size:\s+(.*)$/m.exec(told) ?? [];
    return {
      pages: Number(pages),
      size,
      width: Number(size.split(' ')[0]),
      fonts: [...new Set(fonts.map(line => line.split(/\s/)[0]?.replace(/^[A-Z]{6}\+/, '') ?? ''))].sort(),
      texts: ask('pdftotext', '-enc', 'UTF-8', path, '-').split('\f').slice(0, -1).map(plain),
    };
  });
}

/** A page of a PDF as PNG. */
export function pictureOf(content: Uint8Array, page = 1, dpi = 100): Buffer {
  return inFolder(folder => {
    writeFileSync(join(folder, 'paper.pdf'), content);
    const target = join(folder, 'page');
    ask(
      'pdftoppm',
      '-r',
      String(dpi),
      '-f',
      String(page),
      '-l',
      String(page),
      '-singlefile',
      '-gray',
      '-png',
      join(folder, 'paper.pdf'),
      target,
    );
    return readFileSync(`${target}.png`);
  });
}

/** How far to the right of a page's paper there is any ink, as a share of its width, by the boxes of its words. */
export function rightmost(content: Uint8Array): number {
  return inFolder(folder => {
    writeFileSync(join(folder, 'paper.pdf'), content);
    const boxes = ask('pdftotext', '-bbox', join(folder, 'paper.pdf'), '-');
    return Math.max(...[...boxes.matchAll(/xMax="([\d.]+)"/g)].map(([, x]) => Number(x))) / 595.276;
  });
}

const soffice = await programPath('soffice');

/** Whether poppler and LibreOffice are here: a test that needs one that is not is named as left out. */
export const hasPoppler = (await programPath('pdfinfo')) !== null;
export const hasOffice = hasPoppler && soffice !== null;

/** A DOCX as LibreOffice prints it, with the fonts of the papers standing for Times New Roman. */
export function printed(content: Uint8Array): Buffer {
  return inFolder(folder => {
    const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
    writeFileSync(
      join(folder, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${folder}/fonts</cachedir>
       <alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>`,
    );
    writeFileSync(join(folder, 'paper.docx'), content);
    execFileSync(
      soffice ?? '',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        join(folder, 'paper.docx'),
      ],
      { stdio: 'ignore', env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf'), HOME: folder } },
    );
    return readFileSync(join(folder, 'paper.pdf'));
  });
}

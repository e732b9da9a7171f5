import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docx, field, inside, pdfHiding, pdfOfPages, pngOf, relation, word } from './support/hostile.js';
import type { Person } from './support/person.js';
import { office, pdf } from './support/samples.js';
import { World } from './support/world.js';

let w: World;
let secretary: Person;
beforeAll(async () => {
  w = await World.create();
  secretary = await w.person('SECRETARY', await w.cell());
});
afterAll(() => w?.end());

const DOCUMENT_RELATIONS = 'word/_rels/document.xml.rels';
const SETTINGS_RELATIONS = 'word/_rels/settings.xml.rels';

describe('an honest file that looks a little alike is taken', () => {
  it.each<[string, string, () => Buffer]>([
    [
      'a PDF with links, bookmarks and a packed stream of objects',
      'a.pdf',
      () => pdfHiding('1 0 << /S /URI /URI (https://laocai.gov.vn) >>'),
    ],
    ['a PDF of 5,000 pages', 'a.pdf', () => pdfOfPages(5000)],
    [
      'a PDF with a few bytes behind its end',
      'a.pdf',
      () => Buffer.concat([pdf('behind'), Buffer.from('\r\n\0\0\x1a')]),
    ],
    [
      'a Word paper with a link to tap',
      'a.docx',
      () => docx(['x'], { [DOCUMENT_RELATIONS]: relation('hyperlink', 'https://laocai.gov.vn/tin?a=1&amp;b=2') }),
    ],
    [
      'a Word paper made from a template of the writer’s own machine',
      'a.docx',
      () =>
        docx(['x'], {
          [SETTINGS_RELATIONS]: relation('attachedTemplate', 'file:///C:\\Users\\a\\Templates\\Van%20ban.dotx'),
        }),
    ],
    [
      'a Word paper with page numbers and a date',
      'a.docx',
      () => word(field(' PAGE  \\* MERGEFORMAT ') + field(' HYPERLINK "https://a.vn/DDE LINK" ')),
    ],
    ['a Word paper with the table of its chart inside', 'a.docx', () => inside(office('xlsx'))],
    [
      'a table with a link to another table beside it',
      'a.xlsx',
      () =>
        office('xlsx', {
          'xl/externalLinks/_rels/externalLink1.xml.rels': relation('externalLinkPath', 'So%20lieu.xlsx'),
          'xl/externalLinks/externalLink1.xml': '<externalLink><externalBook/></externalLink>',
        }),
    ],
    ['an A3 scan of 70 million points', 'a.png', () => pngOf(9900, 7000)],
  ])('%s', async (_, name, content) => {
    const { status, body } = await secretary.upload(name, content());
    expect({ status, reason: body['reason'] }).toEqual({ status: 201, reason: undefined });
  });
});

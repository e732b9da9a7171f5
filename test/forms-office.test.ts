import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TEXT_TYPES } from '../src/documents/forms/extracting/kinds.js';
import { printed } from '../src/documents/forms/pictures/office-print.js';
import { shapesOf } from '../src/documents/forms/pictures/printed-pages.js';
import { programPath } from '../src/platform/programs.js';
import { office, zip } from './support/samples.js';

const both = (await programPath('soffice')) && (await programPath('pdfinfo')) ? it : it.skip;

const OOXML = 'http://schemas.openxmlformats.org';
const RELATED = `${OOXML}/officeDocument/2006/relationships`;

/** A Word paper whose one picture lies on somebody else's server. */
function paperWithRemotePicture(address: string): Buffer {
  const picture = `<pic:pic xmlns:pic="${OOXML}/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>
    <pic:blipFill><a:blip r:link="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
    <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="95250" cy="95250"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`;
  const drawing = `<w:drawing><wp:inline><wp:extent cx="95250" cy="95250"/><wp:docPr id="1" name="a"/><a:graphic>
    <a:graphicData uri="${OOXML}/drawingml/2006/picture">${picture}</a:graphicData></a:graphic></wp:inline></w:drawing>`;
  const spaces = `xmlns:w="${OOXML}/wordprocessingml/2006/main" xmlns:r="${RELATED}" xmlns:a="${OOXML}/drawingml/2006/main" xmlns:wp="${OOXML}/drawingml/2006/wordprocessingDrawing"`;
  const types = `${OOXML}/package/2006/content-types`;
  const list = `${OOXML}/package/2006/relationships`;
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TEXT_TYPES.docx}.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${list}"><Relationship Id="rId1" Type="${RELATED}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${spaces}><w:body><w:p><w:r><w:t>Chi bộ</w:t></w:r></w:p><w:p><w:r>${drawing}</w:r></w:p></w:body></w:document>`,
    'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${list}"><Relationship Id="rId1" Type="${RELATED}/image" Target="${address}" TargetMode="External"/></Relationships>`,
  });
}

describe('printing an office file for its pictures', () => {
  const asked: string[] = [];
  let folder: string;
  let server: Server;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotay-office-'));
    server = createServer((request, reply) => {
      asked.push(String(request.url));
      reply.end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  both(
    'fetches nothing that the paper links to: nobody learns who has it',
    async () => {
      const path = join(folder, 'paper');
      const { port } = server.address() as AddressInfo;
      await writeFile(path, paperWithRemotePicture(`http://127.0.0.1:${port}/pixel.png`));
      const found = await printed({ sha256: '', mimeType: TEXT_TYPES.docx, path }, pdf => shapesOf(pdf, 5));
      expect(found.pagesInAll).toBe(1);
      expect(asked).toEqual([]);
    },
    180_000,
  );

  both(
    'says of bones without a paper that they cannot be read',
    async () => {
      const path = join(folder, 'bones');
      await writeFile(path, office('docx'));
      await expect(printed({ sha256: '', mimeType: TEXT_TYPES.docx, path }, async () => 1)).rejects.toMatchObject({
        reason: 'TORN',
      });
    },
    180_000,
  );
});

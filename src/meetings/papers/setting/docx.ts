import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  HeightRule,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  UnderlineType,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { bound } from './binding.js';
import { dated } from './dated-zip.js';
import type { Block, Ending, Run, Sheet, Signature } from './sheet.js';

/** Word's measures: twentieths of a point. */
const MM = 56.7;
const PT = 20;
const WIDTH = Math.round(165 * MM);

/** Everybody's word processor has it or a font of the same widths. */
const FONT = 'Times New Roman';

/** Lines a little apart, so that stacked accents have room; in 240ths of a line. */
const LINE = 288;
const NARROW = 252;
const { AUTO } = LineRuleType;

const NO_BORDERS = Object.fromEntries(
  (['top', 'bottom', 'left', 'right', 'insideHorizontal', 'insideVertical'] as const).map(side => [
    side,
    { style: BorderStyle.NONE, size: 0, color: 'auto' },
  ]),
);

/** A sheet as DOCX, to be worked on in any word processor. The same sheet gives the same bytes. */
export async function docxOf(sheet: Sheet): Promise<Buffer> {
  const page = (children: Paragraph[]) =>
    new Header({ children: sheet.isDraft ? [...children, draftMark()] : children });
  const document = new Document({
    title: sheet.title,
    creator: sheet.head.issuer,
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 28, language: { value: 'vi-VN' } },
          paragraph: { spacing: { line: LINE, lineRule: AUTO, after: 6 * PT } },
        },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
            margin: { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM, header: 10 * MM, footer: 10 * MM },
          },
        },
        headers: { first: page(sheet.isDraft ? [] : [new Paragraph('')]), default: page([pageNumber()]) },
        children: [
          headOf(sheet),
          centred([{ text: sheet.heading, bold: true, size: 32 }], { before: 12 * PT, after: 0 }),
          ...sheet.extract.map((line, index) =>
            centred([{ text: line, bold: true }], { after: index === sheet.extract.length - 1 ? 12 * PT : 0 }),
          ),
          ...sheet.blocks.flatMap(block => childrenOf(block)),
        ],
      },
    ],
  });
  const properties = { path: 'docProps/core.xml', data: coreProperties(sheet) };
  return dated(await Packer.toBuffer(document, undefined, [properties]), new Date(sheet.at));
}

/** The library would write the time of its making. */
function coreProperties({ title, head, at }: Sheet): string {
  const instant = at.replace(/\.\d+Z$/, 'Z');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(title)}</dc:title><dc:creator>${xml(head.issuer)}</dc:creator><cp:lastModifiedBy>${xml(head.issuer)}</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified></cp:coreProperties>`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface Face extends Run {
  size?: number;
  underlined?: boolean;
}

function runs(faces: readonly Face[]): TextRun[] {
  return faces.map(
    ({ text, bold, italic, size, underlined }) =>
      new TextRun({
        text: bound(text),
        ...(bold ? { bold } : {}),
        ...(italic ? { italics: true } : {}),
        ...(size ? { size } : {}),
        ...(underlined ? { underline: { type: UnderlineType.SINGLE } } : {}),
      }),
  );
}

function centred(
  faces: readonly Face[],
  spacing: { before?: number; after?: number } = {},
  keepNext = true,
): Paragraph {
  const { before = 0, after = 0 } = spacing;
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext,
    spacing: { before, after, line: NARROW, lineRule: AUTO },
    children: runs(faces),
  });
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 0 },
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
  });
}

function draftMark(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: { after: 0 },
    children: [new TextRun({ text: 'DỰ THẢO', bold: true, size: 32, color: '808080' })],
  });
}

function headOf({ head }: Sheet): Table {
  const left = [
    ...(head.above === null ? [] : [centred([{ text: head.above }])]),
    centred([{ text: head.issuer, bold: true }]),
    centred([{ text: '*' }]),
    ...(head.number === null ? [] : [centred([{ text: head.number }])]),
  ];
  const right = [
    centred([{ text: 'ĐẢNG CỘNG SẢN VIỆT NAM', bold: true, size: 30, underlined: true }], { after: 6 * PT }),
    centred([{ text: head.placeAndDate, italic: true }]),
  ];
  return besides([left, 0.44], [right, 0.56]);
}

/** Columns without lines beside each other. */
function besides(...columns: [Paragraph[], number][]): Table {
  const widths = columns.map(([, share]) => Math.round(WIDTH * share));
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: columns.map(
          ([children], index) =>
            new TableCell({
              children,
              width: { size: widths[index] ?? 0, type: WidthType.DXA },
              margins: { left: 0, right: 0 },
            }),
        ),
      }),
    ],
  });
}

function childrenOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [headingOf(block)];
    case 'text':
      return [paragraphOf(block)];
    case 'table':
      return [tableOf(block), new Paragraph({ spacing: { after: 0, line: 6 * PT, lineRule: LineRuleType.EXACT } })];
    case 'note':
      return [
        new Paragraph({
          spacing: { before: 8 * PT, after: 0, line: 240, lineRule: AUTO },
          children: runs([{ text: block.text, italic: true, size: 20 }]),
        }),
      ];
    default:
      return endingOf(block);
  }
}

function headingOf({ text, level }: Extract<Block, { kind: 'heading' }>): Paragraph {
  return new Paragraph({
    keepNext: true,
    spacing: { before: level === 1 ? 8 * PT : 0, after: level === 1 ? 4 * PT : 6 * PT },
    indent: { left: level === 1 ? 0 : Math.round(12.7 * MM) },
    children: runs([{ text, bold: true, italic: level === 2 }]),
  });
}

function paragraphOf(block: Extract<Block, { kind: 'text' }>): Paragraph {
  if (block.align === 'center') return centred(block.runs, { after: 6 * PT }, false);
  const isHanging = block.align === 'hanging';
  const children = runs(isHanging ? [{ text: '- ' }, ...block.runs] : block.runs);
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    widowControl: true,
    indent: isHanging ? { left: Math.round(16.7 * MM), hanging: 4 * MM } : { firstLine: Math.round(12.7 * MM) },
    children,
  });
}

function tableOf({ columns, rows, rowMm, boldRows }: Extract<Block, { kind: 'table' }>): Table {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.round((WIDTH * share) / all));
  const cell = (text: string, place: number, face: { bold: boolean; isHead: boolean }) =>
    new TableCell({
      width: { size: widths[place] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 3 * PT, bottom: 3 * PT, left: 4 * PT, right: 4 * PT },
      children: text.split('\n').map(
        line =>
          new Paragraph({
            alignment: face.isHead || columns[place]?.align === 'center' ? AlignmentType.CENTER : AlignmentType.LEFT,
            spacing: { after: 0, line: 240, lineRule: AUTO },
            children: runs([{ text: line, bold: face.bold, size: 26 }]),
          }),
      ),
    });
  const row = (texts: readonly string[], face: { bold: boolean; isHead: boolean }) =>
    new TableRow({
      tableHeader: face.isHead,
      // A cell that fills a page must be able to break.
      cantSplit: texts.every(text => text.length < 1500),
      ...(rowMm > 0 && !face.isHead ? { height: { value: Math.round(rowMm * MM), rule: HeightRule.ATLEAST } } : {}),
      children: texts.map((text, place) => cell(text, place, face)),
    });
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      row(
        columns.map(({ title }) => title),
        { bold: true, isHead: true },
      ),
      ...rows.map((texts, index) => row(texts, { bold: boldRows.includes(index), isHead: false })),
    ],
  });
}

/** The closing sentence keeps with the signatures: no page has signatures alone. */
function endingOf({ closing, recipients, left, right }: Ending): (Paragraph | Table)[] {
  const sentence = new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    keepNext: true,
    keepLines: true,
    spacing: { after: 12 * PT },
    indent: { firstLine: Math.round(12.7 * MM) },
    children: runs([{ text: closing }]),
  });
  const line = (face: Face) =>
    new Paragraph({ keepNext: true, spacing: { after: 0, line: 240, lineRule: AUTO }, children: runs([face]) });
  const sent =
    recipients.length === 0
      ? []
      : [line({ text: 'Nơi nhận:', underlined: true }), ...recipients.map(text => line({ text, size: 24 }))];
  const withOffice = [left, right].some(one => one !== null && one.office !== '');
  const beside = [...(left ? signatureOf(left, withOffice) : []), ...sent];
  return [
    sentence,
    besides([beside.length > 0 ? beside : [new Paragraph('')], 0.5], [signatureOf(right, withOffice), 0.5]),
  ];
}

/** Where one of two has an office, the other leaves its line empty, so that their names stand beside each other. */
function signatureOf({ as, office, signed, name }: Signature, withOffice: boolean): Paragraph[] {
  const after = signed === null ? 60 * PT : 8 * PT;
  return [
    centred([{ text: as, bold: true }], withOffice ? {} : { after }),
    ...(withOffice ? [centred([{ text: office }], { after })] : []),
    ...(signed === null ? [] : [centred([{ text: signed, italic: true, size: 22 }], { after: 18 * PT })]),
    centred([{ text: name, bold: true }], {}, false),
  ];
}

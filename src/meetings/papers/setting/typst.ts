import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { bound, loosened } from './binding.js';
import { ownFonts } from './fonts.js';
import type { Sheet } from './sheet.js';
import { TEMPLATE } from './template.js';

/** A sheet as PDF. The same sheet gives the same bytes, in any process and on any machine. */
export function pdfOf(sheet: Sheet): Buffer {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: ownFonts() }], workspace: '/' });
  const at = new Date(sheet.at);
  const told = {
    ...mapped(sheet, text => loosened(bound(text))),
    title: sheet.title,
    draft: sheet.isDraft,
    at: [
      at.getUTCFullYear(),
      at.getUTCMonth() + 1,
      at.getUTCDate(),
      at.getUTCHours(),
      at.getUTCMinutes(),
      at.getUTCSeconds(),
    ],
  };
  const compiled = compiler.compile({ mainFileContent: TEMPLATE, inputs: { sheet: JSON.stringify(told) } });
  if (!compiled.result) {
    const problems = compiled.takeError()?.shortDiagnostics as { message?: string }[] | undefined;
    throw new Error(`Typst set nothing: ${problems?.map(({ message }) => message).join('; ')}`);
  }
  return compiler.pdf(compiled.result);
}

/** Every text of a sheet, changed. Keys and what is no text stay. */
function mapped<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map(one => mapped(one as unknown, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one as unknown, change)])) as T;
}

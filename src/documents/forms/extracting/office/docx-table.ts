import { type Block, plain, type TableCell } from '../blocks.js';
import { isCapitals } from '../structure.js';

/** A table of a Word paper while it is read. */
export interface OpenTable {
  rows: { cells: (TableCell & { merge?: 'start' | 'go-on'; column: number })[]; isHead: boolean }[];
  hasLines: boolean;
}

/** In the head of a paper nothing is a heading: its lines are names and numbers. */
export function asLine(block: Block): Block {
  return block.kind === 'heading'
    ? { kind: 'paragraph', align: 'center', spans: block.spans.map(span => ({ ...span, bold: true })) }
    : block;
}

/** Cells that go on from the row above are told as one cell of several rows; a first row in bold or capitals is the head. */
export function mergedDown(rows: OpenTable['rows']): TableCell[][] {
  const starts = new Map<number, TableCell>();
  return rows.map(({ cells, isHead }, index) => {
    const isBold = index === 0 && cells.every(({ blocks }) => blocks.every(isStrong));
    return cells.flatMap(({ merge, column, ...cell }) => {
      const above = starts.get(column);
      if (merge === 'go-on' && above) {
        above.rows += 1;
        return [];
      }
      const kept = { ...cell, isHead: isHead || isBold };
      if (merge === 'start') starts.set(column, kept);
      else starts.delete(column);
      return [kept];
    });
  });
}

function isStrong(block: Block): boolean {
  if (block.kind === 'heading') return true;
  return (
    block.kind === 'paragraph' &&
    (isCapitals(plain(block.spans)) || block.spans.every(({ bold, text }) => bold || !text.trim()))
  );
}

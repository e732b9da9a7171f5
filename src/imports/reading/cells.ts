/** A cell as the file has it: its text, and what is odd about it. */
export interface Cell {
  text: string;
  /** The cell was stored as a number: leading zeros may be gone, long numbers rounded. */
  number?: boolean;
  /** The cell holds a formula: what it shows may change, and nobody typed it. */
  formula?: boolean;
  /** The cell shows an error such as #REF!. */
  error?: boolean;
}

/** A row of a file. `row` is the number that the spreadsheet shows, from 1. */
export interface SourceRow {
  sheet: string;
  row: number;
  cells: Cell[];
}

/** The file cannot be read at all: not a workbook, torn, or built to harm. */
export class Unreadable extends Error {}

/** The most columns that are looked at. */
export const MOST_COLUMNS = 64;

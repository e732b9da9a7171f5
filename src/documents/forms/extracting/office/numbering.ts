import type { OfficeParts } from './parts.js';

interface Level {
  format: string;
  /** `%1.%2)` */
  text: string;
  start: number;
}

/** The numbers of a Word paper, counted as Word counts them: official papers are cited by them, so none is ever made anew. */
export class Numbering {
  private readonly abstracts = new Map<string, Map<number, Level>>();
  private readonly lists = new Map<string, { abstract: string; levels: Map<number, Level> }>();
  private readonly counts = new Map<string, number[]>();

  static async of(parts: OfficeParts): Promise<Numbering> {
    const numbering = new Numbering();
    await numbering.load(parts);
    return numbering;
  }

  private async load(parts: OfficeParts): Promise<void> {
    let levels: Map<number, Level> | undefined;
    let level: Level | undefined;
    let override: number | null = null;
    await parts.read('word/numbering.xml', {
      open: (name, attributes) => {
        const value = attributes['w:val'] ?? '';
        if (name === 'w:abstractNum') {
          levels = new Map();
          this.abstracts.set(attributes['w:abstractNumId'] ?? '', levels);
        } else if (name === 'w:num') {
          levels = new Map();
          this.lists.set(attributes['w:numId'] ?? '', { abstract: '', levels });
        } else if (name === 'w:abstractNumId') {
          const list = [...this.lists.values()].at(-1);
          if (list) list.abstract = value;
        } else if (name === 'w:lvlOverride') override = Number(attributes['w:ilvl'] ?? 0);
        else if (name === 'w:startOverride' && override !== null) {
          levels?.set(override, { format: '', text: '', start: Number(value) || 0 });
        } else if (name === 'w:lvl') {
          level = { format: 'decimal', text: '', start: 1 };
          levels?.set(Number(attributes['w:ilvl'] ?? 0), level);
        } else if (name === 'w:start' && level) level.start = Number(value) || 0;
        else if (name === 'w:numFmt' && level) level.format = value;
        else if (name === 'w:lvlText' && level) level.text = value;
      },
      close: name => {
        if (name === 'w:lvlOverride') override = null;
      },
    });
  }

  /** The next sign of a list at a level (0 is the outermost), or null where the paragraph is in no list. */
  next(listId: string, at: number): { label: string; level: number } | null {
    const list = this.lists.get(listId);
    if (!list || listId === '0' || at > 8) return null;
    const count = this.counts.get(list.abstract || listId) ?? [];
    this.counts.set(list.abstract || listId, count);
    const level = this.levelOf(list, at);
    count[at] = (count[at] ?? level.start - 1) + 1;
    count.length = at + 1;
    if (level.format === 'none') return { label: '', level: at };
    if (level.format === 'bullet') return { label: at === 0 ? '–' : at === 1 ? '+' : '•', level: at };
    const label = level.text.replace(/%(\d)/g, (_, digit: string) => {
      const which = Number(digit) - 1;
      const shown = this.levelOf(list, which);
      return numeral(count[which] ?? shown.start, shown.format);
    });
    return { label, level: at };
  }

  private levelOf(list: { abstract: string; levels: Map<number, Level> }, at: number): Level {
    const base = this.abstracts.get(list.abstract)?.get(at) ?? { format: 'decimal', text: `%${at + 1}.`, start: 1 };
    const own = list.levels.get(at);
    if (!own) return base;
    return own.text || own.format ? own : { ...base, start: own.start };
  }
}

/** A number as Word writes it in a list. */
function numeral(value: number, format: string): string {
  if (format === 'upperRoman') return roman(value);
  if (format === 'lowerRoman') return roman(value).toLowerCase();
  if (format === 'lowerLetter') return letters(value);
  if (format === 'upperLetter') return letters(value).toUpperCase();
  if (format === 'decimalZero') return String(value).padStart(2, '0');
  return String(value);
}

function roman(value: number): string {
  const signs: [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let [left, text] = [Math.min(Math.max(value, 0), 3999), ''];
  for (const [size, sign] of signs) {
    while (left >= size) {
      text += sign;
      left -= size;
    }
  }
  return text;
}

/** a … z, aa … zz: as Word goes on. */
function letters(value: number): string {
  const index = Math.max(value - 1, 0);
  return String.fromCharCode(97 + (index % 26)).repeat(Math.min(Math.floor(index / 26) + 1, 9));
}

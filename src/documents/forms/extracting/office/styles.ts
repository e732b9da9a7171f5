import type { Align } from '../blocks.js';
import type { OfficeParts } from './parts.js';

/** What a style of a Word paper says that a reader sees. */
export interface Style {
  outline?: number;
  align?: Align | 'left';
  isBold?: boolean;
  isItalic?: boolean;
  isCapitals?: boolean;
  listId?: string;
  listLevel?: number;
  /** In half points. */
  size?: number;
}

/** Word's on/off values: present without a value means on. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value);
}

export function alignOf(value: string | undefined): Align | 'left' {
  return value === 'center' ? 'center' : value === 'right' || value === 'end' ? 'right' : 'left';
}

/** The styles of a Word paper by id, with what they take from those that they are based on. */
export async function stylesOf(parts: OfficeParts): Promise<Map<string, Style>> {
  const styles = new Map<string, Style & { basedOn?: string }>();
  let style: (Style & { basedOn?: string }) | undefined;
  await parts.read('word/styles.xml', {
    open: (name, attributes) => {
      const value = attributes['w:val'];
      if (name === 'w:style') {
        style = {};
        styles.set(attributes['w:styleId'] ?? '', style);
      }
      if (!style) return;
      if (name === 'w:name') {
        const heading = /^(?:heading|tiêu đề) (\d)$/i.exec(value ?? '')?.[1];
        if (heading) style.outline = Number(heading);
        if (/^title$/i.test(value ?? '')) style.outline = 1;
      } else if (name === 'w:basedOn' && value) style.basedOn = value;
      else if (name === 'w:outlineLvl' && Number(value) < 6) style.outline ??= Number(value) + 1;
      else if (name === 'w:jc') style.align = alignOf(value);
      else if (name === 'w:b') style.isBold = isOn(value);
      else if (name === 'w:i') style.isItalic = isOn(value);
      else if (name === 'w:caps') style.isCapitals = isOn(value);
      else if (name === 'w:sz') style.size = Number(value);
      else if (name === 'w:numId' && value) style.listId = value;
      else if (name === 'w:ilvl') style.listLevel = Number(value);
    },
    close: name => {
      if (name === 'w:style') style = undefined;
    },
  });
  return new Map([...styles.keys()].map(id => [id, inherited(styles, id, 0)]));
}

function inherited(styles: Map<string, Style & { basedOn?: string }>, id: string, depth: number): Style {
  const style = styles.get(id);
  if (!style || depth > 10) return {};
  const { basedOn, ...own } = style;
  return basedOn ? { ...inherited(styles, basedOn, depth + 1), ...own } : own;
}

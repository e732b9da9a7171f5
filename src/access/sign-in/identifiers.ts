/** What a person may type to sign in. Card number and e-mail are one person's own; a phone may stand with two people. */
type IdentifierKind = 'CARD' | 'PHONE' | 'EMAIL';

/** One identifier as it is stored and looked up. */
export interface Identifier {
  kind: IdentifierKind;
  value: string;
}

/** What people put between digits: blanks, dots, dashes, slashes, brackets. */
const BETWEEN = /[\s.\-\u2010-\u2015/()]/g;

/** A card number as it is stored: upper case, nothing between its signs. Null when nothing is left. */
export function cardOf(text: string): string | null {
  return text.normalize('NFKC').replace(BETWEEN, '').toUpperCase() || null;
}

/**
 * A phone number as it is stored: `0912345678` for +84, 84 and 0084 forms, and for nine digits whose zero a spreadsheet
 * swallowed; a foreign one with its plus. Null when it is no phone number.
 */
export function phoneOf(text: string): string | null {
  const digits = text.normalize('NFKC').replace(BETWEEN, '').replace(/^00/, '+');
  if (!/^\+?\d{8,15}$/.test(digits)) return null;
  const national = /^\+?84(\d{8,10})$/.exec(digits)?.[1];
  if (national) return national.startsWith('0') ? national : `0${national}`;
  return /^[235789]\d{8}$/.test(digits) ? `0${digits}` : digits;
}

/** An e-mail address as it is stored: NFC, lower case. Null when it has no @ between two parts. */
export function emailOf(text: string): string | null {
  const address = text.normalize('NFC').trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null;
}

/** Everything that a typed identifier may mean, the one person's own forms first. */
export function meaningsOf(text: string): Identifier[] {
  const email = emailOf(text);
  if (email) return [{ kind: 'EMAIL', value: email }];
  const [card, phone] = [cardOf(text), phoneOf(text)];
  return [
    ...(card ? [{ kind: 'CARD', value: card } as const] : []),
    ...(phone ? [{ kind: 'PHONE', value: phone } as const] : []),
  ];
}

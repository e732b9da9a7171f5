import { Refusal } from '../../errors.js';

/** Lengths of a password in characters, after NFC (reliability.md 5; the least as in NIST SP 800-63B). */
const LENGTH = { least: 8, most: 200 };

/** What is tried first by whoever guesses, without digits at the end: folded, so that case and diacritics do not matter. */
const COMMON = new Set(
  `matkhau password passwd pass admin administrator user welcome login letmein iloveyou anhyeuem yeuem motconvit tinhyeu
  qwerty qwertyuiop asdfgh asdfghjkl zxcvbnm abc abcd abcde abcdef dangvien dangbo chibo bithu sotay sotaydangvien dangcongsan
  congsan vietnam vietnamvodich hochiminh bacho yenbai laocai hanoi saigon monkey dragon football master shadow superman
  trustno sunshine princess test testtest demo khongbiet`.split(/\s+/),
);

/** Rows of keys and numbers: any part of one, forwards or backwards, is guessed at once. */
const ROWS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv'];

/** An own identifier or name counts as the password when fewer other characters than this are left (assumed). */
const BESIDE_OWN = 4;

/** Up to this length one or two signs again and again are guessed (assumed). */
const REPEATED = 20;

/** What is wrong with the form of a typed password, in Vietnamese, or null: for signing in as well as for choosing one. */
function problemOf(password: string): string | null {
  // Nobody types four signs a character: what is longer is refused before any work is done on it.
  if (password.length > LENGTH.most * 4) return `Mật khẩu dài quá ${LENGTH.most} ký tự.`;
  if (password.includes('\0') || !password.isWellFormed()) return 'Mật khẩu có ký tự không hợp lệ.';
  return [...password.normalize('NFC')].length > LENGTH.most ? `Mật khẩu dài quá ${LENGTH.most} ký tự.` : null;
}

/** Refuses a password that no account can have: too long, or with a NUL. `path` names the field. */
export function assertTypable(password: string, path: string): void {
  const problem = problemOf(password);
  if (problem) throw Refusal.field(path, problem);
}

/** Refuses a password that is too short or among the first that anybody would try. */
export function assertStrong(password: string, path: string): void {
  assertTypable(password, path);
  if ([...password.normalize('NFC')].length < LENGTH.least)
    throw weak(path, `Mật khẩu cần ít nhất ${LENGTH.least} ký tự.`);
  if (isCommon(folded(password))) throw weak(path, 'Mật khẩu này quá dễ đoán.');
}

/** Refuses a password that is little more than the person's own card number, phone, e-mail or name. */
export function assertNotOwn(password: string, own: string[], path: string): void {
  const text = folded(password);
  const isOwn = own.map(folded).some(word => {
    return word.length >= LENGTH.least - BESIDE_OWN && text.includes(word) && text.length - word.length < BESIDE_OWN;
  });
  if (isOwn) throw weak(path, 'Mật khẩu không được là số thẻ, số điện thoại hay họ tên của đồng chí.');
}

function weak(path: string, reason: string): Refusal {
  return new Refusal('PASSWORD_TOO_WEAK', { fields: [{ path, reason }] });
}

/** Lower case letters without diacritics, and digits; nothing else. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function isCommon(text: string): boolean {
  if (text === '') return false;
  if (text.length <= REPEATED && new Set(text).size <= 2) return true;
  const backwards = [...text].reverse().join('');
  if (ROWS.some(row => row.includes(text) || row.includes(backwards))) return true;
  const word = text.replace(/^\d{1,4}(?=\D)/, '').replace(/(?<=\D)\d{1,6}$/, '');
  return COMMON.has(word) || ROWS.some(row => word.length >= 5 && /^\D+$/.test(word) && row.includes(word));
}

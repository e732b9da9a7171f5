/** The longest name that is kept, in characters. */
const LONGEST = 255;

/** Characters that no folder of any system takes, that break a header, or that disguise what a name ends in. */
const UNFIT = /[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*\ufffd]/gu;

/** Names that Windows keeps for its devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A sender's file name as it is kept and given out again: NFC, without paths and disguises, at most 255 characters with its ending. */
export function tidyFileName(given: string): string {
  const name = given
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(UNFIT, '')
    .replace(/\p{M}{5,}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+$/, '');
  const ending = /\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? '';
  const stem = name
    .slice(0, name.length - ending.length)
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(RESERVED, '_$1');
  return `${cut(stem || 'tep', LONGEST - ending.length)}${ending}`;
}

/** Never half of a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed().replaceAll('\ufffd', '').trim();
}

/** Words that make another word of "mật" when they stand before it (bí mật, bảo mật, túi mật), and after it (mật khẩu, mật ong). */
export const BEFORE_SECRET = new Set('bí bảo cơ thân trăng túi sỏi đường dịch ngọt sáp ống'.split(' '));
const AFTER = new Set(
  'khẩu mã độ ong thiết vụ thư báo ước nghị thám lệnh mía gấu hoa danh ngữ phục đàm hiệu mạc'.split(' '),
);

/**
 * Whether a file's name carries the stamp of a state secret: Mật, Tối mật or Tuyệt mật as words of their own
 * (Law 117/2025/QH15 art. 5: nothing of that kind on a machine of the Internet). "Bảo vệ bí mật nhà nước" is about secrets and is none.
 */
export function carriesSecretStamp(name: string): boolean {
  const words = name
    .normalize('NFC')
    .replace(/\.[a-z0-9]{1,10}$/i, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
  return words.some((word, at) => {
    const [before = '', after = ''] = [words[at - 1], words[at + 1]].map(near => near?.toLowerCase());
    // Without accents the words are too common to judge by ("mất", "mặt"), unless printed as a stamp is.
    if (word === 'MAT') return words[at - 1] === 'TOI' || words[at - 1] === 'TUYET';
    if (word.toLowerCase() !== 'mật') return false;
    return !BEFORE_SECRET.has(before) && !AFTER.has(after);
  });
}

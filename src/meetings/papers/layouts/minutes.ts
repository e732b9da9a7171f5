import { dayOf } from '../../../platform/clock.js';
import { MeetingKind } from '../../meeting.types.js';
import type { MinutesSignature, MinutesSigner } from '../../minutes/minutes-record.js';
import type { KeptMinutes } from '../../minutes/minutes-records.js';
import { type Block, heading, paragraphs, type Sheet, type Signature } from '../setting/sheet.js';
import { recordedBlocks } from './minutes-recorded.js';
import { isSectioned, writtenBlocks } from './minutes-written.js';
import { dayInWords, headOf, meetingInWords, monthInWords, officeInWords, shortTime, timeInWords } from './words.js';

/** What was added to sealed minutes. */
export interface AddendumOnSheet {
  text: string;
  addedBy: string;
  addedAt: Date;
}

/**
 * Minutes (biên bản, domain.md 4). Where the secretary kept the sections of the product's draft, the paper is that text, letter by
 * letter as it was signed; free notes stand in a section of their own behind what was recorded, so that no paper lacks the roll.
 */
export function minutesSheet(kept: KeptMinutes, addenda: readonly AddendumOnSheet[]): Sheet {
  const { record, seal } = kept;
  const from = record.openedAt ?? record.startsAt;
  const isThematicToo = record.includesThematic && record.kind !== MeetingKind.THEMATIC;
  const call = isThematicToo
    ? `Họp chi bộ kết hợp sinh hoạt chuyên đề ${monthInWords(record.month)}`
    : meetingInWords(record.kind, record.month);
  const { body, closing } = isSectioned(kept.text)
    ? writtenBlocks(kept.text, endOf(kept))
    : { body: recordedBlocks(record, kept.text), closing: endOf(kept) };
  return {
    title: `Biên bản: ${call}`,
    at: seal?.sealedAt ?? from,
    isDraft: seal === null,
    head: headOf({ name: record.cell, above: record.parents }, dayOf(new Date(from))),
    heading: 'BIÊN BẢN',
    extract: [call],
    blocks: [
      ...body,
      {
        kind: 'ending',
        closing,
        recipients: [],
        left: signatureOf(kept, 'RECORDER', 'THƯ KÝ', record.recorder),
        right: signatureOf(kept, 'CHAIR', 'CHỦ TRÌ', record.chair),
      },
      ...added(addenda),
      ...(seal ? [sealNote(seal)] : []),
    ],
  };
}

/** When it ended, and that it was read out, if that was noted. */
function endOf({ record }: KeptMinutes): string {
  const ended = record.endedAt
    ? `Buổi họp kết thúc lúc ${timeInWords(new Date(record.endedAt))}, ${dayInWords(dayOf(new Date(record.endedAt)))}`
    : 'Buổi họp kết thúc';
  return `${ended}${record.readOutAt ? '; biên bản đã được đọc trước chi bộ' : ''}.`;
}

function signatureOf(
  { signatures, seal }: KeptMinutes,
  role: `${MinutesSignature['role']}`,
  title: string,
  signer: MinutesSigner | null,
): Signature {
  // Under a draft nothing is signed for good: there is room for a pen.
  const signature = seal ? signatures.find(one => one.role === role) : undefined;
  const when = signature && shortTime(new Date(signature.signedAt));
  return {
    as: title,
    office: officeInWords(signer?.office ?? null),
    signed: signature ? `(${signature.onPaper ? 'Đã ký trên bản giấy' : 'Đã ký trong sổ tay'}, ${when})` : null,
    name: signature?.fullName ?? signer?.fullName ?? '',
  };
}

/** Each with who added it and when: the sealed text above stays as it was. */
function added(addenda: readonly AddendumOnSheet[]): Block[] {
  if (addenda.length === 0) return [];
  return [
    heading('PHẦN BỔ SUNG SAU KHI NIÊM PHONG'),
    ...addenda.flatMap(({ text, addedBy, addedAt }, index) =>
      paragraphs(text, `${index + 1}. Đồng chí ${addedBy}, ${shortTime(addedAt)}:`),
    ),
  ];
}

function sealNote({ hash, sealedAt }: { hash: string; sealedAt: string }): Block {
  const grouped = hash.match(/.{1,8}/g)?.join(' ') ?? hash;
  return { kind: 'note', text: `Niêm phong ${shortTime(new Date(sealedAt))}. SHA-256: ${grouped}` };
}

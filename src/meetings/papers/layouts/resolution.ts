import type { ResolutionRecord } from '../../resolutions/resolution-record.js';
import { type Block, heading, mixed, paragraphs, type Sheet } from '../setting/sheet.js';
import { reviewTable, tasksTable } from './tasks-table.js';
import { headOf, monthInWords, officeInWords, withComma } from './words.js';

/** A resolution (nghị quyết, domain.md 4) as it was issued, or as a draft without number and day. */
export function resolutionSheet(record: ResolutionRecord): Sheet {
  const ofCommittee = record.onBehalfOf === 'COMMITTEE';
  return {
    title: `Nghị quyết${record.number ? ` số ${record.number}` : ''}: ${record.title}`,
    at: `${record.issuedOn ?? `${record.month}-01`}T00:00:00.000Z`,
    isDraft: record.number === null,
    head: headOf({ name: record.cell, above: record.parents }, record.issuedOn, `Số ${record.number ?? '……-NQ/CB'}`),
    heading: 'NGHỊ QUYẾT',
    extract: [record.title],
    blocks: [
      heading('I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG TRƯỚC'),
      ...(record.results ? paragraphs(record.results) : []),
      ...reviewTable(record.review, record.month),
      ...(record.reviewProgress === null
        ? []
        : [mixed({ text: 'Kết quả nhiệm vụ tháng trước: ', bold: true }, `${withComma(record.reviewProgress)}%.`)]),
      heading('II. PHƯƠNG HƯỚNG, NHIỆM VỤ'),
      ...said(record.direction),
      heading('III. PHÂN CÔNG THỰC HIỆN'),
      ...(record.assignment ? paragraphs(record.assignment) : []),
      ...tasksTable(record.tasks, { withProgress: false }),
      heading(`IV. ĐÁNH GIÁ BUỔI SINH HOẠT ${monthInWords(record.month).toLocaleUpperCase('vi')}`),
      ...said(record.score),
      {
        kind: 'ending',
        closing: ofCommittee
          ? 'Chi ủy tổ chức thực hiện Nghị quyết này và báo cáo kết quả tại kỳ họp sau.'
          : 'Chi bộ giao chi ủy, bí thư chi bộ và các đồng chí đảng viên tổ chức thực hiện Nghị quyết này.',
        recipients: record.recipients.map((line, index, all) => `- ${line}${index < all.length - 1 ? ',' : '.'}`),
        left: null,
        right: {
          as: ofCommittee ? 'T/M CHI ỦY' : 'T/M CHI BỘ',
          office: officeInWords(record.signer?.office ?? 'SECRETARY').toLocaleUpperCase('vi'),
          signed: null,
          name: record.signer?.fullName ?? '',
        },
      },
    ],
  };
}

function said(text: string | null): Block[] {
  return text ? paragraphs(text) : [mixed('Không có.')];
}

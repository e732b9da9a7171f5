import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** share: from 0 to 1, shown in per cent. yes: 1 or 0. number: as it is. */
type Unit = 'share' | 'yes' | 'number';

/** What the platform knows of a meeting, as a form's scales may ask for it. */
const MEASURES: Record<string, { name: MessageDescriptor; unit: Unit }> = {
  attendance: { name: msg`Tỷ lệ có mặt trên số phải dự`, unit: 'share' },
  unexcused: { name: msg`Số người vắng không phép`, unit: 'number' },
  excusedRunning: { name: msg`Số buổi vắng có phép liên tiếp`, unit: 'number' },
  minutesShort: { name: msg`Số phút thiếu so với yêu cầu`, unit: 'number' },
  minutesShare: { name: msg`Thời gian họp so với yêu cầu`, unit: 'share' },
  regular: { name: msg`Có nội dung thường kỳ`, unit: 'yes' },
  thematic: { name: msg`Tháng có sinh hoạt chuyên đề`, unit: 'yes' },
  committeeMet: { name: msg`Chi ủy họp trước`, unit: 'yes' },
  noticeSent: { name: msg`Đã mời trước giờ họp`, unit: 'yes' },
  materialsInTime: { name: msg`Tài liệu đăng đúng hạn`, unit: 'yes' },
  stepsShare: { name: msg`Số mục chương trình đã tiến hành`, unit: 'share' },
  speakers: { name: msg`Tỷ lệ người có mặt phát biểu`, unit: 'share' },
  criticismMinutes: { name: msg`Số phút tự phê bình và phê bình`, unit: 'number' },
  minutesWritten: { name: msg`Có biên bản`, unit: 'yes' },
  minutesAdopted: { name: msg`Biên bản đã được thông qua`, unit: 'yes' },
  documentsPosted: { name: msg`Có tài liệu trên sổ tay`, unit: 'yes' },
  tasksProgress: { name: msg`Mức hoàn thành nhiệm vụ tháng trước`, unit: 'share' },
  concluded: { name: msg`Có kết luận`, unit: 'yes' },
  postedInTime: { name: msg`Đăng tài liệu sau sinh hoạt đúng hạn`, unit: 'yes' },
};

export const measureNames = (): { value: string; label: string }[] =>
  Object.entries(MEASURES).map(([value, { name }]) => ({ value, label: i18n._(name) }));

export function unitOf(measure: string): Unit {
  return MEASURES[measure]?.unit ?? 'number';
}

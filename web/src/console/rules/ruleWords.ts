import { plural, t } from '@lingui/core/macro';
import type { RulesInForceFragment } from '../../graphql/graphql.js';
import { percent } from '../../shared/format.js';

type Settings = RulesInForceFragment['settings'];

const minutes = (value: number) => plural(value, { other: '# phút' });
const hours = (value: number) => plural(value, { other: '# giờ' });
const days = (value: number) => plural(value, { other: '# ngày' });
const more = (share: number) => {
  const part = percent(share);
  return t`hơn ${part}`;
};

/** Every rule in force with its name, in the order in which a month goes. */
export function ruleRows(rules: Settings): { name: string; value: string }[] {
  const { bySize } = rules.minutes;
  const form = rules.assessment.form;
  const monthly = rules.duties.thematicEveryMonths;
  const [lastDay, reminders] = [rules.reminders.lastDay, rules.reminders.daysOfMonthBefore.join(', ')];
  const aim = percent(rules.attendance.aim);
  const qualified = percent(rules.votes.qualified);
  return [
    {
      name: t`Nhắc bí thư lên lịch`,
      value: lastDay ? t`ngày ${reminders} và ngày cuối tháng trước` : t`ngày ${reminders} tháng trước`,
    },
    { name: t`Sinh hoạt chuyên đề`, value: plural(monthly, { other: 'ít nhất một lần mỗi # tháng' }) },
    { name: t`Chi ủy họp trước`, value: rules.duties.committeeFirst ? t`có` : t`không bắt buộc` },
    { name: t`Thời gian họp ít nhất`, value: minutes(rules.minutes.least) },
    { name: t`Khi kết hợp chuyên đề`, value: minutes(Math.max(rules.minutes.least, rules.minutes.withThematic)) },
    ...bySize.map(step => {
      const members = step.members;
      return { name: t`Từ ${members} đảng viên`, value: minutes(step.minutes) };
    }),
    { name: t`Tỷ lệ dự họp`, value: rules.attendance.nobodyUnexcused ? t`${aim}, không ai vắng không phép` : aim },
    {
      name: t`Tài liệu đọc được trước giờ họp`,
      value: rules.materials.hoursBefore > 0 ? hours(rules.materials.hoursBefore) : t`trước khi họp`,
    },
    { name: t`Trả lời giấy mời trước giờ họp`, value: hours(rules.answering.hoursBefore) },
    { name: t`Đủ số người để quyết định`, value: `${more(rules.quorum.share)} ${t`đảng viên chính thức`}` },
    {
      name: t`Biểu quyết tính trên`,
      value: rules.votes.base === 'FULL_MEMBERS' ? t`tổng số đảng viên chính thức` : t`đảng viên chính thức có mặt`,
    },
    { name: t`Thông qua`, value: more(rules.votes.ordinary) },
    { name: t`Việc cần đa số cao`, value: t`ít nhất ${qualified}` },
    { name: t`Trả lời ý kiến trong`, value: days(rules.opinions.answerWithinDays) },
    {
      name: t`Đăng tài liệu sau họp trong`,
      value: rules.after.postedWithinDays > 0 ? days(rules.after.postedWithinDays) : t`không quy định`,
    },
    { name: t`Mẫu chấm điểm`, value: t`mẫu ${form}` },
  ];
}

/** A form as domain.md 3 has it (form A), for papers that show one. */
export const FORM = {
  bands: [
    { band: 'GOOD', name: 'Tốt' },
    { band: 'FAIR', name: 'Khá' },
    { band: 'AVERAGE', name: 'Trung bình' },
    { band: 'WEAK', name: 'Kém' },
  ],
  criteria: [
    {
      number: 1,
      title: 'Thời gian sinh hoạt',
      parts: [{ key: 'duration', title: 'Bảo đảm thời gian sinh hoạt', max: 5 }],
    },
    {
      number: 2,
      title: 'Tỷ lệ đảng viên tham dự',
      parts: [
        { key: 'attendance', title: 'Tỷ lệ có mặt, không tính đảng viên được miễn', max: 4 },
        { key: 'seldomExcused', title: 'Không ai vắng có phép quá 3 lần liên tiếp', max: 1 },
      ],
    },
    {
      number: 3,
      title: 'Công tác chuẩn bị',
      parts: [
        { key: 'content', title: 'Chuẩn bị nội dung sinh hoạt', max: 3 },
        { key: 'discussionLead', title: 'Gợi ý thảo luận, dự thảo nghị quyết', max: 2 },
        { key: 'committeeMet', title: 'Chi ủy họp trước, có biên bản', max: 2 },
        { key: 'notice', title: 'Thông báo triệu tập', max: 1 },
        { key: 'materials', title: 'Đăng tài liệu lên sổ tay đúng hạn trước buổi sinh hoạt', max: 2 },
      ],
    },
    {
      number: 4,
      title: 'Tiến hành sinh hoạt',
      parts: [
        { key: 'steps', title: 'Thực hiện đủ trình tự các bước', max: 5 },
        { key: 'regularContent', title: 'Nội dung sinh hoạt thường kỳ', max: 10 },
        { key: 'thematicContent', title: 'Nội dung chuyên đề', max: 5 },
        { key: 'praise', title: 'Biểu dương, nhắc nhở', max: 2 },
        { key: 'speakers', title: 'Tỷ lệ đảng viên có mặt phát biểu', max: 5 },
        { key: 'minutes', title: 'Ghi biên bản', max: 1 },
        { key: 'ideology', title: 'Dành 15–30 phút cho công tác tư tưởng, tự phê bình và phê bình', max: 1 },
        { key: 'onApp', title: 'Khai thác tài liệu trên sổ tay', max: 1 },
      ],
    },
    {
      number: 5,
      title: 'Điều hành của người chủ trì',
      parts: [{ key: 'chairing', title: 'Mở đầu, gợi mở, tổng hợp, phân bổ thời gian', max: 10 }],
    },
    {
      number: 6,
      title: 'Nguyên tắc sinh hoạt đảng',
      parts: [{ key: 'principles', title: 'Tập trung dân chủ, phê bình, đoàn kết, kỷ luật', max: 5 }],
    },
    {
      number: 7,
      title: 'Kết quả thực hiện nghị quyết tháng trước',
      parts: [{ key: 'results', title: 'Mức hoàn thành nhiệm vụ tháng trước', max: 30 }],
    },
    {
      number: 8,
      title: 'Kết thúc buổi sinh hoạt',
      parts: [{ key: 'closing', title: 'Kết luận, thông qua, đăng tài liệu', max: 5 }],
    },
  ],
};

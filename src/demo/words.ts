/** What members say in a discussion, in short. */
export const OPINIONS = [
  'Nhất trí với báo cáo; đề nghị bổ sung kết quả thu hoạch vụ mùa của từng tổ.',
  'Đường vào bản còn lầy sau mưa, đề nghị vận động bà con góp công sửa trước Tết.',
  'Cần hướng dẫn lại người cao tuổi cách nộp hồ sơ trên Cổng dịch vụ công.',
  'Nhất trí phương hướng tháng tới, xin nhận phụ trách tuyên truyền ở tổ mình.',
  'Một số hộ chưa thu gom rác đúng chỗ, chi bộ nên phân công đảng viên nhắc từng hộ.',
  'Đề nghị tổ công nghệ số cộng đồng mở thêm một buổi tối hướng dẫn thanh toán không dùng tiền mặt.',
  'Công tác phòng cháy rừng mùa hanh khô phải có lịch trực cụ thể.',
  'Việc học và làm theo Bác nên gắn với một việc cụ thể của mỗi đảng viên.',
  'Đề nghị quan tâm tạo nguồn kết nạp đảng viên trẻ trong tháng tới.',
  'Tự nhận tháng qua còn chậm nộp báo cáo, sẽ khắc phục.',
  'Nhà văn hóa cần sửa mái, đề nghị đưa vào kế hoạch quý.',
  'Nhất trí nội dung nghị quyết, đề nghị ghi rõ thời hạn từng việc.',
] as const;

/** What members propose before a meeting. */
export const PROPOSALS = [
  'Đề nghị chi bộ kiến nghị xã sửa đoạn đường bê tông hỏng ở đầu bản trước mùa mưa.',
  'Đề nghị lắp thêm đèn chiếu sáng ở nhà văn hóa để sinh hoạt buổi tối.',
  'Đề nghị tổ chức một buổi hướng dẫn cài đặt định danh điện tử cho các cụ cao tuổi.',
  'Đề nghị đưa nội dung quản lý rừng cộng đồng vào buổi sinh hoạt chuyên đề quý tới.',
  'Đề nghị công khai thu chi quỹ của bản trên bảng tin hằng quý.',
  'Đề nghị cử đảng viên giúp hai hộ mới thoát nghèo làm hồ sơ vay vốn.',
] as const;

/** What a meeting gives somebody to do. */
export const TASKS = [
  'Vận động các hộ ký cam kết thu gom rác',
  'Hướng dẫn 10 hộ dùng dịch vụ công trực tuyến',
  'Rà soát hộ nghèo, hộ cận nghèo của bản',
  'Tổ chức dọn vệ sinh đường làng sáng Chủ nhật',
  'Giúp quần chúng ưu tú hoàn thiện hồ sơ vào Đảng',
  'Tuyên truyền phòng cháy, chữa cháy rừng',
  'Theo dõi tiến độ đường bê tông ngõ Tre',
  'Thu Quỹ vì người nghèo theo kế hoạch',
  'Nắm tình hình tư tưởng, báo cáo chi ủy cuối tháng',
  'Kiểm tra lịch trực mùa hanh khô',
] as const;

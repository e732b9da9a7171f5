/** Words that hold sentences together, the most used first. */
export const GLUE =
  `và của các trong được có những với cho là đã ở từ đến một theo về không phải khi để trên tại này do cũng như sẽ đó còn nhiều vào
  ra bằng nhất là tiếp tục đồng thời gắn với qua sau trước nếu thì mà hoặc cùng ngay đối với nhằm trong đó bao gồm cụ thể như sau hiện nay
  vừa qua thời gian tới đặc biệt bên cạnh đó trên cơ sở căn cứ tuy nhiên mặt khác từng bước kịp thời thường xuyên toàn diện chủ động tích cực
  nghiêm túc hiệu quả đúng quy định đầy đủ rõ ràng thiết thực cơ bản còn lại trực tiếp ít nhất mỗi từng giữa dưới ngoài`
    .split(/\s+/)
    .filter(Boolean);

/** What every party paper speaks of, the most usual first. */
export const COMMON =
  phrases(`đảng viên; chi bộ; đảng bộ; đảng ủy; cấp ủy; nghị quyết; lãnh đạo; công tác; thực hiện; tổ chức; nhiệm vụ; nhân dân; cán bộ; chỉ đạo;
  sinh hoạt chi bộ; bí thư; phát triển; xây dựng đảng; kiểm tra; giám sát; tổ chức đảng; chất lượng; triển khai; nâng cao; tăng cường; địa phương; chính quyền;
  tuyên truyền; trách nhiệm; kết quả; kế hoạch; đề nghị; ban chấp hành; ban thường vụ; tỉnh ủy; đại hội; nhiệm kỳ; học tập và làm theo; tư tưởng; đạo đức;
  phong cách Hồ Chí Minh; kỷ luật; tự phê bình và phê bình; hệ thống chính trị; mặt trận tổ quốc; đoàn thể; hội nghị; báo cáo; đánh giá; xếp loại; quy chế; chỉ tiêu;
  kinh tế xã hội; quốc phòng an ninh; năng lực; sức chiến đấu; đoàn kết; thống nhất; tập trung dân chủ; cơ sở; phó bí thư; chi ủy; đảng viên dự bị; kết nạp; chuyển sinh hoạt;
  đảng phí; văn phòng; ủy ban kiểm tra; ban tổ chức; ban tuyên giáo; dân vận; nội chính; cải cách hành chính; thi đua; khen thưởng; gương mẫu; nêu gương; quần chúng; nguyện vọng;
  vận động; phong trào; mô hình; kinh nghiệm; hạn chế; khuyết điểm; nguyên nhân; giải pháp; chương trình hành động; kết luận; hướng dẫn; quy định; chỉ thị; thông báo; chuyên đề;
  biên bản; tổng kết; sơ kết; rà soát; bổ sung; kiện toàn; phân công; đôn đốc; tham mưu; phối hợp; thẩm quyền; tổ chức cơ sở đảng; thôn bản; tổ dân phố; già làng; trưởng bản; người có uy tín`);

/** What single papers are about. */
export const TOPICS =
  `chuyển đổi số; dịch vụ công trực tuyến; chữ ký số; căn cước điện tử; tổ công nghệ số cộng đồng; nền tảng số; sổ tay đảng viên điện tử; an toàn thông tin; kinh tế số; thanh toán không dùng tiền mặt
nông thôn mới; tiêu chí môi trường; đường giao thông nông thôn; hiến đất làm đường; nhà văn hóa; vườn mẫu; khu dân cư kiểu mẫu; sản phẩm OCOP; bê tông hóa; hợp tác xã
giảm nghèo bền vững; hộ cận nghèo; xóa nhà tạm; vay vốn chính sách; sinh kế; đào tạo nghề; xuất khẩu lao động; bảo hiểm y tế; nước sinh hoạt; dân tộc thiểu số
bảo vệ rừng; phòng cháy chữa cháy rừng; dịch vụ môi trường rừng; trồng rừng; quế hữu cơ; kiểm lâm; lâm sản; khai thác trái phép; giao đất giao rừng; chứng chỉ rừng
phòng chống thiên tai; lũ quét; sạt lở đất; di dời dân cư; cứu hộ cứu nạn; bốn tại chỗ; hồ đập; cảnh báo sớm; khắc phục hậu quả; quỹ phòng chống thiên tai
giáo dục và đào tạo; trường bán trú; phổ cập giáo dục; xóa mù chữ; giáo viên mầm non; học sinh; sách giáo khoa; khuyến học; chuyên cần; học phí
y tế cơ sở; tiêm chủng; dân số; suy dinh dưỡng trẻ em; trạm y tế; an toàn thực phẩm; mật ong; tảo hôn; hôn nhân cận huyết; sức khỏe sinh sản
chăn nuôi đại gia súc; dịch tả lợn; lúa ruộng bậc thang; chè shan tuyết; cây dược liệu; thảo quả; sơn tra; nuôi cá nước lạnh; khuyến nông; cơ cấu cây trồng
du lịch cộng đồng; lễ hội; văn hóa truyền thống; khèn Mông; ruộng bậc thang; cơ sở lưu trú; hướng dẫn viên; di sản; quảng bá; thổ cẩm
kiểm tra dấu hiệu vi phạm; kỷ luật cảnh cáo; khiển trách; khai trừ; tố cáo; kê khai tài sản; suy thoái; tự diễn biến; những điều đảng viên không được làm; giải quyết khiếu nại
quân sự địa phương; dân quân tự vệ; tuyển quân; diễn tập; hậu phương quân đội; chính sách người có công; liệt sĩ; thương binh; giáo dục quốc phòng; biên giới
trật tự an toàn xã hội; ma túy; tà đạo; mua bán người; an toàn giao thông; tổ bảo vệ an ninh; hòa giải cơ sở; tín dụng đen; vũ khí tự chế; truyền đạo trái phép
phát triển đảng viên; đối tượng kết nạp; lý lịch; thẩm tra; đảng viên trẻ; bồi dưỡng nhận thức; doanh nghiệp tư nhân; chi bộ sinh hoạt ghép; công nhận chính thức; hồ sơ đảng viên
sáp nhập đơn vị hành chính; sắp xếp tổ chức bộ máy; tinh giản biên chế; chính quyền hai cấp; công chức cấp xã; vị trí việc làm; trụ sở; bàn giao; nhân sự cấp ủy; quy hoạch cán bộ
đất đai; giải phóng mặt bằng; bồi thường; tái định cư; giấy chứng nhận quyền sử dụng đất; khoáng sản; quy hoạch sử dụng đất; lấn chiếm; đo đạc; bản đồ địa chính
thu ngân sách; đầu tư công; giải ngân; thu hút đầu tư; khu công nghiệp; cụm công nghiệp; doanh nghiệp; xuất nhập khẩu; cửa khẩu; thương mại điện tử
phụ nữ; bình đẳng giới; bạo lực gia đình; tổ tiết kiệm; năm không ba sạch; phụ nữ khởi nghiệp; tín chấp; trẻ em mồ côi; mẹ đỡ đầu; vệ sinh môi trường
thanh niên; tình nguyện; đoàn viên; hiến máu; khởi nghiệp; đội hình xung kích; thiếu nhi; nghĩa tình; đền ơn đáp nghĩa; mái ấm
cựu chiến binh; nông dân; công đoàn; người cao tuổi; hội viên; quỹ hội; giải quyết việc làm; phản biện xã hội; giám sát cộng đồng; dân chủ ở cơ sở
hai không một có; uống nước nhớ nguồn; ngày thành lập đảng; kỷ niệm; văn nghệ; thể thao; báo chí; loa truyền thanh; bản tin nội bộ; dư luận xã hội`
    .split('\n')
    .map(phrases);

/** Kinds of paper with the sign of their numbers. */
export const KINDS = [
  ['Nghị quyết', 'NQ'],
  ['Chỉ thị', 'CT'],
  ['Kết luận', 'KL'],
  ['Quy định', 'QĐ'],
  ['Hướng dẫn', 'HD'],
  ['Kế hoạch', 'KH'],
  ['Báo cáo', 'BC'],
  ['Thông báo', 'TB'],
] as const;

/** Beginnings, middles and tones of syllables, for names of places that are rare: every one can be said in Vietnamese. */
export const ONSETS = 'b c ch d đ g h kh l m n nh ng p ph s t th tr v x'.split(' ');
export const RIMES =
  `a á à ả ã ạ an án àn ản ang áng àng ạng ao ào áo ay ày áy âu ầu ấu ăm ắm ặm ăn ắn ặn ô ồ ố ổ ông ồng ống ộng
  u ù ú ủ ung ùng úng ươi ưởi ương ường ướng ượng iên iền iến iện iêu iều iếu oa oà oá oan oàn oán ơ ờ ớ ợ inh ình ính ịnh en èn én ẹn ao`
    .split(/\s+/)
    .filter(Boolean);

function phrases(list: string): string[] {
  return list
    .split(';')
    .map(phrase => phrase.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
}

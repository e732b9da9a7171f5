import type { Chance } from './chance.js';

/** A people's usual surnames, middle and given names. Put together by chance: none is meant to be a real person. */
interface NameStock {
  share: number;
  surnames: readonly string[];
  men: readonly string[];
  women: readonly string[];
}

const KINH: NameStock = {
  share: 0.42,
  surnames: ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hà', 'Ngô', 'Đinh', 'Phan', 'Lương'],
  men: [
    'Văn Hùng',
    'Văn Dũng',
    'Đức Thắng',
    'Quang Minh',
    'Hữu Phước',
    'Văn Sơn',
    'Xuân Trường',
    'Mạnh Cường',
    'Văn Tuấn',
    'Ngọc Ánh',
    'Thế Anh',
    'Văn Quyết',
    'Trung Kiên',
    'Đình Chiến',
    'Văn Đạt',
    'Công Hoan',
  ],
  women: [
    'Thị Hoa',
    'Thị Lan',
    'Thu Hương',
    'Thị Hòa',
    'Thúy Hằng',
    'Thị Mai',
    'Thị Nga',
    'Bích Ngọc',
    'Thị Thủy',
    'Kim Oanh',
    'Thị Yến',
    'Thanh Tâm',
    'Thị Ánh',
    'Hồng Nhung',
    'Thị Đào',
    'Minh Nguyệt',
  ],
};
const TAY_THAI: NameStock = {
  share: 0.28,
  surnames: ['Lò', 'Hoàng', 'Nông', 'Lương', 'Vì', 'Cầm', 'Quàng', 'Hà', 'Sa', 'Đồng', 'Lường', 'Cà'],
  men: [
    'Văn Phương',
    'Văn Inh',
    'Văn Sính',
    'Văn Pâng',
    'Văn Hặc',
    'Văn Bun',
    'Đình Thi',
    'Văn Thuận',
    'Văn Chựa',
    'Văn Học',
    'Trung Lâm',
  ],
  women: [
    'Thị Mai',
    'Thị Ín',
    'Thị Hặc',
    'Thị Piềng',
    'Thị Xiên',
    'Thị Lả',
    'Thị Thoa',
    'Thị Duyên',
    'Thị Chiến',
    'Thị Phượng',
    'Thị Bình',
  ],
};
const HMONG: NameStock = {
  share: 0.18,
  surnames: ['Giàng', 'Sùng', 'Thào', 'Mùa', 'Vàng', 'Lý', 'Hảng', 'Cứ', 'Khang', 'Chang', 'Lù', 'Hờ'],
  men: ['A Páo', 'A Chu', 'A Tủa', 'A Lử', 'A Sò', 'A Dê', 'A Của', 'A Già', 'A Phử', 'A Vàng', 'A Khua', 'A Thào'],
  women: ['Thị Mỷ', 'Thị Dua', 'Thị Chư', 'Thị Sua', 'Thị Pàng', 'Thị Mảy', 'Thị Ca', 'Thị Dở', 'Thị Say', 'Thị Lia'],
};
const DAO: NameStock = {
  share: 0.12,
  surnames: ['Bàn', 'Triệu', 'Đặng', 'Lý', 'Phùng', 'Chảo', 'Tẩn', 'Dương'],
  men: ['Văn Vượng', 'Tiến Tài', 'Phúc Hiền', 'Thừa Lâm', 'Hữu Tình', 'Kim Quý', 'Văn Phú', 'Tòn Sểnh', 'Văn Nhàn'],
  women: ['Thị Mui', 'Mùi Nái', 'Thị Ghển', 'Thị Liên', 'Mùi Chiêu', 'Thị Thanh', 'Thị Khé', 'Thị Hương'],
};
const STOCKS = [KINH, TAY_THAI, HMONG, DAO];

/** A believable full name. */
export function fullName(chance: Chance): string {
  let place = chance.next();
  const stock =
    STOCKS.find(({ share }) => {
      place -= share;
      return place < 0;
    }) ?? KINH;
  return `${chance.of(stock.surnames)} ${chance.of(chance.happens(0.38) ? stock.women : stock.men)}`;
}

const VILLAGES = [
  'Lùng',
  'Nậm Có',
  'Pú Cang',
  'Khau Phạ',
  'Tà Sung',
  'Háng Gàng',
  'Nà Hốc',
  'Nước Mát',
  'Khe Sai',
  'Đồng Tâm',
  'Ngòi Hóp',
  'Làng Chang',
  'Bản Mới',
  'Khuân Bổ',
  'Đá Đen',
  'Tân Lập',
  'Cầu Vải',
  'Suối Giàng',
  'Pang Cáng',
  'Thác Tiên',
  'Đoàn Kết',
  'Hồng Quân',
  'Nà Khoang',
  'Khe Lếch',
  'Sùng Đô',
  'Làng Mảnh',
  'Phú Thọ',
  'Nậm Lành',
  'Ta Tiu',
  'Ngã Hai',
  'Tiên Phong',
  'Quyết Tiến',
  'Cốc Sâm',
  'Bản Phố',
  'Lao Chải',
  'Tả Ghênh',
] as const;

const OFFICES = [
  'Trường Mầm non',
  'Trường Tiểu học',
  'Trường THCS',
  'Trạm Y tế',
  'Công an xã',
  'Quân sự',
  'Cơ quan xã',
  'Hợp tác xã',
] as const;

/** Names of the cells of one committee, each once: villages first, then schools and offices. */
export class CellNames {
  private readonly given = new Set<string>();

  constructor(private readonly chance: Chance) {}

  next(): string {
    for (let turn = 0; ; turn++) {
      const name = this.candidate(turn);
      if (this.given.has(name)) continue;
      this.given.add(name);
      return name;
    }
  }

  private candidate(turn: number): string {
    const number = turn > 12 ? ` ${1 + Math.floor(turn / 12)}` : '';
    if (this.chance.happens(0.22)) return `Chi bộ ${this.chance.of(OFFICES)}${number}`;
    if (this.chance.happens(0.15)) return `Chi bộ tổ dân phố ${this.chance.between(1, 14 + turn)}`;
    return `Chi bộ ${this.chance.of(['bản', 'thôn'])} ${this.chance.of(VILLAGES)}${number}`;
  }
}

/** Why somebody was absent, as secretaries write it. */
export const REASONS = [
  'Đi công tác',
  'Ốm, điều trị tại nhà',
  'Việc gia đình',
  'Trực cơ quan',
  'Đi khám bệnh',
  'Đang đi học tập trung',
] as const;

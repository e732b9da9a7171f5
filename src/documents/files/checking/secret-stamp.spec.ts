import { describe, expect, it } from '@jest/globals';
import { pageCarriesStamp } from './secret-stamp.js';

const page = (stamp: string) =>
  `TỈNH ỦY LÀO CAI\n${stamp}\nSố 12-KH/TU\nLào Cai, ngày 3 tháng 11 năm 2026\nKẾ HOẠCH\nvề bảo vệ mùa màng`;

describe('the stamp of a secret on a first page', () => {
  it.each([
    ['MẬT'],
    ['TỐI MẬT'],
    ['TUYỆT MẬT'],
    ['MẬT'.normalize('NFD')],
    ['M Ậ T'],
    ['T Ố I   M Ậ T'],
    ['T U Y Ệ T M Ậ T'.normalize('NFD')],
    ['[ MẬT ]'],
    ['│ TỐI MẬT │'],
    ['***TUYỆT MẬT***'],
    ['(MẬT)'],
    ['┌──────┐\n│ M Ậ T │\n└──────┘'],
    ['MẬT\t\tĐẢNG CỘNG SẢN VIỆT NAM'],
    ['ĐẢNG BỘ TỈNH      TỐI MẬT'],
    ['TOI MAT'],
    ['TUYÊT MẠT'],
    ['MÂT'],
    ['MAT'],
    ['ＭẬＴ'],
    ['M\u200bẬT'],
    ['MËT'],
    ['TOÁI MAÄT'],
    ['Độ mật: Tối mật'],
    ['ĐỘ MẬT: MẬT'],
  ])('is %j', stamp => {
    expect(pageCarriesStamp(page(stamp))).toBe(true);
  });

  it.each([
    ['Nuôi ong lấy mật'],
    ['MẬT ONG RỪNG'],
    ['mật'],
    ['Mật'],
    ['QUY ĐỊNH BẢO VỆ BÍ MẬT NHÀ NƯỚC'],
    ['CÔNG TÁC BẢO\nMẬT'],
    ['QUY CHẾ BẢO VỆ BÍ\nMẬT'],
    ['B Ả O   M Ậ T'],
    ['Mật độ dân số: 70 người/km2'],
    ['MẶT TRẬN TỔ QUỐC'],
    ['MẶT'],
    ['MẤT'],
    ['MẮT'],
    ['Mất mùa'],
    ['MẬT KHẨU'],
    ['Độ mật: không'],
    ['Tài liệu này không thuộc danh mục tối mật.'],
    ['MẬT 2'],
    [''],
  ])('is not %j', line => {
    expect(pageCarriesStamp(page(line))).toBe(false);
  });
});

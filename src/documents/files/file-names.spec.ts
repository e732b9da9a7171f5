import { describe, expect, it } from '@jest/globals';
import { carriesSecretStamp, tidyFileName } from './file-names.js';

describe('the name of a file', () => {
  it.each([
    ['Nghị quyết.pdf', 'Nghị quyết.pdf'],
    ['Nghị quyết.pdf'.normalize('NFD'), 'Nghị quyết.pdf'],
    ['../../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\a\\Báo cáo.docx', 'Báo cáo.docx'],
    ['CON.pdf', '_CON.pdf'],
    ['  a \u202e fdp.exe.pdf ', 'a fdp.exe.pdf'],
    ['a\r\nset-cookie: x.pdf', 'aset-cookie x.pdf'],
    ['.pdf', 'tep.pdf'],
    ['..', 'tep'],
    ['%2e%2e%2f.pdf', '%2e%2e%2f.pdf'],
    [`${'đ'.repeat(300)}.pdf`, `${'đ'.repeat(251)}.pdf`],
    [`${'x'.repeat(250)}🌾🌾.pdf`, `${'x'.repeat(250)}.pdf`],
  ])('%j is kept as %j', (given, kept) => {
    expect(tidyFileName(given)).toBe(kept);
    expect(tidyFileName(tidyFileName(given))).toBe(tidyFileName(given));
  });

  it.each([
    'Mật.pdf',
    'Công văn 12 (MẬT).pdf',
    '15-QĐ-MẬT.pdf',
    'TỐI MẬT - phương án.docx',
    'phương án tối mật.docx',
    'Tuyệt_mật_2026.pdf',
    'Tài liệu mật.pdf',
    'Tài liệu mật.pdf'.normalize('NFD'),
    'TUYET MAT 01.pdf',
    'toi_MẬT.pdf',
  ])('%s carries the stamp of a secret', name => {
    expect(carriesSecretStamp(name)).toBe(true);
  });

  it.each([
    'Quy định bảo vệ bí mật nhà nước.pdf',
    'BÍ MẬT NHÀ NƯỚC.pdf',
    'bi_mat_nha_nuoc.pdf',
    'Đổi mật khẩu.docx',
    'Nuôi ong lấy mật ong.pdf',
    'MAT TRAN TO QUOC.pdf',
    'Bảo mật thông tin.pptx',
    'Mất thẻ đảng.pdf',
    'Mặt trận.pdf',
  ])('%s carries none', name => {
    expect(carriesSecretStamp(name)).toBe(false);
  });
});

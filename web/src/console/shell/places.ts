import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Place } from '../rights.js';

/** Where each page stands. */
export const PATHS = {
  board: '/bang-theo-doi',
  rollouts: '/trien-khai',
  organisations: '/to-chuc',
  members: '/dang-vien',
  imports: '/nhap-du-lieu',
  library: '/thu-vien',
  meetings: '/sinh-hoat',
  opinions: '/y-kien',
  tasks: '/nhiem-vu',
  assessments: '/chat-luong',
  rules: '/quy-dinh',
} as const satisfies Record<Place, string>;

/** What each page is called in the navigation. */
export const PLACE_NAMES: Record<Place, MessageDescriptor> = {
  board: msg`Bảng theo dõi`,
  rollouts: msg`Triển khai`,
  organisations: msg`Tổ chức`,
  members: msg`Đảng viên`,
  imports: msg`Nhập dữ liệu`,
  library: msg`Thư viện`,
  meetings: msg`Sinh hoạt`,
  opinions: msg`Ý kiến`,
  tasks: msg`Nhiệm vụ`,
  assessments: msg`Chất lượng`,
  rules: msg`Quy định`,
};

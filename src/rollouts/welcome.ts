import { CODE, UNTIL } from '../notifications/notifications.service.js';

/** What a wave tells a member in the app. It stands on lock screens too: neutral, nothing of a party in it. */
export const WELCOME = {
  kind: 'rollout-welcome',
  title: 'Sổ tay đã sẵn sàng',
  body: 'Đồng chí có thể xem lịch sinh hoạt, đọc tài liệu và điểm danh trên điện thoại này.',
  url: '/',
};

/**
 * What a wave sends to a phone whose owner is not activated. Others read it too: neutral. Without accents, so that it fits into
 * one message (160 signs of GSM 7-bit).
 */
export function welcomeSms(publicUrl: string): string {
  return `So tay dien tu: ma kich hoat cua ban la ${CODE}, dung den het ngay ${UNTIL}. Mo ${publicUrl}/kich-hoat`;
}

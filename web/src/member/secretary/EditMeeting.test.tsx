import { beforeEach, expect, it } from 'vitest';
import { signOut, startSession } from '../../shared/session.js';
import { type Asked, render, serve, sessionOf } from '../testing.js';
import { EditMeeting } from './EditMeeting.js';

const stored = {
  id: 'm1',
  version: 1,
  kind: 'REGULAR',
  title: 'Sinh hoạt tháng 12',
  status: 'DRAFT',
  startsAt: '2026-12-03T12:30:00Z',
  endsAt: '2026-12-03T14:00:00Z',
  place: 'Nhà văn hóa',
  onlineUrl: null,
  includesThematic: false,
  agenda: [{ id: 'a1', position: 1, title: 'Báo cáo', notes: null, minutes: null, presenter: null }],
  documents: [],
  cell: { id: 'c1', name: 'Chi bộ bản Lùng' },
};

let version: number;
let place: string;
let asked: Asked[];

beforeEach(async () => {
  version = 1;
  place = 'Nhà văn hóa';
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    meetingPage: () => ({ data: { meeting: { ...stored, version, place } } }),
    updateMeeting: ({ variables }) => {
      const input = variables['input'] as { version: number; place: string };
      if (input.version !== version) return { code: 'CONFLICT', reason: 'STALE_VERSION', currentVersion: version };
      version++;
      place = input.place;
      return { data: { updateMeeting: { ...stored, version, place } } };
    },
  });
  await signOut();
  await startSession();
});

const updates = () =>
  asked.filter(({ operation }) => operation === 'UpdateMeeting').map(({ variables }) => variables['input']);

it('only what was changed is sent, with the version it was based on', async () => {
  const screen = await render(<EditMeeting id="m1" />);
  await screen.type('Địa điểm', 'Hội trường xã');
  await screen.press('Lưu thay đổi');
  expect(updates()).toMatchObject([{ id: 'm1', version: 1, place: 'Hội trường xã' }]);
  expect(asked.some(({ operation }) => operation === 'SetAgenda')).toBe(false);
});

it('somebody else changed it meanwhile: both editions are shown, the typed one stays and can win', async () => {
  const screen = await render(<EditMeeting id="m1" />);
  await screen.type('Địa điểm', 'Hội trường xã');
  version = 2;
  place = 'Trường học';
  await screen.press('Lưu thay đổi');
  expect(screen.text()).toContain('Có người vừa sửa buổi này');
  expect(screen.text()).toContain('Hội trường xã');
  expect(screen.text()).toContain('Trường học');
  await screen.press('Giữ bản của tôi');
  expect(updates()).toMatchObject([{ version: 1 }, { version: 2, place: 'Hội trường xã' }]);
  expect(place).toBe('Hội trường xã');
});

it('or the current edition is taken and the form shows it', async () => {
  const screen = await render(<EditMeeting id="m1" />);
  await screen.type('Địa điểm', 'Hội trường xã');
  version = 2;
  place = 'Trường học';
  await screen.press('Lưu thay đổi');
  await screen.press('Lấy bản hiện tại');
  const values = [...screen.element.querySelectorAll('input')].map(input => input.value);
  expect(values).toContain('Trường học');
  expect(values).not.toContain('Hội trường xã');
});

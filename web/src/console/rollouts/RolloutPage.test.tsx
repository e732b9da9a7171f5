import { expect, it } from 'vitest';
import { openPage, PROVINCE, pressInDialog } from '../testing.js';
import { reachOf } from './useReach.js';

const check = (name: string, required: number, actual: number, passed: boolean) => ({ name, required, actual, passed });
const OPEN = [check('minActivatedRate', 0.9, 0.98, true), check('minUsageRate', 0.9, 0.95, true)];
const SHUT = [check('minActivatedRate', 0.9, 0.98, true), check('minUsageRate', 0.9, 0.836, false)];

const wave = (position: number, more: object) => ({
  id: `w${position}`,
  position,
  name: `Đợt ${position}`,
  status: 'PLANNED',
  cells: 300,
  recipients: 0,
  pending: 0,
  delivered: 0,
  failed: 0,
  skipped: 0,
  activated: 0,
  startedAt: null,
  finishedAt: null,
  pauseReason: null,
  mayStart: false,
  gate: [],
  ...more,
});

const rollout = (gate: object[], mayStart: boolean, second: object = {}) => ({
  data: {
    rollout: {
      id: 'r1',
      name: 'Đưa sổ tay về mọi chi bộ',
      recipients: 1736,
      delivered: 1730,
      failed: 4,
      skipped: 2,
      activated: 1650,
      waves: [
        wave(1, { status: 'DONE', cells: 61, recipients: 1736, delivered: 1730, failed: 4, skipped: 2, gate }),
        wave(2, { mayStart, ...second }),
      ],
    },
  },
});

/** The province has 361 cells, the pilot 61 of them; a wave of "the rest" has no cells of its own yet. */
const waveReach = ({ variables }: { variables: Record<string, unknown> }) => ({
  data: {
    adoption:
      variables['waveId'] === 'w1'
        ? { cells: 61, members: 1736 }
        : variables['waveId'] === 'w2'
          ? { cells: 0, members: 0 }
          : { cells: 361, members: 9_736 },
  },
});

const officer = [{ role: 'COMMITTEE_OFFICER' as const, organisation: PROVINCE }];
const dialog = () => document.querySelector('[role="dialog"]');

it('before a wave starts it is said how many cells and how many people will be told', async () => {
  const { screen, asked } = await openPage('/trien-khai/r1', officer, {
    consoleRollout: () => rollout(OPEN, true),
    waveReach,
    startWave: () => ({ data: { startWave: wave(2, { status: 'RUNNING' }) } }),
  });
  await screen.press('Mở đợt 2: 300 chi bộ');
  expect(dialog()?.textContent).toContain('8.000 đảng viên');
  expect(dialog()?.textContent).toContain('300 chi bộ');
  await screen.press('Mở đợt này');
  expect(asked.filter(one => one.operation === 'StartWave')).toMatchObject([{ variables: { waveId: 'w2' } }]);
});

it('a shut gate names the check that failed, with what is asked and what is so, and nothing can be started', async () => {
  const { screen, asked } = await openPage('/trien-khai/r1', officer, {
    consoleRollout: () => rollout(SHUT, false),
    waveReach,
  });
  await screen.press('Mở đợt 2: 300 chi bộ');
  expect(dialog()?.textContent).toContain('Dùng trong buổi họp: đang là 83,6%, cần từ 90% trở lên.');
  expect(dialog()?.textContent).not.toContain('Đã kích hoạt: đang là');
  await screen.press('Mở đợt này');
  expect(asked.some(one => one.operation === 'StartWave')).toBe(false);
});

it('a gate that shut meanwhile: the refusal’s own checks are shown, not those that were read before', async () => {
  const refusal = {
    code: 'PRECONDITION_FAILED',
    reason: 'WAVE_GATE_NOT_PASSED',
    message: 'Đợt trước chưa đạt điều kiện để mở đợt này.',
    checks: [check('maxFailureRate', 0.02, 0.031, false)],
  };
  const { screen } = await openPage('/trien-khai/r1', officer, {
    consoleRollout: () => rollout(OPEN, true),
    waveReach,
    startWave: () => refusal,
  });
  await screen.press('Mở đợt 2: 300 chi bộ');
  await screen.press('Mở đợt này');
  expect(dialog()?.textContent).toContain('Đợt trước chưa đạt điều kiện để mở đợt này.');
  expect(dialog()?.textContent).toContain('Gửi không thành công: đang là 3,1%, cần từ 2% trở xuống.');
});

it('a wave that is still being sent is no failure: its checks say that they wait', async () => {
  const sending = [check('maxFailureRate', 0.02, 0.001, false)];
  const { screen } = await openPage('/trien-khai/r1', officer, {
    consoleRollout: () => rollout(sending, false),
    waveReach,
  });
  await screen.press('Mở đợt 2: 300 chi bộ');
  expect(dialog()?.textContent).toContain('Gửi không thành công: còn chờ đợt trước gửi xong.');
});

it('a running wave is paused with a reason', async () => {
  const running = { status: 'RUNNING', recipients: 8000, pending: 5000, delivered: 3000 };
  const { screen, asked } = await openPage('/trien-khai/r1', officer, {
    consoleRollout: () => rollout(OPEN, false, running),
    pauseWave: () => ({ data: { pauseWave: wave(2, { ...running, status: 'PAUSED' }) } }),
  });
  await screen.press('Tạm dừng');
  expect(dialog()?.textContent).toContain('5.000 đảng viên');
  await screen.type('Lý do tạm dừng', 'Cổng tin nhắn bảo trì');
  await pressInDialog('Tạm dừng');
  expect(asked.filter(one => one.operation === 'PauseWave')).toMatchObject([
    { variables: { waveId: 'w2', reason: 'Cổng tin nhắn bảo trì' } },
  ]);
});

it('how many people a wave reaches is said only when the figures fit', () => {
  const province = { cells: 361, members: 9736 };
  const pilot = { cells: 61, members: 1736 };
  expect(reachOf(61, pilot, province, [])).toBe(1736);
  expect(reachOf(300, { cells: 0, members: 0 }, province, [pilot])).toBe(8000);
  expect(reachOf(250, { cells: 0, members: 0 }, province, [pilot])).toBeNull();
  expect(reachOf(300, null, province, [null])).toBeNull();
});

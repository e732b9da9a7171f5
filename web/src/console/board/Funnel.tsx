import { Trans, useLingui } from '@lingui/react/macro';
import { Popover } from '@mantine/core';
import type { BoardFiguresFragment } from '../../graphql/graphql.js';
import { count, percent } from '../../shared/format.js';
import { Panel } from '../parts/Panel.js';
import { type Bar, funnel, type Step } from './funnel.js';

/** From invited to really using it; every figure tells where it comes from. */
export function Funnel({ figures }: { figures: BoardFiguresFragment }) {
  const { t } = useLingui();
  const names: Record<Step, string> = {
    invited: t`Được mời`,
    activated: t`Đã kích hoạt`,
    openedMaterial: t`Đã mở tài liệu`,
    checkedIn: t`Đã điểm danh`,
    cells: t`Chi bộ hoàn thành buổi họp`,
  };
  return (
    <Panel title={<Trans>Từ được mời đến thật sự dùng</Trans>} aside={<Trans>Bấm vào một con số để xem nguồn</Trans>}>
      <table className="funnel">
        <tbody>
          {funnel(figures).map(bar => (
            <tr key={bar.step}>
              <th scope="row">{names[bar.step]}</th>
              <td className="funnel-track">
                <div className={bar.step === 'cells' ? 'funnel-bar funnel-cells' : 'funnel-bar'} aria-hidden>
                  <div style={{ width: `${bar.width * 100}%` }} />
                </div>
              </td>
              <td className="funnel-value num">
                <Source bar={bar} name={names[bar.step]} />
              </td>
              <td className="funnel-rate num soft">{percent(bar.rate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** The figure itself; pressed, it says what was counted and over whom. */
function Source({ bar, name }: { bar: Bar; name: string }) {
  const { t } = useLingui();
  const [value, base] = [count(bar.value), count(bar.base)];
  return (
    <Popover width="calc(min(19rem, 100vw - 2rem))" position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <button type="button" className="link-button" aria-label={t`${name}: ${value} trên ${base}. Xem nguồn`}>
          {bar.step === 'cells' ? `${value} / ${base}` : value}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="strong">{t`${value} trên ${base}`}</p>
        <p className="small">
          <Meaning step={bar.step} />
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}

function Meaning({ step }: { step: Step }) {
  switch (step) {
    case 'invited':
      return <Trans>Đảng viên thuộc các đợt triển khai đã bắt đầu trước khi hết tháng, trên tổng số đảng viên.</Trans>;
    case 'activated':
      return (
        <Trans>
          Đảng viên đã kích hoạt tài khoản, trên số người có điện thoại thông minh. Người không có điện thoại không bị
          tính là chưa làm.
        </Trans>
      );
    case 'openedMaterial':
      return (
        <Trans>
          Đảng viên đã mở ít nhất một tài liệu của buổi sinh hoạt trong tháng, trên số người có điện thoại thông minh.
        </Trans>
      );
    case 'checkedIn':
      return (
        <Trans>
          Đảng viên tự điểm danh bằng mã trong buổi họp, trên số người có điện thoại thông minh. Người được bí thư điểm
          danh không tính ở đây.
        </Trans>
      );
    case 'cells':
      return (
        <Trans>
          Chi bộ đã kết thúc buổi sinh hoạt thường kỳ của tháng, có điểm danh đủ và có biên bản, trên tổng số chi bộ.
        </Trans>
      );
  }
}

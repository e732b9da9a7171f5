import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleReadersDocument } from '../../../graphql/graphql.js';
import { toApiError } from '../../../shared/client.js';
import { count, percent } from '../../../shared/format.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import { WaitingRows } from '../../parts/states/states.js';
import '../../parts/table.css';

/** So many units are shown unasked: those where the fewest have opened it. */
const FIRST = 12;

/** How many opened and finished it, by unit; sums only, never who. Shown to its publisher. */
export function Readers({ documentId }: { documentId: string }) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const [{ data, error, fetching }] = useQuery({
    query: ConsoleReadersDocument,
    variables: { id: documentId },
    requestPolicy: 'cache-and-network',
  });
  const readers = data?.document?.readers;
  if (error)
    return (
      <Panel title={<Trans>Người đọc</Trans>}>
        <Refused error={toApiError(error)} />
      </Panel>
    );
  if (!data && fetching)
    return (
      <Panel title={<Trans>Người đọc</Trans>}>
        <WaitingRows rows={3} />
      </Panel>
    );
  if (!readers) return null;
  const units = [...readers.units].sort((a, b) => part(a.opened, a.entitled) - part(b.opened, b.entitled));
  const hidden = all ? 0 : Math.max(0, units.length - FIRST);
  const names = { entitled: t`Được đọc`, opened: t`Đã mở`, finished: t`Đọc xong` };
  return (
    <Panel title={<Trans>Người đọc</Trans>} aside={<Trans>Chỉ có số lượng, không có tên</Trans>} flush>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t`Đơn vị`}</th>
            {Object.values(names).map(name => (
              <th key={name} scope="col" className="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="readers-all">
            <th scope="row">{t`Tất cả`}</th>
            <Figures row={readers} names={names} />
          </tr>
          {units.slice(0, units.length - hidden).map(unit => (
            <tr key={unit.organisation?.id ?? 'small'}>
              <th scope="row">{unit.organisation?.name ?? t`Các đơn vị quá ít người`}</th>
              <Figures row={unit} names={names} />
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <div className="more">
          <p className="soft">
            <Trans>Ít người mở nhất xếp trước</Trans>
          </p>
          <Button variant="default" onClick={() => setAll(true)}>
            <Trans>Xem cả {units.length} đơn vị</Trans>
          </Button>
        </div>
      )}
    </Panel>
  );
}

const part = (value: number, of: number) => (of > 0 ? value / of : 0);

interface FiguresProps {
  row: { entitled: number; opened: number; finished: number };
  names: { entitled: string; opened: string; finished: string };
}

function Figures({ row, names }: FiguresProps) {
  return (
    <>
      <td className="right num" data-label={names.entitled}>
        {count(row.entitled)}
      </td>
      <td className="right num" data-label={names.opened}>
        {count(row.opened)} <span className="small soft">{percent(part(row.opened, row.entitled), 0)}</span>
      </td>
      <td className="right num" data-label={names.finished}>
        {count(row.finished)} <span className="small soft">{percent(part(row.finished, row.entitled), 0)}</span>
      </td>
    </>
  );
}

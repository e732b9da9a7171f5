import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { BoardFiguresFragment } from '../../graphql/graphql.js';
import { count, percent } from '../../shared/format.js';
import { Panel } from '../parts/Panel.js';
import { Nothing } from '../parts/states/states.js';
import '../parts/table.css';
import { cellsToVisit, type SortKey, share, sortRows } from './funnel.js';

/** What stands directly under the organisation, one line each; a branch opens its own board. */
export function ChildrenTable({ rows }: { rows: BoardFiguresFragment[] }) {
  const { t } = useLingui();
  const [{ key, up }, sort] = useState<{ key: SortKey; up: boolean }>({ key: 'toVisit', up: false });
  const columns: { key: SortKey; name: string; hint?: string }[] = [
    { key: 'name', name: t`Tổ chức` },
    { key: 'cells', name: t`Chi bộ` },
    { key: 'activated', name: t`Kích hoạt` },
    { key: 'checkedIn', name: t`Điểm danh` },
    { key: 'toVisit', name: t`Cần thăm` },
    { key: 'usage', name: t`Dùng trong họp` },
  ];
  const labels = Object.fromEntries(columns.map(column => [column.key, column.name])) as Record<SortKey, string>;
  const shown = sortRows(rows, key, up);
  const total = count(rows.length);
  return (
    <Panel title={<Trans>Theo tổ chức trực thuộc</Trans>} aside={<Trans>{total} tổ chức</Trans>} flush>
      {rows.length === 0 ? (
        <Nothing title={<Trans>Không có tổ chức trực thuộc</Trans>} />
      ) : (
        <table className="table table-open">
          <thead>
            <tr>
              {columns.map(column => (
                <th
                  key={column.key}
                  scope="col"
                  className={column.key === 'name' ? '' : 'right'}
                  {...(column.key === key ? { 'aria-sort': up ? 'ascending' : 'descending' } : {})}
                >
                  <button
                    type="button"
                    className="sort"
                    onClick={() => sort({ key: column.key, up: column.key === key ? !up : column.key === 'name' })}
                  >
                    {column.name}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(row => (
              <Row key={row.organisation.id} row={row} labels={labels} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Row({ row, labels }: { row: BoardFiguresFragment; labels: Record<SortKey, string> }) {
  const waiting = cellsToVisit(row);
  return (
    <tr>
      <th scope="row">
        <Link to="/bang-theo-doi" search={old => ({ ...old, noi: row.organisation.id })}>
          {row.organisation.name}
        </Link>
      </th>
      <td className="right num" data-label={labels.cells}>
        {count(row.cells)}
      </td>
      <td className="right num" data-label={labels.activated}>
        {percent(share(row.activated, row.withSmartphone))}
      </td>
      <td className="right num" data-label={labels.checkedIn}>
        {percent(share(row.checkedIn, row.withSmartphone))}
      </td>
      <td className="right num" data-label={labels.toVisit}>
        {waiting > 0 ? <span className="visits-why">{count(waiting)}</span> : '0'}
      </td>
      <td className="right num" data-label={labels.usage}>
        <span className="usage">
          <span className="usage-bar" aria-hidden>
            <div style={{ width: `${(row.usageRate ?? 0) * 100}%` }} />
          </span>
          <span>{percent(row.usageRate)}</span>
        </span>
      </td>
    </tr>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ImportFactsFragment } from '../../graphql/graphql.js';
import { count } from '../../shared/format.js';
import { Panel } from '../parts/Panel.js';
import '../parts/table.css';
import { groupProblems, rowRanges } from './stage.js';

const SHOWN = 200;

/** Every problem by row and column, or one line for the same mistake in many rows. */
export function Problems({ facts }: { facts: ImportFactsFragment }) {
  const { t } = useLingui();
  const [view, setView] = useState<'rows' | 'groups'>('rows');
  const [told, all] = [count(facts.problems.length), count(facts.problemCount)];
  const [first] = [count(SHOWN)];
  return (
    <Panel
      title={<Trans>Chỗ cần sửa</Trans>}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t`Cách xem`}
          value={view}
          onChange={value => setView(value as 'rows' | 'groups')}
          data={[
            { value: 'rows', label: t`Từng hàng` },
            { value: 'groups', label: t`Gộp lỗi giống nhau` },
          ]}
        />
      }
      flush
    >
      {view === 'rows' ? <ByRow facts={facts} /> : <Grouped facts={facts} />}
      {facts.problems.length < facts.problemCount && (
        <p className="panel-foot soft">
          <Trans>
            Đây là {told} chỗ đầu trong {all}.
          </Trans>
        </p>
      )}
      {view === 'rows' && facts.problems.length > SHOWN && (
        <p className="panel-foot soft">
          <Trans>Hiện {first} chỗ đầu; xem “Gộp lỗi giống nhau” để thấy hết.</Trans>
        </p>
      )}
    </Panel>
  );
}

function ByRow({ facts }: { facts: ImportFactsFragment }) {
  const { t } = useLingui();
  const sheets = facts.problems.some(problem => problem.sheet);
  return (
    <table className="table table-keep">
      <thead>
        <tr>
          {sheets && <th scope="col">{t`Trang`}</th>}
          <th scope="col">{t`Hàng`}</th>
          <th scope="col">{t`Cột`}</th>
          <th scope="col">{t`Điều cần sửa`}</th>
        </tr>
      </thead>
      <tbody>
        {facts.problems.slice(0, SHOWN).map(problem => (
          <tr key={`${problem.sheet} ${problem.row} ${problem.column} ${problem.code} ${problem.message}`}>
            {sheets && <td>{problem.sheet}</td>}
            <td className="num">{problem.row > 0 ? count(problem.row) : '–'}</td>
            <td>{problem.column || t`Cả hàng`}</td>
            <td>{problem.message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Grouped({ facts }: { facts: ImportFactsFragment }) {
  const { t } = useLingui();
  return (
    <table className="table table-keep">
      <thead>
        <tr>
          <th scope="col">{t`Điều cần sửa`}</th>
          <th scope="col">{t`Cột`}</th>
          <th scope="col">{t`Các hàng`}</th>
        </tr>
      </thead>
      <tbody>
        {groupProblems(facts.problems).map(group => (
          <tr key={group.key}>
            <td>{group.message}</td>
            <td>{[group.sheet, group.column || t`Cả hàng`].filter(Boolean).join(' · ')}</td>
            <td className="num" style={{ whiteSpace: 'normal' }}>
              {rowRanges(group.rows)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type BoardFiguresFragment, BoardVisitsDocument } from '../../../graphql/graphql.js';
import { toApiError } from '../../../shared/client.js';
import { count } from '../../../shared/format.js';
import { Panel } from '../../parts/Panel.js';
import { Failed, Nothing, WaitingRows } from '../../parts/states/states.js';
import { cellsToVisit } from '../funnel.js';
import { findVisits, type VisitRow } from './visits.js';

/** Where somebody should go: cells on the platform without a completed meeting this month. */
export function Visits(props: {
  figures: BoardFiguresFragment;
  rows: BoardFiguresFragment[];
  month: string;
  waveId: string | undefined;
}) {
  const { figures, rows, month, waveId } = props;
  const client = useClient();
  const [found, setFound] = useState<VisitRow[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const turn = useRef(0);

  const walk = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const ask = async (organisationId: string) => {
      const variables = { organisationId, month, waveId };
      const { data, error: refused } = await client.query(BoardVisitsDocument, variables).toPromise();
      if (refused) throw toApiError(refused);
      return data?.adoption.children ?? [];
    };
    setFound(null);
    setError(null);
    try {
      const cells = await findVisits(rows, ask);
      if (mine === turn.current) setFound(cells);
    } catch (refused) {
      if (mine === turn.current) setError(refused);
    }
  }, [client, rows, month, waveId]);

  useEffect(() => void walk(), [walk]);

  const [missing, all] = [count(cellsToVisit(figures)), count(figures.cellsOnPlatform)];
  const outside = figures.cells - figures.cellsOnPlatform;
  const outsideText = count(outside);
  return (
    <Panel
      title={<Trans>Nơi cần đến thăm</Trans>}
      aside={
        <Trans>
          {missing} trong {all} chi bộ
        </Trans>
      }
      flush
    >
      <List found={found} error={error} onRetry={() => void walk()} month={month} none={cellsToVisit(figures) === 0} />
      {outside > 0 && (
        <p className="panel-foot small soft">
          <Trans>Còn {outsideText} chi bộ chưa được mời vào sổ tay, không tính ở đây.</Trans>
        </p>
      )}
    </Panel>
  );
}

function List(props: { found: VisitRow[] | null; error: unknown; onRetry: () => void; month: string; none: boolean }) {
  const { found, error, onRetry, month, none } = props;
  if (error) return <Failed error={error} onRetry={onRetry} />;
  if (none) {
    return (
      <Nothing title={<Trans>Không còn nơi nào</Trans>}>
        <Trans>Mọi chi bộ đã vào sổ tay đều hoàn thành buổi họp của tháng.</Trans>
      </Nothing>
    );
  }
  if (!found) return <WaitingRows rows={5} />;
  return (
    <ul className="visits" style={{ marginTop: '0.7rem' }}>
      {found.map(row => (
        <li key={row.organisation.id}>
          <Link to="/sinh-hoat" search={{ noi: row.organisation.id, thang: month }}>
            {row.organisation.name}
          </Link>
          {row.organisation.parent && <span className="small soft"> {row.organisation.parent.name}</span>}
          <p className="visits-why">
            {row.cellsWithMeeting > 0 ? (
              <Trans>Có họp, chưa hoàn thành trên sổ tay</Trans>
            ) : (
              <Trans>Chưa có buổi họp trong tháng</Trans>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

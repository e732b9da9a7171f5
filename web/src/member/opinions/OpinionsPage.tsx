import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { OpinionsDocument, type OpinionsQueryVariables } from '../../graphql/graphql.js';
import { hasRole, useSession } from '../../shared/session.js';
import { useSaved } from '../offline/useSaved.js';
import { Choice } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded } from '../ui/states.js';
import { OpinionBox } from './OpinionBox.js';
import { OpinionCard } from './OpinionCard.js';

type Shown = 'mine' | 'open' | 'all';

const FILTERS: Record<Shown, Omit<OpinionsQueryVariables, 'cellId'>> = {
  mine: { mine: true },
  open: { state: 'OPEN' },
  all: {},
};

/** What one has said to the cell with its answers; for who answers, what waits for an answer. */
export function OpinionsPage() {
  const { t } = useLingui();
  const { viewer } = useSession();
  const cellId = viewer?.member?.cell.id;
  const answers = hasRole(viewer, 'SECRETARY');
  const [shown, show] = useState<Shown>(answers ? 'open' : 'mine');
  if (!cellId) {
    return (
      <Page title={t`Ý kiến, đề xuất`} back="/sinh-hoat">
        <Empty>
          <Trans>Trang này dành cho đảng viên của một chi bộ.</Trans>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={t`Ý kiến, đề xuất`} back="/sinh-hoat">
      <Choice<Shown>
        label={t`Xem`}
        name="shown"
        value={shown}
        options={[
          ['mine', <Trans key="mine">Của tôi</Trans>],
          ['open', <Trans key="open">Chờ trả lời</Trans>],
          ['all', <Trans key="all">Tất cả</Trans>],
        ]}
        onChange={show}
      />
      <List key={shown} cellId={cellId} shown={shown} />
      {shown === 'mine' && <OpinionBox about={{ cellId }} />}
    </Page>
  );
}

/** A page of the list after another, each kept on the phone. */
function List({ cellId, shown, after = null }: { cellId: string; shown: Shown; after?: string | null }) {
  const [next, goOn] = useState<string | null>(null);
  const page = useSaved(OpinionsDocument, { cellId, ...FILTERS[shown], ...(after ? { after } : {}) });
  return (
    <Loaded of={page}>
      {({ opinions: { edges, pageInfo } }) => (
        <>
          {edges.length === 0 && (
            <Empty>
              {shown === 'mine' ? (
                <Trans>Đồng chí chưa gửi ý kiến nào.</Trans>
              ) : shown === 'open' ? (
                <Trans>Không có ý kiến nào chờ trả lời.</Trans>
              ) : (
                <Trans>Chưa có ý kiến nào được đưa ra chi bộ.</Trans>
              )}
            </Empty>
          )}
          {edges.map(({ node }) => (
            <OpinionCard key={node.id} opinion={node} />
          ))}
          {pageInfo.hasNextPage && !next && (
            <button type="button" className="btn" onClick={() => goOn(pageInfo.endCursor)}>
              <Trans>Xem thêm</Trans>
            </button>
          )}
          {next && <List cellId={cellId} shown={shown} after={next} />}
        </>
      )}
    </Loaded>
  );
}

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleBranchDocument, ConsoleOrganisationDocument, type TreeNodeFragment } from '../../graphql/graphql.js';
import { count } from '../../shared/format.js';
import { Answer } from '../parts/states/Answer.js';
import { Refused } from '../parts/states/Refused.js';
import { Failed, WaitingRows } from '../parts/states/states.js';
import { usePages } from '../parts/usePages.js';
import type { Scope } from '../rights.js';
import { isCell } from './kinds.js';

/** The branches that the person reaches; the first one open. */
export function Tree({ roots, asOf }: { roots: Scope[]; asOf: string | undefined }) {
  return (
    <div className="panel-body">
      <ul className="tree">
        {roots.map((root, place) => (
          <Root key={root.id} id={root.id} asOf={asOf} opened={place === 0} />
        ))}
      </ul>
    </div>
  );
}

function Root({ id, asOf, opened }: { id: string; asOf: string | undefined; opened: boolean }) {
  const [result, ask] = useQuery({
    query: ConsoleOrganisationDocument,
    variables: { id, asOf },
    requestPolicy: 'cache-and-network',
  });
  return (
    <Answer
      result={result}
      find={data => data.organisation}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
      waiting={<WaitingRows rows={4} />}
    >
      {organisation => <Branch node={organisation} asOf={asOf} opened={opened} />}
    </Answer>
  );
}

function Branch({
  node,
  asOf,
  opened = false,
}: {
  node: TreeNodeFragment;
  asOf: string | undefined;
  opened?: boolean;
}) {
  const { t } = useLingui();
  const [open, setOpen] = useState(opened);
  const { name } = node;
  const [cells, members] = [count(node.cellCount), count(node.memberCount)];
  return (
    <li>
      <div className="tree-row">
        {node.kind === 'GROUP' ? (
          <span className="tree-leaf" />
        ) : (
          <button
            type="button"
            className="tree-open"
            aria-expanded={open}
            aria-label={open ? t`Thu lại ${name}` : t`Mở ra ${name}`}
            onClick={() => setOpen(!open)}
          >
            <span aria-hidden>▶</span>
          </button>
        )}
        <Link
          to="/to-chuc/$organisationId"
          params={{ organisationId: node.id }}
          search={{ ngay: asOf }}
          className="tree-name"
        >
          {name} {node.code && <span className="small soft num">{node.code}</span>}
        </Link>
        <span className="tree-count num">
          {isCell(node.kind) ? (
            <Plural value={node.memberCount} other={`${members} đảng viên`} />
          ) : (
            <Trans>
              {cells} chi bộ · {members} đảng viên
            </Trans>
          )}
        </span>
      </div>
      {open && <Children parentId={node.id} asOf={asOf} />}
    </li>
  );
}

/** Asked for when the branch is opened, a hundred at a time. */
export function Children({ parentId, asOf }: { parentId: string; asOf: string | undefined }) {
  const pages = usePages(ConsoleBranchDocument, { parentId, asOf }, data => data.organisations);
  const rest = count(pages.total - pages.edges.length);
  if (!pages.asked)
    return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={3} />;
  return (
    <ul>
      {pages.edges.map(({ node }) => (
        <Branch key={node.id} node={node} asOf={asOf} />
      ))}
      {pages.edges.length === 0 && (
        <li className="soft small" style={{ padding: '0.5rem' }}>
          <Trans>Không có tổ chức trực thuộc.</Trans>
        </li>
      )}
      <Refused error={pages.error} />
      {pages.next && (
        <li>
          <Button variant="subtle" loading={pages.fetching} onClick={pages.more}>
            <Trans>Xem thêm {rest}</Trans>
          </Button>
        </li>
      )}
    </ul>
  );
}

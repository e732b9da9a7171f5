import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ConsoleOrganisationsDocument } from '../../graphql/graphql.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import { usePages } from '../parts/usePages.js';
import { organisationKindName } from '../words.js';

/** What a search found, each with the way down to it. */
export function Hits({ words, asOf }: { words: string; asOf: string | undefined }) {
  const pages = usePages(ConsoleOrganisationsDocument, { search: words, asOf }, data => data.organisations);
  if (!pages.asked) return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows />;
  if (pages.edges.length === 0) {
    return (
      <Nothing title={<Trans>Không tìm thấy “{words}”</Trans>}>
        <Trans>Thử một phần của tên, hoặc mã tổ chức.</Trans>
      </Nothing>
    );
  }
  return (
    <>
      <ul className="tree tree-list panel-body" aria-busy={pages.fetching}>
        {pages.edges.map(({ node }) => (
          <li key={node.id}>
            <Link
              to="/to-chuc/$organisationId"
              params={{ organisationId: node.id }}
              search={{ ngay: asOf }}
              className="tree-name strong"
            >
              {node.name}
            </Link>
            <p className="small soft">
              {[organisationKindName(node.kind), node.code, ...node.ancestors.map(one => one.name).slice(-2)]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
      <MoreRows
        shown={pages.edges.length}
        total={pages.total}
        hasMore={pages.next !== null}
        fetching={pages.fetching}
        error={pages.error}
        onMore={pages.more}
      />
    </>
  );
}

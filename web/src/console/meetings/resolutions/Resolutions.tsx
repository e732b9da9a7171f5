import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { CellResolutionsDocument } from '../../../graphql/graphql.js';
import { date } from '../../../shared/format.js';
import { Page } from '../../parts/Page.js';
import { MoreRows } from '../../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../../parts/states/states.js';
import '../../parts/table.css';
import { usePages } from '../../parts/usePages.js';

const route = getRouteApi('/nghi-quyet/$cellId');

/** The resolutions of a cell, drafts first, with how far their tasks are today. */
export function Resolutions() {
  const { t } = useLingui();
  const { cellId } = route.useParams();
  const pages = usePages(CellResolutionsDocument, { cellId }, data => data.resolutions);
  const meetings = {
    id: 'meetings',
    node: (
      <Link to="/sinh-hoat" search={{ noi: cellId }}>
        <Trans>Sinh hoạt</Trans>
      </Link>
    ),
  };
  return (
    <Page title={t`Nghị quyết của chi bộ`} crumbs={[meetings]}>
      <div className="panel">
        {!pages.asked &&
          (pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={8} />)}
        {pages.asked && pages.edges.length === 0 && (
          <Nothing title={<Trans>Chưa có nghị quyết</Trans>}>
            <Trans>Nghị quyết được soạn từ trang của buổi sinh hoạt.</Trans>
          </Nothing>
        )}
        {pages.edges.length > 0 && (
          <>
            <table className="table table-open" aria-busy={pages.fetching}>
              <thead>
                <tr>
                  <th scope="col">{t`Số`}</th>
                  <th scope="col">{t`Về việc`}</th>
                  <th scope="col">{t`Ban hành`}</th>
                  <th scope="col" className="right">{t`Nhiệm vụ đạt`}</th>
                </tr>
              </thead>
              <tbody>
                {pages.edges.map(({ node: { id, meetingId, number, title, issuedOn, progress } }) => (
                  <tr key={id}>
                    <th scope="row">
                      <Link to="/sinh-hoat/$meetingId" params={{ meetingId }}>
                        {number ?? t`Bản thảo`}
                      </Link>
                    </th>
                    <td data-label={t`Về việc`}>{title}</td>
                    <td className="num" data-label={t`Ban hành`}>
                      {issuedOn ? date(issuedOn) : '–'}
                    </td>
                    <td className="right num" data-label={t`Nhiệm vụ đạt`}>
                      {progress === null ? '–' : `${Math.round(progress)}%`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <MoreRows
              shown={pages.edges.length}
              total={pages.total}
              hasMore={pages.next !== null}
              fetching={pages.fetching}
              error={pages.error}
              onMore={pages.more}
            />
          </>
        )}
      </div>
    </Page>
  );
}

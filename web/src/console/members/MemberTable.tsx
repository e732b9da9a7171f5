import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ConsoleMembersDocument, type MemberRowFragment, type MembershipStatus } from '../../graphql/graphql.js';
import { Chip } from '../parts/Chip.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import '../parts/table.css';
import { usePages } from '../parts/usePages.js';
import { keepsRecordsOf } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { memberKindName, membershipStatusName, officeName } from '../words.js';

/** The members of a branch, by key: "Xem thêm" brings the next ones. */
export function MemberTable(props: {
  organisationId: string;
  search?: string | undefined;
  status?: MembershipStatus | undefined;
  withCell?: boolean;
}) {
  const { organisationId, search, status, withCell = false } = props;
  const pages = usePages(
    ConsoleMembersDocument,
    { organisationId, search: search ?? null, status: status ?? null, first: 50 },
    data => data.members,
  );
  if (!pages.asked)
    return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={8} />;
  if (pages.edges.length === 0) {
    return (
      <Nothing
        title={search || status ? <Trans>Không tìm thấy đảng viên nào</Trans> : <Trans>Chưa có đảng viên</Trans>}
      >
        {search ? <Trans>Thử một phần của họ tên, hoặc số thẻ.</Trans> : null}
      </Nothing>
    );
  }
  return (
    <>
      <Rows members={pages.edges.map(edge => edge.node)} withCell={withCell} busy={pages.fetching} />
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

function Rows({ members, withCell, busy }: { members: MemberRowFragment[]; withCell: boolean; busy: boolean }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const kept = (member: MemberRowFragment) => keepsRecordsOf(viewer, member.cell.id);
  const records = members.some(kept);
  return (
    <table className="table table-open" aria-busy={busy}>
      <thead>
        <tr>
          <th scope="col">{t`Họ tên`}</th>
          {records && <th scope="col">{t`Số thẻ`}</th>}
          {withCell && <th scope="col">{t`Chi bộ`}</th>}
          <th scope="col">{t`Đảng viên`}</th>
          {records && <th scope="col">{t`Sổ tay`}</th>}
        </tr>
      </thead>
      <tbody>
        {members.map(member => (
          <tr key={member.id}>
            <th scope="row">
              <Link to="/dang-vien/$memberId" params={{ memberId: member.id }}>
                {member.fullName}
              </Link>
              {member.offices.length > 0 && (
                <div className="small soft">{member.offices.map(office => officeName(office)).join(', ')}</div>
              )}
            </th>
            {records && (
              <td className="num" data-label={t`Số thẻ`}>
                {member.cardNumber ?? '–'}
              </td>
            )}
            {withCell && <td data-label={t`Chi bộ`}>{member.cell.name}</td>}
            <td data-label={t`Đảng viên`}>
              <span>
                {memberKindName(member.kind)}
                {member.status !== 'ACTIVE' && <div className="small soft">{membershipStatusName(member.status)}</div>}
              </span>
            </td>
            {records && <td data-label={t`Sổ tay`}>{kept(member) ? <Activation member={member} /> : '–'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Uses the handbook, could, or has no smartphone: the last is nobody's failure. */
export function Activation({ member }: { member: Pick<MemberRowFragment, 'activatedAt' | 'reach'> }) {
  if (member.activatedAt) {
    return (
      <Chip tone="good">
        <Trans>Đã kích hoạt</Trans>
      </Chip>
    );
  }
  if (member.reach === 'SMARTPHONE') {
    return (
      <Chip tone="wait">
        <Trans>Chưa kích hoạt</Trans>
      </Chip>
    );
  }
  return (
    <Chip>
      <Trans>Không dùng máy</Trans>
    </Chip>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleMemberDocument, type MemberFactsFragment } from '../../graphql/graphql.js';
import { date, dateTime } from '../../shared/format.js';
import { Page } from '../parts/Page.js';
import { Answer } from '../parts/states/Answer.js';
import { administers, correctsMembersOf, keepsRecordsOf } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { memberKindName, membershipStatusName, officeName, reachName } from '../words.js';
import { CorrectDialog } from './changes/CorrectDialog.js';
import { EndDialog } from './changes/EndDialog.js';
import { OfficeDialog } from './changes/OfficeDialog.js';
import { TransferDialog } from './changes/TransferDialog.js';
import { IssueDialog } from './letters/IssueDialog.js';
import { Activation } from './MemberTable.js';
import { nationalPhone } from './phone.js';

const route = getRouteApi('/dang-vien/$memberId');

/** One member: what is on record, and what may be changed. */
export function MemberPage() {
  const { memberId } = route.useParams();
  const viewer = useViewer();
  const [result, ask] = useQuery({
    query: ConsoleMemberDocument,
    variables: { id: memberId },
    requestPolicy: 'cache-and-network',
  });
  const member = result.data?.member;
  const again = () => ask({ requestPolicy: 'network-only' });
  return (
    <Page
      title={member?.fullName ?? '…'}
      crumbs={[
        {
          id: 'all',
          node: (
            <Link to="/dang-vien">
              <Trans>Đảng viên</Trans>
            </Link>
          ),
        },
        ...(member
          ? [
              {
                id: member.cell.id,
                node: (
                  <Link to="/dang-vien" search={{ noi: member.cell.id }}>
                    {member.cell.name}
                  </Link>
                ),
              },
            ]
          : []),
      ]}
      actions={member && correctsMembersOf(viewer, member.cell) && <Changes member={member} onChanged={again} />}
    >
      <div className="panel">
        <Answer result={result} find={data => data.member} onRetry={again}>
          {found => <Facts member={found} />}
        </Answer>
      </div>
    </Page>
  );
}

function Facts({ member }: { member: MemberFactsFragment }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const activated = member.activatedAt && dateTime(member.activatedAt);
  return (
    <dl className="facts panel-body" style={{ paddingTop: '1.2rem' }}>
      <dt>{t`Chi bộ`}</dt>
      <dd>
        <Link to="/to-chuc/$organisationId" params={{ organisationId: member.cell.id }}>
          {member.cell.name}
        </Link>
      </dd>
      <dt>{t`Số thẻ`}</dt>
      <dd className="num">{member.cardNumber ?? '–'}</dd>
      <dt>{t`Điện thoại`}</dt>
      <dd className="num">{nationalPhone(member.phone) || '–'}</dd>
      <dt>{t`Phương tiện`}</dt>
      <dd>{reachName(member.reach)}</dd>
      <dt>{t`Loại`}</dt>
      <dd>{memberKindName(member.kind)}</dd>
      <dt>{t`Tình trạng`}</dt>
      <dd>{membershipStatusName(member.status)}</dd>
      <dt>{t`Chức vụ`}</dt>
      <dd>{member.offices.length > 0 ? member.offices.map(office => officeName(office)).join(', ') : '–'}</dd>
      <dt>{t`Ngày kết nạp`}</dt>
      <dd className="num">{member.admittedOn ? date(member.admittedOn) : '–'}</dd>
      <dt>{t`Ngày chính thức`}</dt>
      <dd className="num">{member.fullSince ? date(member.fullSince) : '–'}</dd>
      <dt>{t`Sổ tay`}</dt>
      <dd>
        {keepsRecordsOf(viewer, member.cell.id) ? <Activation member={member} /> : '–'}{' '}
        <span className="soft num">{activated}</span>
      </dd>
    </dl>
  );
}

type Change = 'correct' | 'transfer' | 'appoint' | 'end-office' | 'end' | 'issue';

function Changes({ member, onChanged }: { member: MemberFactsFragment; onChanged: () => void }) {
  const viewer = useViewer();
  const [asked, ask] = useState<Change | null>(null);
  const close = () => ask(null);
  const done = () => {
    close();
    onChanged();
  };
  const about = { member, onClose: close, onDone: done };
  if (member.status === 'ENDED') return null;
  return (
    <>
      {administers(viewer) && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button variant="default">
              <Trans>Việc khác</Trans>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => ask('transfer')}>
              <Trans>Chuyển sinh hoạt</Trans>
            </Menu.Item>
            <Menu.Item onClick={() => ask('appoint')}>
              <Trans>Giao chức vụ</Trans>
            </Menu.Item>
            {member.offices.length > 0 && (
              <Menu.Item onClick={() => ask('end-office')}>
                <Trans>Thôi giữ chức vụ</Trans>
              </Menu.Item>
            )}
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => ask('end')}>
              <Trans>Thôi sinh hoạt</Trans>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Button variant="default" onClick={() => ask('correct')}>
        <Trans>Sửa thông tin</Trans>
      </Button>
      <Button onClick={() => ask('issue')}>
        <Trans>Cấp mã kích hoạt</Trans>
      </Button>
      {asked === 'correct' && <CorrectDialog {...about} />}
      {asked === 'transfer' && <TransferDialog {...about} />}
      {asked === 'appoint' && <OfficeDialog {...about} ending={false} />}
      {asked === 'end-office' && <OfficeDialog {...about} ending />}
      {asked === 'end' && <EndDialog {...about} />}
      {asked === 'issue' && <IssueDialog member={member} onClose={close} onIssued={onChanged} />}
    </>
  );
}

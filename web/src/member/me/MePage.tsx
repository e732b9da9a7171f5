import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import { MeDocument, type MeQuery } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { hasRole, signOut, useSession } from '../../shared/session.js';
import { useOutbox } from '../offline/outbox.js';
import { useSaved } from '../offline/useSaved.js';
import { Icon } from '../ui/Icon.js';
import { Page } from '../ui/Page.js';
import { Sheet } from '../ui/Sheet.js';
import { Loaded } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { CalendarCard } from './CalendarCard.js';
import { ChangePassword } from './ChangePassword.js';
import { Devices } from './Devices.js';
import { Reading } from './Reading.js';

/** The person: who one is here, how one reads, one's password and devices, the way out. */
export function MePage() {
  const { t } = useLingui();
  const { viewer } = useSession();
  const me = useSaved(MeDocument, {});
  const works = viewer?.grants.some(({ role }) => role !== 'MEMBER' && role !== 'SECRETARY');
  return (
    <Page title={viewer?.fullName ?? t`Tôi`}>
      <Loaded of={me}>{({ me }) => <About me={me} />}</Loaded>
      <div className="card rows">
        {viewer?.member && (
          <Link href="/viec-cua-toi" className="rows-item">
            <Icon name="check" />
            <span className="grow">
              <Trans>Việc của tôi</Trans>
            </span>
            <Icon name="next" />
          </Link>
        )}
        {hasRole(viewer, 'SECRETARY') && (
          <Link href="/chi-bo" className="rows-item">
            <Icon name="people" />
            <span className="grow">
              <Trans>Đảng viên trong chi bộ, cấp mã kích hoạt</Trans>
            </span>
            <Icon name="next" />
          </Link>
        )}
        {works && (
          <a href="/console" className="rows-item">
            <Icon name="book" />
            <span className="grow">
              <Trans>Mở bàn làm việc trên máy tính</Trans>
            </span>
            <Icon name="next" />
          </a>
        )}
      </div>
      <Reading />
      <CalendarCard />
      <ChangePassword />
      <Devices />
      <SignOut />
    </Page>
  );
}

function About({ me }: { me: MeQuery['me'] }) {
  const { t } = useLingui();
  const { member } = me;
  if (!member) return null;
  const above = member.cell.ancestors.map(organisation => organisation.name);
  return (
    <dl className="card about">
      <Row name={t`Chi bộ`}>
        {member.cell.name}
        {above.length > 0 && <span className="small about-line">{above.join(' › ')}</span>}
      </Row>
      {member.cardNumber && <Row name={t`Số thẻ`}>{member.cardNumber}</Row>}
      {member.phone && <Row name={t`Điện thoại`}>{member.phone}</Row>}
      <Row name={t`Đảng viên`}>
        {member.kind === 'FULL' ? <Trans>chính thức</Trans> : <Trans>dự bị</Trans>}
        {member.fullSince && <Trans>, từ {date(member.fullSince)}</Trans>}
      </Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="small">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function SignOut() {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const waiting = useOutbox().length;
  const action = useAction(signOut);
  const leave = () => (waiting > 0 ? setAsking(true) : void action.run());
  return (
    <>
      <button type="button" className="btn btn-danger btn-wide" aria-busy={action.busy} onClick={leave}>
        <Trans>Đăng xuất</Trans>
      </button>
      <p className="small">
        <Trans>Đăng xuất sẽ xóa mọi thứ của đồng chí khỏi máy này.</Trans>
      </p>
      {asking && (
        <Sheet title={t`Còn việc chưa gửi`} onClose={() => setAsking(false)}>
          <p>
            <Trans>Có {waiting} việc chưa gửi được vì không có mạng. Đăng xuất bây giờ thì những việc đó mất.</Trans>
          </p>
          <div className="buttons">
            <button type="button" className="btn btn-main" onClick={() => setAsking(false)}>
              <Trans>Ở lại</Trans>
            </button>
            <button type="button" className="btn btn-danger" aria-busy={action.busy} onClick={() => void action.run()}>
              <Trans>Vẫn đăng xuất</Trans>
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}

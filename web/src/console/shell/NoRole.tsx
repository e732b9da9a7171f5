import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type SessionViewer, signOut } from '../../shared/session.js';
import { Door } from './Door.js';

/** A member without an office came here: the way to the member's app. */
export function NoRole({ viewer }: { viewer: SessionViewer }) {
  const name = viewer.fullName;
  return (
    <Door>
      <h1>
        <Trans>Trang này dành cho cấp ủy</Trans>
      </h1>
      <p>
        <Trans>
          Chào đồng chí {name}. Lịch sinh hoạt, tài liệu và điểm danh của đồng chí ở sổ tay trên điện thoại và máy tính.
        </Trans>
      </p>
      <Button component="a" href="/" size="lg">
        <Trans>Mở sổ tay của tôi</Trans>
      </Button>
      <Button variant="subtle" onClick={() => void signOut()}>
        <Trans>Đăng nhập bằng tài khoản khác</Trans>
      </Button>
    </Door>
  );
}

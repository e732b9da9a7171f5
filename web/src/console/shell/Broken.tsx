import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Nothing } from '../parts/states/states.js';

/** A page that could not be drawn, mostly because a new version was put up and its old code is gone. */
export function Broken() {
  return (
    <div className="panel" role="alert">
      <Nothing title={<Trans>Trang này chưa mở được</Trans>}>
        <p>
          <Trans>Có thể sổ tay vừa được cập nhật, hoặc mạng bị ngắt. Tải lại là bước đầu tiên nên thử.</Trans>
        </p>
        <Button mt="md" onClick={() => location.reload()}>
          <Trans>Tải lại trang</Trans>
        </Button>
      </Nothing>
    </div>
  );
}

/** An address that is nothing here. */
export function Missing() {
  return (
    <div className="panel">
      <Nothing title={<Trans>Không có trang này</Trans>}>
        <Link to="/">
          <Trans>Về trang đầu</Trans>
        </Link>
      </Nothing>
    </div>
  );
}

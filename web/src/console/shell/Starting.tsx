import { Trans } from '@lingui/react/macro';
import { Loader } from '@mantine/core';
import './shell.css';

/** While the cookie is being asked who this is. */
export function Starting() {
  return (
    <div className="door" role="status">
      <Loader color="red" />
      <p className="soft">
        <Trans>Đang mở sổ tay…</Trans>
      </p>
    </div>
  );
}

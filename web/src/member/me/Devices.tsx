import { Trans, useLingui } from '@lingui/react/macro';
import { EndSessionDocument, MyDevicesDocument, type MyDevicesQuery } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ago, date } from '../../shared/format.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

/** The devices on which the person is signed in; each can be signed out from here. */
export function Devices() {
  const devices = useSaved(MyDevicesDocument, {});
  return (
    <details className="card fold">
      <summary>
        <Trans>Các máy đang đăng nhập</Trans>
      </summary>
      <Loaded of={devices}>
        {({ sessions }) => (
          <ul className="stack">
            {sessions.map(device => (
              <li key={device.id}>
                <Device device={device} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </details>
  );
}

function Device({ device }: { device: MyDevicesQuery['sessions'][number] }) {
  const { t } = useLingui();
  const name = device.deviceName ?? t`Máy không rõ tên`;
  const action = useAction(async () => {
    await send(EndSessionDocument, { id: device.id });
    touch();
  });
  return (
    <>
      <div className="row wrap between">
        <div className="grow">
          <p className="strong">{name}</p>
          <p className="small">
            {device.current ? (
              <Trans>Máy này</Trans>
            ) : (
              <Trans>
                Dùng {ago(device.lastSeenAt)}, đăng nhập {date(device.createdAt)}
              </Trans>
            )}
          </p>
        </div>
        {!device.current && (
          <button
            type="button"
            className="btn"
            aria-label={t`Đăng xuất ${name}`}
            aria-busy={action.busy}
            onClick={() => void action.run()}
          >
            <Trans>Đăng xuất máy này</Trans>
          </button>
        )}
      </div>
      {action.error !== null && <Refused error={action.error} />}
    </>
  );
}

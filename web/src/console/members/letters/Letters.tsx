import { Trans, useLingui } from '@lingui/react/macro';
import { createPortal } from 'react-dom';
import type { LetterFragment } from '../../../graphql/graphql.js';
import { dateTime } from '../../../shared/format.js';
import { QrCode } from '../../../shared/QrCode.js';
import { activationUrl } from './activation.js';
import './letter.css';

export type Issued = LetterFragment;

/** The printable letters, one A5 page each, to be handed over by the secretary; on the screen nothing. */
export function Letters({ issued }: { issued: readonly Issued[] }) {
  return createPortal(
    <div className="letters">
      {issued.map(one => (
        <Letter key={one.member.id} issued={one} />
      ))}
    </div>,
    document.body,
  );
}

function Letter({ issued }: { issued: Issued }) {
  const { t } = useLingui();
  const { member, code } = issued;
  const [name, host, until] = [member.fullName, location.host, dateTime(issued.expiresAt)];
  return (
    <article className="letter">
      <p>{member.cell.name}</p>
      <h1>
        <Trans>Thư kích hoạt sổ tay điện tử</Trans>
      </h1>
      <p>
        <Trans>
          Kính gửi đồng chí <b>{name}</b>,
        </Trans>
      </p>
      <ol>
        <li>
          <Trans>Mở máy ảnh của điện thoại, chụp mã vuông dưới đây. Hoặc vào {host}/kich-hoat rồi gõ số và mã.</Trans>
        </li>
        <li>
          <Trans>Đặt mật khẩu riêng. Không cho ai biết mật khẩu.</Trans>
        </li>
      </ol>
      <div className="letter-code">
        <QrCode text={activationUrl(location.origin, member.cardNumber, code)} label={t`Mã vuông để kích hoạt`} />
        <dl>
          {member.cardNumber && (
            <>
              <dt>{t`Số của đồng chí`}</dt>
              <dd>{member.cardNumber}</dd>
            </>
          )}
          <dt>{t`Mã kích hoạt`}</dt>
          <dd>{code}</dd>
          <dt>{t`Dùng đến`}</dt>
          <dd>{until}</dd>
        </dl>
      </div>
      <p>
        <Trans>Mã chỉ dùng một lần. Cần giúp, đồng chí gặp bí thư chi bộ hoặc tổ công nghệ số cộng đồng.</Trans>
      </p>
    </article>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import type { IssueActivationCodeMutation } from '../../graphql/graphql.js';
import { dateTime } from '../../shared/format.js';
import { QrCode } from '../../shared/QrCode.js';
import { activationLink } from '../sign-in/activationLink.js';
import { Page } from '../ui/Page.js';

interface LetterProps {
  issued: IssueActivationCodeMutation['issueActivationCode'];
  onBack: () => void;
}

/** The sheet of paper that a member is handed: address, code, QR code. Its words are neutral: it may lie on a table at home. */
export function Letter({ issued, onBack }: LetterProps) {
  const { t } = useLingui();
  const { member, code, expiresAt } = issued;
  const identifier = member.cardNumber ?? member.phone ?? '';
  const host = location.host;
  return (
    <Page title={t`Giấy mời`} aside={<Buttons onBack={onBack} />}>
      <article className="letter">
        <p>
          <Trans>Kính gửi: {member.fullName}</Trans>
        </p>
        <h2>
          <Trans>Mời dùng Sổ tay trên điện thoại</Trans>
        </h2>
        <div className="letter-qr">
          <QrCode text={activationLink(location.origin, identifier, code)} label={t`Mã QR để kích hoạt`} />
        </div>
        <ol className="letter-steps">
          <li>
            <Trans>Mở máy ảnh của điện thoại, hướng vào hình vuông ở trên. Hoặc vào địa chỉ: {host}/kich-hoat</Trans>
          </li>
          <li>
            <Trans>Số: {identifier}</Trans>
          </li>
          <li>
            <Trans>Mã kích hoạt:</Trans> <b className="activation-code">{code}</b>
          </li>
          <li>
            <Trans>Tự đặt một mật khẩu, không đưa cho ai.</Trans>
          </li>
        </ol>
        <p>
          <Trans>Mã dùng được một lần, đến {dateTime(expiresAt)}. Cần giúp, hãy hỏi người đã trao giấy này.</Trans>
        </p>
      </article>
    </Page>
  );
}

function Buttons({ onBack }: { onBack: () => void }) {
  return (
    <div className="buttons no-print">
      <button type="button" className="btn btn-main" onClick={() => print()}>
        <Trans>In</Trans>
      </button>
      <button type="button" className="btn" onClick={onBack}>
        <Trans>Xong</Trans>
      </button>
    </div>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import {
  type CellMemberFragment,
  IssueActivationCodeDocument,
  type IssueActivationCodeMutation,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { dateTime } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { touch } from '../offline/saved.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

type Issued = IssueActivationCodeMutation['issueActivationCode'];

interface CodeSheetProps {
  member: CellMemberFragment;
  onLetter: (issued: Issued) => void;
  onClose: () => void;
}

/** One member, and a new activation code: asked once, shown once. */
export function CodeSheet({ member, onLetter, onClose }: CodeSheetProps) {
  const { t } = useLingui();
  const [issued, setIssued] = useState<Issued | null>(null);
  const once = useRef(newId());
  const action = useAction(async () => {
    const answer = await send(IssueActivationCodeDocument, { memberId: member.id, clientMutationId: once.current });
    setIssued(answer.issueActivationCode);
    touch();
  });
  return (
    <Sheet title={member.fullName} onClose={onClose}>
      <dl className="about">
        {member.cardNumber && (
          <div>
            <dt className="small">{t`Số thẻ`}</dt>
            <dd>{member.cardNumber}</dd>
          </div>
        )}
        {member.phone && (
          <div>
            <dt className="small">{t`Điện thoại`}</dt>
            <dd>
              <a href={`tel:${member.phone}`}>{member.phone}</a>
            </dd>
          </div>
        )}
      </dl>
      {issued ? (
        <>
          <p className="small">
            <Trans>Mã kích hoạt, chỉ hiện lần này:</Trans>
          </p>
          <p className="activation-code">{issued.code}</p>
          <p className="small">
            <Trans>Dùng được đến {dateTime(issued.expiresAt)}. Mã cũ không còn dùng được.</Trans>
          </p>
          <button type="button" className="btn btn-main btn-wide" onClick={() => onLetter(issued)}>
            <Trans>In giấy mời</Trans>
          </button>
        </>
      ) : (
        <>
          <p>
            {member.activatedAt ? (
              <Trans>
                Cấp mã mới khi đồng chí ấy quên mật khẩu. Các máy đang đăng nhập của đồng chí ấy sẽ bị đăng xuất, và
                đồng chí ấy được báo.
              </Trans>
            ) : (
              <Trans>Đồng chí ấy dùng mã này để đặt mật khẩu của riêng mình. Mã cấp trước đó sẽ hết hiệu lực.</Trans>
            )}
          </p>
          {action.error !== null && <Refused error={action.error} />}
          <button
            type="button"
            className="btn btn-main btn-wide"
            aria-busy={action.busy}
            onClick={() => void action.run()}
          >
            <Trans>Cấp mã kích hoạt</Trans>
          </button>
        </>
      )}
    </Sheet>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { ConsoleIssueActivationCodeDocument, type MemberFactsFragment } from '../../../graphql/graphql.js';
import { dateTime } from '../../../shared/format.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { useCommand } from '../../parts/useCommand.js';
import { type Issued, Letters } from './Letters.js';

/** A new code for a member: said first what it ends, then shown once, with the letter. */
export function IssueDialog(props: { member: MemberFactsFragment; onClose: () => void; onIssued: () => void }) {
  const { member, onClose, onIssued } = props;
  const [issued, setIssued] = useState<Issued | null>(null);
  const { run, sending, refusal } = useCommand(ConsoleIssueActivationCodeDocument, ['Member']);
  const name = member.fullName;
  if (issued) return <IssuedCode issued={issued} onClose={onClose} />;
  return (
    <FormDialog
      title={<Trans>Cấp mã kích hoạt</Trans>}
      action={<Trans>Cấp mã</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({ memberId: member.id, clientMutationId }));
        if (!made) return;
        setIssued(made.issueActivationCode);
        onIssued();
      }}
    >
      <p>
        <Trans>
          Đồng chí <b>{name}</b> nhận một mã mới. Mã cũ hết dùng.
        </Trans>
      </p>
      {member.activatedAt && (
        <p className="note note-wait">
          <Trans>Đồng chí này đã kích hoạt. Cấp mã mới sẽ đăng xuất mọi thiết bị và báo cho đồng chí biết.</Trans>
        </p>
      )}
    </FormDialog>
  );
}

function IssuedCode({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const { t } = useLingui();
  const [name, until] = [issued.member.fullName, dateTime(issued.expiresAt)];
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Trans>Mã của đồng chí {name}</Trans>}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t`Đóng` }}
    >
      <div className="form">
        <p className="code-shown num" role="status">
          {issued.code}
        </p>
        <p>
          <Trans>Mã chỉ hiện lần này, dùng đến {until}. Đồng chí in thư hoặc chép mã trao tận tay.</Trans>
        </p>
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            <Trans>Xong</Trans>
          </Button>
          <Button onClick={() => window.print()}>
            <Trans>In thư</Trans>
          </Button>
        </div>
      </div>
      <Letters issued={[issued]} />
    </Modal>
  );
}

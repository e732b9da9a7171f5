import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { PrepareActivationLettersDocument } from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { useCommand } from '../../parts/useCommand.js';
import { type Issued, Letters } from './Letters.js';

/** Letters for everybody of a cell who has not begun; a code that was sent already and is still good stays as it is. */
export function CellLetters({ cell, onClose }: { cell: { id: string; name: string }; onClose: () => void }) {
  const [issued, setIssued] = useState<Issued[] | null>(null);
  const { run, sending, refusal } = useCommand(PrepareActivationLettersDocument, ['Member']);
  const { name } = cell;
  if (issued) return <Ready issued={issued} name={name} onClose={onClose} />;
  return (
    <FormDialog
      title={<Trans>In thư kích hoạt</Trans>}
      action={<Trans>Soạn thư</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({ cellId: cell.id, clientMutationId }));
        if (made) setIssued(made.prepareActivationLetters);
      }}
    >
      <p>
        <Trans>
          Mỗi đảng viên của <b>{name}</b> chưa kích hoạt có một lá thư, kèm mã riêng. Mã đã gửi trước đó mà còn hạn thì
          giữ nguyên.
        </Trans>
      </p>
      <p className="soft">
        <Trans>Thư in trên giấy A5, trao tận tay từng người.</Trans>
      </p>
    </FormDialog>
  );
}

function Ready({ issued, name, onClose }: { issued: Issued[]; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const letters = issued.length;
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Trans>In thư kích hoạt</Trans>}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t`Đóng` }}
    >
      <div className="form">
        <p role="status">
          {letters === 0 ? (
            <Trans>Mọi đảng viên của {name} đã kích hoạt.</Trans>
          ) : (
            <Plural value={letters} other={`Đã soạn ${letters} lá thư, xếp theo tên.`} />
          )}
        </p>
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            <Trans>Xong</Trans>
          </Button>
          {letters > 0 && (
            <Button onClick={() => window.print()}>
              <Trans>In {letters} thư</Trans>
            </Button>
          )}
        </div>
      </div>
      <Letters issued={issued} />
    </Modal>
  );
}

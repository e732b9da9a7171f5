import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { type CellType, ConsoleSetCellTypeDocument } from '../../graphql/graphql.js';
import { FormDialog } from '../parts/FormDialog.js';
import { useCommand } from '../parts/useCommand.js';
import { CELL_TYPES, cellTypeName } from '../words.js';

/** Of which kind a cell is: it decides with which template an agenda begins. */
export function CellTypeDialog(props: {
  organisation: { id: string; name: string; cellType: CellType | null };
  onClose: () => void;
  onDone: () => void;
}) {
  const { organisation, onClose, onDone } = props;
  const { t } = useLingui();
  const [type, setType] = useState<CellType>(organisation.cellType ?? 'HAMLET');
  const { run, sending, refusal } = useCommand(ConsoleSetCellTypeDocument, ['Organisation', 'AgendaTemplate']);
  return (
    <FormDialog
      title={<Trans>Loại hình của {organisation.name}</Trans>}
      action={<Trans>Lưu</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      onSubmit={async () => {
        if (await run(clientMutationId => ({ cellId: organisation.id, type, clientMutationId }))) onDone();
      }}
    >
      <NativeSelect
        label={t`Loại hình chi bộ`}
        description={t`Quyết định chương trình mẫu của các buổi sinh hoạt từ nay.`}
        value={type}
        data={CELL_TYPES.map(value => ({ value, label: cellTypeName(value) }))}
        onChange={event => setType(event.currentTarget.value as CellType)}
      />
    </FormDialog>
  );
}

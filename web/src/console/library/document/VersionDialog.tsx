import { Trans } from '@lingui/react/macro';
import { ConsoleAddFileVersionDocument } from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { useCommand } from '../../parts/useCommand.js';
import { UploadList } from '../publish/UploadList.js';
import { useUploads } from '../publish/useUploads.js';

interface VersionDialogProps {
  documentId: string;
  /** The file whose place it takes; null: a further file. */
  replaces: { id: string; name: string } | null;
  onClose: () => void;
}

/** A new version of a file, or one more file. */
export function VersionDialog({ documentId, replaces, onClose }: VersionDialogProps) {
  const files = useUploads();
  const { run, sending, refusal } = useCommand(ConsoleAddFileVersionDocument, ['Document']);
  const [fileId] = files.fileIds;

  async function submit() {
    if (!fileId) return;
    const replacesFileId = replaces?.id ?? null;
    const done = await run(clientMutationId => ({ documentId, fileId, replacesFileId, clientMutationId }));
    if (done) onClose();
  }

  return (
    <FormDialog
      title={replaces ? <Trans>Thay bằng bản mới</Trans> : <Trans>Thêm tệp</Trans>}
      action={replaces ? <Trans>Thay</Trans> : <Trans>Thêm</Trans>}
      onClose={onClose}
      onSubmit={submit}
      sending={sending}
      refusal={refusal}
      disabled={!fileId || !files.ready}
    >
      {replaces && (
        <p>
          <Trans>Người đọc sẽ thấy bản mới thay cho “{replaces.name}” khi kiểm tra xong. Bản cũ vẫn được giữ.</Trans>
        </p>
      )}
      <UploadList files={files} single />
    </FormDialog>
  );
}

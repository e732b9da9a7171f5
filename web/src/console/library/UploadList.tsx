import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { errorText } from '../../shared/errors.js';
import { fileSize } from '../../shared/format.js';
import { DropZone } from '../parts/DropZone.js';
import './library.css';
import { ACCEPTED } from './publishing.js';
import type { Upload, useUploads } from './useUploads.js';

/** The files of a document that is being made, and the place to add more. */
export function UploadList({ files }: { files: ReturnType<typeof useUploads> }) {
  return (
    <div className="form">
      <DropZone
        label={<Trans>Chọn tệp</Trans>}
        hint={<Trans>Hoặc kéo tệp thả vào đây: PDF, Word, Excel, ảnh…</Trans>}
        accept={ACCEPTED}
        multiple
        quiet
        onFiles={files.add}
      />
      {files.uploads.length > 0 && (
        <ul className="files" aria-live="polite">
          {files.uploads.map(upload => (
            <Row key={upload.key} upload={upload} onAgain={files.again} onRemove={files.remove} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row(props: { upload: Upload; onAgain: (upload: Upload) => void; onRemove: (upload: Upload) => void }) {
  const { upload, onAgain, onRemove } = props;
  const { t } = useLingui();
  const name = upload.file.name;
  return (
    <li>
      <span>
        <span className="file-name">{name}</span> <span className="small soft num">{fileSize(upload.file.size)}</span>
      </span>
      <span className="page-actions">
        {upload.stored && (
          <span className="small">
            <Trans>✓ Đã nhận</Trans>
          </span>
        )}
        {!!upload.error && (
          <Button size="xs" variant="default" onClick={() => onAgain(upload)}>
            <Trans>Gửi lại</Trans>
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={() => onRemove(upload)} aria-label={t`Bỏ tệp ${name}`}>
          <Trans>Bỏ</Trans>
        </Button>
      </span>
      {!!upload.error && (
        <p className="note note-bad small" role="alert" style={{ flexBasis: '100%' }}>
          {errorText(upload.error)}
        </p>
      )}
      {!upload.stored && !upload.error && (
        <span className="file-bar" aria-hidden>
          <div style={{ width: `${upload.part * 100}%` }} />
        </span>
      )}
    </li>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { errorText } from '../../../shared/errors.js';
import { fileSize, percent } from '../../../shared/format.js';
import { DropZone } from '../../parts/DropZone.js';
import '../library.css';
import { ACCEPTED } from './publishing.js';
import type { Upload, useUploads } from './useUploads.js';

type Uploads = ReturnType<typeof useUploads>;

/** The files of a document that is being made, and the place to add more. */
export function UploadList({ files, single = false }: { files: Uploads; single?: boolean }) {
  return (
    <div className="form">
      {(!single || files.uploads.length === 0) && (
        <DropZone
          label={<Trans>Chọn tệp</Trans>}
          hint={<Trans>Hoặc kéo tệp thả vào đây: PDF, Word, Excel, PowerPoint, ảnh, tệp âm thanh</Trans>}
          accept={ACCEPTED}
          multiple={!single}
          quiet
          onFiles={files.add}
        />
      )}
      {files.uploads.length > 0 && (
        <ul className="files">
          {files.uploads.map(upload => (
            <Row key={upload.key} upload={upload} files={files} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ upload, files }: { upload: Upload; files: Uploads }) {
  const { t } = useLingui();
  const { name, size } = upload.file;
  const { state } = upload;
  return (
    <li>
      <span>
        <span className="file-name">{name}</span> <span className="small soft num">{fileSize(size)}</span>
      </span>
      <span className="page-actions">
        <span className="small" role="status">
          <UploadWord upload={upload} />
        </span>
        {(state === 'going' || state === 'waiting') && (
          <Button size="xs" variant="default" onClick={() => files.pause(upload)} aria-label={t`Tạm dừng tệp ${name}`}>
            <Trans>Tạm dừng</Trans>
          </Button>
        )}
        {(state === 'paused' || state === 'refused') && (
          <Button size="xs" variant="default" onClick={() => files.goOn(upload)} aria-label={t`Gửi tiếp tệp ${name}`}>
            {state === 'paused' ? <Trans>Gửi tiếp</Trans> : <Trans>Gửi lại</Trans>}
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={() => files.remove(upload)} aria-label={t`Bỏ tệp ${name}`}>
          <Trans>Bỏ</Trans>
        </Button>
      </span>
      {state === 'refused' && (
        <p className="note note-bad small" role="alert" style={{ flexBasis: '100%' }}>
          {errorText(upload.error)}
        </p>
      )}
      {state !== 'stored' && state !== 'refused' && (
        <span className="file-bar" aria-hidden>
          <div style={{ width: `${upload.part * 100}%` }} />
        </span>
      )}
    </li>
  );
}

function UploadWord({ upload: { state, part } }: { upload: Upload }) {
  const done = percent(part, 0);
  switch (state) {
    case 'stored':
      return <Trans>✓ Đã nhận, đang kiểm tra</Trans>;
    case 'waiting':
      return <Trans>Mất mạng ở {done}, sẽ tự gửi tiếp</Trans>;
    case 'paused':
      return <Trans>Tạm dừng ở {done}</Trans>;
    case 'going':
      return done;
    case 'refused':
      return null;
  }
}

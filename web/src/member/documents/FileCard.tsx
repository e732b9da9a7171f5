import { Plural, Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { ReaderFileFragment } from '../../graphql/graphql.js';
import { duration, fileSize } from '../../shared/format.js';
import { fileRefusalText } from '../../shared/libraryWords.js';
import { Icon } from '../ui/Icon.js';
import { readerPath } from './paths.js';
import { type Readable, readable } from './readingForms.js';

/** A talk comes without captions: what was said is in the documents beside it. */
const Sound = 'audio';

interface FileCardProps {
  documentId: string;
  file: ReaderFileFragment;
  /** The original was opened, in a reader that tells nothing. */
  onOpened: () => void;
}

/** A file: how it can be read here, what is being made or went wrong, and the original with what it costs to fetch. */
export function FileCard({ documentId, file, onOpened }: FileCardProps) {
  const can = readable(file);
  const size = fileSize(file.size);
  return (
    <div className="card stack file-card">
      <div className="row row-top">
        <Icon name="file" />
        <div className="grow">
          <p className="strong">{file.name}</p>
          <p className="small file-facts">
            {file.pages !== null && (
              <span>
                <Plural value={file.pages} other="# trang" />
              </span>
            )}
            {file.seconds !== null && <span>{duration(file.seconds)}</span>}
            {file.minutes !== null && file.seconds === null && (
              <span>
                <Plural value={file.minutes} other="đọc khoảng # phút" />
              </span>
            )}
          </p>
        </div>
      </div>
      <Said can={can} file={file} />
      {can.sound && (
        <Sound className="sound" controls preload="none" src={file.url} onPlay={onOpened} aria-label={file.name} />
      )}
      {file.state === 'READY' && (
        <div className="buttons">
          {can.text && (
            <Link className="btn" href={readerPath(documentId, file.id)}>
              <Icon name="text" /> <Trans>Bản đọc</Trans>
            </Link>
          )}
          {can.pictures && (
            <Link className="btn" href={`${readerPath(documentId, file.id)}?kieu=anh`}>
              <Icon name="book" /> <Trans>Ảnh trang</Trans>
            </Link>
          )}
          <a className="btn" href={file.url} target="_blank" rel="noopener" onClick={onOpened}>
            <Icon name="download" /> <Trans>Tệp gốc ({size})</Trans>
          </a>
        </div>
      )}
    </div>
  );
}

function Said({ can, file }: { can: Readable; file: ReaderFileFragment }) {
  return (
    <>
      {file.refusal && <p className="note note-bad">{fileRefusalText(file.refusal)}</p>}
      {can.preparing && (
        <p className="note">
          {file.state === 'CHECKING' ? (
            <Trans>Tệp đang được kiểm tra. Thường xong trong ít phút.</Trans>
          ) : (
            <Trans>Đang chuẩn bị bản đọc. Thường xong trong ít phút; đồng chí có thể mở tệp gốc ngay.</Trans>
          )}
        </p>
      )}
      {can.problem !== null && (
        <p className="note">
          <Trans>Chưa có bản đọc: {can.problem}</Trans>
        </p>
      )}
      {can.leftOut !== null && <p className="small">{can.leftOut}</p>}
      {can.recognised && (
        <p className="small">
          <Trans>Bản quét: chữ do máy nhận dạng, có thể sai. Khi cần chính xác, đồng chí xem ảnh trang.</Trans>
        </p>
      )}
      {can.onlyPictures && (
        <p className="small">
          <Trans>Bản quét: chỉ có ảnh trang, chưa có chữ để tìm và phóng to.</Trans>
        </p>
      )}
    </>
  );
}

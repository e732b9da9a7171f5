import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type ConsoleFileFragment, ConsoleRetryFormsDocument } from '../../../graphql/graphql.js';
import { duration, fileSize } from '../../../shared/format.js';
import { fileRefusalText } from '../../../shared/libraryWords.js';
import { Chip } from '../../parts/Chip.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { FORM_TONES, formKindName, formStateName } from '../../words.js';
import { canRetry } from './forms.js';

interface FileRowProps {
  file: ConsoleFileFragment;
  mayRetry: boolean;
  /** Puts a new version in its place; left out where the person may not. */
  onVersion?: () => void;
}

/** A file with what became of its checks, and which forms of reading it has. */
export function FileRow({ file, mayRetry, onVersion }: FileRowProps) {
  const { t } = useLingui();
  const retry = useCommand(ConsoleRetryFormsDocument, ['Document', 'File']);
  const { name, version } = file;
  const problems = file.forms.filter(form => form.problem);
  return (
    <li>
      <span>
        <span className="file-name">{name}</span>{' '}
        <span className="small soft num">
          {fileSize(file.size)}
          {version > 1 && (
            <>
              {' · '}
              <Trans>bản {version}</Trans>
            </>
          )}
          {file.pages !== null && (
            <>
              {' · '}
              <Plural value={file.pages} other="# trang" />
            </>
          )}
          {file.seconds !== null && <> · {duration(file.seconds)}</>}
          {file.isScanned && (
            <>
              {' · '}
              {file.isOcr ? <Trans>bản quét, chữ do máy nhận dạng</Trans> : <Trans>bản quét</Trans>}
            </>
          )}
        </span>
      </span>
      <span className="page-actions">
        {file.state === 'READY' && (
          <Button component="a" href={file.url} target="_blank" rel="noreferrer" variant="default" size="xs">
            <Trans>Mở</Trans>
          </Button>
        )}
        {mayRetry && canRetry(file) && (
          <Button
            size="xs"
            variant="default"
            loading={retry.sending}
            onClick={() => void retry.run(() => ({ fileId: file.id }))}
          >
            <Trans>Làm lại bản đọc</Trans>
          </Button>
        )}
        {onVersion && (
          <Button size="xs" variant="default" onClick={onVersion} aria-label={t`Thay bằng bản mới: ${name}`}>
            <Trans>Thay bằng bản mới</Trans>
          </Button>
        )}
      </span>
      <div className="file-forms">
        {file.state === 'CHECKING' && (
          <Chip tone="busy">
            <Trans>Đang kiểm tra</Trans>
          </Chip>
        )}
        {file.state === 'REFUSED' && (
          <Chip tone="bad">
            <Trans>Không được nhận</Trans>
          </Chip>
        )}
        {file.forms.map(form => (
          <Chip key={form.kind} tone={FORM_TONES[form.state]}>
            {formKindName(form.kind)}: {formStateName(form.state)}
          </Chip>
        ))}
      </div>
      {file.refusal && <p className="note note-bad small file-said">{fileRefusalText(file.refusal)}</p>}
      {problems.length > 0 && (
        <ul className="small soft file-said">
          {problems.map(form => (
            <li key={form.kind}>
              {formKindName(form.kind)}: {form.problem}
            </li>
          ))}
        </ul>
      )}
      <Refused error={retry.refusal} />
    </li>
  );
}

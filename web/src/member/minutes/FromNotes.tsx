import { Trans } from '@lingui/react/macro';
import { MinutesPageDocument } from '../../graphql/graphql.js';
import { useSaved } from '../offline/useSaved.js';

interface FromNotesProps {
  meetingId: string;
  typed: string;
  onWrite: (text: string) => void;
}

/** Writes the minutes from what was noted of the meeting; what was typed stays above it. Without network from what was last known. */
export function FromNotes({ meetingId, typed, onWrite }: FromNotesProps) {
  const page = useSaved(MinutesPageDocument, { meetingId });
  const draft = page.data?.minutes?.draftText;
  if (!draft) {
    return (
      <p className="small" role="status">
        {page.fetching ? (
          <Trans>Đang lấy phần đã ghi của buổi này…</Trans>
        ) : (
          <Trans>Chưa lấy được phần đã ghi của buổi này. Đồng chí cứ gõ biên bản, có mạng sẽ soạn được.</Trans>
        )}
      </p>
    );
  }
  return (
    <button
      type="button"
      className="btn btn-wide"
      disabled={typed.includes(draft)}
      onClick={() => onWrite(typed.trim() === '' ? draft : `${typed.trimEnd()}\n\n${draft}`)}
    >
      <Trans>Soạn từ ghi chép</Trans>
    </button>
  );
}

import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMinutes } from './useMinutes.js';

interface FromNotesProps {
  meetingId: string;
  typed: string;
  onWrite: (text: string) => void;
}

/** Writes the minutes from what was noted of the meeting; what was typed stays above it. */
export function FromNotes({ meetingId, typed, onWrite }: FromNotesProps) {
  const [{ data }] = useMinutes(meetingId);
  const draft = data?.minutes?.draftText;
  return (
    <div>
      <Button
        variant="default"
        size="sm"
        disabled={!draft || typed.includes(draft)}
        onClick={() => draft && onWrite(typed.trim() === '' ? draft : `${typed.trimEnd()}\n\n${draft}`)}
      >
        <Trans>Soạn từ ghi chép</Trans>
      </Button>
    </div>
  );
}

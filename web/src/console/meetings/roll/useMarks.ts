import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { type AttendanceMarkInput, ConsoleMarkAttendanceDocument } from '../../../graphql/graphql.js';
import { toApiError } from '../../../shared/client.js';
import { serverNowIso } from '../../../shared/clock.js';
import type { ApiError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';

/**
 * Marks of the roll call: shown at once, sent together, one request at a time. When nobody answers they wait and can be sent
 * again; when the server refuses them, the row shows again what the server knows.
 */
export function useMarks(meetingId: string, onSent: () => void) {
  const client = useClient();
  const [waiting, setWaiting] = useState<ReadonlyMap<string, AttendanceMarkInput>>(new Map());
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const line = useRef(new Map<string, AttendanceMarkInput>());
  const busy = useRef(false);
  const repeat = useRef<{ content: string; id: string } | null>(null);

  function put(change: () => void) {
    change();
    setWaiting(new Map(line.current));
  }

  async function flush() {
    if (busy.current || line.current.size === 0) return;
    busy.current = true;
    const marks = [...line.current.values()];
    const content = JSON.stringify(marks);
    if (repeat.current?.content !== content) repeat.current = { content, id: newId() };
    const result = await client
      .mutation(ConsoleMarkAttendanceDocument, { meetingId, marks, clientMutationId: repeat.current.id })
      .toPromise();
    busy.current = false;
    const error = result.error ? toApiError(result.error) : null;
    setRefusal(error);
    if (error?.passing) return;
    // A row that was marked again meanwhile stays in the line.
    put(() => {
      for (const mark of marks) if (line.current.get(mark.memberId) === mark) line.current.delete(mark.memberId);
    });
    onSent();
    if (!error) void flush();
  }

  return {
    waiting,
    refusal,
    mark(marks: AttendanceMarkInput[]) {
      put(() => {
        // The moment of the mark, not of its sending: of several marks the one made last counts.
        const at = serverNowIso();
        for (const one of marks) line.current.set(one.memberId, { ...one, at });
      });
      void flush();
    },
    again: () => void flush(),
  };
}

import { useEffect, useState } from 'react';
import { MeetingPageDocument } from '../../graphql/graphql.js';
import { keepFiles } from '../offline/keepFiles.js';
import { useSaved } from '../offline/useSaved.js';

/** Reads the next meeting with its material ahead of time; true once the page and its files can be opened without a network. */
export function useKeptForLater(meetingId: string | undefined): boolean {
  const page = useSaved(MeetingPageDocument, meetingId ? { id: meetingId } : null);
  const [kept, setKept] = useState(false);
  const documents = page.data?.meeting?.documents;
  useEffect(() => {
    if (!documents) return;
    let gone = false;
    void keepFiles(documents.flatMap(document => document.files)).then(all => !gone && setKept(all));
    return () => {
      gone = true;
    };
  }, [documents]);
  return kept;
}

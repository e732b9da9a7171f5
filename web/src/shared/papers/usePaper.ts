import { useEffect, useRef, useState } from 'react';
import {
  AskPaperDocument,
  type MeetingPapersQuery,
  PaperDocument,
  type PaperFormat,
  type PaperPartsFragment,
} from '../../graphql/graphql.js';
import { send } from '../client.js';
import { newId } from '../ids.js';

/** A paper that may be asked for. */
export type PaperChoice = MeetingPapersQuery['papers'][number];

/** How long between two looks at a paper that is being made, and how often at most, before it is left to the next press. */
const LOOK_MS = 1200;
const LOOKS = 60;

/** A paper in one format, as a button shows it. */
interface AskedPaper {
  /** Asks for it, and has it saved as soon as it is made. */
  run: () => Promise<void>;
  making: boolean;
  /** The last answer; its address is good for five minutes. */
  paper: PaperPartsFragment | null;
  /** Refused or no network. */
  error: unknown;
}

/**
 * Papers are made by the server in a moment, from what stands then: each press asks anew, and what was made of the same data comes at
 * once. `save` opens the address, which the browser saves as a file.
 */
export function usePaper(
  meetingId: string,
  choice: PaperChoice,
  format: PaperFormat,
  save: (url: string) => void = url => window.location.assign(url),
): AskedPaper {
  const last = choice.papers.find(paper => paper.format === format) ?? null;
  const [state, setState] = useState<Omit<AskedPaper, 'run'>>({ making: false, paper: null, error: null });
  const busy = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  async function follow(first: () => Promise<PaperPartsFragment>, thenSave: boolean): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setState({ making: true, paper: null, error: null });
    try {
      let paper = await first();
      for (let look = 0; paper.state === 'WAITING' && look < LOOKS && !gone.current; look++) {
        await new Promise(resolve => setTimeout(resolve, LOOK_MS));
        paper = (await send(PaperDocument, { id: paper.id })).paper ?? paper;
      }
      if (gone.current) return;
      setState({ making: paper.state === 'WAITING', paper, error: null });
      if (thenSave && paper.state === 'READY' && paper.url) save(paper.url);
    } catch (error) {
      setState({ making: false, paper: null, error });
    } finally {
      busy.current = false;
    }
  }

  const { kind, subjectId } = choice;
  const run = () =>
    follow(async () => {
      const asked = await send(AskPaperDocument, { meetingId, kind, format, subjectId, clientMutationId: newId() });
      return asked.askPaper;
    }, true);

  // One that was asked for before and is not made yet: the screen tells when it is.
  const waiting = last?.state === 'WAITING' ? last : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: followed once for each paper that waits
  useEffect(() => {
    if (waiting) void follow(async () => waiting, false);
  }, [waiting?.id]);

  return { ...state, paper: state.paper ?? (last?.state === 'FAILED' ? last : null), run };
}

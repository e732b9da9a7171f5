import { useRef, useState } from 'react';

/** One press of a button: under way, refused, done. A second press while it is under way does nothing. */
export interface Action<Input> {
  run: (input: Input) => Promise<void>;
  busy: boolean;
  error: unknown;
  /** It went through since the last press. */
  done: boolean;
  reset: () => void;
}

/** Runs `work` at most once at a time and remembers how it ended. */
export function useAction<Input = void>(work: (input: Input) => Promise<unknown>): Action<Input> {
  const [state, setState] = useState<{ busy: boolean; error: unknown; done: boolean }>({
    busy: false,
    error: null,
    done: false,
  });
  const busy = useRef(false);
  const run = async (input: Input) => {
    if (busy.current) return;
    busy.current = true;
    setState({ busy: true, error: null, done: false });
    try {
      await work(input);
      setState({ busy: false, error: null, done: true });
    } catch (error) {
      setState({ busy: false, error, done: false });
    } finally {
      busy.current = false;
    }
  };
  return { ...state, run, reset: () => setState({ busy: false, error: null, done: false }) };
}

import type { Draft } from './draft.js';

/** What each group of fields of the form gets. */
export interface FieldsProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  /** What the server said about a field. */
  problem: (name: string) => string | undefined;
}

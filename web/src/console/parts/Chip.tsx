import type { ReactNode } from 'react';
import './parts.css';

/** good: done; busy: going on; wait: somebody must do something; bad: refused or failed. The word carries it, the colour helps. */
export type Tone = 'plain' | 'good' | 'busy' | 'wait' | 'bad';

/** A state in one word. */
export function Chip({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`chip chip-${tone}`}>{children}</span>;
}

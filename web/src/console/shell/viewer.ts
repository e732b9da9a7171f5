import { createContext, use } from 'react';
import type { SessionViewer } from '../../shared/session.js';

/** Who is signed in; stands around every page. */
export const ViewerContext = createContext<SessionViewer | null>(null);

/** The person who is signed in. Only inside the shell. */
export function useViewer(): SessionViewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('Only inside the shell');
  return viewer;
}

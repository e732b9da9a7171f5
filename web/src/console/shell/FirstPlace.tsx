import { Navigate } from '@tanstack/react-router';
import { placesOf } from '../rights.js';
import { PATHS } from './places.js';
import { useViewer } from './viewer.js';

/** `/console` itself: the first page that makes sense for this person. */
export function FirstPlace() {
  const [first] = placesOf(useViewer());
  return first ? <Navigate to={PATHS[first]} replace /> : null;
}

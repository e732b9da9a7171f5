import { useSession } from '../../../shared/session.js';
import { cellsOf } from '../Schedule.js';
import { DutyCard } from './DutyCard.js';

/** For the first page: what the cells that the person runs still have to plan. */
export function DutyCards() {
  const { viewer } = useSession();
  const cells = cellsOf(viewer);
  return cells.map(({ id, name }) => <DutyCard key={id} cellId={id} name={cells.length > 1 ? name : null} brief />);
}

import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { type RolloutFiguresFragment, WaveReachDocument } from '../../graphql/graphql.js';
import { serverNow } from '../../shared/clock.js';
import { monthOf } from '../board/months.js';
import { scopesFor } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import type { Wave } from './gate.js';

interface Reached {
  cells: number;
  members: number;
}

/**
 * How many people a wave will tell. Once begun the wave says it itself; before that the members of its cells are counted on
 * the board. A wave that takes "every other cell" has no cells of its own yet: it is the province without the other waves.
 * Null while unknown, or for who may not read the board.
 */
export function useReach(rollout: RolloutFiguresFragment, wave: Wave): number | null {
  const client = useClient();
  const province = scopesFor(useViewer(), 'board').find(scope => scope.kind === 'PROVINCE')?.id;
  const [members, setMembers] = useState<number | null>(null);
  const others = rollout.waves.filter(other => other.id !== wave.id).map(other => other.id);
  const key = others.join(' ');

  useEffect(() => {
    if (wave.recipients > 0 || !province) return;
    let dropped = false;
    const count = async (waveId: string | null): Promise<Reached | null> => {
      const variables = { organisationId: province, month: monthOf(serverNow()), waveId };
      const { data } = await client.query(WaveReachDocument, variables).toPromise();
      return data?.adoption ?? null;
    };
    const find = async () => {
      const [own, all, ...rest] = await Promise.all([wave.id, null, ...key.split(' ').filter(Boolean)].map(count));
      if (!dropped) setMembers(reachOf(wave.cells, own ?? null, all ?? null, rest));
    };
    void find();
    return () => {
      dropped = true;
    };
  }, [client, province, wave.id, wave.cells, wave.recipients, key]);

  return wave.recipients > 0 ? wave.recipients : members;
}

/** The members of so many cells: the wave's own when it has them, else what the other waves leave; null when neither fits. */
export function reachOf(
  cells: number,
  own: Reached | null,
  all: Reached | null,
  others: readonly (Reached | null)[],
): number | null {
  if (own && own.cells === cells) return own.members;
  const known = others.filter(other => other !== null);
  if (!all || known.length < others.length) return null;
  const left = known.reduce(
    (rest, other) => ({ cells: rest.cells - other.cells, members: rest.members - other.members }),
    { cells: all.cells, members: all.members },
  );
  return left.cells === cells ? left.members : null;
}

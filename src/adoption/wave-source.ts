import { Injectable } from '@nestjs/common';
import type { Bind } from '../platform/database/parameters.js';

/** What the rollout knows and adoption asks for, as SQL over its tables: adoption stands left of it and cannot name them. */
export interface WaveSql {
  /** A condition on the account aliased `a`: a started wave has reached the person. */
  invited: string;
  /** A query that gives the ids of a wave's cells. */
  cells(bind: Bind, waveId: string): string;
  /** Whether there is such a wave. */
  isKnown(waveId: string): Promise<boolean>;
}

/** Filled by the room of the rollouts at start. */
@Injectable()
export class WaveSource {
  sql: WaveSql = { invited: 'false', cells: () => 'select null::uuid', isKnown: async () => false };
}

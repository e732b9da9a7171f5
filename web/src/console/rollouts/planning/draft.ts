import type { CreateRolloutInput, WaveInput } from '../../../graphql/graphql.js';
import type { Picked } from '../../parts/picking/PickOrganisations.js';

/** Whom a wave reaches: chosen cells, whole branches, or every cell that no earlier wave has. */
export type Target = 'cells' | 'branches' | 'rest';

/** A wave as it is being typed; rates in percent, empty when there is no such check. */
export interface WaveDraft {
  key: string;
  name: string;
  target: Target;
  cells: Picked[];
  branches: Picked[];
  minActivated: string;
  minUsage: string;
  maxFailure: string;
}

/** What stands in the form at first: the province's way, a pilot and then everybody (domain.md 6). */
export function emptyWave(key: string, name: string, target: Target): WaveDraft {
  const gate = target === 'rest' ? { minActivated: '', minUsage: '', maxFailure: '' } : FIRST_GATE;
  return { key, name, target, cells: [], branches: [], ...gate };
}

const FIRST_GATE = { minActivated: '90', minUsage: '90', maxFailure: '2' };

export type WaveProblem = 'name' | 'nobody' | 'rest-not-last' | 'rate';

/** What is wrong with a wave before it is sent; empty when nothing is. */
export function problemsOf(waves: readonly WaveDraft[], place: number): WaveProblem[] {
  const wave = waves[place];
  if (!wave) return [];
  const problems: WaveProblem[] = [];
  if (!wave.name.trim()) problems.push('name');
  if (
    (wave.target === 'cells' && wave.cells.length === 0) ||
    (wave.target === 'branches' && wave.branches.length === 0)
  ) {
    problems.push('nobody');
  }
  if (wave.target === 'rest' && place < waves.length - 1) problems.push('rest-not-last');
  if ([wave.minActivated, wave.minUsage, wave.maxFailure].some(text => rateOf(text) === 'wrong')) problems.push('rate');
  return problems;
}

/** "97,5" is 0.975; empty is no check; anything else outside 0 to 100 is wrong. */
export function rateOf(text: string): number | null | 'wrong' {
  const clean = text.trim().replace('%', '').replace(',', '.');
  if (clean === '') return null;
  const value = Number(clean);
  return Number.isFinite(value) && value >= 0 && value <= 100 ? Math.round(value * 1000) / 100_000 : 'wrong';
}

/** The contract's input. */
export function inputOf(name: string, waves: readonly WaveDraft[], clientMutationId: string): CreateRolloutInput {
  return { name: name.trim(), waves: waves.map(waveInput), clientMutationId };
}

function waveInput(wave: WaveDraft): WaveInput {
  const gate = {
    minActivatedRate: known(wave.minActivated),
    minUsageRate: known(wave.minUsage),
    maxFailureRate: known(wave.maxFailure),
  };
  return {
    name: wave.name.trim(),
    ...(wave.target === 'cells' ? { cellIds: wave.cells.map(cell => cell.id) } : {}),
    ...(wave.target === 'branches' ? { organisationIds: wave.branches.map(branch => branch.id) } : {}),
    ...(Object.values(gate).some(rate => rate !== null) ? { gate } : {}),
  };
}

function known(text: string): number | null {
  const rate = rateOf(text);
  return rate === 'wrong' ? null : rate;
}

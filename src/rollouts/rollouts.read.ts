import { CELL_KINDS } from '../organisations/organisation.types.js';
import { Parameters } from '../platform/database/parameters.js';
import { type Db, rows } from '../platform/database/statements.js';
import type { WaveStatus } from './rollout.types.js';

/** The conditions of a wave as they are kept; keys as in GateInput. */
export interface Gate {
  minActivatedRate?: number;
  minUsageRate?: number;
  maxFailureRate?: number;
}

/** A wave as its rows say it. */
export interface WaveRow {
  id: string;
  rolloutId: string;
  position: number;
  name: string;
  status: WaveStatus;
  gate: Gate;
  expected: number;
  isExpanded: boolean;
  cells: number;
  activated: number;
  startedAt: Date | null;
  finishedAt: Date | null;
  pauseReason: string | null;
}

/** A rollout as its row says it. */
export interface RolloutRow {
  id: string;
  name: string;
  createdAt: Date;
}

/** All rollouts, the newest first, or the one with this id. */
export function readRollouts(db: Db, id: string | null): Promise<RolloutRow[]> {
  return rows(
    db,
    `select id, name, created_at as "createdAt" from rollouts where $1::uuid is null or id = $1 order by id desc`,
    [id],
  );
}

/** The cells that no wave of the rollout `r` has: what a wave takes that takes the rest. */
export function restSql(r: string, kinds: string, today: string): string {
  return `select o.id from organisations o where o.kind = any(${kinds}::text[]) and (o.valid_to is null or o.valid_to > ${today}::date)
    and not exists (select 1 from wave_cells t where t.rollout_id = ${r} and t.cell_id = o.id)`;
}

/** The waves of rollouts, in their order. */
export function readWaves(db: Db, rolloutIds: readonly string[], today: string): Promise<WaveRow[]> {
  const { bind, values } = new Parameters();
  const rest = restSql('w.rollout_id', bind(CELL_KINDS), bind(today));
  return rows(
    db,
    `select w.id, w.rollout_id as "rolloutId", w.position, w.name, w.status, w.gate, w.expected, w.expanded_at is not null as "isExpanded",
       case when w.takes_rest and w.status = 'PLANNED' then (select count(*)::int from (${rest}) rest)
         else (select count(*)::int from wave_cells c where c.wave_id = w.id) end as cells,
       (select count(*)::int from wave_recipients r where r.wave_id = w.id and r.activated) as activated,
       w.started_at as "startedAt", w.finished_at as "finishedAt", w.pause_reason as "pauseReason"
     from rollout_waves w where w.rollout_id = any(${bind(rolloutIds)}::uuid[]) order by w.rollout_id, w.position`,
    values,
  );
}

/** What the cells of a wave have come to, by the adoption facts. */
export interface WaveUse {
  id: string;
  cells: number;
  withSmartphone: number;
  activated: number;
  /** Cells that used the platform in their monthly meeting, this month and the last. */
  usedNow: number;
  usedLast: number;
}

/** The figures on which gates are judged. */
export function readUse(db: Db, waveIds: readonly string[], month: string, last: string): Promise<WaveUse[]> {
  return rows(
    db,
    `select c.wave_id as id, count(*)::int as cells, coalesce(sum(f.with_smartphone), 0)::int as "withSmartphone",
       coalesce(sum(f.activated), 0)::int as activated,
       count(*) filter (where n.used)::int as "usedNow", count(*) filter (where l.used)::int as "usedLast"
     from wave_cells c
     left join lateral (
       select m.with_smartphone, m.activated from cell_months m where m.cell_id = c.cell_id and m.month <= $2 order by m.month desc limit 1
     ) f on true
     left join cell_months n on n.cell_id = c.cell_id and n.month = $2
     left join cell_months l on l.cell_id = c.cell_id and l.month = $3
     where c.wave_id = any($1::uuid[]) group by 1`,
    [waveIds, month, last],
  );
}

import type { Chance } from './chance.js';
import { COMMUNES } from './communes.js';
import type { Copies } from './copy.js';
import { CellNames } from './names.js';
import { type DemoPlan, sizesOf } from './plan.js';

/** An organisation of the demo. */
export interface DemoPlace {
  id: string;
  name: string;
  path: string;
}

/** A cell of the demo: how many members it will have, and whether it is on the platform. */
export interface DemoCell extends DemoPlace {
  committee: DemoPlace;
  size: number;
  onPlatform: boolean;
}

/** Since when the organisations of the demo are there: the day on which today's communes began. */
export const TREE_SINCE = '2025-07-01';

/** The province's number in organisation codes (domain.md 1: 2.3.3.3.3 digits). */
const PROVINCE_CODE = '15';

/** Names the tables that the tree fills. */
export function nameTreeTables(copies: Copies): void {
  copies.table('organisations', 'id, code, name, kind, parent_id, path, valid_from');
  copies.table('organisation_periods', 'id, organisation_id, name, kind, code, parent_id, path, during');
}

/** Grows the tree, committee by committee. */
export class Tree {
  readonly province: DemoPlace;

  constructor(
    private readonly chance: Chance,
    private readonly copies: Copies,
  ) {
    this.province = this.grow('Đảng bộ tỉnh (dữ liệu mẫu)', 'PROVINCE', null, PROVINCE_CODE);
  }

  /** A base committee and its cells: `sizes` has a number of members for each. */
  committee(index: number, sizes: readonly number[], onPlatform: boolean): DemoCell[] {
    const round = Math.floor(index / COMMUNES.length);
    const commune = COMMUNES[index % COMMUNES.length] ?? '';
    const number = String(index + 1).padStart(3, '0');
    const committee = this.grow(
      `Đảng bộ ${commune}${round > 0 ? ` ${round + 1}` : ''}`,
      'BASE_COMMITTEE',
      this.province,
      `${PROVINCE_CODE}.000.${number}`,
    );
    const names = new CellNames(this.chance);
    return sizes.map((size, position) => {
      const code = `${PROVINCE_CODE}.000.${number}.000.${String(position + 1).padStart(3, '0')}`;
      return { ...this.grow(names.next(), 'CELL', committee, code), committee, size, onPlatform };
    });
  }

  private grow(name: string, kind: string, parent: DemoPlace | null, code: string): DemoPlace {
    const id = this.chance.id();
    const path = [parent?.path, id.replaceAll('-', '')].filter(Boolean).join('.');
    this.copies.add('organisations', [id, code, name, kind, parent?.id ?? null, path, TREE_SINCE]);
    this.copies.add('organisation_periods', [
      this.chance.id(),
      id,
      name,
      kind,
      code,
      parent?.id ?? null,
      path,
      `[${TREE_SINCE},)`,
    ]);
    return { id, name, path };
  }
}

/** The committees of a plan in order: first those on the platform, then the further ones. */
export function* committeesOf(
  plan: DemoPlan,
  chance: Chance,
): Generator<{ index: number; sizes: number[]; onPlatform: boolean }> {
  const sizes = sizesOf(plan.members, plan.cells, () => chance.next());
  for (let index = 0; index < plan.organisations; index++) {
    const from = Math.round((index * plan.cells) / plan.organisations);
    const to = Math.round(((index + 1) * plan.cells) / plan.organisations);
    yield { index, sizes: sizes.slice(from, to), onPlatform: true };
  }
  const committees = Math.max(1, COMMUNES.length - plan.organisations);
  const further = Array.from({ length: plan.further }, () => chance.between(8, 40));
  for (let index = 0; index < committees && plan.further > 0; index++) {
    const from = Math.round((index * plan.further) / committees);
    const to = Math.round(((index + 1) * plan.further) / committees);
    if (to > from) yield { index: plan.organisations + index, sizes: further.slice(from, to), onPlatform: false };
  }
}

import type { OrganisationKind } from '../../graphql/graphql.js';

/** What may stand directly under each kind (domain.md 1 and 2); the server checks it again. */
const UNDER: Record<OrganisationKind, readonly OrganisationKind[]> = {
  PROVINCE: ['UPPER_COMMITTEE', 'BASE_COMMITTEE', 'BASE_CELL', 'CELL'],
  UPPER_COMMITTEE: ['BASE_COMMITTEE', 'BASE_CELL', 'CELL'],
  BASE_COMMITTEE: ['CELL', 'SUB_COMMITTEE'],
  SUB_COMMITTEE: ['CELL'],
  BASE_CELL: ['GROUP'],
  CELL: ['GROUP'],
  GROUP: [],
};

export function kindsUnder(kind: OrganisationKind): readonly OrganisationKind[] {
  return UNDER[kind];
}

/** Where meetings happen and members are. */
export function isCell(kind: OrganisationKind): boolean {
  return kind === 'CELL' || kind === 'BASE_CELL';
}

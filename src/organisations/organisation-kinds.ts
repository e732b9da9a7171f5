import { OrganisationKind } from './organisation.types.js';

const { PROVINCE, UPPER_COMMITTEE, BASE_COMMITTEE, BASE_CELL, SUB_COMMITTEE, CELL, GROUP } = OrganisationKind;

/**
 * What may stand directly under what (domain.md 1 and 2). The order of 2011 has province, direct superior, base organisation,
 * sub-committee and cell, where direct superior and sub-committee may be absent; the rule of 2026 knows three levels and the
 * one word "chi bộ", so that a plain cell may also stand where a base cell stands. A cell holds only groups.
 */
const UNDER: Record<OrganisationKind, readonly OrganisationKind[]> = {
  [PROVINCE]: [UPPER_COMMITTEE, BASE_COMMITTEE, BASE_CELL, CELL],
  [UPPER_COMMITTEE]: [BASE_COMMITTEE, BASE_CELL, CELL],
  [BASE_COMMITTEE]: [SUB_COMMITTEE, CELL],
  [SUB_COMMITTEE]: [CELL],
  [BASE_CELL]: [GROUP],
  [CELL]: [GROUP],
  [GROUP]: [],
};

/** Whether an organisation of a kind may stand directly under one of another kind. */
export function mayStandUnder(parent: OrganisationKind, child: OrganisationKind): boolean {
  return UNDER[parent].includes(child);
}

/** Up to five parts of 2.3.3.3.3 digits: province, direct superior, base, sub-committee (or 000), cell (domain.md 1). */
const CODE = /^\d{2}(\.\d{3}){0,4}$/;

/** Whether a text is the code of an organisation; the upper levels have shorter ones. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

import { expect, it } from '@jest/globals';
import { OrganisationKind } from './organisation.types.js';
import { isCode, mayStandUnder } from './organisation-kinds.js';

it('a cell holds groups and nothing else, and a province stands under nothing', () => {
  const kinds = Object.values(OrganisationKind);
  expect(kinds.filter(kind => mayStandUnder(OrganisationKind.CELL, kind))).toEqual(['GROUP']);
  expect(kinds.filter(kind => mayStandUnder(OrganisationKind.BASE_CELL, kind))).toEqual(['GROUP']);
  expect(kinds.filter(kind => mayStandUnder(kind, OrganisationKind.PROVINCE))).toEqual([]);
  expect(kinds.filter(kind => mayStandUnder(OrganisationKind.GROUP, kind))).toEqual([]);
});

it.each(['15', '15.001', '15.001.004', '15.001.004.000', '15.001.004.000.012'])('%s is a code', code => {
  expect(isCode(code)).toBe(true);
});

it.each(['', '1', '15.', '15.01', '15.001.004.000.012.001', '15 001', 'AB.001', '15.001\n', '١٥.٠٠١'])(
  '%j is no code',
  code => {
    expect(isCode(code)).toBe(false);
  },
);

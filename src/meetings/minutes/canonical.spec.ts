import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, sha256 } from './canonical.js';

it('writes keys in order, without blanks, and leaves out what is absent', () => {
  expect(canonical({ b: [1, { z: null, a: 'đ' }], a: true, c: undefined })).toBe(
    '{"a":true,"b":[1,{"a":"đ","z":null}]}',
  );
});

it('is the same text whatever the order of the keys, and says the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonical(turned)).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('is the same after the database kept it as JSON', () => {
  fc.assert(fc.property(fc.jsonValue(), value => canonical(JSON.parse(canonical(value))) === canonical(value)));
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, new Date(0), new Map(), () => 1])(
  'refuses what is no JSON: %p',
  value => {
    expect(() => canonical({ value })).toThrow(TypeError);
  },
);

it('hashes the UTF-8 of the text', () => {
  expect(sha256('đồng chí').toString('hex')).toBe('cba0f237679cdf0d1b1ce746842834a88b027dc532aa6ec28ce1a83c8bdf2b28');
});

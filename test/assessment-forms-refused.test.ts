import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { criteriaOf, day, formOf, partIn, refusalOf, version } from './support/assessment-forms.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let ward: Place;
let officer: Person;

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  ward = await w.organisation('Đảng bộ phường Nam Cường', 'BASE_COMMITTEE');
  officer = await w.person('COMMITTEE_OFFICER', ward);
});

/** What is said against criteria that were changed so. */
const reasonsOf = async (change: (criteria: Loose[]) => Loose[] | undefined): Promise<string[]> => {
  const form = await formOf(officer, ward, day(1));
  const criteria = criteriaOf(form);
  const { fields = [] } = await refusalOf(officer, version(ward, form, change(criteria) ?? criteria));
  return fields.map(({ path, reason }: Loose) => `${path.replace('input.criteria', '')}: ${reason}`);
};

it('points that do not add up', async () => {
  expect(
    await reasonsOf(criteria => {
      partIn(criteria, 'content').max = 4;
    }),
  ).toEqual([': Tổng điểm các mục phải là 100, hiện là 101.']);
  expect(await reasonsOf(() => [])).toEqual([': Mẫu chấm điểm cần có ít nhất một tiêu chí.']);
  expect(await reasonsOf(criteria => [...criteria, { title: 'Trống', parts: [] }])).toEqual([
    expect.stringMatching(/^\.\d+\.parts: Tiêu chí cần có ít nhất một mục\.$/),
  ]);
});

it('points between the steps, below nothing, or beyond what the question gives', async () => {
  const reasons = await reasonsOf(criteria => {
    Object.assign(partIn(criteria, 'content'), { max: 2.9 });
    Object.assign(partIn(criteria, 'discussionLead'), { max: 2.1 });
    Object.assign(partIn(criteria, 'notice'), {
      scale: [
        { points: 2, when: [{ measure: 'noticeSent', from: 1 }] },
        { points: -1, when: [{ measure: 'noticeSent', below: 1 }] },
      ],
    });
  });
  expect(reasons).toEqual([
    expect.stringContaining('max: Điểm tối đa phải lớn hơn 0, mỗi bậc 0,5.'),
    expect.stringContaining('max: Điểm tối đa phải lớn hơn 0, mỗi bậc 0,5.'),
    expect.stringContaining('scale.0.points: Điểm từ 0 đến 1, mỗi bậc 0,5.'),
    expect.stringContaining('scale.1.points: Điểm từ 0 đến 1, mỗi bậc 0,5.'),
    expect.stringContaining('scale: Thang điểm cần có mức đạt điểm tối đa.'),
  ]);
});

it('numbers that nobody knows, limits that hold never, and rows that come never', async () => {
  const scaleOf = (when: Loose[]) => (criteria: Loose[]) => {
    partIn(criteria, 'notice').scale = [{ points: 1, when }];
    return criteria;
  };
  const only = async (when: Loose[]) => (await reasonsOf(scaleOf(when))).map(line => line.split(': ')[1]);
  expect(await only([{ measure: 'beauty', from: 1 }])).toEqual(['Hệ thống không có số liệu này.']);
  expect(await only([{ measure: '__proto__', from: 1 }])).toEqual(['Hệ thống không có số liệu này.']);
  expect(await only([{ measure: 'noticeSent' }])).toEqual(['Cần ghi giới hạn.']);
  expect(await only([{ measure: 'noticeSent', from: 2, to: 1 }])).toEqual([
    'Giới hạn dưới phải nhỏ hơn giới hạn trên.',
  ]);
  expect(await only([{ measure: 'noticeSent', from: 1, above: 0 }])).toEqual(['Mỗi phía chỉ ghi một giới hạn.']);
  expect(await only([{ measure: 'noticeSent', from: 1e300 }])).toEqual(['Giới hạn quá lớn.']);
  expect(
    await only([
      { measure: 'noticeSent', from: 1 },
      { measure: 'noticeSent', to: 1 },
    ]),
  ).toEqual(['Mỗi số liệu chỉ nêu một lần trong một điều kiện.']);
  const early = await reasonsOf(criteria => {
    partIn(criteria, 'notice').scale = [{ points: 1 }, { points: 0, when: [{ measure: 'noticeSent', below: 1 }] }];
  });
  expect(early).toEqual([expect.stringContaining('scale.0.when: Mức không có điều kiện phải đứng cuối.')]);
});

it('questions of another form, the same question twice, or one that a band demands left out', async () => {
  const twice = await reasonsOf(criteria => {
    Object.assign(partIn(criteria, 'discussionLead'), { key: 'praise', max: 2 });
    Object.assign(partIn(criteria, 'content'), { key: 'nowhere' });
  });
  expect(twice).toEqual([
    expect.stringContaining('key: Mẫu đang dùng không có mục này.'),
    expect.stringContaining('key: Mục này đã có ở trên.'),
  ]);
  const form = await formOf(officer, ward, day(1), 'B');
  const criteria = criteriaOf(form);
  Object.assign(partIn(criteria, 'minutes'), { key: null, scale: [] });
  expect(await refusalOf(officer, version(ward, form, criteria))).toMatchObject({
    fields: [{ path: 'input.criteria', reason: expect.stringContaining('loại Tốt cần mục này đạt điểm tối đa.') }],
  });
});

it('texts that disguise, empty titles and endless lists; nothing of it is stored', async () => {
  const form = await formOf(officer, ward, day(1));
  const titled = (title: string) => {
    const criteria = criteriaOf(form);
    partIn(criteria, 'content').title = title;
    return criteria;
  };
  const many = [{ title: 'Nhiều', parts: Array.from({ length: 31 }, () => ({ title: 'Mục', max: 1 })) }];
  for (const criteria of [titled(' '), titled('Nội\u202edung'), titled('x'.repeat(301)), many])
    expect(await refusalOf(officer, version(ward, form, criteria))).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await refusalOf(officer, version(ward, form, criteriaOf(form), { source: '' }))).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  expect(await w.rows(`select 1 from assessment_forms where organisation_id = $1`, [ward.id])).toEqual([]);
});

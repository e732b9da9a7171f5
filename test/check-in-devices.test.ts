import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CHECK_IN, CLOSE, checkInWith, codeAt, MARK, MEETING, markAll, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { Phone, ROLL, rollRow } from './support/phones.js';
import { type Place, World } from './support/world.js';

const REGISTER = `mutation($input: RegisterDeviceInput!) { registerDevice(input: $input) { id } }`;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let second: Person;
let meeting: Loose;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell, { name: 'Lò Văn An' });
  second = await w.person('MEMBER', cell, { name: 'Giàng A Bình' });
  meeting = await opened(secretary, cell);
});
const refusedOf = async (): Promise<Loose[]> => (await secretary.ask(ROLL, { id: meeting.id })).meeting.refusedCheckIns;
const register = (person: Person, phone: Phone, id = once()) =>
  person.ask(REGISTER, { input: { publicKey: phone.publicKey, clientMutationId: id } });

describe('a phone', () => {
  it('makes itself known once, under the id that it works out by itself', async () => {
    const phone = new Phone();
    const id = once();
    expect((await register(member, phone, id)).registerDevice.id).toBe(phone.id);
    expect((await register(member, phone, id)).registerDevice.id).toBe(phone.id);
    expect((await register(second, phone)).registerDevice.id).toBe(phone.id);
    expect(await w.rows(`select 1 from devices where id = $1`, [phone.id])).toHaveLength(1);
    expect(await member.refusal(REGISTER, { input: { publicKey: 'AAAA', clientMutationId: once() } })).toMatchObject({
      reason: 'DEVICE_KEY_WRONG',
    });
  });

  it('signs its owner’s check-in, also when it was never known before, and nothing is flagged', async () => {
    const phone = new Phone();
    const input = phone.checkIn(meeting, member, ago(5));
    const [first, again] = await Promise.all([member.ask(CHECK_IN, input), member.ask(CHECK_IN, input)]);
    expect(first).toEqual(again);
    expect(await rollRow(secretary, meeting.id, member)).toMatchObject({
      state: 'PRESENT',
      basis: 'CHECK_IN',
      flags: [],
    });
    const later = { input: { ...input.input, sentAt: new Date().toISOString() } };
    expect(await member.ask(CHECK_IN, later)).toEqual(first);
  });

  it('of another meeting, person, moment or key gives no valid signature; the secretary sees who tried', async () => {
    const [phone, other] = [new Phone(), new Phone()];
    const { input } = phone.checkIn(meeting, member, ago(1));
    const device = input['device'] as Loose;
    const changed: Record<string, unknown>[] = [
      { device: { ...device, publicKey: other.publicKey } },
      { device: { ...device, signature: Buffer.alloc(64, 1).toString('base64url') } },
      { device: { ...device, signature: 'x' } },
      { device: { ...device, publicKey: 'x' } },
      { at: new Date(Date.parse(String(input['at'])) + 1).toISOString() },
    ];
    for (const change of changed)
      expect(await member.refusal(CHECK_IN, { input: { ...input, ...change, clientMutationId: once() } })).toEqual({
        code: 'BAD_USER_INPUT',
        reason: 'CHECK_IN_SIGNATURE_WRONG',
      });
    expect(await second.refusal(CHECK_IN, { input: { ...input, clientMutationId: once() } })).toMatchObject({
      reason: 'CHECK_IN_SIGNATURE_WRONG',
    });
    expect(await refusedOf()).toEqual([
      expect.objectContaining({
        reason: 'CHECK_IN_SIGNATURE_WRONG',
        times: 1,
        member: expect.objectContaining({ id: second.memberId }),
      }),
      expect.objectContaining({ reason: 'CHECK_IN_SIGNATURE_WRONG', times: changed.length }),
    ]);
    expect(await rollRow(secretary, meeting.id, member)).toMatchObject({ state: 'EXPECTED', checkedInAt: null });
    expect(await member.ask(CHECK_IN, { input })).toMatchObject({ checkIn: { state: 'PRESENT' } });
  });

  it.each([
    ['two days slow', -2 * DAY],
    ['two days fast', 2 * DAY],
  ])('with a clock %s proves the right half minute, and the secretary is told', async (_, ahead) => {
    const phone = new Phone(ahead);
    const shown = ago(10);
    const { checkIn } = await member.ask(CHECK_IN, phone.checkIn(meeting, member, shown, 5000));
    expect(checkIn.checkedInAt).toBe(new Date(Math.floor(shown.getTime() / 30_000) * 30_000).toISOString());
    expect(await rollRow(secretary, meeting.id, member)).toMatchObject({ state: 'PRESENT', flags: ['CLOCK_OFF'] });
  });
});

describe('a code', () => {
  it('that was handed on is refused and listed; typed within a minute it is good', async () => {
    const phone = new Phone();
    for (const later of [4 * MINUTE, 12 * MINUTE])
      expect(await member.refusal(CHECK_IN, phone.checkIn(meeting, member, ago(15), later))).toEqual({
        code: 'BAD_USER_INPUT',
        reason: 'CHECK_IN_CODE_EXPIRED',
      });
    expect(await refusedOf()).toMatchObject([
      { reason: 'CHECK_IN_CODE_EXPIRED', times: 2, member: { fullName: 'Lò Văn An' } },
    ]);
    expect(JSON.stringify(await w.rows(`select * from refused_check_ins`))).not.toContain(
      codeAt(meeting.checkInSecret, ago(15)),
    );
    await member.ask(CHECK_IN, phone.checkIn(meeting, member, ago(15), MINUTE));
    // Nobody else reads whose codes were refused.
    expect((await second.ask(ROLL, { id: meeting.id })).meeting.refusedCheckIns).toEqual([]);
  });

  it('of the future, of another meeting or made up is refused, and counted as a guess where it is one', async () => {
    const phone = new Phone();
    const { input } = phone.checkIn(meeting, member, ago(0), 30 * MINUTE);
    expect(await member.refusal(CHECK_IN, { input })).toMatchObject({ reason: 'CHECK_IN_IN_THE_FUTURE' });
    const other = await opened(secretary, cell);
    expect(
      await member.refusal(CHECK_IN, phone.checkIn({ ...meeting, checkInSecret: other.checkInSecret }, member, ago(1))),
    ).toMatchObject({ reason: 'CHECK_IN_CODE_WRONG' });
    expect((await refusedOf()).map(row => row.reason).sort()).toEqual([
      'CHECK_IN_CODE_WRONG',
      'CHECK_IN_IN_THE_FUTURE',
    ]);
    expect(await w.rows(`select array_length(at, 1) as wrong from attempts`)).toContainEqual({ wrong: 1 });
  });

  it('without a signature is taken from an old phone, and marked as such', async () => {
    await member.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret)));
    await second.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret), new Date(Date.now() + 2 * DAY)));
    expect((await rollRow(secretary, meeting.id, member)).flags).toEqual(['UNSIGNED']);
    expect((await rollRow(secretary, meeting.id, second)).flags).toEqual(['UNSIGNED', 'CLOCK_OFF']);
  });
});

describe('one phone for two', () => {
  it.each(['the owner first', 'the owner last'])('flags both members, and whose phone it is not: %s', async order => {
    const phone = new Phone();
    const own = phone.checkIn(meeting, member, ago(9));
    const borrowed = phone.checkIn(meeting, second, ago(4));
    const send = [() => member.ask(CHECK_IN, own), () => second.ask(CHECK_IN, borrowed)];
    for (const one of order === 'the owner first' ? send : send.reverse()) await one();
    expect(await rollRow(secretary, meeting.id, member)).toMatchObject({ state: 'PRESENT', flags: ['SHARED_DEVICE'] });
    const row = await rollRow(secretary, meeting.id, second);
    expect(row).toMatchObject({ state: 'PRESENT', flags: ['FOREIGN_DEVICE', 'SHARED_DEVICE'] });

    // The secretary decides; the member does not read what was thought of the phone.
    await secretary.ask(MARK, {
      id: meeting.id,
      marks: [{ memberId: second.memberId, state: 'UNEXCUSED' }],
      once: once(),
    });
    expect(await rollRow(secretary, meeting.id, second)).toMatchObject({ state: 'UNEXCUSED', basis: 'MARK' });
    expect((await second.ask(ROLL, { id: meeting.id })).meeting.attendance[0].flags).toEqual([]);
  });

  it('that belonged to another member before is flagged for whoever uses it now', async () => {
    const phone = new Phone();
    await register(second, phone);
    await member.ask(CHECK_IN, phone.checkIn(meeting, member, ago(0)));
    expect((await rollRow(secretary, meeting.id, member)).flags).toEqual(['FOREIGN_DEVICE']);
  });
});

describe('the wrong people', () => {
  it('a former member, a member of the next cell and its secretary check in nobody and call nobody', async () => {
    const next = await w.cell('Chi bộ bản Phố');
    const neighbour = await w.person('SECRETARY', next);
    const former = await w.person('MEMBER', cell);
    await w.rows(`update memberships set during = daterange(lower(during), current_date - 2) where member_id = $1`, [
      former.memberId,
    ]);
    await w.rows(`update grants set during = daterange(lower(during), current_date - 2) where account_id = $1`, [
      former.accountId,
    ]);
    const phone = new Phone();
    for (const person of [neighbour, former])
      expect((await person.refusal(CHECK_IN, phone.checkIn(meeting, person, ago(1))))?.code).toMatch(
        /NOT_FOUND|FORBIDDEN/,
      );
    const marks = [{ memberId: member.memberId, state: 'PRESENT' }];
    expect(await neighbour.refusal(MARK, { id: meeting.id, marks, once: once() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusedOf()).toEqual([]);
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect((await officer.ask(ROLL, { id: meeting.id })).meeting).toEqual({
      status: 'OPEN',
      attendance: [],
      refusedCheckIns: [],
    });
  });

  it('nobody is present after the closing: the code is kept as evidence, days later too', async () => {
    const phone = new Phone();
    const late = phone.checkIn(meeting, member, ago(10));
    await markAll(secretary, meeting, 'UNEXCUSED');
    const { version } = (await secretary.ask(MEETING, { id: meeting.id })).meeting;
    await secretary.ask(CLOSE, { input: { meetingId: meeting.id, version, minutes: 'Biên bản.' } });
    await w.rows(
      `update meetings set closed_at = closed_at - interval '3 days', opened_at = opened_at - interval '3 days', starts_at = starts_at - interval '3 days' where id = $1`,
      [meeting.id],
    );
    const seen = new Date(ago(10).getTime() - 3 * DAY);
    const { input } = phone.checkIn(meeting, member, seen);
    expect((await member.ask(CHECK_IN, { input })).checkIn).toMatchObject({ state: 'UNEXCUSED', method: 'CODE' });
    expect(await member.refusal(CHECK_IN, late)).toMatchObject({ reason: 'CHECK_IN_CODE_WRONG' });
    expect(await rollRow(secretary, meeting.id, member)).toMatchObject({ state: 'UNEXCUSED', basis: 'MARK' });
  });
});

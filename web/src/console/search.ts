import type { AssessmentBand, DocumentKind, MembershipStatus } from '../graphql/graphql.js';
import { kindOf } from '../shared/libraryWords.js';

/** What a page remembers in its address, so that a view can be sent to somebody. The keys are Vietnamese, as the paths are. */
type Given = Record<string, unknown>;

/** noi: organisation; thang: month; dot: wave. */
interface BoardSearch {
  noi?: string | undefined;
  thang?: string | undefined;
  dot?: string | undefined;
}

export const boardSearch = (given: Given): BoardSearch => ({
  noi: word(given['noi']),
  thang: month(given['thang']),
  dot: word(given['dot']),
});

/** tim: words; ngay: as of this day. */
interface OrganisationsSearch {
  tim?: string | undefined;
  ngay?: string | undefined;
}

export const organisationsSearch = (given: Given): OrganisationsSearch => ({
  tim: word(given['tim']),
  ngay: day(given['ngay']),
});

/** ngay: as of this day. */
export const organisationSearch = (given: Given): { ngay?: string | undefined } => ({ ngay: day(given['ngay']) });

/** noi: organisation; tim: words; trangthai: status of the membership. */
interface MembersSearch {
  noi?: string | undefined;
  tim?: string | undefined;
  trangthai?: MembershipStatus | undefined;
}

export const membersSearch = (given: Given): MembersSearch => ({
  noi: word(given['noi']),
  tim: word(given['tim']),
  trangthai: STATUSES.find(status => status === given['trangthai']),
});

/** tim: words; loai: kind; nam: year of issue; coquan: issuer; chude: topic. */
export interface LibrarySearch {
  tim?: string | undefined;
  loai?: DocumentKind | undefined;
  nam?: number | undefined;
  coquan?: string | undefined;
  chude?: string | undefined;
}

export const librarySearch = (given: Given): LibrarySearch => ({
  tim: word(given['tim']),
  loai: kindOf(given['loai']),
  nam: year(given['nam']),
  coquan: word(given['coquan']),
  chude: word(given['chude']),
});

/** noi: organisation; thang: month. */
export const meetingsSearch = (given: Given): { noi?: string | undefined; thang?: string | undefined } => ({
  noi: word(given['noi']),
  thang: month(given['thang']),
});

/** noi: cell; tat: also what is done. */
export const tasksSearch = (given: Given): { noi?: string | undefined; tat?: boolean | undefined } => ({
  noi: word(given['noi']),
  tat: given['tat'] === true || given['tat'] === 'true' ? true : undefined,
});

/** noi: organisation; thang: month; loai: band. */
interface AssessmentsSearch {
  noi?: string | undefined;
  thang?: string | undefined;
  loai?: AssessmentBand | undefined;
}

export const assessmentsSearch = (given: Given): AssessmentsSearch => ({
  noi: word(given['noi']),
  thang: month(given['thang']),
  loai: BANDS.find(band => band === given['loai']),
});

/** noi: organisation; ngay: rules of this day. */
export const rulesSearch = (given: Given): { noi?: string | undefined; ngay?: string | undefined } => ({
  noi: word(given['noi']),
  ngay: day(given['ngay']),
});

const BANDS: readonly AssessmentBand[] = ['GOOD', 'FAIR', 'AVERAGE', 'WEAK'];

const STATUSES: readonly MembershipStatus[] = ['ACTIVE', 'EXEMPT', 'AWAY', 'TEMPORARY', 'ENDED'];

/** A word of the address; the router reads 15 as a number. */
function word(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** 2026, or nothing. */
function year(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1900 && number <= 2200 ? number : undefined;
}

/** "2026-11", or nothing. */
function month(value: unknown): string | undefined {
  const text = word(value);
  return text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

/** "2026-11-30", or nothing; 31 February is nothing. */
function day(value: unknown): string | undefined {
  const text = word(value);
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const parsed = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text ? undefined : text;
}

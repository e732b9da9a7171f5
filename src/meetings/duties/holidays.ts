/** The first day of Tết by year, `MM-DD` (lunar calendar of Vietnam, which differs from China's, as in 2030). Beyond: the screen warns. */
const TET: Record<string, string> = {
  2026: '02-17',
  2027: '02-06',
  2028: '01-26',
  2029: '02-13',
  2030: '02-02',
  2031: '01-23',
  2032: '02-11',
  2033: '01-31',
  2034: '02-19',
  2035: '02-08',
  2036: '01-28',
  2037: '02-15',
  2038: '02-04',
  2039: '01-24',
  2040: '02-12',
  2041: '02-01',
  2042: '01-22',
  2043: '02-10',
  2044: '01-30',
  2045: '02-17',
  2046: '02-06',
  2047: '01-26',
  2048: '02-14',
  2049: '02-02',
  2050: '01-23',
};

/** From so many days before the first day of Tết to so many after it nobody meets (assumed: the usual days off). */
const BEFORE_TET = 3;
const AFTER_TET = 4;

/** Public holidays on fixed days (Labour Code 2019, article 112). */
const FIXED: readonly string[] = ['01-01', '04-30', '05-01', '09-02'];

/** Whether a day, `2026-02-17`, is a public holiday or lies in the days of Tết. */
export function isHoliday(day: string): boolean {
  if (FIXED.includes(day.slice(5))) return true;
  const year = day.slice(0, 4);
  const tet = TET[year];
  if (!tet) return false;
  const distance = (Date.parse(day) - Date.parse(`${year}-${tet}`)) / 86_400_000;
  return distance >= -BEFORE_TET && distance <= AFTER_TET;
}

/** A day of the Vietnamese lunar calendar (âm lịch). */
export interface LunarDate {
  day: number;
  month: number;
  year: number;
  /** The intercalary month (tháng nhuận) that follows the ordinary month of the same number. */
  leap: boolean;
}

/** Vietnam's offset from UTC in hours: new moons and solar terms are taken by its midnight, which is why Intl's Chinese calendar differs. */
const ZONE = 7;
const DEGREE = Math.PI / 180;
const SYNODIC_MONTH = 29.530588853;
/** The new moon of 1 January 1900, in Julian days. */
const FIRST_NEW_MOON = 2415021.076998695;

/** Julian day number of a Gregorian day at noon. */
function julianDay(day: number, month: number, year: number): number {
  const a = Math.floor((14 - month) / 12);
  const y = year + 4800 - a;
  const m = month + 12 * a - 3;
  return (
    day +
    Math.floor((153 * m + 2) / 5) +
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) -
    32045
  );
}

/** The local day (Julian day number) of the k-th new moon since 1 January 1900 (Meeus, Astronomical Algorithms, 1998). */
function newMoonDay(k: number): number {
  const t = k / 1236.85;
  const t2 = t * t;
  const t3 = t2 * t;
  const mean =
    2415020.75933 +
    29.53058868 * k +
    0.0001178 * t2 -
    0.000000155 * t3 +
    0.00033 * Math.sin((166.56 + 132.87 * t - 0.009173 * t2) * DEGREE);
  const sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * DEGREE;
  const moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * DEGREE;
  const latitude = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * DEGREE;
  const correction =
    (0.1734 - 0.000393 * t) * Math.sin(sun) +
    0.0021 * Math.sin(2 * sun) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * latitude) -
    0.0051 * Math.sin(sun + moon) -
    0.0074 * Math.sin(sun - moon) +
    0.0004 * Math.sin(2 * latitude + sun) -
    0.0004 * Math.sin(2 * latitude - sun) -
    0.0006 * Math.sin(2 * latitude + moon) +
    0.001 * Math.sin(2 * latitude - moon) +
    0.0005 * Math.sin(2 * moon + sun);
  const deltaT =
    t < -11
      ? 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
      : -0.000278 + 0.000265 * t + 0.000262 * t2;
  return Math.floor(mean + correction - deltaT + 0.5 + ZONE / 24);
}

/** Which twelfth of the ecliptic (0 = from the spring equinox) the sun stands in at the midnight that begins this local day. */
function sunSector(dayNumber: number): number {
  const t = (dayNumber - 2451545.5 - ZONE / 24) / 36525;
  const t2 = t * t;
  const anomaly = (357.5291 + 35999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * DEGREE;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t2) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.00029 * Math.sin(3 * anomaly);
  const longitude = (280.46645 + 36000.76983 * t + 0.0003032 * t2 + centre) * DEGREE;
  const turn = 2 * Math.PI;
  return Math.floor(((longitude - turn * Math.floor(longitude / turn)) / Math.PI) * 6);
}

/** First day of the eleventh lunar month, the one that holds the winter solstice of this solar year. */
function eleventhMonth(year: number): number {
  const k = Math.floor((julianDay(31, 12, year) - 2415021) / SYNODIC_MONTH);
  const day = newMoonDay(k);
  return sunSector(day) >= 9 ? newMoonDay(k - 1) : day;
}

/** In a year of thirteen months: how many months after the eleventh the leap month comes (the first without a solar term). */
function leapOffset(eleventh: number): number {
  const k = Math.floor((eleventh - FIRST_NEW_MOON) / SYNODIC_MONTH + 0.5);
  let i = 1;
  let sector = sunSector(newMoonDay(k + i));
  let last: number;
  do {
    last = sector;
    i++;
    sector = sunSector(newMoonDay(k + i));
  } while (sector !== last && i < 14);
  return i - 1;
}

/** The lunar date of a Gregorian day, after the algorithm of Hồ Ngọc Đức. Months count from 1; good for 1800 to 2199. */
export function lunarDate(day: number, month: number, year: number): LunarDate {
  const today = julianDay(day, month, year);
  const k = Math.floor((today - FIRST_NEW_MOON) / SYNODIC_MONTH);
  let monthStart = newMoonDay(k + 1);
  if (monthStart > today) monthStart = newMoonDay(k);

  let from = eleventhMonth(year);
  let to = from;
  let lunarYear: number;
  if (from >= monthStart) {
    lunarYear = year;
    from = eleventhMonth(year - 1);
  } else {
    lunarYear = year + 1;
    to = eleventhMonth(year + 1);
  }

  const monthsSince = Math.floor((monthStart - from) / 29);
  let lunarMonth = monthsSince + 11;
  let leap = false;
  if (to - from > 365) {
    const offset = leapOffset(from);
    if (monthsSince >= offset) {
      lunarMonth = monthsSince + 10;
      leap = monthsSince === offset;
    }
  }
  if (lunarMonth > 12) lunarMonth -= 12;
  if (lunarMonth >= 11 && monthsSince < 4) lunarYear -= 1;
  return { day: today - monthStart + 1, month: lunarMonth, year: lunarYear, leap };
}

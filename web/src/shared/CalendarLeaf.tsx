import { Trans } from '@lingui/react/macro';
import { dayOf, monthName, weekdayName } from './format.js';
import { lunarDate } from './lunar.js';

/**
 * The leaf of a wall calendar (tờ lịch bloc): the product's sign, wherever a meeting is named.
 * `small` leaves the lunar date out. Styles are in tokens.css.
 */
export function CalendarLeaf({ at, small = false }: { at: string; small?: boolean }) {
  const { day, month, year, weekday } = dayOf(at);
  const lunar = lunarDate(day, month, year);
  return (
    <div className={small ? 'leaf leaf-small' : 'leaf'}>
      <div className="leaf-weekday">{weekdayName(weekday)}</div>
      <div className="leaf-day">{day}</div>
      <div className="leaf-month">{monthName(month)}</div>
      {!small && (
        <div className="leaf-lunar">
          {lunar.day}/{lunar.month} {lunar.leap ? <Trans>nhuận</Trans> : <Trans>âm lịch</Trans>}
        </div>
      )}
    </div>
  );
}

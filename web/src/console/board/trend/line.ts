/** A month of the line; rate is null when there were no cells. */
export interface Point {
  month: string;
  rate: number | null;
}

/** Height and margins of the drawing in CSS pixels; its width is the page's. */
export const CHART = { height: 170, left: 6, right: 48, top: 28, bottom: 8 };

/** Where a rate of 0 to 1 stands from the top. */
export function yOf(rate: number): number {
  return CHART.top + (1 - Math.min(1, Math.max(0, rate))) * (CHART.height - CHART.top - CHART.bottom);
}

/** Where the month of this place stands from the left, in a drawing so wide. */
export function xOf(place: number, of: number, width: number): number {
  return CHART.left + (of > 1 ? place / (of - 1) : 0.5) * (width - CHART.left - CHART.right);
}

/** The pieces of the line; a month without cells breaks it instead of pulling it to zero. */
export function linePath(points: readonly Point[], width: number): string {
  let down = false;
  return points
    .map(({ rate }, place) => {
      if (rate === null) {
        down = false;
        return '';
      }
      const step = `${down ? 'L' : 'M'}${xOf(place, points.length, width).toFixed(1)} ${yOf(rate).toFixed(1)}`;
      down = true;
      return step;
    })
    .join('');
}

/** Months before the first use say nothing: the line begins one month before it, but shows half a year at least. */
export function worthShowing(points: readonly Point[], least = 6): Point[] {
  const first = points.findIndex(point => (point.rate ?? 0) > 0);
  const start = first < 0 ? points.length - least : Math.min(first - 1, points.length - least);
  return points.slice(Math.max(0, start));
}

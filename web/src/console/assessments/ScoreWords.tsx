import { Trans } from '@lingui/react/macro';
import type { AssessmentBand } from '../../graphql/graphql.js';
import { bandName, pointsText } from '../../shared/scores.js';
import { Chip, type Tone } from '../parts/Chip.js';

const TONES: Record<AssessmentBand, Tone> = { GOOD: 'good', FAIR: 'busy', AVERAGE: 'wait', WEAK: 'bad' };

/** A band in its word. */
export function BandChip({ band }: { band: AssessmentBand }) {
  return <Chip tone={TONES[band]}>{bandName(band)}</Chip>;
}

/** "88/95 → 92,63": what was reached of what could be, and what that is of the whole. */
export function Total({ sum }: { sum: { total: number; reachable: number; rescaled: number | null } }) {
  const [total, reachable] = [pointsText(sum.total), pointsText(sum.reachable)];
  return (
    <span className="num">
      {total}/{reachable}
      {sum.rescaled !== null && (
        <>
          {' '}
          <span className="soft">
            <Trans>quy đổi</Trans>
          </span>{' '}
          <b>{pointsText(sum.rescaled)}</b>
        </>
      )}
    </span>
  );
}

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { serverNow } from '../../../shared/clock.js';
import { dayOf } from '../../../shared/format.js';
import { DOCUMENT_KINDS, documentKindName, kindOf } from '../../../shared/libraryWords.js';
import { Field, SelectField } from '../../ui/Field.js';
import { filtersOf, type Wanted } from './filters.js';

/** The oldest papers that a province is expected to put in: assumed. */
const YEARS = 15;

/** Kind, issuer, year and topic, folded away until somebody wants them. */
export function Filters({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t } = useLingui();
  const heading = useId();
  const set = filtersOf(wanted);
  const thisYear = dayOf(serverNow()).year;
  const years = Array.from({ length: YEARS }, (_, back) => String(thisYear - back));
  return (
    <details className="fold card">
      <summary id={heading}>
        <Trans>Lọc</Trans>{' '}
        {set > 0 && (
          <span className="chip chip-gold">
            <Plural value={set} other="# điều kiện" />
          </span>
        )}
      </summary>
      <fieldset className="field stack" aria-labelledby={heading}>
        <SelectField
          label={t`Loại tài liệu`}
          value={wanted.kind ?? ''}
          options={[['', t`Tất cả`], ...DOCUMENT_KINDS.map(kind => [kind, documentKindName(kind)] as const)]}
          onChange={value => onChange({ ...wanted, kind: kindOf(value) })}
        />
        <SelectField
          label={t`Năm ban hành`}
          value={String(wanted.year ?? '')}
          options={[['', t`Tất cả`], ...years.map(year => [year, year] as const)]}
          onChange={value => onChange({ ...wanted, year: Number(value) || undefined })}
        />
        <Field
          label={t`Nơi ban hành`}
          value={wanted.issuer ?? ''}
          maxLength={200}
          onChange={event => onChange({ ...wanted, issuer: event.currentTarget.value })}
        />
        <Field
          label={t`Chủ đề`}
          value={wanted.topic ?? ''}
          maxLength={100}
          onChange={event => onChange({ ...wanted, topic: event.currentTarget.value })}
        />
        {set > 0 && (
          <button type="button" className="btn" onClick={() => onChange({ search: wanted.search })}>
            <Trans>Bỏ lọc</Trans>
          </button>
        )}
      </fieldset>
    </details>
  );
}

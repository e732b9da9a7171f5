import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type BoundDraft, emptyBound } from './form.js';
import { measureNames, unitOf } from './measures.js';

/** Conditions on what the platform knows of a meeting; all of them must hold. `name` says what they belong to. */
export function BoundFields(props: { name: string; bounds: BoundDraft[]; onChange: (bounds: BoundDraft[]) => void }) {
  const { name, bounds, onChange } = props;
  const { t } = useLingui();
  const put = (at: number, change: Partial<BoundDraft>) =>
    onChange(bounds.map((bound, place) => (place === at ? { ...bound, ...change } : bound)));
  return (
    <div className="bounds">
      {bounds.map((bound, at) => (
        <div key={bound.key} className="bound">
          <NativeSelect
            size="sm"
            aria-label={t`Số liệu: ${name}`}
            value={bound.measure}
            data={measureNames()}
            onChange={event => put(at, { ...emptyBound(event.currentTarget.value), key: bound.key })}
          />
          {unitOf(bound.measure) === 'yes' ? (
            <NativeSelect
              size="sm"
              aria-label={t`Có hay không: ${name}`}
              value={bound.lower ? 'yes' : 'no'}
              data={[
                { value: 'yes', label: t`có` },
                { value: 'no', label: t`không` },
              ]}
              onChange={event =>
                put(
                  at,
                  event.currentTarget.value === 'yes'
                    ? { lower: '1', isAbove: false, upper: '', isBelow: false }
                    : { lower: '', isAbove: false, upper: '1', isBelow: true },
                )
              }
            />
          ) : (
            <Limits bound={bound} name={name} onChange={change => put(at, change)} />
          )}
          <Button
            size="xs"
            variant="subtle"
            aria-label={t`Bỏ điều kiện: ${name}`}
            onClick={() => onChange(bounds.filter((_, place) => place !== at))}
          >
            <Trans>Bỏ</Trans>
          </Button>
        </div>
      ))}
      <Button size="xs" variant="subtle" onClick={() => onChange([...bounds, emptyBound()])}>
        <Trans>Thêm điều kiện</Trans>
      </Button>
    </div>
  );
}

function Limits(props: { bound: BoundDraft; name: string; onChange: (change: Partial<BoundDraft>) => void }) {
  const { bound, name, onChange } = props;
  const { t } = useLingui();
  const suffix = unitOf(bound.measure) === 'share' ? '%' : null;
  return (
    <>
      <NativeSelect
        size="sm"
        aria-label={t`Kiểu giới hạn dưới: ${name}`}
        value={bound.isAbove ? 'above' : 'from'}
        data={[
          { value: 'from', label: t`từ` },
          { value: 'above', label: t`trên` },
        ]}
        onChange={event => onChange({ isAbove: event.currentTarget.value === 'above' })}
      />
      <TextInput
        size="sm"
        inputMode="decimal"
        aria-label={t`Giới hạn dưới: ${name}`}
        rightSection={suffix}
        value={bound.lower}
        onChange={event => onChange({ lower: event.currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        aria-label={t`Kiểu giới hạn trên: ${name}`}
        value={bound.isBelow ? 'below' : 'to'}
        data={[
          { value: 'to', label: t`đến` },
          { value: 'below', label: t`dưới` },
        ]}
        onChange={event => onChange({ isBelow: event.currentTarget.value === 'below' })}
      />
      <TextInput
        size="sm"
        inputMode="decimal"
        aria-label={t`Giới hạn trên: ${name}`}
        rightSection={suffix}
        value={bound.upper}
        onChange={event => onChange({ upper: event.currentTarget.value })}
      />
    </>
  );
}

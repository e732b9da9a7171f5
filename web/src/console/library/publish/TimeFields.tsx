import { useLingui } from '@lingui/react/macro';
import { SegmentedControl, TextInput } from '@mantine/core';
import type { FieldsProps } from './fields.js';

/** From when it can be read. */
export function TimeFields({ draft, onChange, problem }: FieldsProps) {
  const { t } = useLingui();
  return (
    <>
      <SegmentedControl
        aria-label={t`Thời điểm đăng`}
        value={draft.later ? 'later' : 'now'}
        onChange={value => onChange({ later: value === 'later' })}
        data={[
          { value: 'now', label: t`Đăng ngay` },
          { value: 'later', label: t`Hẹn giờ` },
        ]}
      />
      {draft.later && (
        <div className="form-row">
          <TextInput
            type="date"
            label={t`Ngày đăng`}
            required
            withAsterisk={false}
            value={draft.day}
            error={problem('publishAt')}
            onChange={event => onChange({ day: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t`Giờ đăng`}
            required
            withAsterisk={false}
            value={draft.hour}
            onChange={event => onChange({ hour: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}

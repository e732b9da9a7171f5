import { useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import type { ApiError } from '../../../shared/errors.js';
import { fieldError } from '../../parts/states/Refused.js';
import type { When } from './when.js';

/** Day, begin and end of a meeting. */
export function WhenFields(props: { when: When; onChange: (when: When) => void; refusal: ApiError | null }) {
  const { when, onChange, refusal } = props;
  const { t } = useLingui();
  return (
    <div className="form-row">
      <TextInput
        type="date"
        label={t`Ngày`}
        required
        withAsterisk={false}
        value={when.day}
        error={fieldError(refusal, 'startsAt')}
        onChange={event => onChange({ ...when, day: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={t`Bắt đầu`}
        required
        withAsterisk={false}
        value={when.from}
        onChange={event => onChange({ ...when, from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={t`Kết thúc (dự kiến)`}
        value={when.until}
        error={fieldError(refusal, 'endsAt')}
        onChange={event => onChange({ ...when, until: event.currentTarget.value })}
      />
    </div>
  );
}

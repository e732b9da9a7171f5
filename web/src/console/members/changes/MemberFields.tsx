import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import type { MemberKind, Reach } from '../../../graphql/graphql.js';
import type { ApiError } from '../../../shared/errors.js';
import { fieldError } from '../../parts/states/Refused.js';
import { memberKindName, reachName } from '../../words.js';
import type { MemberDraft } from './fields.js';

export const SHOWN_FIELDS = ['fullName', 'cardNumber', 'phone', 'reach', 'kind', 'from', 'admittedOn', 'fullSince'];

/** The fields of a member, for adding and correcting alike. */
export function MemberFields(props: {
  draft: MemberDraft;
  onChange: (change: Partial<MemberDraft>) => void;
  refusal: ApiError | null;
  withDates?: boolean;
}) {
  const { draft, onChange, refusal, withDates } = props;
  const { t } = useLingui();
  return (
    <>
      <TextInput
        label={t`Họ và tên`}
        required
        withAsterisk={false}
        value={draft.fullName}
        error={fieldError(refusal, 'fullName')}
        onChange={event => onChange({ fullName: event.currentTarget.value })}
      />
      <div className="form-row">
        <TextInput
          label={t`Số thẻ đảng viên`}
          value={draft.cardNumber}
          error={fieldError(refusal, 'cardNumber')}
          onChange={event => onChange({ cardNumber: event.currentTarget.value })}
        />
        <TextInput
          type="tel"
          label={t`Điện thoại`}
          value={draft.phone}
          error={fieldError(refusal, 'phone')}
          onChange={event => onChange({ phone: event.currentTarget.value })}
        />
      </div>
      <div className="form-row">
        <NativeSelect
          label={t`Phương tiện`}
          value={draft.reach}
          error={fieldError(refusal, 'reach')}
          data={(['SMARTPHONE', 'PHONE', 'NONE'] as const).map(value => ({ value, label: reachName(value) }))}
          onChange={event => onChange({ reach: event.currentTarget.value as Reach })}
        />
        <NativeSelect
          label={t`Loại đảng viên`}
          value={draft.kind}
          error={fieldError(refusal, 'kind')}
          data={(['FULL', 'PROBATIONARY'] as const).map(value => ({ value, label: memberKindName(value) }))}
          onChange={event => onChange({ kind: event.currentTarget.value as MemberKind })}
        />
      </div>
      {withDates && (
        <div className="form-row">
          <TextInput
            type="date"
            label={t`Ngày kết nạp`}
            value={draft.admittedOn}
            error={fieldError(refusal, 'admittedOn')}
            onChange={event => onChange({ admittedOn: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t`Ngày chính thức`}
            value={draft.fullSince}
            error={fieldError(refusal, 'fullSince')}
            onChange={event => onChange({ fullSince: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}

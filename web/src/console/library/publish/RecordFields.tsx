import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { DOCUMENT_KINDS, documentKindName, kindOf } from '../../../shared/libraryWords.js';
import type { FieldsProps } from './fields.js';
import { PickDocuments } from './PickDocuments.js';

/** What the document is: kind, title, issuer, number, date, topics, what it replaces. */
export function RecordFields({ draft, onChange, problem }: FieldsProps) {
  const { t } = useLingui();
  return (
    <>
      <div className="form-row">
        <NativeSelect
          label={t`Loại tài liệu`}
          value={draft.kind}
          data={DOCUMENT_KINDS.map(value => ({ value, label: documentKindName(value) }))}
          onChange={event => onChange({ kind: kindOf(event.currentTarget.value) ?? 'MATERIAL' })}
        />
        {draft.kind === 'BULLETIN' && (
          <TextInput
            type="month"
            label={t`Bản tin của tháng`}
            value={draft.month}
            error={problem('bulletinMonth')}
            onChange={event => onChange({ month: event.currentTarget.value })}
          />
        )}
      </div>
      <TextInput
        label={t`Tên tài liệu`}
        required
        withAsterisk={false}
        maxLength={300}
        value={draft.title}
        error={problem('title')}
        onChange={event => onChange({ title: event.currentTarget.value })}
      />
      <div className="form-row">
        <TextInput
          label={t`Cơ quan ban hành`}
          maxLength={200}
          value={draft.issuer}
          onChange={event => onChange({ issuer: event.currentTarget.value })}
        />
        <TextInput
          label={t`Số hiệu`}
          maxLength={50}
          value={draft.number}
          onChange={event => onChange({ number: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t`Ngày ban hành`}
          value={draft.issuedOn}
          error={problem('issuedOn')}
          onChange={event => onChange({ issuedOn: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={t`Chủ đề`}
        description={t`Cách nhau bằng dấu phẩy`}
        value={draft.topics}
        onChange={event => onChange({ topics: event.currentTarget.value })}
      />
      <PickDocuments
        label={t`Thay thế văn bản`}
        description={t`Người đọc văn bản cũ sẽ được chỉ sang văn bản này`}
        value={draft.replaces}
        error={problem('replacesIds')}
        onChange={replaces => onChange({ replaces })}
      />
    </>
  );
}

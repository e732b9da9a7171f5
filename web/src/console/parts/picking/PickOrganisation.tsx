import { useLingui } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import { useState } from 'react';
import { type Found, fullName, useFoundOrganisations } from './useFoundOrganisations.js';

/** Chooses one organisation by typing a part of its name or code. */
export function PickOrganisation(props: {
  label: string;
  value: { id: string; name: string } | null;
  onChange: (organisation: { id: string; name: string } | null) => void;
  only?: 'all' | 'cells';
  required?: boolean;
  clearable?: boolean;
  error?: string | undefined;
  description?: string;
  className?: string;
}) {
  const { label, value, onChange, only = 'all', required, clearable, error, description, className } = props;
  const { t } = useLingui();
  const [words, setWords] = useState('');
  const { found, fetching } = useFoundOrganisations(words === value?.name ? '' : words, only);
  const options = found.map((one: Found) => ({ value: one.id, label: fullName(one) }));
  if (value && !found.some(one => one.id === value.id)) options.unshift({ value: value.id, label: value.name });
  return (
    <Select
      {...(className ? { className } : {})}
      label={label}
      description={description}
      placeholder={t`Gõ tên hoặc mã`}
      searchable
      clearable={clearable ?? false}
      required={required ?? false}
      withAsterisk={false}
      error={error}
      data={options}
      // The server has searched already, without diacritics.
      filter={({ options: all }) => all}
      value={value?.id ?? null}
      onSearchChange={setWords}
      onChange={(id, option) => onChange(id && option ? { id, name: option.label } : null)}
      nothingFoundMessage={fetching ? t`Đang tìm…` : t`Không tìm thấy`}
      clearButtonProps={{ 'aria-label': t`Bỏ chọn` }}
    />
  );
}

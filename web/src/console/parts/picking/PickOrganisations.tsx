import { useLingui } from '@lingui/react/macro';
import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { fullName, useFoundOrganisations } from './useFoundOrganisations.js';

export interface Picked {
  id: string;
  name: string;
}

/** Chooses several organisations by typing. What was chosen stays chosen while other words are typed. */
export function PickOrganisations(props: {
  label: string;
  value: Picked[];
  onChange: (picked: Picked[]) => void;
  only: 'all' | 'cells';
  error?: string | undefined;
}) {
  const { label, value, onChange, only, error } = props;
  const { t } = useLingui();
  const [words, setWords] = useState('');
  const { found, fetching } = useFoundOrganisations(words, only);
  const known = new Map([
    ...value.map(one => [one.id, one.name] as const),
    ...found.map(one => [one.id, fullName(one)] as const),
  ]);
  return (
    <MultiSelect
      label={label}
      placeholder={t`Gõ tên hoặc mã`}
      searchable
      hidePickedOptions
      error={error}
      data={[...known].map(([id, name]) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      value={value.map(one => one.id)}
      onSearchChange={setWords}
      onChange={ids => onChange(ids.map(id => ({ id, name: known.get(id) ?? id })))}
      nothingFoundMessage={fetching ? t`Đang tìm…` : t`Không tìm thấy`}
    />
  );
}

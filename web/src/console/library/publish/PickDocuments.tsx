import { useLingui } from '@lingui/react/macro';
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleFindDocumentsDocument } from '../../../graphql/graphql.js';
import { documentKindName } from '../../../shared/libraryWords.js';

const TYPING_MS = 250;

export interface PickedDocument {
  id: string;
  name: string;
}

interface PickDocumentsProps {
  label: string;
  description: string;
  value: PickedDocument[];
  onChange: (picked: PickedDocument[]) => void;
  error?: string | undefined;
}

/** Chooses documents by typing; what was chosen stays chosen while other words are typed. */
export function PickDocuments({ label, description, value, onChange, error }: PickDocumentsProps) {
  const { t } = useLingui();
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words.trim(), TYPING_MS);
  const [{ data, fetching }] = useQuery({
    query: ConsoleFindDocumentsDocument,
    variables: { search: settled || null },
  });
  const found = data?.documents.edges.map(({ node }) => node) ?? [];
  const known = new Map([
    ...value.map(one => [one.id, one.name] as const),
    ...found.map(
      ({ id, kind, number, title }) =>
        [id, [documentKindName(kind), number, title].filter(Boolean).join(' · ')] as const,
    ),
  ]);
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={t`Gõ tên hoặc số hiệu`}
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

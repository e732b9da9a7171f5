import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { FindCellsDocument, FindOrganisationsDocument, type FindOrganisationsQuery } from '../../../graphql/graphql.js';

/** An organisation as a picker shows it. */
export type Found = FindOrganisationsQuery['organisations']['edges'][number]['node'];

const TYPING_MS = 250;

/** Organisations by words, without diacritics needed; cells only, or all but cells, where the place wants that. */
export function useFoundOrganisations(words: string, only: 'all' | 'cells') {
  const [settled] = useDebouncedValue(words.trim(), TYPING_MS);
  const search = settled || null;
  const [all] = useQuery({ query: FindOrganisationsDocument, variables: { search }, pause: only !== 'all' });
  const [cells] = useQuery({ query: FindCellsDocument, variables: { search }, pause: only !== 'cells' });
  const found = useMemo((): Found[] => {
    if (only === 'all') return all.data?.organisations.edges.map(edge => edge.node) ?? [];
    return [...(cells.data?.cells.edges ?? []), ...(cells.data?.baseCells.edges ?? [])].map(edge => edge.node);
  }, [only, all.data, cells.data]);
  return { found, fetching: only === 'all' ? all.fetching : cells.fetching };
}

/** "Chi bộ bản Lùng · Đảng bộ xã Tú Lệ": two cells of one name are told apart by what stands above. */
export function fullName(organisation: Found): string {
  return organisation.parent ? `${organisation.name} · ${organisation.parent.name}` : organisation.name;
}

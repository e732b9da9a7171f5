import { useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { yearMonth } from '../../shared/format.js';
import { scopesFor } from '../rights.js';
import { useRollouts } from '../rollouts/useRollouts.js';
import { useViewer } from '../shell/viewer.js';
import { lastMonths } from './months.js';

const route = getRouteApi('/bang-theo-doi');
const MONTHS = 24;

/** Which month, which wave, and for who has several branches which of them; all of it stands in the address. */
export function Pickers({ month, thisMonth }: { month: string; thisMonth: string }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scopes = scopesFor(viewer, 'board');
  const mayPlan = scopesFor(viewer, 'rollouts').length > 0;
  const [{ data }] = useRollouts(!mayPlan);
  const waves = (data?.rollouts ?? []).flatMap(rollout =>
    rollout.waves.map(wave => ({ value: wave.id, label: `${wave.name}` })),
  );
  const months = lastMonths(thisMonth, MONTHS).reverse();
  if (!months.includes(month)) months.push(month);

  return (
    <>
      {scopes.length > 1 && (
        <NativeSelect
          className="pick"
          aria-label={t`Phạm vi`}
          value={scopes.some(scope => scope.id === search.noi) ? search.noi : ''}
          data={[
            ...(scopes.some(scope => scope.id === search.noi) || !search.noi ? [] : [{ value: '', label: t`Phạm vi` }]),
            ...scopes.map(scope => ({ value: scope.id, label: scope.name })),
          ]}
          onChange={event => {
            const noi = event.currentTarget.value;
            void navigate({ search: old => ({ ...old, noi }) });
          }}
        />
      )}
      {waves.length > 0 && (
        <NativeSelect
          className="pick"
          aria-label={t`Đợt triển khai`}
          value={search.dot ?? ''}
          data={[{ value: '', label: t`Mọi chi bộ` }, ...waves]}
          onChange={event => {
            const dot = event.currentTarget.value || undefined;
            void navigate({ search: old => ({ ...old, dot }) });
          }}
        />
      )}
      <NativeSelect
        className="pick"
        aria-label={t`Tháng`}
        value={month}
        data={months.map(value => ({ value, label: capital(yearMonth(value)) }))}
        onChange={event => {
          const thang = event.currentTarget.value;
          void navigate({ search: old => ({ ...old, thang }) });
        }}
      />
    </>
  );
}

/** "Tháng 12/2026" where it stands alone. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

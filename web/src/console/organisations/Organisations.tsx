import { useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../parts/Page.js';
import { scopesFor } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { Hits } from './Hits.js';
import './organisations.css';
import { Tree } from './Tree.js';

const route = getRouteApi('/to-chuc');
const TYPING_MS = 300;

/** The tree of organisations, today's or that of a past day, and a search through all of it. */
export function Organisations() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [words, setWords] = useState(search.tim ?? '');
  const remember = useDebouncedCallback((tim: string) => {
    void navigate({ search: old => ({ ...old, tim: tim.trim() || undefined }), replace: true });
  }, TYPING_MS);

  return (
    <Page title={t`Tổ chức`}>
      <div className="filters">
        <TextInput
          className="filters-wide"
          type="search"
          label={t`Tìm theo tên hoặc mã`}
          description={t`Không cần gõ dấu`}
          value={words}
          onChange={event => {
            setWords(event.currentTarget.value);
            remember(event.currentTarget.value);
          }}
        />
        <TextInput
          type="date"
          label={t`Tính đến ngày`}
          description={t`Để trống là hôm nay`}
          value={search.ngay ?? ''}
          onChange={event => {
            const ngay = event.currentTarget.value || undefined;
            void navigate({ search: old => ({ ...old, ngay }), replace: true });
          }}
        />
      </div>
      <div className="panel">
        {search.tim ? (
          <Hits words={search.tim} asOf={search.ngay} />
        ) : (
          <Tree roots={scopesFor(viewer, 'organisations')} asOf={search.ngay} />
        )}
      </div>
    </Page>
  );
}

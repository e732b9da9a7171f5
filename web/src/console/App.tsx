import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { cacheExchange, Provider } from 'urql';
import { createApi } from '../shared/client.js';
import { usePrefs } from '../shared/prefs.js';
import { type SessionViewer, useSession } from '../shared/session.js';
import { placesOf } from './rights.js';
import { makeRouter } from './router.js';
import { NoRole } from './shell/NoRole.js';
import { SignIn } from './shell/SignIn.js';
import { Starting } from './shell/Starting.js';
import { ViewerContext } from './shell/viewer.js';
import { cssVariables, theme } from './theme.js';

/** The console: who is asking decides what stands here. */
export function App() {
  const { status, viewer } = useSession();
  // The shared preferences write data-theme on <html>; Mantine only follows.
  const { theme: wanted } = usePrefs();
  const dark = wanted === 'dark' || (wanted === 'auto' && document.documentElement.dataset['theme'] === 'dark');
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        forceColorScheme={dark ? 'dark' : 'light'}
        withGlobalClasses={false}
      >
        {status === 'starting' ? (
          <Starting />
        ) : viewer && status !== 'signedOut' ? (
          <Inside key={viewer.id} viewer={viewer} />
        ) : (
          <SignIn />
        )}
      </MantineProvider>
    </I18nProvider>
  );
}

const router = makeRouter();

/** One client a person: what one was answered is never shown to the next. */
function Inside({ viewer }: { viewer: SessionViewer }) {
  const [api] = useState(() => createApi([cacheExchange]));
  if (placesOf(viewer).length === 0) return <NoRole viewer={viewer} />;
  return (
    <Provider value={api}>
      <ViewerContext value={viewer}>
        <RouterProvider router={router} />
      </ViewerContext>
    </Provider>
  );
}

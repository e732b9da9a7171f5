import { MantineProvider } from '@mantine/core';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act } from 'react';
import { cacheExchange, Provider } from 'urql';
import type { Role } from '../graphql/graphql.js';
import { type Answer, render, type Screen, serve, sessionOf, settled } from '../member/testing.js';
import { createApi } from '../shared/client.js';
import { session, signOut, startSession } from '../shared/session.js';
import { makeRouter } from './router.js';
import { ViewerContext } from './shell/viewer.js';
import { theme } from './theme.js';

/** What a test knows of a grant. */
export interface Grant {
  role: Role;
  organisation: { id: string; name: string; kind: 'PROVINCE' | 'BASE_COMMITTEE' | 'CELL' };
}

export const PROVINCE: Grant['organisation'] = { id: 'province', name: 'Đảng bộ tỉnh', kind: 'PROVINCE' };
export const CELL: Grant['organisation'] = { id: 'cell', name: 'Chi bộ bản Lùng', kind: 'CELL' };

/** Signs somebody in with these grants, opens a page of the console, and gives the screen and what was asked of the server. */
export async function openPage(path: string, grants: Grant[], answers: Parameters<typeof serve>[0]) {
  const made = sessionOf();
  const asked = serve({
    signOut: () => ({ data: { signOut: true } }),
    refreshSession: (): Answer => ({ data: { refreshSession: { ...made, viewer: { ...made.viewer, grants } } } }),
    ...answers,
  });
  await signOut();
  await startSession();
  const { viewer } = session();
  const router = makeRouter(createMemoryHistory({ initialEntries: [`/console${path}`] }));
  await router.load();
  const screen = await render(
    <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
      <Provider value={createApi([cacheExchange])}>
        <ViewerContext value={viewer}>
          <RouterProvider router={router} />
        </ViewerContext>
      </Provider>
    </MantineProvider>,
  );
  return { screen, asked, router };
}

/** Chooses the radio button or box whose label is this. */
export async function choose(screen: Screen, label: string): Promise<void> {
  const found = [...screen.element.querySelectorAll('label')].find(each => each.textContent?.trim() === label);
  const field = found?.querySelector('input') ?? document.getElementById(found?.htmlFor ?? '');
  if (!field) throw new Error(`Nothing to choose called “${label}”`);
  await act(async () => field.click());
  await settled();
}

/** Presses the button of this name in the open dialog, where the page below has one of the same name. */
export async function pressInDialog(name: string): Promise<void> {
  const buttons = document.querySelectorAll<HTMLElement>('[role="dialog"] button');
  const button = [...buttons].find(each => each.textContent?.trim() === name);
  if (!button) throw new Error(`No button “${name}” in a dialog`);
  await act(async () => button.click());
  await settled();
}

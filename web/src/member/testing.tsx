import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished, vi } from 'vitest';

/** What a server said to one operation: data, a refusal, or nothing at all. */
export type Answer =
  | { data: unknown }
  | { code: string; message?: string; reason?: string; currentVersion?: number }
  | 'no network';

/** One operation that was asked for. */
export interface Asked {
  operation: string;
  variables: Record<string, unknown>;
  token: string | null;
}

/** Stands in for the server behind `fetch`: answers by operation (its name, first letter small) and remembers what was asked. */
export function serve(answers: Record<string, (asked: Asked) => Answer>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const { operationName, variables } = JSON.parse(String(init.body));
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? null;
    const question = { operation: operationName, variables: variables ?? {}, token };
    asked.push(question);
    const answer = answers[operationName.charAt(0).toLowerCase() + operationName.slice(1)]?.(question) ?? {
      code: 'INTERNAL',
      message: `no answer to ${operationName}`,
    };
    if (answer === 'no network') throw new TypeError('Failed to fetch');
    const { message, ...extensions } = 'data' in answer ? { message: undefined } : answer;
    const body = 'data' in answer ? answer : { data: null, errors: [{ message: message ?? '', extensions }] };
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  return asked;
}

/** A session as the server gives it. */
export function sessionOf(id = 'v1', accessToken = 'token-1', minutes = 10) {
  const organisation = { id: 'c1', name: 'Chi bộ bản Lùng', kind: 'CELL' };
  return {
    accessToken,
    expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
    viewer: {
      id,
      fullName: 'Lò Thị Mai',
      member: { id: 'm1', cell: organisation },
      grants: [{ role: 'MEMBER', organisation }],
    },
  };
}

/** Lets promises and timers of zero run, inside React's act. */
export async function settled(): Promise<void> {
  await act(async () => {
    for (let i = 0; i < 20; i++) await new Promise(resolve => setTimeout(resolve));
  });
}

/** What a person does and sees on a rendered screen. */
export interface Screen {
  text: () => string;
  /** Presses the button whose name (label or words) is this. */
  press: (name: string) => Promise<void>;
  /** Types into the field whose label starts with this. */
  type: (label: string, value: string) => Promise<void>;
  element: HTMLElement;
}

/** What a button is called: by other elements, by a label of its own, by its words. */
function nameOf(element: HTMLElement): string {
  const others = element.getAttribute('aria-labelledby')?.split(' ');
  if (others) return others.map(id => document.getElementById(id)?.textContent?.trim()).join(' ');
  return (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
}

/** Renders Vietnamese and takes the screen away after the test. */
export async function render(node: ReactNode): Promise<Screen> {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  i18n.loadAndActivate({ locale: 'vi', messages: {} });
  const element = document.body.appendChild(document.createElement('div'));
  const root = createRoot(element);
  await act(async () => root.render(<I18nProvider i18n={i18n}>{node}</I18nProvider>));
  await settled();
  onTestFinished(async () => {
    await act(async () => root.unmount());
    element.remove();
  });
  return {
    element,
    text: () => element.textContent ?? '',
    press: async name => {
      const button = [...element.querySelectorAll<HTMLElement>('button, a')].find(each => nameOf(each) === name);
      if (!button) throw new Error(`No button “${name}” in: ${element.textContent}`);
      await act(async () => button.click());
      await settled();
    },
    type: async (label, value) => {
      const found = [...element.querySelectorAll('label')].find(each => each.textContent?.startsWith(label));
      const field = found && element.querySelector<HTMLInputElement>(`[id="${found.htmlFor}"]`);
      if (!field) throw new Error(`No field “${label}”`);
      const prototype =
        field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
      await act(async () => {
        Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await settled();
    },
  };
}

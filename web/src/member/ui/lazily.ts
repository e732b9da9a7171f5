import { type ComponentType, lazy } from 'react';

/** A screen that is loaded when it is first shown: `lazily(() => import('./RollCall.js').then(m => m.RollCall))`. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
}

import type { ConsoleFileFragment } from '../../../graphql/graphql.js';

type Files = readonly Pick<ConsoleFileFragment, 'state' | 'forms'>[];

/** Is a file still being checked, or a form of it being made? */
export function isUnderWay(files: Files): boolean {
  return files.some(file => file.state === 'CHECKING' || file.forms.some(form => form.state === 'PENDING'));
}

/** Is there something that a second try could make? */
export function canRetry(file: Files[number]): boolean {
  return file.state === 'READY' && file.forms.some(({ state }) => state === 'FAILED' || state === 'UNAVAILABLE');
}

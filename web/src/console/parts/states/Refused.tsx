import type { ReactNode } from 'react';
import { ApiError, errorText } from '../../../shared/errors.js';
import '../parts.css';

/** Why the server refused and what to do; reads itself aloud. Nothing when there is no refusal. */
export function Refused(props: { error: unknown; shown?: readonly string[]; children?: ReactNode }) {
  const { error, shown = [], children } = props;
  if (!error) return null;
  const rest = error instanceof ApiError ? error.fields.filter(field => !shown.includes(nameOf(field.path))) : [];
  return (
    <div className="note note-bad" role="alert">
      <p className="strong">{errorText(error)}</p>
      {rest.length > 0 && (
        <ul>
          {rest.map(field => (
            <li key={field.path}>{field.reason}</li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}

/** "cardNumber" of "input.cardNumber". */
function nameOf(path: string): string {
  return path.split('.').at(-1) ?? path;
}

/** What the server says about one field of the form; undefined when nothing. */
export function fieldError(error: ApiError | null, name: string): string | undefined {
  return error?.fields.find(field => nameOf(field.path) === name)?.reason;
}

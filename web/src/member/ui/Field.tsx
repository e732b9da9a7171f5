import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';

interface About {
  label: ReactNode;
  /** A line under the label that says what to type. */
  hint?: ReactNode;
  /** What is wrong with what was typed. */
  problem?: ReactNode;
}

/** One line to type in, with its label, hint and problem tied to it. */
export function Field({ label, hint, problem, ...input }: About & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  const about = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input id={id} aria-describedby={about || undefined} aria-invalid={problem ? true : undefined} {...input} />
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** Several lines to type in. */
export function TextField({ label, hint, problem, ...input }: About & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  const about = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea id={id} aria-describedby={about || undefined} aria-invalid={problem ? true : undefined} {...input} />
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

interface Choice<Value extends string> {
  label: ReactNode;
  name: string;
  value: Value;
  options: readonly (readonly [Value, ReactNode])[];
  onChange: (value: Value) => void;
}

/** A few answers side by side, one of them chosen; radio buttons underneath. */
export function Choice<Value extends string>({ label, name, value, options, onChange }: Choice<Value>) {
  return (
    <fieldset className="field choice">
      <legend>{label}</legend>
      <div className="choice-options">
        {options.map(([option, word]) => (
          <label key={option} className={option === value ? 'choice-on' : undefined}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface Select {
  label: ReactNode;
  value: string;
  options: readonly (readonly [value: string, word: string])[];
  onChange: (value: string) => void;
}

/** One of many answers, chosen in the phone's own list. */
export function SelectField({ label, value, options, onChange }: Select) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={event => onChange(event.currentTarget.value)}>
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}

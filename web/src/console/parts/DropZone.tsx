import { type DragEvent, type ReactNode, useId, useState } from 'react';
import './drop.css';

/** A place to drop files on, with the same choice by button and keyboard. */
export function DropZone(props: {
  label: ReactNode;
  hint: ReactNode;
  accept: string;
  multiple?: boolean;
  quiet?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}) {
  const { label, hint, accept, multiple = false, quiet = false, disabled = false, onFiles } = props;
  const id = useId();
  const [over, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0 && !disabled) onFiles(multiple ? files : files.slice(0, 1));
  }

  return (
    <label
      className="drop"
      htmlFor={id}
      data-over={over}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="drop-button" data-quiet={quiet}>
        {label}
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={event => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file chosen again is a new attempt.
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <span className="small soft">{hint}</span>
    </label>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Field, TextField } from '../ui/Field.js';
import { Icon } from '../ui/Icon.js';
import { type DraftItem, emptyItem } from './meetingDraft.js';

interface AgendaEditorProps {
  items: DraftItem[];
  onChange: (items: DraftItem[]) => void;
}

/** The agenda as it is typed: a line each, moved by arrows (fingers and screen readers alike), details folded away. */
export function AgendaEditor({ items, onChange }: AgendaEditorProps) {
  const { t } = useLingui();
  const change = (key: string, part: Partial<DraftItem>) =>
    onChange(items.map(item => (item.key === key ? { ...item, ...part } : item)));
  const move = (from: number, to: number) => {
    const moved = [...items];
    const [item] = moved.splice(from, 1);
    if (item) moved.splice(to, 0, item);
    onChange(moved);
  };
  return (
    <>
      <ol className="stack">
        {items.map((item, place) => (
          <li key={item.key} className="card stack agenda-item">
            <TextField
              label={t`Mục ${place + 1}`}
              rows={2}
              maxLength={300}
              value={item.title}
              onChange={event => change(item.key, { title: event.currentTarget.value.replace(/\n/g, ' ') })}
            />
            <details>
              <summary className="small">
                <Trans>Người trình bày, thời lượng, thứ tự</Trans>
              </summary>
              <div className="stack agenda-more">
                <div className="pair">
                  <Field
                    label={t`Người trình bày`}
                    maxLength={120}
                    value={item.presenter}
                    onChange={event => change(item.key, { presenter: event.currentTarget.value })}
                  />
                  <Field
                    label={t`Số phút`}
                    inputMode="numeric"
                    maxLength={3}
                    value={item.minutes}
                    onChange={event => change(item.key, { minutes: event.currentTarget.value.replace(/\D/g, '') })}
                  />
                </div>
                <TextField
                  label={t`Ghi chú`}
                  maxLength={2000}
                  value={item.notes}
                  onChange={event => change(item.key, { notes: event.currentTarget.value })}
                />
                <div className="row between">
                  <div className="row">
                    <button
                      type="button"
                      className="round"
                      aria-label={t`Đưa mục ${place + 1} lên`}
                      disabled={place === 0}
                      onClick={() => move(place, place - 1)}
                    >
                      <Icon name="up" />
                    </button>
                    <button
                      type="button"
                      className="round"
                      aria-label={t`Đưa mục ${place + 1} xuống`}
                      disabled={place === items.length - 1}
                      onClick={() => move(place, place + 1)}
                    >
                      <Icon name="down" />
                    </button>
                  </div>
                  <button
                    type="button"
                    className="link"
                    aria-label={t`Bỏ mục ${place + 1}`}
                    onClick={() => onChange(items.filter(other => other.key !== item.key))}
                  >
                    <Trans>Bỏ mục này</Trans>
                  </button>
                </div>
              </div>
            </details>
          </li>
        ))}
      </ol>
      <button type="button" className="btn" onClick={() => onChange([...items, emptyItem()])}>
        <Icon name="plus" /> <Trans>Thêm mục</Trans>
      </button>
    </>
  );
}

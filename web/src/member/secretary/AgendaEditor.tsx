import { Trans, useLingui } from '@lingui/react/macro';
import { Field, TextField } from '../ui/Field.js';
import { Icon } from '../ui/Icon.js';
import { type DraftItem, emptyItem } from './meetingDraft.js';

interface AgendaEditorProps {
  items: DraftItem[];
  /** The documents of the meeting, to be put to its items. */
  documents?: readonly { id: string; title: string }[];
  onChange: (items: DraftItem[]) => void;
}

/** The agenda as it is typed: a line each, moved by arrows (fingers and screen readers alike), details folded away. */
export function AgendaEditor({ items, documents = [], onChange }: AgendaEditorProps) {
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
            {(item.isCommitteeOnly || item.carriedFrom) && (
              <p className="row wrap">
                {item.isCommitteeOnly && (
                  <span className="chip chip-gold">
                    <Trans>Chỉ chi ủy thấy</Trans>
                  </span>
                )}
                {item.carriedFrom && (
                  <span className="chip">
                    <Trans>Từ tháng trước</Trans>
                  </span>
                )}
              </p>
            )}
            <details>
              <summary className="small">
                <Trans>Người trình bày, thời lượng, tài liệu, thứ tự</Trans>
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
                <label className="tick">
                  <input
                    type="checkbox"
                    checked={item.isCommitteeOnly ?? false}
                    onChange={event => change(item.key, { isCommitteeOnly: event.currentTarget.checked })}
                  />
                  <Trans>Chỉ chi ủy thấy mục này và tài liệu của mục</Trans>
                </label>
                {documents.length > 0 && (
                  <fieldset className="field">
                    <legend>
                      <Trans>Tài liệu của mục này</Trans>
                    </legend>
                    {documents.map(({ id, title }) => (
                      <label key={id} className="tick">
                        <input
                          type="checkbox"
                          checked={(item.documentIds ?? []).includes(id)}
                          onChange={event =>
                            change(item.key, { documentIds: chosen(item, id, event.currentTarget.checked) })
                          }
                        />
                        <span>{title}</span>
                      </label>
                    ))}
                  </fieldset>
                )}
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

function chosen({ documentIds = [] }: DraftItem, id: string, isChosen: boolean): string[] {
  return isChosen ? [...documentIds, id] : documentIds.filter(other => other !== id);
}

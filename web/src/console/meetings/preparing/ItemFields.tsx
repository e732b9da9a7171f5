import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Chip } from '../../parts/Chip.js';
import { carriedName } from '../../words.js';
import type { ItemDraft } from './agenda.js';

/** One item of the agenda while it is written. */
export function ItemFields(props: {
  item: ItemDraft;
  number: number;
  isFirst: boolean;
  isLast: boolean;
  onChange: (change: Partial<ItemDraft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { item, number, isFirst, isLast, onChange, onMove, onRemove } = props;
  const { t } = useLingui();
  const [noting, note] = useState(false);
  return (
    <fieldset className="agenda-edit" style={{ margin: 0, borderInline: 0, borderBottom: 0 }}>
      <legend className="sr-only">{t`Nội dung ${number}`}</legend>
      <div className="agenda-edit-row">
        <TextInput
          aria-label={t`Nội dung ${number}`}
          placeholder={t`Nội dung`}
          maxLength={300}
          value={item.title}
          onChange={event => onChange({ title: event.currentTarget.value })}
        />
        <TextInput
          aria-label={t`Người trình bày nội dung ${number}`}
          placeholder={t`Người trình bày`}
          maxLength={200}
          value={item.presenter}
          onChange={event => onChange({ presenter: event.currentTarget.value })}
        />
        <TextInput
          aria-label={t`Số phút của nội dung ${number}`}
          placeholder={t`Phút`}
          inputMode="numeric"
          value={item.minutes}
          onChange={event => onChange({ minutes: event.currentTarget.value.replace(/\D/g, '').slice(0, 3) })}
        />
      </div>
      {(noting || item.notes) && (
        <Textarea
          aria-label={t`Ghi chú của nội dung ${number}`}
          placeholder={t`Ghi chú`}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={5000}
          value={item.notes}
          onChange={event => onChange({ notes: event.currentTarget.value })}
        />
      )}
      <div className="agenda-tools">
        <Checkbox
          size="sm"
          checked={item.isCommitteeOnly}
          onChange={event => onChange({ isCommitteeOnly: event.currentTarget.checked })}
          label={t`Chỉ chi ủy`}
        />
        {item.carriedFrom && <Chip>{carriedName(item.carriedFrom.kind)}</Chip>}
        {!noting && !item.notes && (
          <Button size="xs" variant="subtle" aria-label={t`Ghi chú cho nội dung ${number}`} onClick={() => note(true)}>
            <Trans>Ghi chú</Trans>
          </Button>
        )}
        <Button
          size="xs"
          variant="subtle"
          disabled={isFirst}
          aria-label={t`Đưa nội dung ${number} lên`}
          onClick={() => onMove(-1)}
        >
          <Trans>Lên</Trans>
        </Button>
        <Button
          size="xs"
          variant="subtle"
          disabled={isLast}
          aria-label={t`Đưa nội dung ${number} xuống`}
          onClick={() => onMove(1)}
        >
          <Trans>Xuống</Trans>
        </Button>
        <Button size="xs" variant="subtle" aria-label={t`Bỏ nội dung ${number}`} onClick={onRemove}>
          <Trans>Bỏ</Trans>
        </Button>
      </div>
    </fieldset>
  );
}

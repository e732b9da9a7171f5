import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type AgendaSection,
  ConsoleSetTemplateDocument,
  type ConsoleTemplateFragment,
} from '../../../graphql/graphql.js';
import { today } from '../../parts/days.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { moved } from '../../rules/forms/form.js';
import { agendaSectionName, cellTypeName, meetingKindName } from '../../words.js';
import { draftOf, inputOf, SECTIONS, type TemplateDraft, withItem } from './template.js';

/** A new version of a template for an organisation, from a day on; begun with the one in force. Without items what stands above holds again. */
export function SetTemplateDialog(props: {
  organisation: { id: string; name: string };
  first: ConsoleTemplateFragment;
  onClose: () => void;
  onDone: () => void;
}) {
  const { organisation, first, onClose, onDone } = props;
  const { t } = useLingui();
  const [items, setItems] = useState(() => draftOf(first.items));
  const [source, setSource] = useState('');
  const [from, setFrom] = useState(today);
  const { run, sending, refusal } = useCommand(ConsoleSetTemplateDocument, ['AgendaTemplate']);
  const [kind, type] = [meetingKindName(first.kind), cellTypeName(first.cellType)];
  const isOwn = first.organisation?.id === organisation.id;
  const put = (at: number, change: Partial<TemplateDraft>) =>
    setItems(items.map((item, place) => (place === at ? { ...item, ...change } : item)));

  async function save(next: TemplateDraft[]) {
    const input = {
      ...{ organisationId: organisation.id, cellType: first.cellType, kind: first.kind, from },
      ...{ items: inputOf(next), source: source.trim() || null },
    };
    if (await run(clientMutationId => ({ input: { ...input, clientMutationId } }))) onDone();
  }

  return (
    <FormDialog
      wide
      title={
        <Trans>
          Chương trình mẫu: {kind}, {type}
        </Trans>
      }
      action={<Trans>Lưu mẫu</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['from', 'source']}
      disabled={inputOf(items).length === 0 || from === ''}
      onSubmit={() => save(items)}
    >
      <p className="soft">
        <Trans>Áp dụng cho {organisation.name} và các tổ chức trực thuộc. Chương trình đã soạn không đổi.</Trans>
      </p>
      <div className="form-row">
        <TextInput
          type="date"
          label={t`Áp dụng từ ngày`}
          min={today()}
          value={from}
          error={fieldError(refusal, 'from')}
          onChange={event => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label={t`Căn cứ`}
          maxLength={300}
          value={source}
          error={fieldError(refusal, 'source')}
          onChange={event => setSource(event.currentTarget.value)}
        />
      </div>
      {items.map((item, at) => (
        <Item
          key={item.key}
          item={item}
          number={at + 1}
          onChange={change => put(at, change)}
          onMove={by => setItems(moved(items, at, by))}
          onRemove={() => setItems(items.filter((_, place) => place !== at))}
        />
      ))}
      <div className="agenda-tools">
        {SECTIONS.map(section => {
          const name = agendaSectionName(section);
          return (
            <Button key={section} variant="default" size="xs" onClick={() => setItems(withItem(items, section))}>
              <Trans>Thêm vào phần “{name}”</Trans>
            </Button>
          );
        })}
        {isOwn && (
          <Button variant="subtle" size="xs" loading={sending} onClick={() => void save([])}>
            <Trans>Bỏ mẫu riêng, dùng mẫu cấp trên</Trans>
          </Button>
        )}
      </div>
    </FormDialog>
  );
}

function Item(props: {
  item: TemplateDraft;
  number: number;
  onChange: (change: Partial<TemplateDraft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { item, number, onChange, onMove, onRemove } = props;
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
        <NativeSelect
          aria-label={t`Phần của nội dung ${number}`}
          value={item.section}
          data={SECTIONS.map(value => ({ value, label: agendaSectionName(value) }))}
          onChange={event => onChange({ section: event.currentTarget.value as AgendaSection })}
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
          maxRows={8}
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
        {!noting && !item.notes && (
          <Button size="xs" variant="subtle" aria-label={t`Ghi chú cho nội dung ${number}`} onClick={() => note(true)}>
            <Trans>Ghi chú</Trans>
          </Button>
        )}
        <Button size="xs" variant="subtle" aria-label={t`Đưa nội dung ${number} lên`} onClick={() => onMove(-1)}>
          <Trans>Lên</Trans>
        </Button>
        <Button size="xs" variant="subtle" aria-label={t`Đưa nội dung ${number} xuống`} onClick={() => onMove(1)}>
          <Trans>Xuống</Trans>
        </Button>
        <Button size="xs" variant="subtle" aria-label={t`Bỏ nội dung ${number}`} onClick={onRemove}>
          <Trans>Bỏ</Trans>
        </Button>
      </div>
    </fieldset>
  );
}

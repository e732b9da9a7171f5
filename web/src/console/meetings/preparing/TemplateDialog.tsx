import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleOpenFromLastMonthDocument } from '../../../graphql/graphql.js';
import { toInputs } from '../../../shared/format.js';
import { Chip } from '../../parts/Chip.js';
import { Nothing, WaitingRows } from '../../parts/states/states.js';
import { carriedName, cellTypeName } from '../../words.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { carriedItem, freshOf, type ItemDraft, itemsOf, withTemplate } from './agenda.js';
import { TemplateItems } from './TemplateItems.js';
import { useTemplates } from './useTemplates.js';

/** A template and what last month left open, to begin an agenda with; nothing is stored before the agenda is saved. */
export function TemplateDialog(props: {
  meeting: MeetingFacts;
  items: ItemDraft[];
  onTake: (items: ItemDraft[]) => void;
  onClose: () => void;
}) {
  const { meeting, items, onTake, onClose } = props;
  const { t } = useLingui();
  const { cell, kind, startsAt } = meeting;
  const { templates, waiting } = useTemplates(cell.id, kind, toInputs(startsAt).day);
  const [chosen, choose] = useState('');
  const template = templates.find(({ id }) => id === chosen) ?? templates[0];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<Trans>Lấy nội dung có sẵn</Trans>}
      closeButtonProps={{ 'aria-label': t`Đóng` }}
    >
      {template ? (
        <section className="stack">
          <NativeSelect
            label={t`Chương trình mẫu`}
            description={template.source}
            value={template.id}
            data={templates.map(({ id, cellType }) => ({ value: id, label: cellTypeName(cellType) }))}
            onChange={event => choose(event.currentTarget.value)}
          />
          <TemplateItems template={template} />
          <div className="page-actions">
            <Button
              onClick={() =>
                onTake(
                  withTemplate(
                    items.filter(item => item.carriedFrom),
                    template,
                  ),
                )
              }
            >
              <Trans>Thay bằng mẫu</Trans>
            </Button>
            <Button variant="default" onClick={() => onTake([...items, ...itemsOf(template)])}>
              <Trans>Thêm vào cuối</Trans>
            </Button>
          </div>
        </section>
      ) : (
        waiting && <WaitingRows rows={4} />
      )}
      {kind === 'REGULAR' && <FromLastMonth cellId={cell.id} items={items} onTake={onTake} />}
    </Modal>
  );
}

function FromLastMonth(props: { cellId: string; items: ItemDraft[]; onTake: (items: ItemDraft[]) => void }) {
  const { cellId, items, onTake } = props;
  const [{ data }] = useQuery({
    query: ConsoleOpenFromLastMonthDocument,
    variables: { cellId },
    requestPolicy: 'cache-and-network',
  });
  const fresh = freshOf(items, data?.openFromLastMonth ?? []);
  if (!data) return null;
  return (
    <section className="stack" style={{ paddingTop: '1.4rem' }}>
      <h3>
        <Trans>Việc tháng trước còn lại</Trans>
      </h3>
      {fresh.length === 0 ? (
        <Nothing title={<Trans>Không còn việc nào ngoài chương trình</Trans>} />
      ) : (
        <>
          <ul className="stack">
            {fresh.map(({ title, carriedFrom: { kind, id } }) => (
              <li key={`${kind} ${id}`}>
                {title} <Chip>{carriedName(kind)}</Chip>
              </li>
            ))}
          </ul>
          <div>
            <Button variant="default" onClick={() => onTake([...items, ...fresh.map(carriedItem)])}>
              <Trans>Thêm các việc này</Trans>
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

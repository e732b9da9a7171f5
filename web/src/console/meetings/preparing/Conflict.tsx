import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Chip } from '../../parts/Chip.js';
import type { ItemDraft } from './agenda.js';

/** Somebody else changed the agenda meanwhile: both editions beside each other, and the choice. */
export function Conflict(props: {
  mine: readonly ItemDraft[];
  theirs: readonly ItemDraft[];
  sending: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  onMerge: () => void;
}) {
  const { mine, theirs, sending, onKeepMine, onTakeTheirs, onMerge } = props;
  return (
    <section className="note note-wait" role="alert">
      <p className="strong">
        <Trans>Có người vừa sửa chương trình này</Trans>
      </p>
      <p>
        <Trans>Những gì đồng chí đã gõ vẫn còn. Đồng chí chọn giữ bản nào:</Trans>
      </p>
      <div className="editions">
        <Edition name={<Trans>Của đồng chí</Trans>} items={mine} other={theirs} />
        <Edition name={<Trans>Bản hiện tại</Trans>} items={theirs} other={mine} />
      </div>
      <div className="page-actions">
        <Button loading={sending} onClick={onMerge}>
          <Trans>Gộp hai bản</Trans>
        </Button>
        <Button variant="default" loading={sending} onClick={onKeepMine}>
          <Trans>Giữ bản của tôi</Trans>
        </Button>
        <Button variant="default" onClick={onTakeTheirs}>
          <Trans>Lấy bản hiện tại</Trans>
        </Button>
      </div>
    </section>
  );
}

function Edition({
  name,
  items,
  other,
}: {
  name: ReactNode;
  items: readonly ItemDraft[];
  other: readonly ItemDraft[];
}) {
  const { t } = useLingui();
  /** All that an item says, so that a difference in any of it is seen. */
  const lineOf = ({ title, presenter, minutes, notes, isCommitteeOnly }: ItemDraft) => {
    const head = [title, presenter, minutes && t`${minutes} phút`, isCommitteeOnly && t`chỉ chi ủy`];
    return [head.filter(Boolean).join(' · '), notes].filter(Boolean).join('\n');
  };
  const known = new Set(other.map(lineOf));
  return (
    <div className="edition">
      <p className="strong">{name}</p>
      <ol>
        {items.map(item => {
          const line = lineOf(item);
          return (
            <li key={item.key} className="minutes">
              {line}{' '}
              {!known.has(line) && (
                <Chip>
                  <Trans>Khác</Trans>
                </Chip>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

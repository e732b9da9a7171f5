import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import {
  ConsoleAgendaOfDocument,
  type ConsoleAgendaOfQuery,
  ConsoleSetAgendaDocument,
} from '../../../graphql/graphql.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { draftOf, emptyItem, type ItemDraft, inputOf, isSameAgenda, merged, moved } from './agenda.js';
import { Conflict } from './Conflict.js';
import { ItemFields } from './ItemFields.js';
import { TemplateDialog } from './TemplateDialog.js';

type Edition = Pick<NonNullable<ConsoleAgendaOfQuery['meeting']>, 'version' | 'agenda'>;

/**
 * Writes the agenda as a whole on the edition that it began with. When somebody else was faster, both editions are shown and one is
 * chosen, or both become one; what was typed can be had back until it is saved.
 */
export function AgendaEditor(props: { meeting: MeetingFacts; onClose: () => void; onChanged: () => void }) {
  const { meeting, onClose, onChanged } = props;
  const client = useClient();
  const [based, setBased] = useState<Edition>(meeting);
  const [draft, setDraft] = useState<ItemDraft[]>(() => draftOf(meeting.agenda));
  const [theirs, setTheirs] = useState<Edition | null>(null);
  /** What was typed before the current edition was taken instead. */
  const [left, setLeft] = useState<ItemDraft[] | null>(null);
  const [picking, pick] = useState(false);
  const { run, sending, refusal, forget } = useCommand(ConsoleSetAgendaDocument, ['Meeting']);

  async function save(on: Edition) {
    const input = { meetingId: meeting.id, version: on.version, items: inputOf(draft) };
    const made = await run(clientMutationId => ({ input: { ...input, clientMutationId } }));
    if (made) {
      onChanged();
      onClose();
      return;
    }
    const asked = await client
      .query(ConsoleAgendaOfDocument, { id: meeting.id }, { requestPolicy: 'network-only' })
      .toPromise();
    const now = asked.data?.meeting;
    // The version counts the time and place too: where only those changed, there is nothing to choose.
    if (now && now.version !== on.version) {
      if (isSameAgenda(draftOf(now.agenda), draftOf(on.agenda))) setBased(now);
      else setTheirs(now);
    }
  }

  function decide(on: Edition, next: ItemDraft[]) {
    setBased(on);
    setDraft(next);
    setTheirs(null);
    forget();
  }

  const put = (at: number, change: Partial<ItemDraft>) =>
    setDraft(draft.map((item, place) => (place === at ? { ...item, ...change } : item)));
  return (
    <div>
      {draft.map((item, at) => (
        <ItemFields
          key={item.key}
          item={item}
          number={at + 1}
          isFirst={at === 0}
          isLast={at === draft.length - 1}
          onChange={change => put(at, change)}
          onMove={by => setDraft(moved(draft, at, by))}
          onRemove={() => setDraft(draft.filter((_, place) => place !== at))}
        />
      ))}
      <div className="form" style={{ paddingTop: '0.6rem' }}>
        <div className="page-actions">
          <Button variant="default" size="sm" onClick={() => setDraft([...draft, emptyItem()])}>
            <Trans>Thêm nội dung</Trans>
          </Button>
          <Button variant="default" size="sm" onClick={() => pick(true)}>
            <Trans>Chương trình mẫu, việc tháng trước</Trans>
          </Button>
        </div>
        {left && (
          <div className="note">
            <Trans>Đang dùng bản hiện tại.</Trans>{' '}
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                setDraft(left);
                setLeft(null);
              }}
            >
              <Trans>Lấy lại bản tôi đã gõ</Trans>
            </Button>
          </div>
        )}
        {theirs ? (
          <Conflict
            mine={draft}
            theirs={draftOf(theirs.agenda)}
            sending={sending}
            onKeepMine={() => {
              decide(theirs, draft);
              void save(theirs);
            }}
            onTakeTheirs={() => {
              setLeft(draft);
              decide(theirs, draftOf(theirs.agenda));
            }}
            onMerge={() => decide(theirs, merged(draftOf(based.agenda), draft, draftOf(theirs.agenda)))}
          />
        ) : (
          <Refused error={refusal} />
        )}
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            <Trans>Thôi</Trans>
          </Button>
          {!theirs && (
            <Button loading={sending} onClick={() => void save(based)}>
              <Trans>Lưu chương trình</Trans>
            </Button>
          )}
        </div>
      </div>
      {picking && (
        <TemplateDialog
          meeting={meeting}
          items={draft.filter(item => item.title.trim())}
          onTake={items => {
            setDraft(items);
            pick(false);
          }}
          onClose={() => pick(false)}
        />
      )}
    </div>
  );
}

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConsoleSetAgendaDocument } from '../../../graphql/graphql.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import { Nothing } from '../../parts/states/states.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { draftOf, emptyItem, type ItemDraft, inputOf, lengthOf, moved } from './agenda.js';
import '../meetings.css';

/** The agenda, read or written; it is saved as a whole, on the version that was read. */
export function AgendaPanel(props: { meeting: MeetingFacts; editable: boolean; onChanged: () => void }) {
  const { meeting, editable, onChanged } = props;
  const [draft, setDraft] = useState<ItemDraft[] | null>(null);
  const minutes = lengthOf(meeting.agenda);
  return (
    <Panel
      title={<Trans>Chương trình</Trans>}
      aside={
        draft ? null : editable ? (
          <Button variant="default" size="xs" onClick={() => setDraft(draftOf(meeting.agenda))}>
            <Trans>Soạn chương trình</Trans>
          </Button>
        ) : (
          minutes > 0 && <Plural value={minutes} other={`${minutes} phút`} />
        )
      }
    >
      {draft ? (
        <Editor meeting={meeting} draft={draft} setDraft={setDraft} onChanged={onChanged} />
      ) : meeting.agenda.length > 0 ? (
        <ol className="agenda">
          {meeting.agenda.map(item => (
            <li key={item.id}>
              <span>
                {item.title}
                {item.presenter && <div className="small soft">{item.presenter}</div>}
                {item.notes && <div className="small soft minutes">{item.notes}</div>}
              </span>
              <span className="soft num small">
                {item.minutes !== null && <Plural value={item.minutes} other={`${item.minutes} phút`} />}
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <Nothing title={<Trans>Chưa có chương trình</Trans>} />
      )}
    </Panel>
  );
}

function Editor(props: {
  meeting: MeetingFacts;
  draft: ItemDraft[];
  setDraft: (draft: ItemDraft[] | null) => void;
  onChanged: () => void;
}) {
  const { meeting, draft, setDraft, onChanged } = props;
  const { t } = useLingui();
  const { run, sending, refusal } = useCommand(ConsoleSetAgendaDocument, ['Meeting']);

  async function save() {
    const made = await run(clientMutationId => ({
      input: { meetingId: meeting.id, version: meeting.version, items: inputOf(draft), clientMutationId },
    }));
    // After a conflict the new version is fetched, what was typed stays: saving again is then a decision.
    onChanged();
    if (made) setDraft(null);
  }

  const put = (at: number, change: Partial<ItemDraft>) =>
    setDraft(draft.map((item, place) => (place === at ? { ...item, ...change } : item)));
  return (
    <div>
      {draft.map((item, at) => {
        const number = at + 1;
        return (
          <fieldset key={item.key} className="agenda-edit" style={{ margin: 0, borderInline: 0, borderBottom: 0 }}>
            <legend className="sr-only">{t`Nội dung ${number}`}</legend>
            <div className="agenda-edit-row">
              <TextInput
                aria-label={t`Nội dung ${number}`}
                placeholder={t`Nội dung`}
                value={item.title}
                onChange={event => put(at, { title: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t`Người trình bày nội dung ${number}`}
                placeholder={t`Người trình bày`}
                value={item.presenter}
                onChange={event => put(at, { presenter: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t`Số phút của nội dung ${number}`}
                placeholder={t`Phút`}
                inputMode="numeric"
                value={item.minutes}
                onChange={event => put(at, { minutes: event.currentTarget.value.replace(/\D/g, '').slice(0, 3) })}
              />
            </div>
            <div className="agenda-tools">
              <Button size="xs" variant="subtle" disabled={at === 0} onClick={() => setDraft(moved(draft, at, -1))}>
                <Trans>Lên</Trans>
              </Button>
              <Button
                size="xs"
                variant="subtle"
                disabled={at === draft.length - 1}
                onClick={() => setDraft(moved(draft, at, 1))}
              >
                <Trans>Xuống</Trans>
              </Button>
              <Button size="xs" variant="subtle" onClick={() => setDraft(draft.filter((_, place) => place !== at))}>
                <Trans>Bỏ</Trans>
              </Button>
            </div>
          </fieldset>
        );
      })}
      <div className="form" style={{ paddingTop: '0.6rem' }}>
        <div>
          <Button variant="default" size="sm" onClick={() => setDraft([...draft, emptyItem()])}>
            <Trans>Thêm nội dung</Trans>
          </Button>
        </div>
        <Refused error={refusal}>
          {refusal?.code === 'CONFLICT' && (
            <Button variant="default" size="sm" onClick={() => setDraft(draftOf(meeting.agenda))}>
              <Trans>Bỏ phần vừa soạn, lấy bản mới</Trans>
            </Button>
          )}
        </Refused>
        <div className="form-foot">
          <Button variant="default" onClick={() => setDraft(null)}>
            <Trans>Thôi</Trans>
          </Button>
          <Button loading={sending} onClick={() => void save()}>
            <Trans>Lưu chương trình</Trans>
          </Button>
        </div>
      </div>
    </div>
  );
}

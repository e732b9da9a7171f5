import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Chip } from '../../parts/Chip.js';
import { Panel } from '../../parts/Panel.js';
import { Nothing } from '../../parts/states/states.js';
import { carriedName } from '../../words.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { AgendaEditor } from './AgendaEditor.js';
import { lengthOf } from './agenda.js';
import '../course/course.css';
import '../meetings.css';
import { CarryOver } from './CarryOver.js';

/** The agenda, read or written; it is saved as a whole, on the version that was read. */
export function AgendaPanel(props: { meeting: MeetingFacts; editable: boolean; onChanged: () => void }) {
  const { meeting, editable, onChanged } = props;
  const [editing, edit] = useState(false);
  const minutes = lengthOf(meeting.agenda);
  return (
    <Panel
      title={<Trans>Chương trình</Trans>}
      aside={
        editing ? null : editable ? (
          <Button variant="default" size="xs" onClick={() => edit(true)}>
            <Trans>Soạn chương trình</Trans>
          </Button>
        ) : (
          minutes > 0 && <Plural value={minutes} other={`${minutes} phút`} />
        )
      }
    >
      {editing ? (
        <AgendaEditor meeting={meeting} onClose={() => edit(false)} onChanged={onChanged} />
      ) : (
        <>
          {meeting.agenda.length === 0 ? (
            <Nothing title={<Trans>Chưa có chương trình</Trans>} />
          ) : (
            <ol className="agenda">
              {meeting.agenda.map(item => (
                <Item key={item.id} item={item} />
              ))}
            </ol>
          )}
          {editable && <CarryOver meeting={meeting} onChanged={onChanged} />}
        </>
      )}
    </Panel>
  );
}

function Item({ item }: { item: MeetingFacts['agenda'][number] }) {
  return (
    <li>
      <span>
        {item.title}
        {item.presenter && <div className="small soft">{item.presenter}</div>}
        {item.notes && <div className="small soft minutes">{item.notes}</div>}
        {(item.isCommitteeOnly || item.carriedFrom) && (
          <span className="chips">
            {item.isCommitteeOnly && (
              <Chip tone="wait">
                <Trans>Chỉ chi ủy</Trans>
              </Chip>
            )}
            {item.carriedFrom && <Chip>{carriedName(item.carriedFrom.kind)}</Chip>}
          </span>
        )}
      </span>
      <span className="soft num small">
        {item.minutes !== null && <Plural value={item.minutes} other={`${item.minutes} phút`} />}
      </span>
    </li>
  );
}

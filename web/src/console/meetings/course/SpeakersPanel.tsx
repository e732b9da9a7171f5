import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  ConsoleNoteSpeechDocument,
  ConsoleRemoveSpeechDocument,
  ConsoleUpdateSpeechDocument,
} from '../../../graphql/graphql.js';
import { serverNowIso } from '../../../shared/clock.js';
import { percent, time } from '../../../shared/format.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import { Nothing } from '../../parts/states/states.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import './course.css';

type Speech = MeetingFacts['speeches'][number];

interface PanelProps {
  meeting: MeetingFacts;
  runs: boolean;
  onChanged: () => void;
}

/** Who spoke, by name; what was said may be written later, until the minutes are sealed. */
export function SpeakersPanel({ meeting, runs, onChanged }: PanelProps) {
  const [adding, add] = useState(false);
  const [chosen, choose] = useState<Speech | null>(null);
  const share = percent(meeting.speakersShare, 0);
  return (
    <Panel
      title={<Trans>Người phát biểu</Trans>}
      aside={
        runs ? (
          <Button variant="default" size="xs" onClick={() => add(true)}>
            <Trans>Ghi người phát biểu</Trans>
          </Button>
        ) : (
          meeting.speakersShare !== null && <Trans>{share} người có mặt</Trans>
        )
      }
    >
      {meeting.speeches.length === 0 ? (
        <Nothing title={<Trans>Chưa ghi ai phát biểu</Trans>} />
      ) : (
        <ul>
          {meeting.speeches.map(speech => (
            <li key={speech.id} className="course-row">
              <span className="num soft small">{time(speech.spokenAt)}</span>
              <span className="course-grow">
                <span className="strong">{nameOf(speech)}</span>
                {speech.isCriticism && (
                  <span className="soft small">
                    {' · '}
                    <Trans>tự phê bình, phê bình</Trans>
                  </span>
                )}
                {speech.opinion && <div className="minutes">{speech.opinion}</div>}
              </span>
              {runs && (
                <Button variant="subtle" size="xs" onClick={() => choose(speech)}>
                  {speech.opinion ? <Trans>Sửa</Trans> : <Trans>Ghi ý kiến</Trans>}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding && <AddDialog meeting={meeting} onClose={() => add(false)} onChanged={onChanged} />}
      {chosen && <OpinionDialog meeting={meeting} speech={chosen} onClose={() => choose(null)} onChanged={onChanged} />}
    </Panel>
  );
}

function nameOf({ member, guestName }: Speech): string {
  return member?.fullName ?? guestName ?? '';
}

function useItems(meeting: MeetingFacts): { value: string; label: string }[] {
  const { t } = useLingui();
  const agenda = [...meeting.agenda].sort((a, b) => a.position - b.position);
  return [
    { value: '', label: t`Không thuộc mục nào` },
    ...agenda.map((item, place) => ({ value: item.id, label: `${place + 1}. ${item.title}` })),
  ];
}

function AddDialog(props: { meeting: MeetingFacts; onClose: () => void; onChanged: () => void }) {
  const { meeting, onClose, onChanged } = props;
  const { t } = useLingui();
  const items = useItems(meeting);
  const running = meeting.agenda.find(item => item.runs.some(run => run.endedAt === null));
  const [who, setWho] = useState('');
  const [itemId, setItemId] = useState(running?.id ?? '');
  const [opinion, setOpinion] = useState('');
  const [spokenAt] = useState(serverNowIso);
  const { run, sending, refusal } = useCommand(ConsoleNoteSpeechDocument);
  return (
    <FormDialog
      title={<Trans>Ghi người phát biểu</Trans>}
      action={<Trans>Ghi</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      disabled={!who}
      onSubmit={async () => {
        const speaker = who.startsWith('g:') ? { guestId: who.slice(2) } : { memberId: who };
        const made = await run(clientMutationId => ({
          input: {
            meetingId: meeting.id,
            agendaItemId: itemId || null,
            opinion,
            spokenAt,
            ...speaker,
            clientMutationId,
          },
        }));
        if (!made) return;
        onChanged();
        onClose();
      }}
    >
      <NativeSelect
        label={t`Ai phát biểu?`}
        value={who}
        data={[
          { value: '', label: t`Chọn người` },
          ...meeting.attendance.map(({ member }) => ({ value: member.id, label: member.fullName })),
          ...meeting.guests.map(guest => ({ value: `g:${guest.id}`, label: `${guest.fullName} (${t`khách mời`})` })),
        ]}
        onChange={event => setWho(event.currentTarget.value)}
      />
      <NativeSelect
        label={t`Nội dung`}
        value={itemId}
        data={items}
        onChange={event => setItemId(event.currentTarget.value)}
      />
      <Textarea
        label={t`Tóm tắt ý kiến`}
        rows={4}
        maxLength={5000}
        value={opinion}
        onChange={event => setOpinion(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function OpinionDialog(props: { meeting: MeetingFacts; speech: Speech; onClose: () => void; onChanged: () => void }) {
  const { meeting, speech, onClose, onChanged } = props;
  const { t } = useLingui();
  const items = useItems(meeting);
  const [opinion, setOpinion] = useState(speech.opinion ?? '');
  const [isCriticism, setCriticism] = useState(speech.isCriticism);
  const [itemId, setItemId] = useState(speech.agendaItemId ?? '');
  const keep = useCommand(ConsoleUpdateSpeechDocument);
  const remove = useCommand(ConsoleRemoveSpeechDocument);
  const [asking, ask] = useState(false);
  const done = () => {
    onChanged();
    onClose();
  };
  return (
    <FormDialog
      title={nameOf(speech)}
      action={<Trans>Lưu ý kiến</Trans>}
      onClose={onClose}
      sending={keep.sending}
      refusal={keep.refusal}
      onSubmit={async () => {
        const { id, version } = speech;
        const made = await keep.run(clientMutationId => ({
          input: { id, version, opinion, isCriticism, agendaItemId: itemId || null, clientMutationId },
        }));
        if (made) done();
      }}
    >
      <Textarea
        label={t`Tóm tắt ý kiến`}
        rows={6}
        maxLength={5000}
        value={opinion}
        onChange={event => setOpinion(event.currentTarget.value)}
      />
      <Checkbox
        label={t`Tự phê bình, phê bình`}
        checked={isCriticism}
        onChange={event => setCriticism(event.currentTarget.checked)}
      />
      <NativeSelect
        label={t`Nội dung`}
        value={itemId}
        data={items}
        onChange={event => setItemId(event.currentTarget.value)}
      />
      <Refused error={remove.refusal} />
      <div>
        <Button
          variant="default"
          size="xs"
          loading={remove.sending}
          onClick={async () => {
            if (!asking) ask(true);
            else if (await remove.run(clientMutationId => ({ id: speech.id, clientMutationId }))) done();
          }}
        >
          {asking ? <Trans>Bấm lần nữa để bỏ</Trans> : <Trans>Bỏ, ghi nhầm người</Trans>}
        </Button>
      </div>
    </FormDialog>
  );
}

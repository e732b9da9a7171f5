import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { Field } from '../ui/Field.js';
import { AgendaEditor } from './AgendaEditor.js';
import { type DraftProblems, instants, type MeetingDraft } from './meetingDraft.js';
import { TemplateButton } from './preparing/TemplateButton.js';

interface MeetingFormProps {
  draft: MeetingDraft;
  problems: DraftProblems;
  onChange: (change: Partial<MeetingDraft>) => void;
  /** Of which cell the meeting is: its templates are offered. */
  cellId: string;
  /** The meeting's documents, for those of an item. */
  documents?: readonly { id: string; title: string }[];
  /** What only a new meeting is asked: its kind. */
  children?: ReactNode;
}

/** When, where and what about: the same form for a new meeting and for a change. */
export function MeetingForm({ draft, problems, onChange, cellId, documents = [], children }: MeetingFormProps) {
  const { t } = useLingui();
  const { startsAt } = instants({ ...draft, from: draft.from || '12:00' });
  return (
    <>
      <section className="card stack">
        {children}
        <Field
          label={t`Tên buổi sinh hoạt`}
          maxLength={200}
          value={draft.title}
          onChange={event => onChange({ title: event.currentTarget.value })}
        />
        <div className="row row-top wrap">
          {startsAt && <CalendarLeaf at={startsAt} />}
          <div className="grow stack">
            <Field
              label={t`Ngày`}
              type="date"
              problem={problems.day && t`Chọn ngày họp.`}
              value={draft.day}
              onChange={event => onChange({ day: event.currentTarget.value })}
            />
          </div>
        </div>
        <div className="pair">
          <Field
            label={t`Từ`}
            type="time"
            problem={problems.from && t`Chọn giờ bắt đầu.`}
            value={draft.from}
            onChange={event => onChange({ from: event.currentTarget.value })}
          />
          <Field
            label={t`Đến`}
            type="time"
            problem={problems.to && t`Giờ kết thúc phải sau giờ bắt đầu.`}
            value={draft.to}
            onChange={event => onChange({ to: event.currentTarget.value })}
          />
        </div>
        <Field
          label={t`Địa điểm`}
          maxLength={300}
          value={draft.place}
          onChange={event => onChange({ place: event.currentTarget.value })}
        />
        <Field
          label={t`Phòng họp trực tuyến (nếu có)`}
          type="url"
          placeholder="https://"
          maxLength={500}
          value={draft.onlineUrl}
          onChange={event => onChange({ onlineUrl: event.currentTarget.value })}
        />
      </section>
      <section className="stack">
        <h2>
          <Trans>Nội dung</Trans>
        </h2>
        <TemplateButton
          cellId={cellId}
          kind={draft.kind}
          day={draft.day}
          items={draft.agenda}
          onChange={agenda => onChange({ agenda })}
        />
        <AgendaEditor items={draft.agenda} documents={documents} onChange={agenda => onChange({ agenda })} />
      </section>
    </>
  );
}

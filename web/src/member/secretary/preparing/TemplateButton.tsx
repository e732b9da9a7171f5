import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  AgendaTemplateDocument,
  type AgendaTemplateQuery,
  type MeetingKind,
  OpenFromLastMonthDocument,
  type OpenFromLastMonthQuery,
} from '../../../graphql/graphql.js';
import { useSaved } from '../../offline/useSaved.js';
import { Sheet } from '../../ui/Sheet.js';
import { Loaded } from '../../ui/states.js';
import { type DraftItem, emptyItem } from '../meetingDraft.js';

interface TemplateButtonProps {
  cellId: string;
  kind: MeetingKind;
  /** "2026-12-05"; empty while none is chosen. */
  day: string;
  items: DraftItem[];
  onChange: (items: DraftItem[]) => void;
}

type Template = NonNullable<AgendaTemplateQuery['agendaTemplate']>;
type Matter = OpenFromLastMonthQuery['openFromLastMonth'][number];

/** The template of the cell and what last month left open, to begin an agenda with. What is typed stays unless one says otherwise. */
export function TemplateButton(props: TemplateButtonProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        <Trans>Chương trình mẫu, việc tháng trước</Trans>
      </button>
      {open && (
        <Sheet title={t`Lấy nội dung có sẵn`} onClose={() => setOpen(false)}>
          <FromTemplate {...props} onDone={() => setOpen(false)} />
          {props.kind === 'REGULAR' && <FromLastMonth {...props} onDone={() => setOpen(false)} />}
        </Sheet>
      )}
    </>
  );
}

function FromTemplate({ cellId, kind, day, items, onChange, onDone }: TemplateButtonProps & { onDone: () => void }) {
  const answer = useSaved(AgendaTemplateDocument, { cellId, kind, ...(day ? { on: day } : {}) });
  const take = (next: DraftItem[]) => {
    onChange(next);
    onDone();
  };
  return (
    <Loaded of={answer}>
      {({ agendaTemplate }) =>
        agendaTemplate && (
          <section className="stack">
            <h3>
              <Trans>Chương trình mẫu</Trans>
            </h3>
            <ol className="small agenda-template">
              {agendaTemplate.items.map(item => (
                <li key={`${item.section} ${item.title}`}>
                  {item.title}
                  {item.minutes ? (
                    <>
                      {' · '}
                      <Plural value={item.minutes} other="# phút" />
                    </>
                  ) : null}
                  {item.isCommitteeOnly && (
                    <>
                      {' · '}
                      <Trans>chỉ chi ủy</Trans>
                    </>
                  )}
                </li>
              ))}
            </ol>
            <div className="buttons">
              <button type="button" className="btn btn-main" onClick={() => take(withTemplate(items, agendaTemplate))}>
                <Trans>Thay bằng mẫu</Trans>
              </button>
              <button type="button" className="btn" onClick={() => take([...items, ...itemsOf(agendaTemplate)])}>
                <Trans>Thêm vào cuối</Trans>
              </button>
            </div>
          </section>
        )
      }
    </Loaded>
  );
}

function FromLastMonth({ cellId, items, onChange, onDone }: TemplateButtonProps & { onDone: () => void }) {
  const answer = useSaved(OpenFromLastMonthDocument, { cellId });
  return (
    <Loaded of={answer}>
      {({ openFromLastMonth }) => {
        const fresh = openFromLastMonth.filter(
          ({ carriedFrom }) => !items.some(item => isSame(item.carriedFrom, carriedFrom)),
        );
        return (
          <section className="stack">
            <h3>
              <Trans>Việc tháng trước còn lại</Trans>
            </h3>
            {fresh.length === 0 ? (
              <p className="small">
                <Trans>Không còn việc nào.</Trans>
              </p>
            ) : (
              <>
                <ul className="small agenda-template">
                  {fresh.map(({ title, carriedFrom }) => (
                    <li key={`${carriedFrom.kind} ${carriedFrom.id}`}>{title}</li>
                  ))}
                </ul>
                <button
                  type="button"
                  className="btn"
                  onClick={() => {
                    onChange([...items, ...fresh.map(carried)]);
                    onDone();
                  }}
                >
                  <Trans>Thêm các việc này</Trans>
                </button>
              </>
            )}
          </section>
        );
      }}
    </Loaded>
  );
}

/** The template instead of what is typed; what last month left open stays. */
function withTemplate(items: readonly DraftItem[], template: Template): DraftItem[] {
  return [...itemsOf(template), ...items.filter(item => item.carriedFrom)];
}

function itemsOf({ items }: Template): DraftItem[] {
  return items.map(({ title, notes, minutes, isCommitteeOnly }) => ({
    ...emptyItem(title),
    notes: notes ?? '',
    minutes: minutes ? String(minutes) : '',
    isCommitteeOnly,
  }));
}

function carried({ title, notes, minutes, presenter, isCommitteeOnly, carriedFrom: { kind, id } }: Matter): DraftItem {
  return {
    ...emptyItem(title),
    notes: notes ?? '',
    minutes: minutes ? String(minutes) : '',
    presenter: presenter ?? '',
    isCommitteeOnly,
    carriedFrom: { kind, id },
  };
}

function isSame(one: DraftItem['carriedFrom'], other: Matter['carriedFrom']): boolean {
  return one?.kind === other.kind && one.id === other.id;
}

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ConsoleOpenFromLastMonthDocument,
  ConsoleScheduleMeetingDocument,
  type MeetingKind,
} from '../../../graphql/graphql.js';
import { serverNowIso } from '../../../shared/clock.js';
import { yearMonth } from '../../../shared/format.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import type { Scope } from '../../rights.js';
import { cellTypeName, meetingKindName } from '../../words.js';
import { Habit } from '../duties/Habit.js';
import { carriedItem, inputOf, withTemplate } from './agenda.js';
import { TemplateItems } from './TemplateItems.js';
import { useTemplates } from './useTemplates.js';
import { WhenFields } from './WhenFields.js';
import { instantsOf, usualWhen, type When, whenOf } from './when.js';

const NO_TEMPLATE = 'none';
const KINDS: MeetingKind[] = ['REGULAR', 'THEMATIC', 'COMMITTEE', 'EXTRAORDINARY'];

/** A meeting to come. Nobody is told before the invitation. */
export function ScheduleDialog(props: { cells: Scope[]; onClose: () => void; onDone: (meetingId: string) => void }) {
  const { cells, onClose, onDone } = props;
  const { t } = useLingui();
  const [cellId, setCellId] = useState(cells[0]?.id ?? '');
  const [kind, setKind] = useState<MeetingKind>('REGULAR');
  const [when, setWhen] = useState<When>(() => usualWhen(serverNowIso()));
  const [title, setTitle] = useState('');
  const [place, setPlace] = useState('');
  const [thematic, setThematic] = useState(false);
  const [templateId, setTemplate] = useState<string | null>(null);
  const [carries, carry] = useState(true);
  const { templates, waiting } = useTemplates(cellId, kind, when.day);
  const template =
    templateId === NO_TEMPLATE ? undefined : (templates.find(({ id }) => id === templateId) ?? templates[0]);
  const [last] = useQuery({
    query: ConsoleOpenFromLastMonthDocument,
    variables: { cellId },
    pause: !cellId || kind !== 'REGULAR',
    requestPolicy: 'cache-and-network',
  });
  const open = (kind === 'REGULAR' && last.data?.openFromLastMonth) || [];
  const { run, sending, refusal } = useCommand(ConsoleScheduleMeetingDocument, ['Meeting']);
  const month = when.day.slice(0, 7);
  const instants = instantsOf(when);
  const usual = `${meetingKindName(kind)} ${yearMonth(month)}`;

  return (
    <FormDialog
      title={<Trans>Lên lịch buổi sinh hoạt</Trans>}
      action={<Trans>Lên lịch</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['startsAt', 'endsAt', 'title', 'place', 'month']}
      disabled={!instants || waiting}
      onSubmit={async () => {
        if (!instants) return;
        const made = await run(clientMutationId => ({
          input: {
            cellId,
            kind,
            month,
            title: title.trim() || null,
            ...instants,
            place: place.trim() || null,
            includesThematic: thematic,
            agenda: inputOf(withTemplate(carries ? open.map(carriedItem) : [], template ?? { items: [] })),
            clientMutationId,
          },
        }));
        if (made) onDone(made.scheduleMeeting.id);
      }}
    >
      <div className="form-row">
        {cells.length > 1 && (
          <NativeSelect
            label={t`Chi bộ`}
            value={cellId}
            data={cells.map(cell => ({ value: cell.id, label: cell.name }))}
            onChange={event => setCellId(event.currentTarget.value)}
          />
        )}
        <NativeSelect
          label={t`Loại`}
          value={kind}
          data={KINDS.map(value => ({ value, label: meetingKindName(value) }))}
          onChange={event => setKind(event.currentTarget.value as MeetingKind)}
        />
      </div>
      <Habit
        cellId={cellId}
        month={month}
        kind={kind}
        onTake={suggestion => {
          setWhen(whenOf(suggestion.startsAt, suggestion.endsAt));
          setPlace(suggestion.place ?? '');
        }}
      />
      <WhenFields when={when} onChange={setWhen} refusal={refusal} />
      <TextInput
        label={t`Tên buổi`}
        description={t`Để trống sẽ đặt theo loại và tháng`}
        placeholder={usual}
        value={title}
        error={fieldError(refusal, 'title')}
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <TextInput
        label={t`Địa điểm`}
        value={place}
        error={fieldError(refusal, 'place')}
        onChange={event => setPlace(event.currentTarget.value)}
      />
      {kind === 'REGULAR' && (
        <Checkbox
          checked={thematic}
          onChange={event => setThematic(event.currentTarget.checked)}
          label={t`Có phần chuyên đề trong cùng buổi`}
        />
      )}
      <NativeSelect
        label={t`Chương trình mẫu`}
        value={template?.id ?? NO_TEMPLATE}
        data={[
          ...templates.map(({ id, cellType }) => ({ value: id, label: cellTypeName(cellType) })),
          { value: NO_TEMPLATE, label: t`Không dùng mẫu` },
        ]}
        onChange={event => setTemplate(event.currentTarget.value)}
      />
      {template && (
        <details>
          <summary>
            <Plural value={template.items.length} other="Xem # nội dung của mẫu" />
          </summary>
          <TemplateItems template={template} />
        </details>
      )}
      {open.length > 0 && (
        <Checkbox
          checked={carries}
          onChange={event => carry(event.currentTarget.checked)}
          label={<Plural value={open.length} other="Đưa # việc tháng trước còn lại vào chương trình" />}
        />
      )}
      <p className="small soft">
        <Trans>Đồng chí sửa chương trình ở bước sau. Chưa ai nhận được lời mời.</Trans>
      </p>
    </FormDialog>
  );
}

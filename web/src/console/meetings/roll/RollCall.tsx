import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { AttendanceMarkInput, AttendanceState } from '../../../graphql/graphql.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import '../../parts/table.css';
import { attendanceName } from '../../words.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { RuleOfRoll, Why } from './RollChecks.js';
import './roll.css';
import { useMarks } from './useMarks.js';

type Row = MeetingFacts['attendance'][number];
const MARKS: AttendanceState[] = ['PRESENT', 'EXCUSED', 'UNEXCUSED'];
/** Who is exempt need not come; who comes is present. */
const EXEMPT_MARKS: AttendanceState[] = ['PRESENT', 'EXEMPT'];

/** The roll: everybody by name, three marks each; whoever checked in alone is marked already. */
export function RollCall(props: { meeting: MeetingFacts; runs: boolean; onChanged: () => void }) {
  const { meeting, runs, onChanged } = props;
  const { t } = useLingui();
  const marks = useMarks(meeting.id, onChanged);
  const [only, setOnly] = useState<'all' | 'left'>('all');
  const [justAll, setJustAll] = useState<string[]>([]);
  const open = runs && meeting.status === 'OPEN';
  const stateOf = (row: Row) => marks.waiting.get(row.member.id)?.state ?? row.state;
  const left = meeting.attendance.filter(row => stateOf(row) === 'EXPECTED');
  const rows = only === 'left' && open ? left : meeting.attendance;
  const [unsent, missing] = [marks.waiting.size, left.length];
  return (
    <Panel
      title={<Trans>Điểm danh</Trans>}
      aside={
        open && (
          <SegmentedControl
            size="xs"
            aria-label={t`Xem`}
            value={only}
            onChange={value => setOnly(value === 'left' ? 'left' : 'all')}
            data={[
              { value: 'all', label: t`Tất cả` },
              { value: 'left', label: t`Chưa điểm danh (${missing})` },
            ]}
          />
        )
      }
      flush
      foot={
        open && (
          <>
            {missing > 0 && (
              <Button
                variant="default"
                onClick={() => {
                  setJustAll(left.map(row => row.member.id));
                  marks.mark(left.map(row => ({ memberId: row.member.id, state: 'PRESENT' })));
                }}
              >
                <Trans>Có mặt cả {missing} người còn lại</Trans>
              </Button>
            )}
            {missing === 0 && justAll.length > 0 && (
              <Button
                variant="default"
                onClick={() => {
                  setJustAll([]);
                  marks.mark(justAll.map(memberId => ({ memberId, state: 'EXPECTED' })));
                }}
              >
                <Trans>Hoàn tác “Có mặt cả”</Trans>
              </Button>
            )}
            <span className="soft" role="status" style={{ alignSelf: 'center' }}>
              {unsent > 0 && <Trans>Chờ gửi ({unsent})</Trans>}
            </span>
            <Refused error={marks.refusal}>
              {marks.refusal?.passing && (
                <Button size="sm" variant="default" onClick={marks.again}>
                  <Trans>Gửi lại</Trans>
                </Button>
              )}
            </Refused>
          </>
        )
      }
    >
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t`Họ tên`}</th>
            <th scope="col">{t`Trả lời`}</th>
            <th scope="col">{t`Điểm danh`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <RollRow
              key={row.member.id}
              row={row}
              waiting={marks.waiting.get(row.member.id)}
              open={open}
              onMark={mark => marks.mark([mark])}
            />
          ))}
        </tbody>
      </table>
      <RuleOfRoll />
    </Panel>
  );
}

function RollRow(props: {
  row: Row;
  waiting: AttendanceMarkInput | undefined;
  open: boolean;
  onMark: (mark: AttendanceMarkInput) => void;
}) {
  const { row, waiting, open, onMark } = props;
  const { t } = useLingui();
  // Who is excused needs a reason: the mark is sent with it, not before.
  const [excusing, excuse] = useState(false);
  const name = row.member.fullName;
  const known = waiting?.reason ?? row.reason ?? '';
  const state = excusing ? 'EXCUSED' : (waiting?.state ?? row.state);

  function choose(chosen: AttendanceState) {
    if (chosen === 'EXCUSED' && !known) {
      excuse(true);
      return;
    }
    excuse(false);
    onMark({ memberId: row.member.id, state: chosen, reason: chosen === 'EXCUSED' ? known : null });
  }

  return (
    <tr>
      <th scope="row">
        {name}
        <Why row={row} />
      </th>
      <td data-label={t`Trả lời`}>
        {row.answer === 'ATTENDING' ? t`Sẽ dự` : row.answer === 'ABSENT' ? t`Xin vắng` : '–'}
      </td>
      <td data-label={open ? undefined : t`Điểm danh`}>
        <div className="form" style={{ gap: '0.4rem' }}>
          {open ? (
            <fieldset className="roll-mark">
              <legend className="sr-only">{t`Điểm danh ${name}`}</legend>
              {(row.state === 'EXEMPT' ? EXEMPT_MARKS : MARKS).map(value => (
                <label key={value} data-state={value}>
                  <input
                    type="radio"
                    className="sr-only"
                    name={`mark-${row.member.id}`}
                    checked={state === value}
                    onChange={() => choose(value)}
                  />
                  {attendanceName(value)}
                </label>
              ))}
            </fieldset>
          ) : (
            <span>{attendanceName(row.state)}</span>
          )}
          {state === 'EXCUSED' &&
            (open ? (
              <Reason
                name={name}
                known={known}
                asking={excusing}
                onReason={reason => {
                  excuse(false);
                  onMark({ memberId: row.member.id, state: 'EXCUSED', reason });
                }}
              />
            ) : (
              <span className="small soft">{row.reason}</span>
            ))}
        </div>
      </td>
    </tr>
  );
}

/** Why somebody is excused; sent when the field is left or Enter is pressed. */
function Reason(props: { name: string; known: string; asking: boolean; onReason: (reason: string) => void }) {
  const { name, known, asking, onReason } = props;
  const { t } = useLingui();
  const [reason, setReason] = useState(known);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asking) field.current?.focus();
  }, [asking]);
  const send = () => {
    if (reason.trim() && reason.trim() !== known) onReason(reason.trim());
  };
  return (
    <TextInput
      ref={field}
      size="sm"
      aria-label={t`Lý do vắng của ${name}`}
      placeholder={t`Ghi lý do vắng, rồi Enter`}
      value={reason}
      onChange={event => setReason(event.currentTarget.value)}
      onBlur={send}
      onKeyDown={event => event.key === 'Enter' && send()}
    />
  );
}

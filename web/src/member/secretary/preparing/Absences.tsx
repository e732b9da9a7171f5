import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type AbsenceRowFragment, AbsencesDocument, DecideAbsenceDocument } from '../../../graphql/graphql.js';
import { send } from '../../../shared/client.js';
import { newId } from '../../../shared/ids.js';
import { touch } from '../../offline/saved.js';
import { useSaved } from '../../offline/useSaved.js';
import { Refused } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';

/** Who has asked for leave: what waits for the secretary's word first, the rest folded away. */
export function Absences({ meetingId }: { meetingId: string }) {
  const { data } = useSaved(AbsencesDocument, { id: meetingId });
  const asked = (data?.meeting?.attendance ?? []).filter(row => row.answer === 'ABSENT');
  const pending = asked.filter(row => row.absenceDecision === 'PENDING');
  const rest = asked.filter(row => row.absenceDecision !== 'PENDING');
  if (asked.length === 0) return null;
  return (
    <div className="stack">
      {pending.length > 0 && (
        <>
          <h3>
            <Plural value={pending.length} other="# người xin vắng chờ duyệt" />
          </h3>
          {pending.map(row => (
            <Row key={row.member?.id} meetingId={meetingId} row={row} />
          ))}
        </>
      )}
      {rest.length > 0 && (
        <details>
          <summary className="link">
            <Plural value={rest.length} other="# người xin vắng" />
          </summary>
          <div className="stack">
            {rest.map(row => (
              <Row key={row.member?.id} meetingId={meetingId} row={row} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

function Row({ meetingId, row }: { meetingId: string; row: AbsenceRowFragment }) {
  const { t } = useLingui();
  const { member, reason, isLate, absenceDecision } = row;
  const name = member.fullName;
  const action = useAction(async (decision: 'APPROVED' | 'DECLINED') => {
    await send(DecideAbsenceDocument, { meetingId, memberId: member.id, decision, clientMutationId: newId() });
    touch();
  });
  return (
    <div className="stack absence">
      <p>
        <b>{name}</b>
        {reason && <>: {reason}</>}
      </p>
      <p className="row wrap">
        {isLate && (
          <span className="chip">
            <Trans>Báo sau hạn</Trans>
          </span>
        )}
        {absenceDecision === 'APPROVED' && (
          <span className="chip chip-good">
            <Trans>Đã đồng ý</Trans>
          </span>
        )}
        {absenceDecision === 'DECLINED' && (
          <span className="chip chip-bad">
            <Trans>Không đồng ý</Trans>
          </span>
        )}
        {absenceDecision === null && (
          <span className="chip">
            <Trans>Báo đúng hạn, tính có phép</Trans>
          </span>
        )}
      </p>
      {action.error !== null && <Refused error={action.error} />}
      <div className="buttons">
        {absenceDecision !== 'APPROVED' && (
          <button
            type="button"
            className="btn"
            aria-label={t`Đồng ý cho ${name} vắng`}
            aria-busy={action.busy}
            onClick={() => void action.run('APPROVED')}
          >
            <Trans>Đồng ý</Trans>
          </button>
        )}
        {absenceDecision !== 'DECLINED' && (
          <button
            type="button"
            className="btn"
            aria-label={t`Không đồng ý cho ${name} vắng`}
            aria-busy={action.busy}
            onClick={() => void action.run('DECLINED')}
          >
            <Trans>Không đồng ý</Trans>
          </button>
        )}
      </div>
    </div>
  );
}

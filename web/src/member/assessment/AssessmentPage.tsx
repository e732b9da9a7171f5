import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { MeetingAssessmentDocument, type MeetingScoresFragment } from '../../graphql/graphql.js';
import { useSaved } from '../offline/useSaved.js';
import { Page } from '../ui/Page.js';
import { Done, Empty, Loaded } from '../ui/states.js';
import { ScoredSheet } from './ScoredSheet.js';
import { Scoring } from './Scoring.js';
import './assessment.css';

/** The sheet of points of a meeting: the secretary fills it in, the members read it. */
export function AssessmentPage({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(MeetingAssessmentDocument, { id });
  return (
    <Page title={t`Chấm điểm buổi sinh hoạt`} back={`/sinh-hoat/${id}`}>
      <Loaded of={page}>{({ assessment }) => assessment && <Body scores={assessment} />}</Loaded>
    </Page>
  );
}

function Body({ scores }: { scores: MeetingScoresFragment }) {
  const { cell, mayScore } = scores;
  const mine = mayScore.includes('CELL');
  const [editing, setEditing] = useState(false);
  const [done, setDone] = useState(false);
  if (mine && (!cell || editing))
    return (
      <Scoring
        scores={scores}
        onDone={() => {
          setEditing(false);
          setDone(true);
        }}
      />
    );
  if (!cell)
    return (
      <Empty>
        <Trans>Chi bộ chưa chấm điểm buổi này.</Trans>
      </Empty>
    );
  return (
    <>
      {done && (
        <Done>
          <Trans>Đã lưu điểm của chi bộ.</Trans>
        </Done>
      )}
      <ScoredSheet scores={scores} />
      {mine && (
        <button type="button" className="btn btn-wide" onClick={() => setEditing(true)}>
          <Trans>Chấm lại</Trans>
        </button>
      )}
    </>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type AssessmentScorer, ConsoleAssessmentDocument, type ConsoleScoresFragment } from '../../graphql/graphql.js';
import { pointsText } from '../../shared/scores.js';
import { Panel } from '../parts/Panel.js';
import { Answer } from '../parts/states/Answer.js';
import '../parts/table.css';
import './assessments.css';
import { OtherForm } from './OtherForm.js';
import { ScoreDialog } from './ScoreDialog.js';
import { BandChip, Total } from './ScoreWords.js';

/** The two scores of a meeting side by side, each point with what it rests on; the secretary or the follower scores here. */
export function AssessmentPanel({ meetingId, cellId }: { meetingId: string; cellId: string }) {
  const { t } = useLingui();
  const [scoring, score] = useState<AssessmentScorer | null>(null);
  const [result, ask] = useQuery({
    query: ConsoleAssessmentDocument,
    variables: { id: meetingId },
    requestPolicy: 'cache-and-network',
  });
  const again = () => ask({ requestPolicy: 'network-only' });
  const scores = result.data?.assessment;
  const names: Record<AssessmentScorer, string> = { CELL: t`Chi bộ tự chấm`, FOLLOWER: t`Cấp ủy theo dõi chấm` };
  return (
    <Panel
      title={<Trans>Chất lượng buổi sinh hoạt</Trans>}
      aside={scores?.form.name}
      flush
      foot={
        scores && scores.mayScore.length > 0 ? (
          <>
            {scores.mayScore.map(scorer => (
              <Button
                key={scorer}
                variant={(scorer === 'CELL' ? scores.cell : scores.follower) ? 'default' : 'filled'}
                onClick={() => score(scorer)}
              >
                {(scorer === 'CELL' ? scores.cell : scores.follower) ? (
                  <Trans>Chấm lại</Trans>
                ) : (
                  <Trans>Chấm điểm</Trans>
                )}
              </Button>
            ))}
            <OtherForm
              meetingId={meetingId}
              cellId={cellId}
              current={scores.form.code}
              scorer={scores.follower && scores.mayScore.includes('FOLLOWER') ? 'FOLLOWER' : 'CELL'}
            />
          </>
        ) : null
      }
    >
      <Answer result={result} find={data => data.assessment} onRetry={again}>
        {found => <Columns scores={found} names={names} />}
      </Answer>
      {scoring && scores && (
        <ScoreDialog
          scores={scores}
          scorer={scoring}
          title={names[scoring]}
          onClose={() => score(null)}
          onDone={() => {
            score(null);
            again();
          }}
          onStale={again}
        />
      )}
    </Panel>
  );
}

type Points = NonNullable<ConsoleScoresFragment['cell']>['points'];

/** Without any score yet: what the platform knows so far. */
function Columns({ scores, names }: { scores: ConsoleScoresFragment; names: Record<AssessmentScorer, string> }) {
  const { t } = useLingui();
  const { form, cell, follower, differences } = scores;
  const parts: Points = cell?.points.length ? cell.points : (follower?.points ?? scores.suggested?.points ?? []);
  const of = (points: Points | undefined, part: string) => points?.find(point => point.part === part);
  const differing = new Set(differences.map(({ part }) => part));
  return (
    <div className="score-scroll">
      <table className="table score-table">
        <thead>
          <tr>
            <th scope="col">{t`Tiêu chí`}</th>
            <th scope="col" className="right">{t`Tối đa`}</th>
            <th scope="col" className="right">
              {cell ? names.CELL : t`Hệ thống ghi nhận`}
            </th>
            <th scope="col" className="right">
              {names.FOLLOWER}
            </th>
          </tr>
        </thead>
        {form.criteria.map(({ number, title }) => (
          <tbody key={number}>
            <tr>
              <th scope="rowgroup" colSpan={4} className="score-criterion">
                {number}. {title}
              </th>
            </tr>
            {parts
              .filter(point => point.criterion === number)
              .map(point => (
                <tr key={point.part} data-differs={differing.has(point.part) || undefined}>
                  <th scope="row">
                    {point.title}
                    {!point.applies && (
                      <div className="small soft">
                        <Trans>Không chấm trong tháng này</Trans>
                      </div>
                    )}
                    {point.evidence.map(({ text }) => (
                      <div key={text} className="small soft">
                        {text}
                      </div>
                    ))}
                  </th>
                  <td className="right num">{pointsText(point.max)}</td>
                  <Given point={of(cell?.points ?? scores.suggested?.points, point.part)} />
                  <Given point={of(follower?.points, point.part)} differs={differing.has(point.part)} />
                </tr>
              ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th scope="row">{t`Tổng điểm`}</th>
            <td className="right num">{pointsText(form.whole)}</td>
            <td className="right">{cell ? <Total sum={cell} /> : '–'}</td>
            <td className="right">{follower ? <Total sum={follower} /> : '–'}</td>
          </tr>
          <tr>
            <th scope="row">{t`Xếp loại`}</th>
            <td />
            <td className="right">{cell ? <BandChip band={cell.band} /> : t`Chưa chấm`}</td>
            <td className="right">{follower ? <BandChip band={follower.band} /> : t`Chưa chấm`}</td>
          </tr>
        </tfoot>
      </table>
      {form.source && <p className="small soft score-source">{form.source}</p>}
    </div>
  );
}

/** Points with the note; what the platform would have given where it differs. */
function Given({ point, differs }: { point: Points[number] | undefined; differs?: boolean }) {
  if (!point?.applies || point.points === null) return <td className="right num">–</td>;
  const known = point.suggested === null ? null : pointsText(point.suggested);
  return (
    <td className="right num">
      {differs ? (
        <b className="score-differs">
          {pointsText(point.points)} <Trans>(khác)</Trans>
        </b>
      ) : (
        pointsText(point.points)
      )}
      {known !== null && point.suggested !== point.points && (
        <div className="small soft">
          <Trans>hệ thống tính {known}</Trans>
        </div>
      )}
      {point.note && <div className="small soft score-note">{point.note}</div>}
    </td>
  );
}

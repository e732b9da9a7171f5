import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  type AssessmentScorer,
  ConsoleAssessmentFormsDocument,
  ConsoleAssessmentUnderDocument,
} from '../../graphql/graphql.js';
import { toApiError } from '../../shared/client.js';
import { Refused } from '../parts/states/Refused.js';
import { BandChip, Total } from './ScoreWords.js';

/** What the meeting would score under another form. */
export function OtherForm(props: { meetingId: string; cellId: string; current: string; scorer: AssessmentScorer }) {
  const { meetingId, cellId, current, scorer } = props;
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const [forms] = useQuery({ query: ConsoleAssessmentFormsDocument, variables: { organisationId: cellId } });
  const [result] = useQuery({
    query: ConsoleAssessmentUnderDocument,
    variables: { id: meetingId, formCode: code, scorer },
    pause: !code,
    requestPolicy: 'cache-and-network',
  });
  const others = (forms.data?.assessmentForms ?? []).filter(form => form.code !== current);
  if (others.length === 0) return null;
  const under = code ? result.data?.assessmentUnder : undefined;
  const missing = under?.missing.join(', ');
  return (
    <div className="other-form">
      <NativeSelect
        label={t`Theo mẫu khác`}
        value={code}
        data={[{ value: '', label: t`Chọn mẫu` }, ...others.map(form => ({ value: form.code, label: form.name }))]}
        onChange={event => setCode(event.currentTarget.value)}
      />
      <Refused error={code && result.error ? toApiError(result.error) : null} />
      {under && (
        <div role="status">
          <p>
            <Total sum={under} /> {under.band && <BandChip band={under.band} />}
          </p>
          {missing && (
            <p className="small soft">
              <Trans>Chưa có điểm cho: {missing}</Trans>
            </p>
          )}
        </div>
      )}
    </div>
  );
}

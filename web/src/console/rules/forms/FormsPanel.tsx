import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleFormsInForceDocument, type ConsoleFormVersionFragment } from '../../../graphql/graphql.js';
import { Panel } from '../../parts/Panel.js';
import { Answer } from '../../parts/states/Answer.js';
import { tomorrow } from '../tomorrow.js';
import { typed } from './form.js';
import './forms.css';
import { PublishDialog } from './PublishDialog.js';

/** The forms for judging meetings in force on a day, and the next version of one for the branch. */
export function FormsPanel(props: {
  organisation: { id: string; name: string };
  on: string | undefined;
  onPublished: (from: string) => void;
}) {
  const { organisation, on, onPublished } = props;
  const [result, ask] = useQuery({
    query: ConsoleFormsInForceDocument,
    variables: { organisationId: organisation.id, on: on ?? null },
    requestPolicy: 'cache-and-network',
  });
  const again = () => ask({ requestPolicy: 'network-only' });
  const [code, edit] = useState<string | null>(null);
  return (
    <Panel title={<Trans>Mẫu chấm điểm sinh hoạt</Trans>}>
      <Answer result={result} find={data => data.assessmentForms} onRetry={again}>
        {forms => (
          <div className="stack">
            {forms.map(form => (
              <FormFacts key={form.id} form={form} onEdit={() => edit(form.code)} />
            ))}
          </div>
        )}
      </Answer>
      {code && (
        <Begin
          organisation={organisation}
          code={code}
          onClose={() => edit(null)}
          onDone={from => {
            edit(null);
            again();
            onPublished(from);
          }}
        />
      )}
    </Panel>
  );
}

/** A version follows the one that holds tomorrow, whatever day is looked at. */
function Begin(props: {
  organisation: { id: string; name: string };
  code: string;
  onClose: () => void;
  onDone: (from: string) => void;
}) {
  const { organisation, code, onClose, onDone } = props;
  const [result, ask] = useQuery({
    query: ConsoleFormsInForceDocument,
    variables: { organisationId: organisation.id, on: tomorrow() },
    requestPolicy: 'network-only',
  });
  return (
    <Answer
      result={result}
      find={data => data.assessmentForms.find(form => form.code === code)}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
      waiting={<span />}
    >
      {first => <PublishDialog organisation={organisation} first={first} onClose={onClose} onDone={onDone} />}
    </Answer>
  );
}

function FormFacts({ form, onEdit }: { form: ConsoleFormVersionFragment; onEdit: () => void }) {
  const { t } = useLingui();
  const { code, whole } = form;
  return (
    <section aria-label={t`Mẫu ${code}`}>
      <p className="strong">
        {t`Mẫu ${code}`} · {form.name}
      </p>
      <p className="small soft">
        {form.organisation?.name ?? t`Toàn Đảng`}
        {form.source && ` · ${form.source}`}
      </p>
      <details>
        <summary>
          <Trans>Xem tiêu chí và điểm</Trans>
        </summary>
        {form.criteria.map(({ number, title, parts }) => (
          <div key={number} style={{ paddingTop: '0.6rem' }}>
            <p className="strong">
              {number}. {title}
            </p>
            <ul className="form-facts">
              {parts.map(part => (
                <li key={part.key}>
                  <span>
                    {part.title}
                    <span className="small soft">
                      {' · '}
                      {part.scale.length > 0 ? <Trans>hệ thống tính</Trans> : <Trans>người chấm</Trans>}
                    </span>
                  </span>
                  <span className="num">{typed(part.max)}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <p className="strong">
          <Trans>Tổng điểm {whole}</Trans>
        </p>
        <p className="small soft">
          {form.bands.map(({ band, name, least }) => (
            <span key={band}>
              {name}: <Trans>từ {typed(least)} điểm</Trans>.{' '}
            </span>
          ))}
        </p>
      </details>
      <Button variant="default" size="xs" onClick={onEdit} aria-label={t`Soạn bản mới của mẫu ${code}`}>
        <Trans>Soạn bản mới</Trans>
      </Button>
    </section>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import {
  ConsoleFormsInForceDocument,
  type ConsoleFormVersionFragment,
  ConsolePublishFormDocument,
} from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import '../../meetings/meetings.css';
import { tomorrow } from '../tomorrow.js';
import { CriteriaFields } from './CriteriaFields.js';
import { draftOf, inputOf, sumOf, typed, upon } from './form.js';
import './forms.css';

/** The next version of a form for a branch, begun with the one in force. What was typed stays when somebody else was faster. */
export function PublishDialog(props: {
  organisation: { id: string; name: string };
  first: ConsoleFormVersionFragment;
  onClose: () => void;
  onDone: (from: string) => void;
}) {
  const { organisation, first, onClose, onDone } = props;
  const { t } = useLingui();
  const client = useClient();
  const [based, setBased] = useState(first);
  const [theirs, setTheirs] = useState<ConsoleFormVersionFragment | null>(null);
  const [name, setName] = useState(first.name);
  const [source, setSource] = useState('');
  const [from, setFrom] = useState(tomorrow);
  const [criteria, setCriteria] = useState(() => draftOf(first));
  const { run, sending, refusal, forget } = useCommand(ConsolePublishFormDocument, ['AssessmentForm']);
  const [sum, whole] = [typed(sumOf(criteria)), typed(based.whole)];

  async function publish() {
    const input = {
      ...{ organisationId: organisation.id, code: based.code, from, replaces: based.id },
      ...{ name: name.trim(), source: source.trim(), criteria: inputOf(criteria) },
    };
    if (await run(clientMutationId => ({ input: { ...input, clientMutationId } }))) return onDone(from);
    const asked = await client
      .query(
        ConsoleFormsInForceDocument,
        { organisationId: organisation.id, on: from },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    const now = asked.data?.assessmentForms.find(({ code }) => code === based.code);
    if (now && now.id !== based.id) setTheirs(now);
  }

  function decide(on: ConsoleFormVersionFragment, next: typeof criteria) {
    setBased(on);
    setCriteria(next);
    setTheirs(null);
    forget();
  }

  return (
    <FormDialog
      wide
      title={
        <Trans>
          Mẫu {first.code} của {organisation.name}: bản mới
        </Trans>
      }
      action={<Trans>Ban hành</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['from', 'name', 'source']}
      disabled={theirs !== null || source.trim() === '' || from === ''}
      onSubmit={publish}
    >
      <p className="soft">
        <Trans>Các buổi trước ngày có hiệu lực giữ mẫu cũ, kể cả khi chấm sau.</Trans>
      </p>
      <TextInput
        label={t`Tên mẫu`}
        maxLength={200}
        value={name}
        error={fieldError(refusal, 'name')}
        onChange={event => setName(event.currentTarget.value)}
      />
      <div className="form-row">
        <TextInput
          label={t`Căn cứ`}
          placeholder={t`Quyết định số …`}
          maxLength={300}
          value={source}
          error={fieldError(refusal, 'source')}
          onChange={event => setSource(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t`Có hiệu lực từ ngày`}
          min={tomorrow()}
          value={from}
          error={fieldError(refusal, 'from')}
          onChange={event => setFrom(event.currentTarget.value)}
        />
      </div>
      <CriteriaFields criteria={criteria} refusal={refusal} onChange={setCriteria} />
      <p className={sum === whole ? 'strong' : 'strong form-problems'} role="status">
        <Trans>
          Tổng điểm {sum} / {whole}
        </Trans>
      </p>
      {theirs && (
        <section className="note note-wait" role="alert">
          <p className="strong">
            <Trans>Ngày đó áp dụng một bản khác với bản đồng chí đang sửa: {theirs.name}</Trans>
          </p>
          <p>{theirs.source}</p>
          <ol className="form-facts small">
            {theirs.criteria
              .flatMap(({ parts }) => parts)
              .map(part => (
                <li key={part.key}>
                  <span>{part.title}</span>
                  <span className="num">{typed(part.max)}</span>
                </li>
              ))}
          </ol>
          <div className="page-actions">
            <Button variant="default" size="sm" onClick={() => decide(theirs, upon(criteria, theirs))}>
              <Trans>Giữ bản của tôi</Trans>
            </Button>
            <Button variant="default" size="sm" onClick={() => decide(theirs, draftOf(theirs))}>
              <Trans>Lấy bản hiện tại</Trans>
            </Button>
          </div>
        </section>
      )}
    </FormDialog>
  );
}

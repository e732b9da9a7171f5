import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { CreateDocumentDocument } from '../../../graphql/graphql.js';
import { Page } from '../../parts/Page.js';
import { fieldError, Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { publishingScopes } from '../../rights.js';
import { useViewer } from '../../shell/viewer.js';
import { AudienceFields } from './AudienceFields.js';
import { blank, type Draft, inputOf } from './draft.js';
import { RecordFields } from './RecordFields.js';
import { TimeFields } from './TimeFields.js';
import { UploadList } from './UploadList.js';
import { useUploads } from './useUploads.js';

/** Fields that show their own refusal. */
const SHOWN = ['title', 'issuedOn', 'audienceId', 'publishAt', 'bulletinMonth', 'replacesIds'];

/** A new document: its files, what it is, for whom, and from when. */
export function Publish() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const scopes = publishingScopes(useViewer());
  const files = useUploads();
  const [draft, setDraft] = useState(() => blank(scopes[0] ?? null));
  const { run, sending, refusal } = useCommand(CreateDocumentDocument, ['Document']);
  const input = files.ready ? inputOf(draft, files.fileIds) : null;
  const change = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }));
  const problem = (name: string) => fieldError(refusal, name);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!input) return;
    const made = await run(clientMutationId => ({ input: { ...input, clientMutationId } }));
    if (made) await navigate({ to: '/thu-vien/$documentId', params: { documentId: made.createDocument.id } });
  }

  return (
    <Page title={t`Đăng tài liệu`} crumbs={[{ id: 'all', node: <Link to="/thu-vien">{t`Thư viện`}</Link> }]}>
      <form className="panel panel-body form publish" onSubmit={submit}>
        <h2>
          <Trans>Tệp</Trans>
        </h2>
        <UploadList files={files} />
        <h2>
          <Trans>Tài liệu</Trans>
        </h2>
        <RecordFields draft={draft} onChange={change} problem={problem} />
        <h2>
          <Trans>Người đọc</Trans>
        </h2>
        <AudienceFields draft={draft} onChange={change} problem={problem} scopes={scopes} />
        <h2>
          <Trans>Thời điểm đăng</Trans>
        </h2>
        <TimeFields draft={draft} onChange={change} problem={problem} />
        <Checkbox
          checked={draft.open}
          onChange={event => change({ open: event.currentTarget.checked })}
          label={t`Tôi cam kết các tệp này không thuộc loại Mật, Tối mật, Tuyệt mật`}
          description={t`Tệp có dấu mật sẽ bị dừng lại và xóa khỏi hệ thống.`}
        />
        <Refused error={refusal} shown={SHOWN} />
        <div className="form-foot">
          <Button variant="default" component={Link} to="/thu-vien">
            <Trans>Thôi</Trans>
          </Button>
          <Button type="submit" loading={sending} disabled={!input}>
            {draft.later ? <Trans>Hẹn đăng</Trans> : <Trans>Đăng</Trans>}
          </Button>
        </div>
      </form>
    </Page>
  );
}

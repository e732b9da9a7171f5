import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { CreateDocumentDocument } from '../../graphql/graphql.js';
import { fromInputs } from '../../shared/format.js';
import { isCell } from '../organisations/kinds.js';
import { Page } from '../parts/Page.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { fieldError, Refused } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import { publishingScopes } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { topicsOf } from './publishing.js';
import { UploadList } from './UploadList.js';
import { useUploads } from './useUploads.js';

/** A new document: its files, what it is, for whom, and from when. */
export function Publish() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const scopes = publishingScopes(useViewer());
  const onlyCells = scopes.every(scope => isCell(scope.kind));
  const files = useUploads();
  const [title, setTitle] = useState('');
  const [issuer, setIssuer] = useState('');
  const [number, setNumber] = useState('');
  const [issuedOn, setIssuedOn] = useState('');
  const [topics, setTopics] = useState('');
  const [audience, setAudience] = useState<{ id: string; name: string } | null>(scopes[0] ?? null);
  const [later, setLater] = useState(false);
  const [day, setDay] = useState('');
  const [hour, setHour] = useState('08:00');
  const [open, setOpen] = useState(false);
  const { run, sending, refusal } = useCommand(CreateDocumentDocument, ['Document']);
  const publishAt = later ? fromInputs(day, hour) : null;
  const ready = audience && open && files.fileIds.length > 0 && !files.busy && !files.failed && (!later || publishAt);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready) return;
    const made = await run(clientMutationId => ({
      input: {
        title: title.trim(),
        issuer: issuer.trim() || null,
        number: number.trim() || null,
        issuedOn: issuedOn || null,
        topics: topicsOf(topics),
        fileIds: files.fileIds,
        publishAt,
        audienceId: audience.id,
        clientMutationId,
      },
    }));
    if (made) await navigate({ to: '/thu-vien/$documentId', params: { documentId: made.createDocument.id } });
  }

  return (
    <Page title={t`Đăng tài liệu`} crumbs={[{ id: 'all', node: <Link to="/thu-vien">{t`Thư viện`}</Link> }]}>
      <form className="panel panel-body form" style={{ maxWidth: '46rem', paddingTop: '1.2rem' }} onSubmit={submit}>
        <UploadList files={files} />
        <TextInput
          label={t`Tên tài liệu`}
          required
          withAsterisk={false}
          value={title}
          error={fieldError(refusal, 'title')}
          onChange={event => setTitle(event.currentTarget.value)}
        />
        <div className="form-row">
          <TextInput
            label={t`Cơ quan ban hành`}
            value={issuer}
            onChange={event => setIssuer(event.currentTarget.value)}
          />
          <TextInput label={t`Số hiệu`} value={number} onChange={event => setNumber(event.currentTarget.value)} />
          <TextInput
            type="date"
            label={t`Ngày ban hành`}
            value={issuedOn}
            error={fieldError(refusal, 'issuedOn')}
            onChange={event => setIssuedOn(event.currentTarget.value)}
          />
        </div>
        <TextInput
          label={t`Chủ đề`}
          description={t`Cách nhau bằng dấu phẩy`}
          value={topics}
          onChange={event => setTopics(event.currentTarget.value)}
        />
        {onlyCells && scopes.length === 1 ? (
          <p>
            <Trans>
              Dành cho <b>{scopes[0]?.name}</b>.
            </Trans>
          </p>
        ) : (
          <PickOrganisation
            label={t`Dành cho`}
            description={t`Mọi đảng viên của tổ chức này và các tổ chức bên dưới đọc được`}
            value={audience}
            onChange={setAudience}
            error={fieldError(refusal, 'audienceId')}
          />
        )}
        <SegmentedControl
          aria-label={t`Thời điểm đăng`}
          value={later ? 'later' : 'now'}
          onChange={value => setLater(value === 'later')}
          data={[
            { value: 'now', label: t`Đăng ngay` },
            { value: 'later', label: t`Hẹn giờ` },
          ]}
        />
        {later && (
          <div className="form-row">
            <TextInput
              type="date"
              label={t`Ngày đăng`}
              required
              withAsterisk={false}
              value={day}
              error={fieldError(refusal, 'publishAt')}
              onChange={event => setDay(event.currentTarget.value)}
            />
            <TextInput
              type="time"
              label={t`Giờ đăng`}
              required
              withAsterisk={false}
              value={hour}
              onChange={event => setHour(event.currentTarget.value)}
            />
          </div>
        )}
        <Checkbox
          checked={open}
          onChange={event => setOpen(event.currentTarget.checked)}
          label={t`Các tệp này không thuộc loại Mật, Tối mật, Tuyệt mật`}
        />
        <Refused error={refusal} shown={['title', 'issuedOn', 'audienceId', 'publishAt']} />
        <div className="form-foot">
          <Button variant="default" component={Link} to="/thu-vien">
            <Trans>Thôi</Trans>
          </Button>
          <Button type="submit" loading={sending} disabled={!ready}>
            {later ? <Trans>Hẹn đăng</Trans> : <Trans>Đăng</Trans>}
          </Button>
        </div>
      </form>
    </Page>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, MultiSelect, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ConsoleAttachDocumentsDocument,
  ConsoleDetachDocumentsDocument,
  ConsoleDocumentsDocument,
  CreateDocumentDocument,
} from '../../../graphql/graphql.js';
import { UploadList } from '../../library/publish/UploadList.js';
import { useUploads } from '../../library/publish/useUploads.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import { Nothing } from '../../parts/states/states.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';

/** The documents of a meeting; readable for the cell from the invitation on. */
export function DocumentsPanel(props: { meeting: MeetingFacts; editable: boolean; onChanged: () => void }) {
  const { meeting, editable, onChanged } = props;
  const { t } = useLingui();
  const [adding, add] = useState(false);
  const detach = useCommand(ConsoleDetachDocumentsDocument, ['Meeting']);
  return (
    <Panel
      title={<Trans>Tài liệu</Trans>}
      aside={
        editable && (
          <Button variant="default" size="xs" onClick={() => add(true)}>
            <Trans>Thêm tài liệu</Trans>
          </Button>
        )
      }
    >
      {meeting.documents.length === 0 ? (
        <Nothing title={<Trans>Chưa có tài liệu</Trans>} />
      ) : (
        <ul className="files">
          {meeting.documents.map(({ id, title }) => (
            <li key={id}>
              <Link to="/thu-vien/$documentId" params={{ documentId: id }} className="file-name">
                {title}
              </Link>
              {editable && (
                <Button
                  size="xs"
                  variant="subtle"
                  aria-label={t`Gỡ tài liệu ${title}`}
                  onClick={async () => {
                    const about = { meetingId: meeting.id, documentIds: [id] };
                    if (await detach.run(clientMutationId => ({ ...about, clientMutationId }))) onChanged();
                  }}
                >
                  <Trans>Gỡ</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Refused error={detach.refusal} />
      {adding && (
        <AttachDialog
          meeting={meeting}
          onClose={() => add(false)}
          onDone={() => {
            add(false);
            onChanged();
          }}
        />
      )}
    </Panel>
  );
}

const TYPING_MS = 250;

/** Documents of the library, or a new one of files from this machine. */
function AttachDialog(props: { meeting: MeetingFacts; onClose: () => void; onDone: () => void }) {
  const { meeting, onClose, onDone } = props;
  const { t } = useLingui();
  const [source, setSource] = useState<'library' | 'files'>('library');
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words.trim(), TYPING_MS);
  const [picked, setPicked] = useState<{ value: string; label: string }[]>([]);
  const [{ data, fetching }] = useQuery({ query: ConsoleDocumentsDocument, variables: { search: settled || null } });
  const files = useUploads();
  const [title, setTitle] = useState('');
  const [open, setOpen] = useState(false);
  const create = useCommand(CreateDocumentDocument, ['Document', 'Meeting']);
  const attach = useCommand(ConsoleAttachDocumentsDocument, ['Meeting', 'Document']);
  const filesReady = files.fileIds.length > 0 && files.ready && title.trim() !== '' && open;

  const found = (data?.documents.edges ?? [])
    .filter(edge => !meeting.documents.some(one => one.id === edge.node.id))
    .map(edge => ({ value: edge.node.id, label: edge.node.title }));
  const options = [...picked, ...found.filter(one => !picked.some(other => other.value === one.value))];

  async function submit() {
    if (source === 'files') {
      const input = {
        title: title.trim(),
        fileIds: files.fileIds,
        audienceId: meeting.cell.id,
        meetingId: meeting.id,
        isNotSecret: true,
      };
      // Made and attached in one: before the invitation nobody but the secretary sees it.
      if (await create.run(clientMutationId => ({ input: { ...input, clientMutationId } }))) onDone();
      return;
    }
    const documentIds = picked.map(one => one.value);
    if (await attach.run(clientMutationId => ({ meetingId: meeting.id, documentIds, clientMutationId }))) onDone();
  }

  return (
    <FormDialog
      title={<Trans>Thêm tài liệu cho buổi họp</Trans>}
      action={<Trans>Thêm</Trans>}
      onClose={onClose}
      sending={create.sending || attach.sending}
      refusal={create.refusal ?? attach.refusal}
      disabled={source === 'library' ? picked.length === 0 : !filesReady}
      onSubmit={submit}
    >
      <Tabs value={source} onChange={value => setSource(value === 'files' ? 'files' : 'library')}>
        <Tabs.List mb="md">
          <Tabs.Tab value="library">{t`Chọn từ thư viện`}</Tabs.Tab>
          <Tabs.Tab value="files">{t`Tải tệp lên`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="library">
          <MultiSelect
            label={t`Tài liệu`}
            placeholder={t`Gõ tên tài liệu`}
            searchable
            hidePickedOptions
            data={options}
            filter={({ options: all }) => all}
            value={picked.map(one => one.value)}
            onSearchChange={setWords}
            onChange={ids => setPicked(options.filter(one => ids.includes(one.value)))}
            nothingFoundMessage={fetching ? t`Đang tìm…` : t`Không tìm thấy`}
          />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <div className="form">
            <UploadList files={files} />
            <TextInput label={t`Tên tài liệu`} value={title} onChange={event => setTitle(event.currentTarget.value)} />
            <Checkbox
              checked={open}
              onChange={event => setOpen(event.currentTarget.checked)}
              label={t`Các tệp này không thuộc loại Mật, Tối mật, Tuyệt mật`}
            />
          </div>
        </Tabs.Panel>
      </Tabs>
    </FormDialog>
  );
}

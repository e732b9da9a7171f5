import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import {
  EditResolutionDocument,
  type ResolutionPartsFragment,
  ResolutionsPageDocument,
} from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';

function typedOf({ title, voteId, record }: ResolutionPartsFragment) {
  return {
    title,
    voteId: voteId ?? '',
    results: record.results ?? '',
    direction: record.direction ?? '',
    assignment: record.assignment ?? '',
    score: record.score ?? '',
    recipients: record.recipients.join('\n'),
  };
}

function wordsOf(resolution: ResolutionPartsFragment): string {
  const { voteId: _, ...words } = typedOf(resolution);
  return Object.values(words).filter(Boolean).join('\n\n');
}

/** Editing a draft. What was typed stays when somebody else was faster, and both texts are shown. */
export function EditResolutionDialog(props: {
  first: ResolutionPartsFragment;
  votes: MeetingFacts['votes'];
  onClose: () => void;
  onDone: () => void;
}) {
  const { first, votes, onClose, onDone } = props;
  const { t } = useLingui();
  const client = useClient();
  const [version, setVersion] = useState(first.version);
  const [typed, setTyped] = useState(() => typedOf(first));
  const [theirs, setTheirs] = useState<ResolutionPartsFragment | null>(null);
  const { run, sending, refusal } = useCommand(EditResolutionDocument, ['Resolution']);

  async function save(on: number) {
    const { recipients, voteId, ...parts } = typed;
    const made = await run(clientMutationId => ({
      input: {
        id: first.id,
        version: on,
        ...parts,
        voteId: voteId || null,
        recipients: recipients
          .split('\n')
          .map(line => line.trim())
          .filter(Boolean),
        clientMutationId,
      },
    }));
    if (made) return onDone();
    const { data } = await client
      .query(ResolutionsPageDocument, { meetingId: first.meetingId }, { requestPolicy: 'network-only' })
      .toPromise();
    const current = data?.resolutionsOfMeeting.find(({ id }) => id === first.id);
    if (current && current.version !== on) setTheirs(current);
  }

  const parts = [
    ['results', t`I. Kết quả tháng trước`, 3],
    ['direction', t`II. Phương hướng`, 6],
    ['assignment', t`III. Phân công`, 3],
    ['score', t`IV. Đánh giá buổi sinh hoạt`, 2],
    ['recipients', t`Nơi nhận, mỗi dòng một nơi`, 3],
  ] as const;
  return (
    <FormDialog
      wide
      title={<Trans>Sửa nghị quyết</Trans>}
      action={theirs ? <Trans>Giữ bản của tôi</Trans> : <Trans>Lưu nghị quyết</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={theirs ? null : refusal}
      shown={['voteId']}
      disabled={typed.title.trim() === ''}
      onSubmit={async () => {
        const on = theirs?.version ?? version;
        setVersion(on);
        setTheirs(null);
        await save(on);
      }}
    >
      <TextInput
        label={t`Về việc`}
        value={typed.title}
        onChange={event => setTyped({ ...typed, title: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Biểu quyết thông qua`}
        description={t`Nghị quyết chỉ ban hành được khi biểu quyết đã chọn được thông qua.`}
        value={typed.voteId}
        error={fieldError(refusal, 'voteId')}
        data={[
          { value: '', label: t`Không gắn biểu quyết` },
          ...votes
            .filter(({ id, status }) => status === 'CLOSED' || id === typed.voteId)
            .map(({ id, question, passed }) => ({
              value: id,
              label: passed ? question : t`${question} (không thông qua)`,
            })),
        ]}
        onChange={event => setTyped({ ...typed, voteId: event.currentTarget.value })}
      />
      {parts.map(([part, label, rows]) => (
        <Textarea
          key={part}
          label={label}
          rows={rows}
          resize="vertical"
          value={typed[part]}
          onChange={event => setTyped({ ...typed, [part]: event.currentTarget.value })}
        />
      ))}
      <p className="soft small">
        <Trans>Bảng kết quả và bảng phân công lấy từ nhiệm vụ đã ghi, không phải gõ lại.</Trans>
      </p>
      {theirs && (
        <section className="addendum" role="alert">
          <p className="strong">
            <Trans>Có người vừa sửa nghị quyết này. Bản hiện tại:</Trans>
          </p>
          <p className="minutes">{wordsOf(theirs)}</p>
          <Button
            variant="default"
            size="sm"
            onClick={() => {
              setTyped(typedOf(theirs));
              setVersion(theirs.version);
              setTheirs(null);
            }}
          >
            <Trans>Lấy bản hiện tại</Trans>
          </Button>
        </section>
      )}
    </FormDialog>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ConsoleAssessmentFormsDocument,
  ConsoleRulesDocument,
  ConsoleTightenRulesDocument,
  type RuleSettingsInput,
} from '../../graphql/graphql.js';
import { FormDialog } from '../parts/FormDialog.js';
import { Answer } from '../parts/states/Answer.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import { type Decision, decisionOf, inputOf } from './decision.js';
import { tomorrow } from './tomorrow.js';

interface Props {
  organisation: { id: string; name: string };
  onClose: () => void;
  onDone: (from: string) => void;
}

/** A decision of a committee that asks for more than what stands above, from a day on. What the branch has decided so far is filled in. */
export function TightenDialog(props: Props) {
  const { organisation } = props;
  const first = tomorrow();
  const [result, ask] = useQuery({
    query: ConsoleRulesDocument,
    variables: { organisationId: organisation.id, on: first },
    requestPolicy: 'network-only',
  });
  return (
    <Answer result={result} find={data => data.meetingRules} onRetry={() => ask()} waiting={<span />}>
      {rules => {
        const own = rules.sources.find(source => source.organisation?.id === organisation.id);
        return (
          <DecisionForm
            key={own?.id ?? 'none'}
            {...props}
            first={first}
            former={(own?.settings ?? {}) as RuleSettingsInput}
            formerId={own?.id ?? null}
          />
        );
      }}
    </Answer>
  );
}

function DecisionForm(props: Props & { first: string; former: RuleSettingsInput; formerId: string | null }) {
  const { organisation, onClose, onDone, first, former, formerId } = props;
  const { t } = useLingui();
  const [decision, setDecision] = useState<Decision>(() => decisionOf(former, first));
  const { run, sending, refusal } = useCommand(ConsoleTightenRulesDocument, ['MeetingRules']);
  const [forms] = useQuery({
    query: ConsoleAssessmentFormsDocument,
    variables: { organisationId: organisation.id },
  });
  const put = (part: Partial<Decision>) => setDecision({ ...decision, ...part });
  const field = (name: keyof Decision, label: string, path: string, extra: object = {}) => (
    <TextInput
      label={label}
      value={String(decision[name])}
      error={fieldError(refusal, path)}
      onChange={event => put({ [name]: event.currentTarget.value })}
      {...extra}
    />
  );
  const number = { inputMode: 'decimal' as const };
  return (
    <FormDialog
      title={<Trans>Quyết định về sinh hoạt: {organisation.name}</Trans>}
      action={<Trans>Ban hành</Trans>}
      wide
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={SHOWN}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({
          input: {
            organisationId: organisation.id,
            code: decision.code.trim(),
            name: decision.name.trim(),
            source: decision.source.trim() || null,
            from: decision.from,
            settings: inputOf(decision, former),
            replaces: formerId,
            clientMutationId,
          },
        }));
        if (made) onDone(decision.from);
      }}
    >
      <p className="soft">
        <Trans>
          Chỉ được yêu cầu cao hơn cấp trên. Ô để trống: theo cấp trên. Quyết định thay quyết định trước của tổ chức
          này.
        </Trans>
      </p>
      <div className="form-row">
        {field('code', t`Số quyết định`, 'code', { required: true, withAsterisk: false, placeholder: '12-QĐ/ĐU' })}
        {field('from', t`Có hiệu lực từ ngày`, 'from', {
          type: 'date',
          required: true,
          withAsterisk: false,
          min: first,
        })}
      </div>
      {field('name', t`Tên quyết định`, 'name', { required: true, withAsterisk: false })}
      {field('source', t`Căn cứ`, 'source')}
      <div className="form-row">
        {field('least', t`Thời gian họp ít nhất (phút)`, 'least', number)}
        {field('withThematic', t`Khi kết hợp chuyên đề (phút)`, 'withThematic', number)}
      </div>
      <div className="form-row">
        {field('sizeMembers', t`Chi bộ từ (đảng viên)`, 'members', number)}
        {field('sizeMinutes', t`thì họp ít nhất (phút)`, 'minutes', number)}
      </div>
      <div className="form-row">
        {field('aim', t`Tỷ lệ dự họp (%)`, 'aim', number)}
        {field('hoursBefore', t`Tài liệu trước giờ họp (giờ)`, 'hoursBefore', number)}
      </div>
      <Checkbox
        label={t`Không ai vắng không phép`}
        checked={decision.nobodyUnexcused}
        onChange={event => put({ nobodyUnexcused: event.currentTarget.checked })}
      />
      <div className="form-row">
        {field('thematicEvery', t`Chuyên đề ít nhất một lần mỗi (tháng)`, 'thematicEveryMonths', number)}
        {field('answerWithin', t`Trả lời ý kiến trong (ngày)`, 'answerWithinDays', number)}
      </div>
      <div className="form-row">
        {field('postedWithin', t`Đăng tài liệu sau họp trong (ngày)`, 'postedWithinDays', number)}
        <NativeSelect
          label={t`Mẫu chấm điểm`}
          value={decision.form}
          error={fieldError(refusal, 'form')}
          data={[
            { value: '', label: t`Theo cấp trên` },
            ...(forms.data?.assessmentForms ?? []).map(form => ({ value: form.code, label: form.name })),
          ]}
          onChange={event => put({ form: event.currentTarget.value })}
        />
      </div>
    </FormDialog>
  );
}

const SHOWN = [
  'code',
  'name',
  'source',
  'from',
  'least',
  'withThematic',
  'members',
  'minutes',
  'aim',
  'hoursBefore',
  'thematicEveryMonths',
  'answerWithinDays',
  'postedWithinDays',
  'form',
];

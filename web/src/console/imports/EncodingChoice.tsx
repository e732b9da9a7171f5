import { Trans, useLingui } from '@lingui/react/macro';
import { Radio } from '@mantine/core';
import { Panel } from '../parts/Panel.js';

/** What the old encodings are called by the people who used them. */
const NAMES: Record<string, string> = {
  tcvn: 'TCVN3 (ABC)',
  'tcvn/latin1': 'TCVN3 (ABC)',
  'windows-1258': 'Windows-1258',
};

/** The text looks like another encoding than the file says: the person decides, and nothing is stored before. */
export function EncodingChoice(props: {
  proposed: string;
  told: string | null;
  value: boolean | null;
  onChange: (convert: boolean) => void;
}) {
  const { proposed, told, value, onChange } = props;
  const { t } = useLingui();
  const name = NAMES[proposed.toLowerCase()] ?? proposed;
  const kept = told ? told.toUpperCase() : 'UTF-8';
  return (
    <Panel title={<Trans>Bảng mã của tệp</Trans>}>
      <div className="encoding">
        <p>
          <Trans>
            Chữ trong tệp giống bảng mã cũ <b>{name}</b>. Nếu để nguyên, tên người có thể bị vỡ dấu. Đồng chí chọn một
            cách trước khi ghi.
          </Trans>
        </p>
        <Radio.Group
          aria-label={t`Bảng mã của tệp`}
          value={value === null ? '' : value ? 'convert' : 'keep'}
          onChange={choice => onChange(choice === 'convert')}
        >
          <div className="form">
            <Radio value="convert" label={t`Chuyển mã từ ${name}`} />
            <Radio value="keep" label={t`Giữ nguyên (${kept})`} />
          </div>
        </Radio.Group>
      </div>
    </Panel>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { applyPrefs, type Prefs, setPrefs } from '../../shared/prefs.js';
import { TEXT_SIZES } from '../me/textSizes.js';
import { Choice } from '../ui/Field.js';
import { Door } from './Door.js';

/** The first page after the first sign-in on a device: one question, how large the letters shall be. */
export function FirstStart() {
  const { t } = useLingui();
  const [size, setSize] = useState<Prefs['text'] & number>(100);
  const tryIt = (value: string) => {
    const next = TEXT_SIZES.find(each => String(each) === value) ?? 100;
    setSize(next);
    document.documentElement.dataset['text'] = String(next);
  };
  const keep = () => {
    setPrefs({ text: size });
    applyPrefs();
  };
  return (
    <Door title={t`Cỡ chữ`}>
      <div className="card stack">
        <Choice
          label={t`Đồng chí đọc cỡ chữ nào dễ nhất?`}
          name="co-chu"
          value={String(size)}
          options={[
            ['100', <Trans key="100">Vừa</Trans>],
            ['125', <Trans key="125">To</Trans>],
            ['150', <Trans key="150">Rất to</Trans>],
          ]}
          onChange={tryIt}
        />
        <p>
          <Trans>Sinh hoạt chi bộ lúc 19:30 tại nhà văn hóa.</Trans>
        </p>
        <p className="small">
          <Trans>Có thể đổi lại bất cứ lúc nào ở trang “Tôi”.</Trans>
        </p>
      </div>
      <button type="button" className="btn btn-main btn-wide" onClick={keep}>
        <Trans>Dùng cỡ chữ này</Trans>
      </button>
    </Door>
  );
}

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { CODE_SECONDS, checkInCode, qrText, secondsLeft } from '../../shared/checkInCode.js';
import { QrCode } from '../../shared/QrCode.js';
import type { Roll } from '../offline/localMeetings.js';
import { useNow } from './useNow.js';

/** What the room shows: the QR code and six letters, computed here each half minute, so that no network is needed. */
export function CodeCard({ meeting }: { meeting: Roll }) {
  const { t } = useLingui();
  const now = useNow();
  const [made, setMade] = useState<string | null>(null);
  const halfMinute = Math.floor(now / 1000 / CODE_SECONDS);
  const secret = meeting.checkInSecret;
  useEffect(() => {
    if (!secret) return;
    let gone = false;
    checkInCode(secret, halfMinute * CODE_SECONDS * 1000)
      .then(code => !gone && setMade(code))
      .catch(() => setMade(null));
    return () => {
      gone = true;
    };
  }, [secret, halfMinute]);
  const code = made ?? meeting.checkInCode?.code;
  if (!code) return null;
  const seconds = secondsLeft(now);
  return (
    <section className="card code-card" aria-label={t`Mã điểm danh`}>
      <div className="code-qr">
        <QrCode text={qrText(meeting.id, code)} label={t`Mã QR để điểm danh`} />
      </div>
      <p className="code-letters" data-code={code}>
        {[...code].join(' ')}
      </p>
      <p className="small">
        <Plural value={seconds} other="Mã đổi sau # giây" />
        {made && (
          <>
            {' · '}
            <Trans>không cần mạng</Trans>
          </>
        )}
      </p>
    </section>
  );
}

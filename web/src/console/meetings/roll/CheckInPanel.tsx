import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { checkInCode, qrText, secondsLeft } from '../../../shared/checkInCode.js';
import { serverNow } from '../../../shared/clock.js';
import { QrCode } from '../../../shared/QrCode.js';
import { Panel } from '../../parts/Panel.js';
import './roll.css';

/** The code of this half minute, for the room; computed here, so it also shows with no network. */
export function CheckInPanel({ meetingId, secret }: { meetingId: string; secret: string }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<{ code: string; left: number } | null>(null);
  const [failed, setFailed] = useState(false);
  const [full, setFull] = useState(false);

  useEffect(() => {
    let dropped = false;
    const show = async () => {
      const now = serverNow();
      try {
        const code = await checkInCode(secret, now);
        if (!dropped) setShown({ code, left: secondsLeft(now) });
      } catch {
        if (!dropped) setFailed(true);
      }
    };
    void show();
    const timer = setInterval(() => void show(), 1_000);
    return () => {
      dropped = true;
      clearInterval(timer);
    };
  }, [secret]);

  useEffect(() => {
    if (!full) return;
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && setFull(false);
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [full]);

  const seconds = shown?.left ?? 0;
  const content = shown && (
    <div className="check-in">
      <QrCode text={qrText(meetingId, shown.code)} label={t`Mã điểm danh`} />
      <p className="check-in-code num">{shown.code}</p>
      <p className="soft num">
        <Trans>Mã đổi sau {seconds} giây · không cần mạng</Trans>
      </p>
      <Button variant="default" size="sm" onClick={() => setFull(!full)}>
        {full ? <Trans>Thu nhỏ</Trans> : <Trans>Chiếu toàn màn hình</Trans>}
      </Button>
    </div>
  );
  return (
    <Panel title={<Trans>Mã điểm danh</Trans>}>
      {failed ? (
        <p className="soft">
          <Trans>Máy này không tạo được mã: trang cần mở bằng https. Đồng chí điểm danh theo danh sách.</Trans>
        </p>
      ) : full ? (
        <div className="check-in-full">{content}</div>
      ) : (
        content
      )}
    </Panel>
  );
}

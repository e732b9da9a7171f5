import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { readQr } from '../../shared/checkInCode.js';
import { Sheet } from '../ui/Sheet.js';

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}

type DetectorClass = new (options: { formats: string[] }) => Detector;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

/** Does this browser read QR codes by itself? Elsewhere the six letters are typed. */
export function canScan(): boolean {
  return detectorClass() !== undefined && !!navigator.mediaDevices?.getUserMedia;
}

interface ScanProps {
  /** Only this meeting's code is taken; without it that of any meeting. */
  meetingId?: string;
  onCode: (found: { meetingId: string; code: string }) => void;
  onClose: () => void;
}

const LOOK_MS = 250;

/** The camera until it sees a meeting's QR code. The picture stays on the phone. */
export function ScanSheet({ meetingId, onCode, onClose }: ScanProps) {
  const { t } = useLingui();
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onCode);
  found.current = onCode;
  const [trouble, setTrouble] = useState<'camera' | 'other' | null>(null);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    let gone = false;
    const Class = detectorClass();
    const start = async () => {
      const made = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const shown = video.current;
      if (gone || !shown || !Class) {
        for (const track of made.getTracks()) track.stop();
        return;
      }
      stream = made;
      shown.srcObject = made;
      await shown.play();
      const detector = new Class({ formats: ['qr_code'] });
      timer = setInterval(async () => {
        const codes = await detector.detect(shown).catch(() => []);
        for (const { rawValue } of codes) {
          const read = readQr(rawValue);
          if (gone) return;
          if (read && (!meetingId || read.meetingId === meetingId)) found.current(read);
          else setTrouble('other');
        }
      }, LOOK_MS);
    };
    start().catch(() => setTrouble('camera'));
    return () => {
      gone = true;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [meetingId]);

  return (
    <Sheet title={t`Quét mã điểm danh`} onClose={onClose}>
      <video ref={video} className="scan" muted playsInline aria-label={t`Hình từ máy ảnh`} />
      <p role="status">
        {trouble === 'camera' && <Trans>Không mở được máy ảnh. Đồng chí hãy gõ sáu chữ cái.</Trans>}
        {trouble === 'other' && <Trans>Đây không phải mã điểm danh của buổi này.</Trans>}
        {trouble === null && <Trans>Hướng máy ảnh vào mã trên màn hình của bí thư.</Trans>}
      </p>
    </Sheet>
  );
}

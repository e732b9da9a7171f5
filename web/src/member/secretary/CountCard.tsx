import { Plural, Trans } from '@lingui/react/macro';
import type { RollCounts } from './roll.js';

const RADIUS = 15.9155;

/** How many are there, as a ring and in words. */
export function CountCard({ counts, live }: { counts: RollCounts; live: boolean }) {
  const { entitled, present, excused, unexcused, expected, exempt } = counts;
  const part = entitled > 0 ? (present / entitled) * 100 : 0;
  return (
    <section className="card row count-card" aria-live="polite">
      <svg className="ring" viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r={RADIUS} className="ring-ground" />
        <circle cx="18" cy="18" r={RADIUS} className="ring-part" strokeDasharray={`${part} 100`} />
      </svg>
      <div className="grow">
        <p className="count">
          <Trans>
            {present} / {entitled} có mặt
          </Trans>
        </p>
        <p className="small">
          {excused > 0 && <Plural value={excused} other="# vắng có phép · " />}
          {unexcused > 0 && <Plural value={unexcused} other="# vắng không phép · " />}
          <Plural value={expected} other="# chưa điểm danh" />
          {exempt > 0 && <Plural value={exempt} other=" · # miễn" />}
        </p>
        {live && (
          <p className="small good">
            <Trans>● Đang cập nhật trực tiếp</Trans>
          </p>
        )}
      </div>
    </section>
  );
}

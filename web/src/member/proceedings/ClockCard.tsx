import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { duration } from '../../shared/format.js';
import { useNow } from '../secretary/useNow.js';
import { Empty } from '../ui/states.js';
import { runningOf, spentSeconds } from './clock.js';
import type { Concluded } from './conclusions.js';
import type { Course } from './course.js';

interface ClockCardProps {
  course: Course;
  /** Takes up an item now. */
  onStart: (itemId: string) => void;
  /** What was concluded, by item. */
  concluded: ReadonlyMap<string, Concluded>;
}

/** The item that is being taken up, how long it has taken and may take; under it the whole agenda to jump to. */
export function ClockCard({ course, onStart, concluded }: ClockCardProps) {
  const { t } = useLingui();
  const now = useNow();
  const { agenda } = course;
  const running = runningOf(agenda);
  if (agenda.length === 0) {
    return (
      <Empty>
        <Trans>Chưa có nội dung.</Trans>
      </Empty>
    );
  }
  return (
    <>
      <section className="card stack" aria-label={t`Đồng hồ nội dung`}>
        {running ? (
          <Now
            title={running.title}
            place={agenda.indexOf(running) + 1}
            minutes={running.minutes}
            spent={spentSeconds(running, now)}
          />
        ) : (
          <p>
            <Trans>Chưa có nội dung nào đang bàn. Bấm nút bên dưới để bắt đầu tính giờ.</Trans>
          </p>
        )}
      </section>
      <ol className="card rows agenda">
        {agenda.map((item, place) => {
          const spent = spentSeconds(item, now);
          const number = place + 1;
          const line = (
            <>
              <span className="agenda-number">{number}</span>
              <span className="grow">
                <span className={item === running ? 'strong' : undefined}>{item.title}</span>
                <Conclusion of={concluded.get(item.id)} />
              </span>
              <span className="small num">
                {spent > 0 ? duration(spent) : ''}
                {spent > 0 && item.minutes ? ' / ' : ''}
                {item.minutes ? <Plural value={item.minutes} other="# phút" /> : ''}
              </span>
            </>
          );
          return (
            <li key={item.id}>
              {item === running ? (
                <div className="rows-item rows-plain" aria-current="step">
                  {line}
                </div>
              ) : (
                <button
                  type="button"
                  className="rows-item"
                  aria-label={t`Vào mục ${number}: ${item.title}`}
                  onClick={() => onStart(item.id)}
                >
                  {line}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Conclusion({ of }: { of: Concluded | undefined }) {
  if (!of?.text) return null;
  return (
    <span className="small now-conclusion">
      <Trans>Kết luận</Trans>: {of.text}
      {of.waiting ? ' ⏳' : ''}
    </span>
  );
}

function Now(props: { title: string; place: number; minutes: number | null; spent: number }) {
  const { title, place, minutes, spent } = props;
  const over = minutes === null ? 0 : spent - minutes * 60;
  const late = Math.floor(over / 60);
  return (
    <>
      <p className="small">
        <Trans>Đang bàn mục {place}</Trans>
      </p>
      <p className="now-title">{title}</p>
      <p className={over > 0 ? 'now-time bad' : 'now-time'} role="timer">
        {duration(spent)}
        {minutes !== null && (
          <span className="now-plan">
            {' / '}
            <Plural value={minutes} other="# phút" />
          </span>
        )}
      </p>
      {late > 0 && (
        <p className="bad strong" role="status">
          <Plural value={late} other="Quá # phút so với dự kiến" />
        </p>
      )}
    </>
  );
}

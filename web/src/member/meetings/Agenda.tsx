import { Plural, Trans } from '@lingui/react/macro';
import type { MeetingPartsFragment } from '../../graphql/graphql.js';
import { Empty } from '../ui/states.js';

/** The agenda in its order. */
export function Agenda({ items }: { items: MeetingPartsFragment['agenda'] }) {
  if (items.length === 0) {
    return (
      <Empty>
        <Trans>Chưa có nội dung.</Trans>
      </Empty>
    );
  }
  return (
    <ol className="card rows agenda">
      {[...items]
        .sort((a, b) => a.position - b.position)
        .map((item, place) => (
          <li key={item.id} className="rows-item rows-plain row-top">
            <span className="agenda-number">{place + 1}</span>
            <div className="grow">
              <p className="strong">{item.title}</p>
              {(item.presenter || item.minutes) && (
                <p className="small">
                  {item.presenter}
                  {item.presenter && item.minutes ? ' · ' : ''}
                  {item.minutes ? <Plural value={item.minutes} other="# phút" /> : ''}
                </p>
              )}
              {item.notes && <p className="small prose">{item.notes}</p>}
            </div>
          </li>
        ))}
    </ol>
  );
}

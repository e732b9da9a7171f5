import { Plural, Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { MeetingPartsFragment } from '../../graphql/graphql.js';
import { Empty } from '../ui/states.js';

interface AgendaProps {
  items: MeetingPartsFragment['agenda'];
  /** The meeting's documents: those of an item are named under it. */
  documents?: MeetingPartsFragment['documents'];
}

/** The agenda in its order, each item with what belongs to it. */
export function Agenda({ items, documents = [] }: AgendaProps) {
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
              {/* An answer that an earlier edition of the app has kept says nothing of documents. */}
              {(item.documentIds ?? []).map(id => (
                <Link key={id} href={`/tai-lieu/${id}`} className="link agenda-document">
                  {documents.find(document => document.id === id)?.title ?? <Trans>Tài liệu</Trans>}
                </Link>
              ))}
              {item.isCommitteeOnly && (
                <span className="chip chip-gold">
                  <Trans>Chỉ chi ủy thấy</Trans>
                </span>
              )}
            </div>
          </li>
        ))}
    </ol>
  );
}

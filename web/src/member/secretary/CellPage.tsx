import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  type CellMemberFragment,
  CellMembersDocument,
  type IssueActivationCodeMutation,
} from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { useSession } from '../../shared/session.js';
import { useSaved } from '../offline/useSaved.js';
import { Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded } from '../ui/states.js';
import { CodeSheet } from './CodeSheet.js';
import { DutyCard } from './duties/DutyCard.js';
import { Letter } from './Letter.js';
import { cellsOf } from './Schedule.js';
import './secretary.css';

type Issued = IssueActivationCodeMutation['issueActivationCode'];

/** "Lò Thị Mai" found by "lo thi": lower case, no accents, d for đ. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
}

/** The members of the secretary's cells: who uses the app, and a code for who does not yet or no longer can. */
export function CellPage() {
  const { t } = useLingui();
  const { viewer } = useSession();
  const cells = cellsOf(viewer);
  const [letter, setLetter] = useState<Issued | null>(null);
  if (letter) return <Letter issued={letter} onBack={() => setLetter(null)} />;
  return (
    <Page title={cells.length === 1 ? (cells[0]?.name ?? t`Chi bộ`) : t`Chi bộ`} back="/toi">
      {cells.map(cell => (
        <Cell key={cell.id} id={cell.id} name={cells.length > 1 ? cell.name : null} onLetter={setLetter} />
      ))}
    </Page>
  );
}

interface CellProps {
  id: string;
  name: string | null;
  onLetter: (issued: Issued) => void;
}

function Cell({ id, name, onLetter }: CellProps) {
  const { t } = useLingui();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<CellMemberFragment | null>(null);
  const page = useSaved(CellMembersDocument, { organisationId: id });
  const everybody = page.data?.members;
  const isCut = everybody !== undefined && everybody.totalCount > everybody.edges.length;
  const found = useSaved(
    CellMembersDocument,
    isCut && search.trim() ? { organisationId: id, search: search.trim() } : null,
  );
  return (
    <section className="stack">
      {name && <h2>{name}</h2>}
      <DutyCard cellId={id} name={null} />
      <Loaded of={page}>
        {({ members }) => {
          const all = members.edges.map(edge => edge.node);
          const here = all.filter(member => folded(member.fullName).includes(folded(search.trim())));
          const shown = found.data?.members.edges.map(edge => edge.node) ?? here;
          const active = all.filter(member => member.activatedAt).length;
          return (
            <>
              <p>
                <Plural value={members.totalCount} other="# đảng viên" />,{' '}
                {!isCut && <Plural value={active} other="# đã kích hoạt" />}
                {isCut && <Trans>gõ tên để tìm người không hiện ở dưới</Trans>}
              </p>
              <Field
                label={t`Tìm theo tên`}
                type="search"
                maxLength={100}
                value={search}
                onChange={event => setSearch(event.currentTarget.value)}
              />
              {shown.length === 0 && (
                <Empty>
                  <Trans>Không có ai tên như vậy.</Trans>
                </Empty>
              )}
              <ul className="card rows">
                {shown.map(member => (
                  <li key={member.id}>
                    <button type="button" className="rows-item wrap" onClick={() => setChosen(member)}>
                      <span className="grow strong">{member.fullName}</span>
                      <Activation member={member} />
                    </button>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
      {chosen && <CodeSheet member={chosen} onLetter={onLetter} onClose={() => setChosen(null)} />}
    </section>
  );
}

function Activation({ member }: { member: CellMemberFragment }) {
  if (member.activatedAt) {
    return (
      <span className="chip chip-good">
        <Trans>Đã kích hoạt {date(member.activatedAt)}</Trans>
      </span>
    );
  }
  if (member.reach === 'NONE' || member.reach === 'PHONE') {
    return (
      <span className="chip">
        <Trans>Không có điện thoại thông minh</Trans>
      </span>
    );
  }
  return (
    <span className="chip chip-gold">
      <Trans>Chưa kích hoạt</Trans>
    </span>
  );
}

import { Trans } from '@lingui/react/macro';
import type { VotePartsFragment } from '../../graphql/graphql.js';
import { percent } from '../../shared/format.js';
import './proceedings.css';
import { ChoiceWord } from './words.js';

/** What a vote came to: the three numbers, of whom, and whether it passed; by name where it was a vote by name. */
export function VoteResult({ vote }: { vote: VotePartsFragment }) {
  const { agree, disagree, other, baseCount, base, passed, ballots } = vote;
  const share = agree === null || passed === null ? '' : percent(agree / baseCount);
  return (
    <>
      <dl className="vote-sums">
        <Sum count={agree}>
          <ChoiceWord choice="AGREE" />
        </Sum>
        <Sum count={disagree}>
          <ChoiceWord choice="DISAGREE" />
        </Sum>
        <Sum count={other}>
          <ChoiceWord choice="OTHER" />
        </Sum>
      </dl>
      {passed === null ? (
        <p className="small">
          <Trans>Kết quả được tính khi có mạng.</Trans>
        </p>
      ) : (
        <p>
          <span className={passed ? 'chip chip-good' : 'chip chip-bad'}>
            {passed ? <Trans>Thông qua</Trans> : <Trans>Không thông qua</Trans>}
          </span>{' '}
          <span className="small">
            {base === 'FULL_MEMBERS' ? (
              <Trans>
                {share} trên {baseCount} đảng viên chính thức
              </Trans>
            ) : (
              <Trans>
                {share} trên {baseCount} đảng viên chính thức có mặt
              </Trans>
            )}
          </span>
        </p>
      )}
      {ballots.length > 0 && (
        <details>
          <summary className="link">
            <Trans>Xem từng đồng chí</Trans>
          </summary>
          <ul className="rows">
            {ballots.map(({ member, choice }) => (
              <li key={member.id} className="rows-item rows-plain">
                <span className="grow">{member.fullName}</span>
                {choice && (
                  <span className="small">
                    <ChoiceWord choice={choice} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Sum({ count, children }: { count: number | null; children: React.ReactNode }) {
  return (
    <div>
      <dt>{children}</dt>
      <dd>{count ?? '…'}</dd>
    </div>
  );
}

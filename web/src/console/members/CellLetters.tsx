import { Plural, Trans } from '@lingui/react/macro';
import { Button, Modal } from '@mantine/core';
import { useRef, useState } from 'react';
import { useClient, useQuery } from 'urql';
import {
  ConsoleIssueActivationCodeDocument,
  ConsoleMembersDocument,
  type MemberRowFragment,
} from '../../graphql/graphql.js';
import { toApiError } from '../../shared/client.js';
import { newId } from '../../shared/ids.js';
import { Refused } from '../parts/Refused.js';
import { Failed, WaitingRows } from '../parts/states.js';
import { needsLetter } from './activation.js';
import { type Issued, Letters } from './Letters.js';

/**
 * Letters for everybody of a cell who has a smartphone and has not begun. The codes are issued one by one; what was issued
 * before a broken connection stays printable, and trying again goes on with the rest.
 */
export function CellLetters({ cell, onClose }: { cell: { id: string; name: string }; onClose: () => void }) {
  const client = useClient();
  const [result, ask] = useQuery({
    query: ConsoleMembersDocument,
    variables: { organisationId: cell.id, first: 100 },
    requestPolicy: 'network-only',
  });
  const [needing, setNeeding] = useState<MemberRowFragment[] | null>(null);
  const [issued, setIssued] = useState<Issued[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [running, setRunning] = useState(false);
  const ids = useRef(new Map<string, string>());
  // Kept from the first code on: whoever activates meanwhile keeps a place in the count.
  const members = needing ?? result.data?.members.edges.map(edge => edge.node).filter(needsLetter) ?? null;
  const found = result.error ? toApiError(result.error) : null;

  async function issue(all: MemberRowFragment[]) {
    setRunning(true);
    setNeeding(all);
    setError(null);
    const made = [...issued];
    for (const member of all.filter(one => !made.some(done => done.member.id === one.id))) {
      const clientMutationId = ids.current.get(member.id) ?? newId();
      ids.current.set(member.id, clientMutationId);
      const result = await client
        .mutation(ConsoleIssueActivationCodeDocument, { memberId: member.id, clientMutationId })
        .toPromise();
      if (result.error || !result.data) {
        setError(result.error ? toApiError(result.error) : null);
        break;
      }
      made.push(result.data.issueActivationCode);
      setIssued([...made]);
    }
    setRunning(false);
  }

  const [done, all] = [issued.length, members?.length ?? 0];
  return (
    <Modal opened onClose={onClose} title={<Trans>In thư kích hoạt</Trans>} size="lg" closeOnClickOutside={false}>
      {!members ? (
        found ? (
          <Failed error={found} onRetry={() => ask({ requestPolicy: 'network-only' })} />
        ) : (
          <WaitingRows rows={3} />
        )
      ) : (
        <div className="form">
          <p aria-live="polite">
            {all === 0 ? (
              <Trans>Mọi đảng viên có điện thoại thông minh của {cell.name} đều đã kích hoạt.</Trans>
            ) : done === 0 ? (
              <Plural
                value={all}
                other={`${all} đảng viên có điện thoại thông minh chưa kích hoạt. Mỗi người nhận một mã mới; mã cũ hết dùng.`}
              />
            ) : (
              <Trans>
                Đã cấp {done} trong {all} mã.
              </Trans>
            )}
          </p>
          <Refused error={error} />
          <div className="form-foot">
            <Button variant="default" onClick={onClose}>
              <Trans>Đóng</Trans>
            </Button>
            {done < all && (
              <Button loading={running} onClick={() => void issue(members)}>
                {done === 0 ? <Trans>Cấp mã cho {all} người</Trans> : <Trans>Cấp tiếp</Trans>}
              </Button>
            )}
            {done > 0 && !running && (
              <Button onClick={() => window.print()}>
                <Trans>In {done} thư</Trans>
              </Button>
            )}
          </div>
        </div>
      )}
      <Letters issued={issued} />
    </Modal>
  );
}

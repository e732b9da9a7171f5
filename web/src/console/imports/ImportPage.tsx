import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Loader } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { ConfirmImportDocument, ConsoleImportDocument, type ImportFactsFragment } from '../../graphql/graphql.js';
import { count } from '../../shared/format.js';
import { Page } from '../parts/Page.js';
import { Answer } from '../parts/states/Answer.js';
import { Refused } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import { EncodingChoice } from './EncodingChoice.js';
import './imports.css';
import { Problems } from './Problems.js';
import { recentImports } from './recent.js';
import { confirmation, isMoving, stageOf } from './stage.js';

const route = getRouteApi('/nhap-du-lieu/$importId');
const POLL_MS = 1_500;

/** One import from the check to the writing; asks again while the server works on it. */
export function ImportPage() {
  const { importId } = route.useParams();
  const [result, ask] = useQuery({
    query: ConsoleImportDocument,
    variables: { id: importId },
    requestPolicy: 'cache-and-network',
  });
  const facts = result.data?.import;
  const moving = !facts || isMoving(stageOf(facts.state));
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => {
      if (!document.hidden) ask({ requestPolicy: 'network-only' });
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [moving, ask]);

  const name = recentImports().find(one => one.id === importId)?.fileName;
  const { t } = useLingui();
  return (
    <Page
      title={name ?? t`Kiểm tra tệp nhập`}
      crumbs={[
        {
          id: 'all',
          node: (
            <Link to="/nhap-du-lieu">
              <Trans>Nhập dữ liệu</Trans>
            </Link>
          ),
        },
      ]}
    >
      <Answer result={result} find={data => data.import} onRetry={() => ask({ requestPolicy: 'network-only' })}>
        {found => <Checked facts={found} onChanged={() => ask({ requestPolicy: 'network-only' })} />}
      </Answer>
    </Page>
  );
}

function Checked({ facts, onChanged }: { facts: ImportFactsFragment; onChanged: () => void }) {
  const stage = stageOf(facts.state);
  const [convert, setConvert] = useState<boolean | null>(null);
  const { run, sending, refusal } = useCommand(ConfirmImportDocument, ['Import', 'Member', 'Organisation']);
  const next = confirmation(facts, convert);
  const [rows, valid, applied] = [count(facts.rows), count(facts.valid), count(facts.applied)];

  if (stage === 'reading') {
    return (
      <Working>
        {facts.rows > 0 ? <Trans>Đang kiểm tra, đã đọc {rows} hàng…</Trans> : <Trans>Đang đọc tệp…</Trans>}
      </Working>
    );
  }
  if (stage === 'applying') {
    return (
      <Working>
        <Trans>
          Đang ghi, xong {applied} trong {valid} hàng…
        </Trans>
      </Working>
    );
  }
  if (stage === 'applied') {
    return (
      <div className="stack">
        <div className="note note-good" role="status">
          <p className="strong">
            <Trans>Đã ghi {applied} hàng vào sổ tay.</Trans>
          </p>
        </div>
        <div className="page-actions">
          <Button component={Link} to="/to-chuc">
            <Trans>Xem tổ chức</Trans>
          </Button>
          <Button component={Link} to="/nhap-du-lieu" variant="default">
            <Trans>Nhập tệp khác</Trans>
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      <Summary facts={facts} />
      {facts.proposedEncoding && (
        <EncodingChoice proposed={facts.proposedEncoding} told={facts.encoding} value={convert} onChange={setConvert} />
      )}
      {facts.problemCount > 0 && <Problems facts={facts} />}
      <Refused error={refusal} />
      {stage === 'ready' && (
        <div className="page-actions">
          <Button
            loading={sending}
            disabled={next === 'not-yet'}
            onClick={async () => {
              const made = await run(() => ({ id: facts.id, ...(convert === null ? {} : { convert }) }));
              if (!made) return;
              setConvert(null);
              onChanged();
            }}
          >
            {next === 'read-again' ? (
              <Trans>Đọc lại tệp, giữ nguyên bảng mã</Trans>
            ) : (
              <Trans>Ghi {valid} hàng vào sổ tay</Trans>
            )}
          </Button>
          <Button component={Link} to="/nhap-du-lieu" variant="default">
            <Trans>Gửi tệp khác</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

function Summary({ facts }: { facts: ImportFactsFragment }) {
  const [rows, valid, problems] = [count(facts.rows), count(facts.valid), count(facts.problemCount)];
  if (stageOf(facts.state) === 'failed') {
    return (
      <div className="note note-bad" role="alert">
        <p className="strong">
          <Trans>Không đọc được tệp này. Chưa có gì được ghi.</Trans>
        </p>
        <p>
          <Trans>Đồng chí mở tệp bằng Excel, lưu lại dạng .xlsx theo mẫu rồi gửi lại.</Trans>
        </p>
      </div>
    );
  }
  return facts.problemCount > 0 ? (
    <div className="note note-bad" role="alert">
      <p className="strong">
        <Trans>
          Có {problems} chỗ cần sửa. {valid} trong {rows} hàng đúng. Chưa có gì được ghi.
        </Trans>
      </p>
      <p>
        <Trans>Đồng chí sửa trong tệp theo bảng dưới rồi gửi lại. Hàng đúng không phải làm lại.</Trans>
      </p>
    </div>
  ) : (
    <div className="note note-good" role="status">
      <p className="strong">
        <Trans>Cả {rows} hàng đều đúng. Chưa có gì được ghi.</Trans>
      </p>
    </div>
  );
}

function Working({ children }: { children: React.ReactNode }) {
  return (
    <div className="panel nothing" role="status">
      <Loader color="red" />
      <p className="strong">{children}</p>
      <p className="soft">
        <Trans>Đồng chí có thể rời trang này; việc vẫn chạy tiếp.</Trans>
      </p>
    </div>
  );
}

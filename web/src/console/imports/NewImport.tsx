import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { dateTime } from '../../shared/format.js';
import { uploadImport } from '../../shared/uploads.js';
import { DropZone } from '../parts/DropZone.js';
import { Page } from '../parts/Page.js';
import { Panel } from '../parts/Panel.js';
import { Refused } from '../parts/states/Refused.js';
import './imports.css';
import { recentImports, rememberImport } from './recent.js';

/** Brings a roster in: the template, then the file. Nothing is written before its check was seen and confirmed. */
export function NewImport() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [part, setPart] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const recent = recentImports();

  async function send(file: File | undefined) {
    if (!file) return;
    setRefusal(null);
    setPart(0);
    try {
      const { id } = await uploadImport(file, setPart);
      rememberImport({ id, fileName: file.name.normalize('NFC'), at: new Date().toISOString() });
      await navigate({ to: '/nhap-du-lieu/$importId', params: { importId: id } });
    } catch (error) {
      setRefusal(error);
      setPart(null);
    }
  }

  const percent = Math.round((part ?? 0) * 100);
  return (
    <Page title={t`Nhập dữ liệu`}>
      <div className="stack" style={{ maxWidth: '52rem' }}>
        <Panel title={<Trans>Danh sách tổ chức và đảng viên</Trans>}>
          <div className="stack">
            <ol className="steps">
              <li>
                <Trans>
                  Tải tệp mẫu, điền hai trang: <b>to_chuc</b> và <b>dang_vien</b>.
                </Trans>{' '}
                <Button component="a" href="/imports/template.xlsx" download variant="default" size="xs">
                  <Trans>Tải tệp mẫu</Trans>
                </Button>
              </li>
              <li>
                <Trans>Gửi tệp lên. Sổ tay kiểm tra từng hàng, chưa ghi gì.</Trans>
              </li>
              <li>
                <Trans>Xem kết quả kiểm tra rồi xác nhận. Gửi lại cùng một tệp không tạo thêm người.</Trans>
              </li>
            </ol>
            {part === null ? (
              <DropZone
                label={<Trans>Chọn tệp .xlsx hoặc .csv</Trans>}
                hint={<Trans>Hoặc kéo tệp thả vào đây. Nhiều nhất 200.000 hàng.</Trans>}
                accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                onFiles={files => void send(files[0])}
              />
            ) : (
              <div role="status">
                <p>
                  <Trans>Đang gửi tệp… {percent}%</Trans>
                </p>
                <div className="thin-bar" aria-hidden>
                  <div style={{ width: `${percent}%` }} />
                </div>
              </div>
            )}
            <Refused error={refusal} />
          </div>
        </Panel>
        {recent.length > 0 && (
          <Panel title={<Trans>Đã gửi từ máy này</Trans>}>
            <ul className="steps" style={{ listStyle: 'none', paddingLeft: 0 }}>
              {recent.map(one => (
                <li key={one.id}>
                  <Link to="/nhap-du-lieu/$importId" params={{ importId: one.id }}>
                    {one.fileName}
                  </Link>{' '}
                  <span className="soft num">{dateTime(one.at)}</span>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </Page>
  );
}

import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import './shell.css';

/** A page outside the shell: one card in the middle. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <main className="door">
      <p className="door-brand">
        <Trans>
          <b>Sổ tay</b> đảng viên
        </Trans>
      </p>
      <div className="door-card">{children}</div>
    </main>
  );
}

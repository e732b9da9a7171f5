import { MIGRATIONS } from '../../../migrations/migrations.js';
import { examine } from '../doctor/doctor.js';
import type { Finding } from '../doctor/finding.js';

const MARKS = { ok: 'ổn', warning: 'lưu ý', failure: 'LỖI' } as const;

/** `doctor [--json]`: what is wrong with this installation, why, and what to do. Exit code 1 when something fails. */
export async function run(words: string[]): Promise<number> {
  const findings = await examine(
    process.env,
    MIGRATIONS.map(({ name }) => name),
  );
  const isWell = findings.every(({ state }) => state !== 'failure');
  const report = words.includes('--json')
    ? JSON.stringify({ ok: isWell, findings }, null, 2)
    : inWords(findings, isWell);
  process.stdout.write(`${report}\n`);
  return isWell ? 0 : 1;
}

function inWords(findings: Finding[], isWell: boolean): string {
  const lines = findings.flatMap(({ state, subject, found, cure }) => [
    `${`[${MARKS[state]}]`.padEnd(8)} ${subject}: ${found}`,
    ...(cure ? [`${' '.repeat(9)}→ ${cure}`] : []),
  ]);
  const failures = findings.filter(({ state }) => state === 'failure').length;
  return [...lines, '', isWell ? 'Không thấy lỗi nào.' : `Có ${failures} lỗi cần chữa.`].join('\n');
}

/**
 * `npm test`: the server's tests (jest), then the web app's (vitest). Its last line is "N passed, N failed" over both.
 * Names what a missing system tool leaves out; with REQUIRE_ALL=1 a missing tool is a failure.
 * Words after `npm test --` go to jest alone, as `npm test -- test/meetings.test.ts`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { missingTools } from './support/tools.mjs';

const require = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '..');
const words = process.argv.slice(2);
const isComplete = process.env.REQUIRE_ALL === '1';
const scratch = mkdtempSync(join(tmpdir(), 'sotay-results-'));

/** Runs one of the two and reads its report; both write jest's form. */
function outcome(name, args, cwd) {
  const report = join(scratch, `${name}.json`);
  const { status } = spawnSync(process.execPath, [...args, `--outputFile=${report}`], { cwd, stdio: 'inherit' });
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that could not even be loaded has no tests to count.
    const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length;
    const leftOut = testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status))
        .map(test => test.fullName),
    );
    const failed = numFailedTests + broken;
    return { passed: numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed, leftOut };
  } catch {
    console.error(`${name} ended with ${status} and left no report`);
    return { passed: 0, failed: 1, leftOut: [] };
  }
}

function server() {
  const node = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
  return outcome('jest', [...node, require.resolve('jest/bin/jest'), '--json', ...words], root);
}

function web() {
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'];
  return outcome('vitest', args, join(root, 'web'));
}

const missing = missingTools();
const runs = isComplete && missing.length > 0 ? [] : words.length > 0 ? [server()] : [server(), web()];
rmSync(scratch, { recursive: true, force: true });

const leftOut = runs.flatMap(run => run.leftOut);
if (leftOut.length > 0) console.log(`\nLeft out:\n${leftOut.map(name => `  - ${name}`).join('\n')}`);
for (const { name, serves } of missing) console.log(`Not installed: ${name}, needed for ${serves}.`);
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failed = runs.reduce((sum, run) => sum + run.failed, 0) + (isComplete ? missing.length : 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

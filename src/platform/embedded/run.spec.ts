import { expect, it } from '@jest/globals';
import { run } from './run.js';

const script = (code: string) => run(process.execPath, ['-e', code]);

it('what a program said last is heard, also when it has ended before', async () => {
  const late = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => console.log("18.4"), 200)'], { stdio: 'inherit' }); process.exit(0)`;
  expect(await script(late)).toEqual({ code: 0, output: '18.4' });
});

it('tells how a program ended', async () => {
  expect(await script('console.error("no"); process.exit(3)')).toEqual({ code: 3, output: 'no' });
  await expect(run('/nowhere/initdb', [])).rejects.toThrow('ENOENT');
});

/**
 * Clears up behind a test run, however it ends: kill -9 and Ctrl-C too. Lines of JSON on the standard input name the
 * servers and the folder of the run; when the input closes, the run is over.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const servers = [];
const folders = [];

for await (const line of createInterface({ input: process.stdin })) {
  const { server, folder } = JSON.parse(line);
  if (server) servers.push(server);
  if (folder) folders.push(folder);
}

const isThere = ({ pid }) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
for (const server of servers.filter(isThere)) process.kill(server.pid, server.signal);
for (let tries = 0; tries < 100 && servers.some(isThere); tries += 1) await new Promise(done => setTimeout(done, 50));
for (const folder of folders) rmSync(folder, { recursive: true, force: true });

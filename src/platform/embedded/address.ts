import { isIP } from 'node:net';
import { answers, listenError } from './ports.js';
import { StartProblem } from './problem.js';

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * Sees that the application will be able to listen, before anything heavy is started. A number that is no port is left
 * to the application's own check of its configuration.
 * @throws StartProblem that names what is in the way
 */
export async function assertListenable(variable: string, port: number, host: string): Promise<void> {
  if (!Number.isInteger(port) || port <= 0 || port > 65_535) return;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const near = isEverywhere || host === 'localhost' ? '127.0.0.1' : host;
  // Asked, too: some systems let two programs listen side by side, one on all addresses and one on this.
  const error = (await answers(port, near)) ? 'EADDRINUSE' : await listenError(port, host);
  if (error) throw new StartProblem(sentence(variable, port, host, error));
}

function sentence(variable: string, port: number, host: string, error: string): string {
  switch (error) {
    case 'EADDRINUSE':
      return (
        `Cổng ${port} đang có chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác: ${variable}=${port + 1} npm start. / ` +
        `Port ${port} is in use: stop the other program, or choose another port with ${variable}.`
      );
    case 'EACCES':
      return (
        `Không được phép dùng cổng ${port} (cổng dưới 1024 cần quyền quản trị). Hãy chọn cổng khác bằng ${variable}. / ` +
        `Port ${port} may not be used without administrator rights: choose another with ${variable}.`
      );
    default:
      return (
        `Không mở được địa chỉ HOST=${host}${isIP(host) ? ', máy này không có địa chỉ đó' : ''} (${error}). / ` +
        `The address HOST=${host} cannot be opened on this machine.`
      );
  }
}

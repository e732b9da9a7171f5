import { type AddressInfo, createServer, type Server } from 'node:net';

/** Listens as clamd does on a free port, knows the test virus, and can be taken away. */
export class FakeClamd {
  /** How many contents it was shown whole. */
  scanned = 0;
  private server?: Server;
  private port = 0;

  async listen(): Promise<this> {
    this.server = createServer(socket => {
      let received = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', piece => {
        received = Buffer.concat([received, piece]);
        const answer = this.answerTo(received);
        if (answer) socket.end(`${answer}\0`);
      });
    });
    await new Promise<void>(done => this.server?.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  get url(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  /** It is down from now on; the next listen() takes the same port. */
  async end(): Promise<void> {
    await new Promise(done => this.server?.close(done));
  }

  private answerTo(received: Buffer): string | null {
    if (received.toString('latin1').startsWith('zPING\0')) return 'PONG';
    const command = Buffer.from('zINSTREAM\0');
    if (!received.subarray(0, command.length).equals(command)) return received.length > 20 ? 'UNKNOWN COMMAND' : null;
    const content: Buffer[] = [];
    for (let at = command.length; at + 4 <= received.length; ) {
      const length = received.readUInt32BE(at);
      if (length === 0) {
        this.scanned += 1;
        const isVirus = Buffer.concat(content).includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE');
        return isVirus ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK';
      }
      content.push(received.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return null;
  }
}

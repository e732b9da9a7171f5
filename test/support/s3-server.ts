import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

/** An S3-compatible store on a free port of this machine, which a test may take away and bring back. */
export class S3Server {
  /** What it answers instead, while set: 503 is a store that is too busy, 507 one that is full. */
  refuses?: number;
  private server?: Server;
  private port = 0;

  private constructor(
    private readonly folder: string,
    private readonly listener: RequestListener,
  ) {}

  static async start(): Promise<S3Server> {
    const folder = await mkdtemp(join(tmpdir(), 'sotay-s3-'));
    const s3 = new S3rver({
      directory: folder,
      silent: true,
      vhostBuckets: false,
      configureBuckets: [{ name: 'sotay' }],
    });
    await s3.configureBuckets();
    const server = new S3Server(folder, s3.callback());
    await server.comeBack();
    return server;
  }

  /** As STORAGE_URL takes it. */
  get url(): string {
    return `s3://S3RVER:S3RVER@127.0.0.1:${this.port}/sotay?tls=off`;
  }

  /** Where it keeps an object. */
  fileOf(key: string): string {
    return join(this.folder, 'sotay', `${key}._S3rver_object`);
  }

  /** Its address answers no more. */
  async goAway(): Promise<void> {
    const server = this.server;
    server?.closeAllConnections();
    await new Promise(done => server?.close(done));
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, reply) => {
      if (!this.refuses) return this.listener(request, reply);
      request.resume();
      reply.writeHead(this.refuses, { 'content-type': 'application/xml' });
      reply.end('<?xml version="1.0"?><Error><Code>ServiceUnavailable</Code><Message>no</Message></Error>');
    });
    await new Promise<void>(done => server.listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async end(): Promise<void> {
    await this.goAway();
    await rm(this.folder, { recursive: true, force: true });
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { Actors } from '../../access/actors.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import type { Document } from '../document.types.js';

/** How long a file's address is good, in seconds (contract). */
const TICKET_SECONDS = 300;

const TIME_BYTES = 6;
const ID_BYTES = 16;
const HEAD_BYTES = TIME_BYTES + 2 * ID_BYTES;
const SEAL_BYTES = 16;

/** Addresses of files that a browser can open without a header: good for one file, one session and five minutes. */
@Injectable()
export class FileTickets {
  private readonly key: Buffer;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
    private readonly actors: Actors,
  ) {
    this.key = createHmac('sha256', config.codeSecret).update('file tickets').digest();
  }

  /** The address of a file for the session of the actor: `/files/<id>?ticket=…`; `room` is where else files are handed out. */
  url(actor: Actor, fileId: string, room: 'files' | 'papers' = 'files'): string {
    if (!actor.sessionId) return `/${room}/${fileId}`;
    const head = Buffer.concat([Buffer.alloc(TIME_BYTES), bytesOf(actor.sessionId), bytesOf(actor.accountId)]);
    head.writeUIntBE(Math.floor(this.clock.now().getTime() / 1000) + TICKET_SECONDS, 0, TIME_BYTES);
    return `/${room}/${fileId}?ticket=${Buffer.concat([head, this.seal(head, fileId)]).toString('base64url')}`;
  }

  /** Puts the addresses onto the files of a screen's documents: much cheaper than a resolver a file. */
  putOnto(actor: Actor, documents: readonly Pick<Document, 'files'>[]): void {
    for (const { files } of documents) for (const file of files ?? []) file.url = this.url(actor, file.id);
  }

  /**
   * Whose ticket it is. Refuses with NOT_FOUND what this server never gave out for this file, and with FILE_LINK_EXPIRED what it
   * gave out, when the time or the session is over.
   */
  async actorOf(ticket: string, fileId: string): Promise<Actor> {
    const bytes = Buffer.from(ticket, 'base64url');
    const [head, seal] = [bytes.subarray(0, HEAD_BYTES), bytes.subarray(HEAD_BYTES)];
    if (seal.length !== SEAL_BYTES || !timingSafeEqual(seal, this.seal(head, fileId))) throw new Refusal('NOT_FOUND');
    const [session, account] = [head.subarray(TIME_BYTES, TIME_BYTES + ID_BYTES), head.subarray(TIME_BYTES + ID_BYTES)];
    const isOver = head.readUIntBE(0, TIME_BYTES) * 1000 <= this.clock.now().getTime();
    const actor = isOver ? null : await this.actors.ofSession(idOf(account), idOf(session));
    if (!actor) throw new Refusal('FILE_LINK_EXPIRED');
    return actor;
  }

  private seal(head: Buffer, fileId: string): Buffer {
    return createHmac('sha256', this.key).update(head).update(fileId.toLowerCase()).digest().subarray(0, SEAL_BYTES);
  }
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

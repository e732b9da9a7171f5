import type { Readable } from 'node:stream';
import { DataStore, Upload as TusUpload } from '@tus/server';
import type { Actor } from '../../../access/actor.js';
import { Refusal } from '../../../errors.js';
import type { UploadParts } from './upload-parts.js';
import { UPLOAD_MS, type Uploads } from './uploads.service.js';

/** What the tus library asks of a store, for one actor: an upload of another account is not there. */
export class UploadStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'expiration', 'termination'];

  constructor(
    private readonly actor: Actor,
    private readonly uploads: Uploads,
    private readonly parts: UploadParts,
  ) {
    super();
  }

  /** The name travels as `filename`, the hash of the whole as `sha256`; nothing else that a client tells is believed or kept. */
  override async create(upload: TusUpload): Promise<TusUpload> {
    const { filename, sha256 } = upload.metadata ?? {};
    await this.uploads.begin(this.actor, { id: upload.id, name: filename ?? '', size: upload.size ?? 0, sha256 });
    return upload;
  }

  /** Why the last part was not kept: on its way through the library's streams the reason gets lost. */
  refusal?: Refusal;

  override async write(content: Readable, id: string, offset: number): Promise<number> {
    try {
      return await this.parts.write(this.actor, id, offset, content);
    } catch (error) {
      if (error instanceof Refusal) this.refusal = error;
      throw error;
    }
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const { size, received, name, createdAt } = await this.uploads.one(this.actor, id);
    const metadata = { filename: name };
    return new TusUpload({ id, size, offset: received, metadata, creation_date: createdAt.toISOString() });
  }

  override remove(id: string): Promise<void> {
    return this.uploads.remove(this.actor, id);
  }

  override getExpiration(): number {
    return UPLOAD_MS;
  }
}

import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { FolderStorage } from './folder-storage.js';
import { Storage } from './storage.js';

/** The store that the configuration names. The S3 client is loaded only where one is: it takes as long as a third of the start. */
export async function storageOf({ s3, filesDir }: Pick<Config, 's3' | 'filesDir'>): Promise<Storage> {
  if (!s3) return new FolderStorage(filesDir);
  const { S3Storage } = await import('./s3-storage.js');
  return new S3Storage(s3, join(filesDir, 'arriving'));
}

/** Where the contents of files are kept, for every room. */
@Global()
@Module({
  providers: [{ provide: Storage, inject: [CONFIG], useFactory: storageOf }],
  exports: [Storage],
})
export class FilesModule {}

import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { FolderStorage } from './folder-storage.js';
import { Storage } from './storage.js';

/** Where the contents of files are kept, for every room. */
@Global()
@Module({
  providers: [
    { provide: Storage, inject: [CONFIG], useFactory: (config: Config) => new FolderStorage(config.filesDir) },
  ],
  exports: [Storage],
})
export class FilesModule {}

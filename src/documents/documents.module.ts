import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { DocumentsResolver, FilesResolver } from './documents.resolver.js';
import { DocumentsService } from './documents.service.js';
import { FileTickets } from './files/file-tickets.js';
import { FilesController } from './files/files.controller.js';
import { FilesService } from './files/files.service.js';
import { LooseFilesSweep } from './files/loose-files.sweep.js';
import { Announcements } from './publishing/announcements.jobs.js';
import { Publishing } from './publishing/publishing.service.js';
import { ReadableThrough } from './readable-through.js';
import { ReadingListeners } from './reading-listeners.js';
import { Readings } from './readings.service.js';

/** Documents, their files, and how far each member has read. */
@Module({
  imports: [NotificationsModule],
  controllers: [FilesController],
  providers: [
    DocumentsResolver,
    FilesResolver,
    DocumentsService,
    Publishing,
    Readings,
    Announcements,
    ReadableThrough,
    ReadingListeners,
    FilesService,
    FileTickets,
    LooseFilesSweep,
  ],
  exports: [DocumentsService, FileTickets, ReadableThrough, ReadingListeners],
})
export class DocumentsModule {}

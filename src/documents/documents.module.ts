import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { BookmarksResolver } from './bookmarks/bookmarks.resolver.js';
import { Bookmarks } from './bookmarks/bookmarks.service.js';
import { DocumentFieldsResolver } from './document-fields.resolver.js';
import { DocumentsResolver, FilesResolver } from './documents.resolver.js';
import { DocumentsService } from './documents.service.js';
import { FileChecks } from './files/checking/file-checks.js';
import { RefusedContents } from './files/checking/refused-contents.js';
import { FileTickets } from './files/file-tickets.js';
import { FilesController } from './files/files.controller.js';
import { FilesService } from './files/files.service.js';
import { LooseFilesSweep } from './files/loose-files.sweep.js';
import { UploadParts } from './files/uploads/upload-parts.js';
import { UploadsController } from './files/uploads/uploads.controller.js';
import { Uploads } from './files/uploads/uploads.service.js';
import { UploadsSweep } from './files/uploads/uploads.sweep.js';
import { FORM_PROVIDERS } from './forms/form-providers.js';
import { FormsController } from './forms/forms.controller.js';
import { PicturesController } from './forms/pictures/pictures.controller.js';
import { NotesResolver } from './notes/notes.resolver.js';
import { Notes } from './notes/notes.service.js';
import { PackHanding } from './packs/pack-handing.service.js';
import { PackParts } from './packs/pack-parts.service.js';
import { PackSigning } from './packs/pack-signing.js';
import { PackSources } from './packs/pack-sources.js';
import { PacksController } from './packs/packs.controller.js';
import { PacksResolver } from './packs/packs.resolver.js';
import { Packs } from './packs/packs.service.js';
import { Announcements } from './publishing/announcements.jobs.js';
import { Attaching } from './publishing/attaching.js';
import { Changing } from './publishing/changing.service.js';
import { PublishingResolver } from './publishing/publishing.resolver.js';
import { Publishing } from './publishing/publishing.service.js';
import { Waiting } from './publishing/waiting.js';
import { ReadableThrough } from './readable-through.js';
import { ReadingListeners } from './reading-listeners.js';
import { ReaderFiguresService } from './readings/reader-figures.service.js';
import { ReadingsResolver } from './readings/readings.resolver.js';
import { Unread } from './readings/unread.service.js';
import { Readings } from './readings.service.js';
import { DocumentSearch } from './search/search.service.js';
import { SearchIndex } from './search/search-index.js';
import { SearchTotals } from './search/totals.resolver.js';

/** Documents, their files, and how far each member has read. */
@Module({
  imports: [OrganisationsModule, NotificationsModule],
  controllers: [FilesController, UploadsController, FormsController, PicturesController, PacksController],
  providers: [
    DocumentsResolver,
    FilesResolver,
    DocumentsService,
    DocumentFieldsResolver,
    Publishing,
    PublishingResolver,
    Attaching,
    Changing,
    Waiting,
    ReadingsResolver,
    ReaderFiguresService,
    Unread,
    Bookmarks,
    BookmarksResolver,
    Notes,
    NotesResolver,
    Readings,
    Announcements,
    ReadableThrough,
    ReadingListeners,
    FilesService,
    FileTickets,
    LooseFilesSweep,
    FileChecks,
    RefusedContents,
    Uploads,
    UploadParts,
    UploadsSweep,
    ...FORM_PROVIDERS,
    SearchIndex,
    DocumentSearch,
    SearchTotals,
    PackHanding,
    PackParts,
    Packs,
    PackSigning,
    PackSources,
    PacksResolver,
  ],
  exports: [Attaching, Waiting, PackSources, DocumentsService, FileTickets, ReadableThrough, ReadingListeners],
})
export class DocumentsModule {}

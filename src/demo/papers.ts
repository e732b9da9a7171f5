import type { Chance } from './chance.js';
import type { Copies } from './copy.js';
import { at, type DemoPlan, dayAfter } from './plan.js';

/** A file of the demo as the storage keeps it. */
export interface DemoFile {
  name: string;
  mimeType: string;
  size: number;
  sha256: string;
  key: string;
}

/** The contents of all documents of a demo: so few that the worker has made their reading forms minutes after the start. */
export interface DemoFiles {
  report: DemoFile;
  bulletin: DemoFile;
  directive: DemoFile;
  resolution: DemoFile;
  guidance: DemoFile;
}

/** What a document of the demo says of itself. */
export interface DemoPaper {
  title: string;
  kind: string;
  issuer: string;
  number?: string;
  issuedOn?: string;
  topics: readonly string[];
  /** Of a bulletin. */
  month?: string;
  /** Who may read it, and in whose name it was published. */
  placeId: string;
  authorId: string;
  published: Date;
  file: DemoFile;
}

const OFFICE = 'Tỉnh ủy';
const TOPICS = {
  digital: 'Chuyển đổi số',
  cells: 'Sinh hoạt chi bộ',
  forest: 'Kinh tế rừng',
};

/** Names the tables that documents fill. */
export function namePaperTables(copies: Copies): void {
  copies.table(
    'documents',
    'id, title, kind, issuer, number, issued_on, topics, bulletin_month, issuer_id, audience_id, created_by, published_at, announced_at, created_at',
  );
  copies.table(
    'document_files',
    'id, document_id, position, uploader_id, name, mime_type, size, sha256, storage_key, created_at',
  );
}

/** Documents of a demo: what the province issued, bulletins, reports. None of them was ever really issued; they say so. */
export class Papers {
  constructor(
    private readonly chance: Chance,
    private readonly copies: Copies,
    private readonly plan: DemoPlan,
    readonly files: DemoFiles,
  ) {}

  /** A directive of 13 pages, a resolution with a table, guidance: for the whole province. Gives the directive's id. */
  ofProvince(placeId: string, authorId: string): string {
    const { directive, resolution, guidance } = this.files;
    const of = { issuer: OFFICE, placeId, authorId };
    const directiveId = this.add({
      ...of,
      title: 'Chỉ thị về nâng cao chất lượng sinh hoạt chi bộ gắn với chuyển đổi số',
      kind: 'DIRECTIVE',
      number: '07-CT/TU',
      topics: [TOPICS.cells, TOPICS.digital],
      ...this.daysAgo(20),
      file: directive,
    });
    this.add({
      ...of,
      title: 'Nghị quyết về phát triển kinh tế rừng gắn với giữ rừng đầu nguồn',
      kind: 'RESOLUTION',
      number: '12-NQ/TU',
      topics: [TOPICS.forest],
      ...this.daysAgo(45),
      file: resolution,
    });
    this.add({
      ...of,
      title: 'Hướng dẫn sử dụng sổ tay điện tử trong sinh hoạt chi bộ',
      kind: 'GUIDANCE',
      issuer: 'Ban Tổ chức Tỉnh ủy',
      number: '21-HD/BTCTU',
      topics: [TOPICS.cells, TOPICS.digital],
      ...this.daysAgo(70),
      file: guidance,
    });
    return directiveId;
  }

  /** Adds a document with its one file, and gives its id. */
  add(paper: DemoPaper): string {
    const id = this.chance.id();
    const { published, file } = paper;
    this.copies.add('documents', [
      id,
      paper.title,
      paper.kind,
      paper.issuer,
      paper.number ?? null,
      paper.issuedOn ?? null,
      paper.topics,
      paper.month ?? null,
      paper.placeId,
      paper.placeId,
      paper.authorId,
      published,
      published,
      published,
    ]);
    this.copies.add('document_files', [
      this.chance.id(),
      id,
      0,
      paper.authorId,
      file.name,
      file.mimeType,
      file.size,
      file.sha256,
      file.key,
      published,
    ]);
    return id;
  }

  private daysAgo(days: number): Pick<DemoPaper, 'issuedOn' | 'published'> {
    const issuedOn = dayAfter(this.plan.day, -days);
    return { issuedOn, published: at(dayAfter(issuedOn, 1), 9) };
  }
}

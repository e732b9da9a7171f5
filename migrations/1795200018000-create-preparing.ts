import type { MigrationInterface, QueryRunner } from 'typeorm';

type Item = [title: string, minutes: number];

/** The steps of a regular meeting that open and close it, for every kind of cell (domain.md 3). */
const OPENING: Item[] = [
  ['Tuyên bố lý do, giới thiệu đại biểu', 3],
  ['Cử thư ký buổi sinh hoạt', 2],
  ['Điểm danh, báo cáo tình hình đảng viên', 3],
  ['Báo cáo thu, nộp đảng phí', 3],
  ['Thông qua chương trình', 2],
];
const CLOSING: Item[] = [
  ['Tổng hợp ý kiến, trả lời đề xuất của đảng viên', 8],
  ['Kết luận, giao nhiệm vụ và thời hạn', 6],
  ['Thông qua nghị quyết (nếu có)', 4],
  ['Đánh giá chất lượng buổi sinh hoạt', 3],
  ['Thông qua biên bản', 3],
];
const SHORT_OPENING: Item[] = [
  ['Tuyên bố lý do, cử thư ký, điểm danh', 5],
  ['Thông qua chương trình', 2],
];
const SHORT_CLOSING: Item[] = [
  ['Kết luận, giao nhiệm vụ và thời hạn', 8],
  ['Đánh giá chất lượng buổi sinh hoạt, thông qua biên bản', 6],
];

/** What each kind of cell has its eye on (domain.md 3: the focus differs): two items of a regular meeting, and what a theme is held against. */
const FOCUS: Record<string, { regular: Item[]; theme: string; committee: string }> = {
  HAMLET: {
    regular: [
      ['Phát triển sản xuất, giảm nghèo, xây dựng nông thôn mới ở thôn, bản', 10],
      ['An ninh trật tự, đoàn kết các dân tộc, nắm tình hình nhân dân', 8],
    ],
    theme: 'Liên hệ với đời sống, sản xuất của thôn, bản',
    committee: 'Việc của thôn, bản cần chi bộ lãnh đạo, phối hợp với trưởng thôn và Mặt trận',
  },
  OFFICE: {
    regular: [
      ['Nhiệm vụ chuyên môn, cải cách hành chính, chuyển đổi số của cơ quan, đơn vị', 10],
      ['Kỷ luật, kỷ cương công vụ, quy chế dân chủ, phòng chống tham nhũng, lãng phí', 8],
    ],
    theme: 'Liên hệ với nhiệm vụ chuyên môn của cơ quan, đơn vị',
    committee: 'Việc của cơ quan, đơn vị cần chi bộ lãnh đạo, phối hợp với thủ trưởng và đoàn thể',
  },
  STATE_FIRM: {
    regular: [
      ['Sản xuất, kinh doanh, bảo toàn và phát triển vốn nhà nước', 10],
      ['Việc làm, đời sống, an toàn của người lao động, chống lãng phí', 8],
    ],
    theme: 'Liên hệ với sản xuất, kinh doanh của doanh nghiệp',
    committee: 'Việc của doanh nghiệp cần chi bộ lãnh đạo, phối hợp với ban giám đốc và công đoàn',
  },
  PRIVATE_FIRM: {
    regular: [
      ['Vận động chấp hành pháp luật, cùng doanh nghiệp phát triển sản xuất, kinh doanh', 10],
      ['Quyền lợi người lao động, phát triển đảng viên và đoàn thể trong doanh nghiệp', 8],
    ],
    theme: 'Liên hệ với doanh nghiệp và người lao động',
    committee: 'Việc cần bàn với chủ doanh nghiệp và công đoàn',
  },
  STUDENTS: {
    regular: [
      ['Học tập, nghiên cứu, rèn luyện; nền nếp của nhà trường', 10],
      ['Công tác Đoàn, Hội, bồi dưỡng quần chúng ưu tú', 8],
    ],
    theme: 'Liên hệ với học tập, rèn luyện của sinh viên và công tác của nhà trường',
    committee: 'Theo dõi, giúp đỡ quần chúng ưu tú, đảng viên dự bị',
  },
  ARMED_FORCES: {
    regular: [
      ['Huấn luyện, sẵn sàng chiến đấu, chấp hành kỷ luật', 10],
      ['Xây dựng đơn vị vững mạnh toàn diện, công tác dân vận', 8],
    ],
    theme: 'Liên hệ với nhiệm vụ của đơn vị',
    committee: 'Tình hình tư tưởng, kỷ luật, an toàn của đơn vị',
  },
};

/** The programme of one kind of meeting in one kind of cell: opening, middle, closing. */
function programme(kind: string, { regular, theme, committee }: (typeof FOCUS)[string]) {
  const section = (name: string, items: Item[]) => items.map(([title, minutes]) => ({ section: name, title, minutes }));
  switch (kind) {
    case 'REGULAR':
      return [
        {
          section: 'OPENING',
          title: 'Chi ủy hội ý, thống nhất nội dung và phân công',
          minutes: 10,
          isCommitteeOnly: true,
        },
        ...section('OPENING', OPENING),
        ...section('MIDDLE', [
          ['Thông tin thời sự, văn bản mới của cấp trên', 10],
          ['Bí thư báo cáo kết quả tháng trước, nhiệm vụ tháng này', 10],
          ['Kiểm điểm việc đảng viên thực hiện nhiệm vụ được giao', 8],
          ...regular,
          ['Thảo luận', 15],
          ['Tự phê bình và phê bình', 8],
        ]),
        ...section('CLOSING', CLOSING),
      ];
    case 'THEMATIC':
      return [
        ...section('OPENING', SHORT_OPENING),
        ...section('MIDDLE', [
          ['Trình bày báo cáo chuyên đề', 25],
          ['Thảo luận theo câu hỏi gợi ý', 35],
          [theme, 15],
        ]),
        ...section('CLOSING', SHORT_CLOSING),
      ];
    case 'COMMITTEE':
      return [
        ...section('OPENING', [['Điểm danh, cử người ghi biên bản', 5]]),
        ...section('MIDDLE', [
          ['Kiểm điểm thực hiện nghị quyết tháng trước', 20],
          ['Thống nhất nội dung, chương trình sinh hoạt chi bộ tháng này', 25],
          ['Công tác đảng viên, phát triển Đảng, chính sách, kỷ luật', 15],
          [committee, 12],
          ['Phân công chuẩn bị báo cáo, tài liệu, gợi ý thảo luận', 8],
        ]),
        ...section('CLOSING', [['Kết luận, thông qua biên bản', 5]]),
      ];
    default:
      return [
        ...section('OPENING', SHORT_OPENING),
        ...section('MIDDLE', [
          ['Báo cáo việc cần chi bộ quyết định', 15],
          ['Thảo luận', 40],
          ['Biểu quyết', 15],
        ]),
        ...section('CLOSING', SHORT_CLOSING),
      ];
  }
}

/** Templates of agendas, what an invitation held, opinions before the meeting, approval of absence. */
export class CreatePreparing1795200018000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table agenda_items add column committee_only boolean not null default false;
      -- What last month left open and this item takes up again. TASKS are all of the cell's: their id is the cell's.
      alter table agenda_items add column carried_kind text;
      alter table agenda_items add column carried_id uuid;
      alter table agenda_items add constraint agenda_items_carried check
        ((carried_kind is null) = (carried_id is null) and carried_kind in ('AGENDA_ITEM', 'TASKS', 'OPINION'));
      create unique index agenda_items_carried_once on agenda_items (meeting_id, carried_kind, carried_id) where carried_id is not null;
      create index agenda_items_carried_id_idx on agenda_items (carried_id) where carried_id is not null;

      create table agenda_item_documents (
        agenda_item_id uuid not null references agenda_items on delete cascade,
        document_id    uuid not null references documents,
        position       int not null,
        primary key (agenda_item_id, document_id)
      );
      create index agenda_item_documents_document_id_idx on agenda_item_documents (document_id);

      -- A template of an organisation and everything under it, for a kind of cell and of meeting; without organisation: for everybody.
      -- Never edited: ended, and followed by another.
      create table agenda_templates (
        id              uuid primary key,
        organisation_id uuid references organisations,
        cell_type       text not null,
        meeting_kind    text not null,
        items           jsonb not null,
        source          text,
        during          daterange not null,
        created_by      uuid references accounts,
        created_at      timestamptz not null default now(),
        constraint agenda_templates_cell_type check (cell_type in ('HAMLET', 'OFFICE', 'STATE_FIRM', 'PRIVATE_FIRM', 'STUDENTS', 'ARMED_FORCES')),
        constraint agenda_templates_meeting_kind check (meeting_kind in ('REGULAR', 'THEMATIC', 'COMMITTEE', 'EXTRAORDINARY')),
        constraint agenda_templates_one_at_a_time exclude using gist
          ((coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =, cell_type with =, meeting_kind with =, during with &&)
      );
      alter table cell_types add constraint cell_types_type check
        (type in ('HAMLET', 'OFFICE', 'STATE_FIRM', 'PRIVATE_FIRM', 'STUDENTS', 'ARMED_FORCES'));

      -- What the members were invited to, as it stood then; later changes show against it.
      create table meeting_invitations (
        meeting_id uuid primary key references meetings,
        version    int not null,
        content    jsonb not null,
        frozen_at  timestamptz not null
      );

      alter table meetings add column answer_until timestamptz;
      -- PENDING: asked for after the day of answering, it needs the secretary's word. Null: nothing to decide, or not decided.
      alter table attendances add column absence_decision text;
      alter table attendances add column absence_decided_by uuid references accounts;
      alter table attendances add column absence_decided_at timestamptz;
      alter table attendances add constraint attendances_absence_decision check (absence_decision in ('PENDING', 'APPROVED', 'DECLINED'));

      -- Opinions and proposals of members, each with an owner, a day and an answer.
      create table opinions (
        id          uuid primary key,
        version     int not null default 1,
        cell_id     uuid not null references organisations,
        meeting_id  uuid references meetings,
        author_id   uuid not null references members,
        kind        text not null,
        text        text not null,
        owner_id    uuid references members,
        due_on      date,
        answer      text,
        answered_by uuid references accounts,
        answered_at timestamptz,
        withdrawn_at timestamptz,
        -- When owner, secretary and follower were told that the day has passed.
        overdue_told_at timestamptz,
        created_at  timestamptz not null,
        constraint opinions_kind check (kind in ('OPINION', 'PROPOSAL')),
        constraint opinions_answered check ((answer is null) = (answered_at is null))
      );
      create index opinions_cell_id_created_at_idx on opinions (cell_id, created_at desc, id desc);
      create index opinions_open_idx on opinions (cell_id) where answered_at is null and withdrawn_at is null;
      create index opinions_overdue_idx on opinions (due_on, id)
        where answered_at is null and withdrawn_at is null and overdue_told_at is null;
      create index opinions_author_id_idx on opinions (author_id);
      create index opinions_owner_id_idx on opinions (owner_id);
    `);
    let number = 0;
    for (const [type, focus] of Object.entries(FOCUS)) {
      for (const kind of ['REGULAR', 'THEMATIC', 'COMMITTEE', 'EXTRAORDINARY']) {
        const id = `01995c2b-0000-7000-8000-0000000018${String(++number).padStart(2, '0')}`;
        await db.query(
          `insert into agenda_templates (id, cell_type, meeting_kind, items, source, during)
           values ($1, $2, $3, $4, 'Mẫu chung theo 12-HD/BTCTW, 42-HD/BTCTW', daterange('2018-07-06', null))`,
          [id, type, kind, JSON.stringify(programme(kind, focus))],
        );
      }
    }
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

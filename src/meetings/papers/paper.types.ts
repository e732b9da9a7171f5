import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';

/** The papers of a meeting (domain.md 4). */
export enum PaperKind {
  /** Biên bản: of what is sealed, or as a draft of what stands. */
  MINUTES = 'MINUTES',
  /** Nghị quyết: one of the meeting's, named by subjectId. */
  RESOLUTION = 'RESOLUTION',
  /** Danh sách điểm danh, with reasons: for the secretary alone. */
  ATTENDANCE = 'ATTENDANCE',
  /** Phiếu đánh giá: the cell's score and the follower's side by side. */
  ASSESSMENT = 'ASSESSMENT',
  /** Danh sách ký tên, printed before the meeting. */
  ROLL_SHEET = 'ROLL_SHEET',
  /** Chương trình sinh hoạt tháng. */
  PROGRAMME = 'PROGRAMME',
}
registerEnumType(PaperKind, { name: 'PaperKind' });

/** For printing and keeping, or for working on. */
export enum PaperFormat {
  PDF = 'PDF',
  DOCX = 'DOCX',
}
registerEnumType(PaperFormat, { name: 'PaperFormat' });

/** A paper's way: waiting for a worker, ready to be fetched, or failed and to be asked for again. */
export enum PaperState {
  WAITING = 'WAITING',
  READY = 'READY',
  FAILED = 'FAILED',
}
registerEnumType(PaperState, { name: 'PaperState' });

/** A paper that was asked for. The same data give the same paper, byte for byte. */
@ObjectType()
export class Paper {
  @Field(() => ID) id: string;
  @Field(() => PaperKind) kind: PaperKind;
  @Field(() => PaperFormat) format: PaperFormat;
  @Field(() => PaperState) state: PaperState;
  @Field({ description: 'Under which it is saved: "Biên bản 05-12-2026.pdf".' }) name: string;
  @Field({
    description:
      'Of sealed minutes or an issued resolution. Otherwise it shows how things stood when it was asked for.',
  })
  isFinal: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Where to fetch it, good for 300 seconds and this session; null until it is ready.',
  })
  url: string | null;
  @Field(() => Float, { nullable: true, description: 'In bytes.' }) size: number | null;
  @Field(() => String, { nullable: true, description: '64 hex digits.' }) sha256: string | null;
  @Field(() => Date) askedAt: Date | string;
  @Field(() => Date, { nullable: true }) madeAt: Date | string | null;
  @Field(() => String, { nullable: true, description: 'Why it could not be made, in Vietnamese.' }) problem:
    | string
    | null;
  subjectId: string | null;
}

/** A paper that the viewer may ask for now, with what was asked for last in each format. */
@ObjectType()
export class PaperChoice {
  @Field(() => PaperKind) kind: PaperKind;
  @Field(() => ID, { nullable: true, description: 'Which resolution.' }) subjectId: string | null;
  @Field({ description: 'Biên bản, Nghị quyết số 03-NQ/CB: …' }) title: string;
  @Field() isFinal: boolean;
  @Field(() => [Paper], { description: 'The last of each format that was asked for; it may show older data.' })
  papers: Paper[];
}

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** How far an import has come. The contract shows it as a text. */
export enum ImportState {
  /** Handed in, being read. */
  READING = 'READING',
  /** Read. Without problems it may be applied. */
  READY = 'READY',
  /** Said yes to, being applied. */
  APPLYING = 'APPLYING',
  /** In force. */
  APPLIED = 'APPLIED',
  /** No workbook and no table: its one problem says why. */
  FAILED = 'FAILED',
}

/** What is wrong in a file: the row as the spreadsheet counts it, the head of the column, why. */
@ObjectType()
export class ImportProblem {
  @Field(() => Int) row: number;
  @Field() column: string;
  @Field() code: string;
  @Field() message: string;
  @Field(() => String, { nullable: true, description: 'to_chuc or dang_vien; null where the file has one sheet only.' })
  sheet: string | null;
}

/** A roster handed in as a file (nhập dữ liệu). */
@ObjectType()
export class Import {
  @Field(() => ID) id: string;
  @Field() state: string;
  @Field(() => Int) rows: number;
  @Field(() => Int) valid: number;
  @Field(() => Int) problemCount: number;
  @Field(() => [ImportProblem], { description: 'The first 1,000.' }) problems: ImportProblem[];
  @Field(() => String, { nullable: true }) encoding: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'When the text looks like another encoding than the file says.',
  })
  proposedEncoding: string | null;
  @Field(() => Int) applied: number;
}

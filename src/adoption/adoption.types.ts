import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Organisation } from '../organisations/organisation.types.js';
import { YearMonth } from '../platform/graphql/scalars.js';

/** How far the platform is used in a branch in a month (domain.md 5): sums over its cells. Rates are null where their base is 0. */
@ObjectType()
export class Adoption {
  @Field(() => Organisation) organisation: Organisation;
  @Field(() => YearMonth) month: string;
  @Field(() => Int) cells: number;
  @Field(() => Int) cellsOnPlatform: number;
  @Field(() => Int) cellsWithMeeting: number;
  /** Cells with a regular meeting of the month closed with a complete roll and minutes. */
  @Field(() => Int) cellsUsingPlatform: number;
  /** cellsUsingPlatform / cells. */
  @Field(() => Float, { nullable: true }) usageRate: number | null;
  @Field(() => Int) members: number;
  @Field(() => Int) withSmartphone: number;
  /** Members whom a started wave has reached by the month's end. */
  @Field(() => Int) invited: number;
  /** Of those with a smartphone. */
  @Field(() => Int) activated: number;
  @Field(() => Int) openedMaterial: number;
  /** Members who checked in by their own code. */
  @Field(() => Int) checkedIn: number;
  /** Present / entitled over the month's closed meetings. */
  @Field(() => Float, { nullable: true }) attendanceRate: number | null;
  /** The organisations directly below. */
  @Field(() => [Adoption]) children?: Adoption[];
}

/** Of which branch, in which month, and perhaps only the cells of one wave. */
@ArgsType()
export class AdoptionArgs {
  @Field(() => ID) organisationId: string;
  @Field(() => YearMonth) month: string;
  @Field(() => ID, { nullable: true }) waveId?: string | null;
}

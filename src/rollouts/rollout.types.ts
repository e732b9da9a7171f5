import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

/** Where a wave stands. DONE: everybody was dealt with; FAILED: so was everybody, and nobody was reached. */
export enum WaveStatus {
  PLANNED = 'PLANNED',
  RUNNING = 'RUNNING',
  PAUSED = 'PAUSED',
  DONE = 'DONE',
  FAILED = 'FAILED',
}
registerEnumType(WaveStatus, { name: 'WaveStatus' });

/** One condition of a gate: what is asked for and what is so, both shares between 0 and 1. */
@ObjectType()
export class GateCheck {
  /** As in GateInput: minActivatedRate, minUsageRate, maxFailureRate. */
  @Field() name: string;
  @Field(() => Float) required: number;
  @Field(() => Float) actual: number;
  @Field() passed: boolean;
}

/** A wave of a rollout (đợt triển khai): some cells whose members are told together. recipients = pending + delivered + failed + skipped. */
@ObjectType()
export class RolloutWave {
  @Field(() => ID) id: string;
  @Field(() => Int) position: number;
  @Field() name: string;
  @Field(() => WaveStatus) status: WaveStatus;
  @Field(() => Int) cells: number;
  @Field(() => Int) recipients: number;
  /** Not told yet, also those whose cell's turn has not come. */
  @Field(() => Int) pending: number;
  @Field(() => Int) delivered: number;
  @Field(() => Int) failed: number;
  /** No channel reaches them: not activated, and no phone or no SMS gateway. */
  @Field(() => Int) skipped: number;
  /** Recipients who have activated their account. */
  @Field(() => Int) activated: number;
  @Field(() => Date, { nullable: true }) startedAt: Date | null;
  @Field(() => Date, { nullable: true }) finishedAt: Date | null;
  /** Why it was paused the last time. */
  @Field(() => String, { nullable: true }) pauseReason: string | null;
  @Field(() => [GateCheck], {
    description:
      'Every check of this wave, passed or not; the next wave may start when all have passed or there is none.',
  })
  gate: GateCheck[];
  @Field({ description: 'This wave may start now.' }) mayStart: boolean;
}

/** The way of the platform to all cells, wave by wave (kế hoạch triển khai). The sums are over its waves. */
@ObjectType()
export class Rollout {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field() createdAt: Date;
  @Field(() => [RolloutWave]) waves: RolloutWave[];
  @Field(() => Int) recipients: number;
  @Field(() => Int) pending: number;
  @Field(() => Int) delivered: number;
  @Field(() => Int) failed: number;
  @Field(() => Int) skipped: number;
  @Field(() => Int) activated: number;
}

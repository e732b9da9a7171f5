import { ArgsType, Field, Float, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Text } from '../platform/texts.js';

/** More waves than this nobody can follow (assumed). */
const MOST_WAVES = 20;

/** Room for every cell of a merged province (domain.md 6: 12,000). */
const MOST_CELLS = 15_000;

const Share = (): PropertyDecorator => (target, key) => {
  IsOptional()(target, String(key));
  Min(0, { message: 'Tỷ lệ từ 0 đến 1.' })(target, String(key));
  Max(1, { message: 'Tỷ lệ từ 0 đến 1.' })(target, String(key));
};

/** What a wave must have come to before the next one may start. Shares between 0 and 1. */
@InputType()
export class GateInput {
  /** Activated members / members with a smartphone, in the wave's cells. */
  @Share() @Field(() => Float, { nullable: true }) minActivatedRate?: number | null;
  /** Cells that used the platform in their monthly meeting / cells, in the better of this month and the last. */
  @Share() @Field(() => Float, { nullable: true }) minUsageRate?: number | null;
  /** Failed / recipients, once all are dealt with. */
  @Share() @Field(() => Float, { nullable: true }) maxFailureRate?: number | null;
}

/** A wave: cells, whole branches, or with both left out every cell that no other wave has when it starts. */
@InputType()
export class WaveInput {
  @Text(200) @Field() name: string;
  @IsOptional()
  @ArrayMaxSize(MOST_CELLS, { message: `Nhiều nhất ${MOST_CELLS} chi bộ.` })
  @Field(() => [ID], { nullable: true })
  cellIds?: string[] | null;
  @IsOptional()
  @ArrayMaxSize(1000, { message: 'Nhiều nhất 1000 tổ chức.' })
  @Field(() => [ID], { nullable: true })
  organisationIds?: string[] | null;
  @ValidateNested() @Type(() => GateInput) @Field(() => GateInput, { nullable: true }) gate?: GateInput | null;
}

/** A plan of waves, in their order. */
@InputType()
export class CreateRolloutInput {
  @Text(200) @Field() name: string;
  @ArrayMinSize(1, { message: 'Cần ít nhất một đợt.' })
  @ArrayMaxSize(MOST_WAVES, { message: `Nhiều nhất ${MOST_WAVES} đợt.` })
  @ValidateNested({ each: true })
  @Type(() => WaveInput)
  @Field(() => [WaveInput])
  waves: WaveInput[];
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** Which wave is paused, and why. */
@ArgsType()
export class PauseWaveArgs {
  @Field(() => ID) waveId: string;
  @Text(500) @Field() reason: string;
}

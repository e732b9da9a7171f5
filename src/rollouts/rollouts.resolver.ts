import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { RolloutPlanning } from './planning.service.js';
import { Rollout, RolloutWave } from './rollout.types.js';
import { CreateRolloutInput, PauseWaveArgs } from './rollouts.inputs.js';
import { RolloutsService } from './rollouts.service.js';
import { WavesService } from './waves.service.js';

const WAVE_ID = { type: () => ID };

/** The rollout of the platform, by an officer or administrator of the province. */
@Resolver(() => Rollout)
export class RolloutsResolver {
  constructor(
    private readonly service: RolloutsService,
    private readonly planning: RolloutPlanning,
    private readonly waves: WavesService,
  ) {}

  @Query(() => Rollout, { nullable: true })
  @Allow('rollout.manage')
  rollout(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.one(actor, id);
  }

  @Query(() => [Rollout], { description: 'All plans, the newest first.' })
  @Allow('rollout.manage')
  rollouts(@CurrentActor() actor: Actor) {
    return this.service.list(actor);
  }

  @Mutation(() => Rollout)
  @Allow('rollout.manage')
  createRollout(@CurrentActor() actor: Actor, @Args('input') input: CreateRolloutInput) {
    return this.planning.create(actor, input);
  }

  @Mutation(() => RolloutWave)
  @Allow('rollout.manage')
  startWave(@CurrentActor() actor: Actor, @Args('waveId', WAVE_ID) waveId: string) {
    return this.waves.start(actor, waveId);
  }

  @Mutation(() => RolloutWave)
  @Allow('rollout.manage')
  pauseWave(@CurrentActor() actor: Actor, @Args() { waveId, reason }: PauseWaveArgs) {
    return this.waves.pause(actor, waveId, reason);
  }

  @Mutation(() => RolloutWave)
  @Allow('rollout.manage')
  resumeWave(@CurrentActor() actor: Actor, @Args('waveId', WAVE_ID) waveId: string) {
    return this.waves.resume(actor, waveId);
  }
}

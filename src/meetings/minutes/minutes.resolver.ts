import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { MinutesRead } from './minutes.read.js';
import { MinutesService } from './minutes.service.js';
import {
  AddAddendumArgs,
  ConcludeItemInput,
  EditMinutesInput,
  Minutes,
  NameSignersInput,
  SignMinutesArgs,
} from './minutes.types.js';
import { SigningService } from './signing.service.js';

/** Minutes. Every mutation answers with them read anew, under the rights of today. */
@Resolver(() => Minutes)
export class MinutesResolver {
  constructor(
    private readonly read: MinutesRead,
    private readonly service: MinutesService,
    private readonly signing: SigningService,
  ) {}

  @Query(() => Minutes, {
    nullable: true,
    description:
      'The minutes of a meeting: for those who manage it from its opening on, for its readers from the closing on.',
  })
  @Allow('meeting.read')
  minutes(@CurrentActor() actor: Actor, @Args('meetingId', { type: () => ID }) meetingId: string) {
    return this.read.one(actor, meetingId);
  }

  @Mutation(() => Minutes, {
    description: 'After the closing, until they are sealed. Stale: CONFLICT with extensions.current. Signatures fall.',
  })
  @Allow('meeting.manage')
  async editMinutes(@CurrentActor() actor: Actor, @Args('input') input: EditMinutesInput) {
    return this.read.one(actor, await this.service.edit(actor, input));
  }

  @Mutation(() => Minutes, { description: 'Corrects who chaired and who recorded, after the closing.' })
  @Allow('meeting.manage')
  async nameSigners(@CurrentActor() actor: Actor, @Args('input') input: NameSignersInput) {
    return this.read.one(actor, await this.service.nameSigners(actor, input));
  }

  @Mutation(() => Minutes, { description: 'Notes that the minutes were read out before the cell.' })
  @Allow('meeting.manage')
  async noteMinutesReadOut(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('at', { type: () => Date, nullable: true }) at: Date | null | undefined,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.read.one(actor, await this.service.noteReadOut(actor, meetingId, at, clientMutationId));
  }

  @Mutation(() => Minutes, { description: 'Notes what was concluded on an item of the agenda.' })
  @Allow('meeting.manage')
  async concludeItem(@CurrentActor() actor: Actor, @Args('input') input: ConcludeItemInput) {
    return this.read.one(actor, await this.service.concludeItem(actor, input));
  }

  @Mutation(() => Minutes, { description: 'By the recorder or the chair; with the second signature they are sealed.' })
  @Allow('meeting.attend')
  async signMinutes(@CurrentActor() actor: Actor, @Args() args: SignMinutesArgs) {
    return this.read.one(actor, await this.signing.sign(actor, args));
  }

  @Mutation(() => Minutes, { description: 'The secretary notes a signature by hand on the printed minutes.' })
  @Allow('meeting.manage')
  async signMinutesOnPaper(@CurrentActor() actor: Actor, @Args() args: SignMinutesArgs) {
    return this.read.one(actor, await this.signing.signOnPaper(actor, args));
  }

  @Mutation(() => Minutes, { description: 'Adds to sealed minutes.' })
  @Allow('meeting.manage')
  async addAddendum(@CurrentActor() actor: Actor, @Args() args: AddAddendumArgs) {
    return this.read.one(actor, await this.service.addAddendum(actor, args));
  }
}

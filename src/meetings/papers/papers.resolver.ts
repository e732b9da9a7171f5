import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Paper, PaperChoice } from './paper.types.js';
import { AskPaperArgs } from './papers.inputs.js';
import { PapersService } from './papers.service.js';

/** The papers of meetings. They are fetched beside GraphQL: `GET /papers/{id}`. */
@Resolver(() => Paper)
export class PapersResolver {
  constructor(private readonly service: PapersService) {}

  @Query(() => [PaperChoice], { description: 'The papers of a meeting that the viewer may ask for now.' })
  @Allow('meeting.read')
  papers(@CurrentActor() actor: Actor, @Args('meetingId', { type: () => ID }) meetingId: string) {
    return this.service.choices(actor, meetingId);
  }

  @Query(() => Paper, { nullable: true, description: 'How far a paper is that was asked for.' })
  @Allow('meeting.read')
  paper(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.one(actor, id);
  }

  @Mutation(() => Paper, {
    description:
      'Has a paper made, in a moment; one of the same data is given at once. One that failed is tried again.',
  })
  @Allow('meeting.read')
  async askPaper(@CurrentActor() actor: Actor, @Args() args: AskPaperArgs) {
    return this.service.one(actor, await this.service.ask(actor, args));
  }
}

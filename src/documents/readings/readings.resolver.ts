import { Args, Context, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Document, ReaderFigures, RecordedReadings } from '../document.types.js';
import { RecordReadingArgs } from '../documents.inputs.js';
import { DocumentsService } from '../documents.service.js';
import { Readings } from '../readings.service.js';
import { named, ReaderFiguresService } from './reader-figures.service.js';
import { ReadingInput } from './readings.inputs.js';
import { Unread } from './unread.service.js';

/** How far members have read, for themselves; and how many, for the publisher. */
@Resolver(() => Document)
export class ReadingsResolver {
  constructor(
    private readonly readings: Readings,
    private readonly unread: Unread,
    private readonly figures: ReaderFiguresService,
    private readonly documents: DocumentsService,
    private readonly organisations: OrganisationsService,
  ) {}

  @Mutation(() => Document, { description: 'progress 0..1; the furthest counts, whatever the order of arrival.' })
  @Allow('document.read')
  recordReading(@CurrentActor() actor: Actor, @Args() args: RecordReadingArgs) {
    return this.readings.record(actor, args);
  }

  @Mutation(() => RecordedReadings, {
    description: "A phone's queue at once, up to 500, in any order, repeated as often as needed.",
  })
  @Allow('document.read')
  recordReadings(@CurrentActor() actor: Actor, @Args('input', { type: () => [ReadingInput] }) input: ReadingInput[]) {
    return this.readings.recordMany(actor, input);
  }

  @Query(() => Int, {
    description: 'How many of the newest documents addressed to oneself are not read to 0.9; as on the first screen.',
  })
  @Allow('document.read')
  documentsUnread(@CurrentActor() actor: Actor) {
    return this.unread.count(actor);
  }

  @ResolveField(() => Int, { nullable: true, description: 'The furthest page that one has come to, on any device.' })
  myPage(@Parent() { id }: Document, @CurrentActor() actor: Actor, @Context() request: object) {
    return this.documents.page(request, actor, id);
  }

  @ResolveField(() => ReaderFigures, {
    nullable: true,
    description: 'For its publisher: sums only; null for everybody else, and where fewer than three are addressed.',
  })
  async readers(@Parent() document: Document, @CurrentActor() actor: Actor, @Context() request: object) {
    if (!(await this.documents.isPublishedBy(actor, document))) return null;
    return named(await this.figures.of(document.id), this.organisations.byId(request));
  }
}

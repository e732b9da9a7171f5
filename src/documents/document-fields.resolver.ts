import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/allow.js';
import { Refusal } from '../errors.js';
import { Office } from '../members/member.types.js';
import { Organisation, OrganisationKind } from '../organisations/organisation.types.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { YearMonth } from '../platform/graphql/scalars.js';
import { Document, DocumentKind, DocumentState } from './document.types.js';
import type { DocumentRecord } from './documents.read.js';
import { DocumentsService } from './documents.service.js';
import { File } from './files/file.types.js';

/** What a document's record says beyond what lists show; loaded where a read model did not bring it. */
@Resolver(() => Document)
export class DocumentFieldsResolver {
  constructor(
    private readonly documents: DocumentsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => Int)
  async version(@Parent() { id }: Document, @Context() request: object) {
    return (await this.record(request, id)).version;
  }

  @ResolveField(() => DocumentKind)
  async kind(@Parent() { id }: Document, @Context() request: object) {
    return (await this.record(request, id)).kind;
  }

  @ResolveField(() => Organisation, { description: 'To whose branch it is addressed.' })
  async audience(@Parent() { id, audienceId }: Document, @Context() request: object) {
    const organisation = audienceId ?? (await this.record(request, id)).audienceId;
    return this.organisations.byId(request).load(organisation);
  }

  @ResolveField(() => [OrganisationKind])
  async audienceKinds(@Parent() { id }: Document, @Context() request: object) {
    return (await this.record(request, id)).audienceKinds;
  }

  @ResolveField(() => [Office])
  async audienceOffices(@Parent() { id }: Document, @Context() request: object) {
    return (await this.record(request, id)).audienceOffices;
  }

  @ResolveField(() => YearMonth, { nullable: true })
  async bulletinMonth(@Parent() { id }: Document, @Context() request: object) {
    return (await this.record(request, id)).bulletinMonth;
  }

  @ResolveField(() => DocumentState)
  async state(@Parent() document: Document, @Context() request: object) {
    const { withdrawnAt, publishedAt } =
      document.withdrawnAt === undefined ? await this.record(request, document.id) : document;
    if (withdrawnAt) return DocumentState.WITHDRAWN;
    const isAhead = publishedAt === null || new Date(publishedAt) > this.clock.now();
    return isAhead ? DocumentState.SCHEDULED : DocumentState.PUBLISHED;
  }

  @ResolveField(() => Date, { nullable: true })
  async withdrawnAt(@Parent() { id }: Document, @Context() request: object) {
    return (await this.record(request, id)).withdrawnAt;
  }

  @ResolveField(() => String, { nullable: true, description: 'Why it was withdrawn, for those who had it.' })
  async withdrawalReason(@Parent() { id }: Document, @Context() request: object) {
    return (await this.record(request, id)).withdrawalReason;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'How long its files take to read, in minutes; null while that is not known.',
  })
  async minutes(@Parent() { id, withdrawnAt }: Document, @Context() request: object) {
    return withdrawnAt ? null : ((await this.documents.minutesOf(request).load(id))?.minutes ?? null);
  }

  @ResolveField(() => [Document], { description: 'What it replaces, as far as one may know of it.' })
  replaces(@Parent() { id }: Document, @CurrentActor() actor: Actor) {
    return this.documents.replacements(actor, id, 'replaces');
  }

  @ResolveField(() => [Document], { description: 'What it is replaced by, as far as one may know of it.' })
  replacedBy(@Parent() { id }: Document, @CurrentActor() actor: Actor) {
    return this.documents.replacements(actor, id, 'replacedBy');
  }

  @ResolveField(() => [File], {
    description:
      'Every version of every file, the newest of each place first: for the publisher; empty for everybody else.',
  })
  versions(@Parent() document: Document, @CurrentActor() actor: Actor) {
    return this.documents.versions(actor, document);
  }

  private async record(request: object, id: string): Promise<DocumentRecord> {
    const found = await this.documents.recordOf(request).load(id);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }
}

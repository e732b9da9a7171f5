import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../access/actor.js';
import { Allow, CurrentActor } from '../../../access/allow.js';
import { Organisation } from '../../../organisations/organisation.types.js';
import { OrganisationsService } from '../../../organisations/organisations.service.js';
import { AgendaTemplateArgs, AgendaTemplatesArgs, SetAgendaTemplateInput } from './template.inputs.js';
import { AgendaTemplate, CellType } from './template.types.js';
import { AgendaTemplates } from './templates.service.js';

/** Templates of agendas. */
@Resolver(() => AgendaTemplate)
export class AgendaTemplatesResolver {
  constructor(
    private readonly templates: AgendaTemplates,
    private readonly organisations: OrganisationsService,
  ) {}

  @Query(() => AgendaTemplate, {
    nullable: true,
    description: "What an agenda of the cell begins with on a day: by the cell's kind, of the nearest organisation.",
  })
  @Allow('organisation.read')
  agendaTemplate(@CurrentActor() actor: Actor, @Args() args: AgendaTemplateArgs) {
    return this.templates.ofCell(actor, args);
  }

  @Query(() => [AgendaTemplate], { description: 'Every template in force at an organisation, its own and inherited.' })
  @Allow('organisation.read')
  agendaTemplates(@CurrentActor() actor: Actor, @Args() args: AgendaTemplatesArgs) {
    return this.templates.list(actor, args);
  }

  @Mutation(() => [AgendaTemplate], {
    description: 'A template for a branch or a cell from a day on; answers with all in force there on that day.',
  })
  @Allow('template.set')
  async setAgendaTemplate(@CurrentActor() actor: Actor, @Args('input') input: SetAgendaTemplateInput) {
    const organisationId = await this.templates.set(actor, input);
    return this.templates.list(actor, { organisationId, on: input.from });
  }

  @Mutation(() => Organisation, { description: "Of which kind a cell is; it decides on its agendas' templates." })
  @Allow('cell.describe')
  async setCellType(
    @CurrentActor() actor: Actor,
    @Args('cellId', { type: () => ID }) cellId: string,
    @Args('type', { type: () => CellType }) type: CellType,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.organisations.one(actor, await this.templates.setType(actor, cellId, type, clientMutationId));
  }

  @ResolveField(() => Organisation, { nullable: true })
  organisation(@Parent() { organisationId }: AgendaTemplate, @Context() request: object) {
    return organisationId ? this.organisations.byId(request).load(organisationId) : null;
  }
}

/** Of which kind a cell is. */
@Resolver(() => Organisation)
export class CellTypeResolver {
  constructor(private readonly templates: AgendaTemplates) {}

  @ResolveField(() => CellType, { nullable: true, description: 'Null for what is no cell.' })
  async cellType(@Parent() { id }: Organisation, @Context() request: object) {
    return (await this.templates.typeOf(request).load(id))?.type ?? null;
  }
}

import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { Organisation } from '../organisations/organisation.types.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { Day } from '../platform/graphql/scalars.js';
import { Member, MemberKind, MembershipStatus, Office, Reach } from './member.types.js';
import { MembersArgs } from './members.inputs.js';
import { MembersService } from './members.service.js';

const MemberConnection = connectionOf(Member, 'Member');

/** Members, and the fields of a member that another room's read model did not bring. */
@Resolver(() => Member)
export class MembersResolver {
  constructor(private readonly service: MembersService) {}

  @Query(() => Member, { nullable: true, description: 'One member of the own cell or branch.' })
  @Allow('member.read')
  member(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.one(actor, id);
  }

  @Query(() => MemberConnection, { description: 'The members of the whole branch, by given name.' })
  @Allow('member.read')
  members(@CurrentActor() actor: Actor, @Args() args: MembersArgs) {
    return this.service.list(actor, args);
  }

  @ResolveField(() => String)
  fullName(@Parent() member: Member, @Context() request: object) {
    return this.service.part(request, member, 'fullName');
  }

  @ResolveField(() => MemberKind)
  kind(@Parent() member: Member, @Context() request: object) {
    return this.service.part(request, member, 'kind');
  }

  @ResolveField(() => MembershipStatus)
  status(@Parent() member: Member, @Context() request: object) {
    return this.service.part(request, member, 'status');
  }

  @ResolveField(() => Reach)
  reach(@Parent() member: Member, @Context() request: object) {
    return this.service.part(request, member, 'reach');
  }

  @ResolveField(() => Organisation)
  cell(@Parent() member: Member, @Context() request: object) {
    return this.service.part(request, member, 'cell');
  }

  @ResolveField(() => [Office])
  offices(@Parent() member: Member, @Context() request: object) {
    return this.service.part(request, member, 'offices');
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Oneself, the secretary, the administrator; null for others.',
  })
  cardNumber(@Parent() member: Member, @Context() request: object, @CurrentActor() actor: Actor) {
    return this.service.privatePart(request, actor, member, 'cardNumber');
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Oneself, the secretary, the administrator; null for others.',
  })
  phone(@Parent() member: Member, @Context() request: object, @CurrentActor() actor: Actor) {
    return this.service.privatePart(request, actor, member, 'phone');
  }

  @ResolveField(() => Day, { nullable: true })
  admittedOn(@Parent() member: Member, @Context() request: object, @CurrentActor() actor: Actor) {
    return this.service.privatePart(request, actor, member, 'admittedOn');
  }

  @ResolveField(() => Day, { nullable: true })
  fullSince(@Parent() member: Member, @Context() request: object, @CurrentActor() actor: Actor) {
    return this.service.privatePart(request, actor, member, 'fullSince');
  }

  @ResolveField(() => Date, { nullable: true })
  activatedAt(@Parent() member: Member, @Context() request: object, @CurrentActor() actor: Actor) {
    return this.service.privatePart(request, actor, member, 'activatedAt');
  }
}

/** What members add to an organisation. */
@Resolver(() => Organisation)
export class OrganisationMembersResolver {
  constructor(private readonly service: MembersService) {}

  @ResolveField(() => Int, { description: 'Official members of the whole branch; for those whose branch it is.' })
  memberCount(@Parent() organisation: Organisation, @Context() request: object, @CurrentActor() actor: Actor) {
    return this.service.memberCount(request, actor, organisation);
  }
}

import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewer } from '../access/sessions/session.types.js';
import { Member } from './member.types.js';
import { MembersService } from './members.service.js';

/** The member behind an account: null for those who run the system and are no member. */
@Resolver(() => Viewer)
export class ViewerResolver {
  constructor(private readonly members: MembersService) {}

  @ResolveField(() => Member, { nullable: true })
  member(@Parent() viewer: Viewer, @Context() request: object) {
    return this.members.ofViewer(request, viewer.memberId);
  }
}

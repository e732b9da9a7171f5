import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { Document } from '../document.types.js';
import { DocumentConnection } from '../documents.resolver.js';
import { Bookmarks } from './bookmarks.service.js';

/** Documents that one keeps at hand. */
@Resolver(() => Document)
export class BookmarksResolver {
  constructor(private readonly marks: Bookmarks) {}

  @Query(() => DocumentConnection, { description: "One's own, the latest first." })
  @Allow('document.read')
  bookmarks(@CurrentActor() actor: Actor, @Args() args: PageArgs) {
    return this.marks.list(actor, args);
  }

  @Mutation(() => Document, {
    nullable: true,
    description: 'Null when a bookmark was removed from a document of which one may no longer know.',
  })
  @Allow('document.read')
  setBookmark(
    @CurrentActor() actor: Actor,
    @Args('documentId', { type: () => ID }) documentId: string,
    @Args('on') on: boolean,
  ) {
    return this.marks.set(actor, documentId, on);
  }

  @ResolveField(() => Boolean)
  bookmarked(@Parent() { id }: Document, @CurrentActor() actor: Actor, @Context() request: object) {
    return this.marks.has(request, actor, id);
  }
}

import { Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { Selection } from '../platform/graphql/selection.js';
import { HomeRead } from './home.read.js';
import { Home } from './home.types.js';

/** The phone's first screen. */
@Resolver(() => Home)
export class HomeResolver {
  constructor(private readonly read: HomeRead) {}

  @Query(() => Home, { description: "The phone's first screen: one request, one SQL round trip." })
  @Allow('self.use')
  home(@CurrentActor() actor: Actor, @Info() info: GraphQLResolveInfo) {
    return this.read.of(actor, Selection.of(info));
  }
}

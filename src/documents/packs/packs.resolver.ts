import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Pack, PackArgs } from './pack.types.js';
import { PackHanding } from './pack-handing.service.js';

/** What a phone takes along. */
@Resolver(() => Pack)
export class PacksResolver {
  constructor(private readonly handing: PackHanding) {}

  @Query(() => Pack, {
    description:
      'A meeting with its materials, some documents, or one’s bookmarks, signed for the pocket. Only what one may read now.',
  })
  @Allow('document.read')
  pack(@CurrentActor() actor: Actor, @Args() args: PackArgs) {
    return this.handing.describe(actor, args);
  }
}

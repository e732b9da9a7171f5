import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { Import } from './import.types.js';
import { ImportsService } from './imports.service.js';

/** Rosters over GraphQL; the files themselves go to POST /imports. */
@Resolver(() => Import)
export class ImportsResolver {
  constructor(private readonly imports: ImportsService) {}

  @Query(() => Import, { nullable: true, description: 'A roster that was handed in, with what is wrong in it.' })
  @Allow('import.run')
  import(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<Import> {
    return this.imports.one(actor, id);
  }

  @Mutation(() => Import, {
    description:
      'Applies a roster without problems; where the encoding is unsure, convert chooses it and the file is read anew.',
  })
  @Allow('import.run')
  confirmImport(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('convert', { type: () => Boolean, nullable: true }) convert?: boolean | null,
  ): Promise<Import> {
    return this.imports.confirm(actor, id, convert);
  }
}

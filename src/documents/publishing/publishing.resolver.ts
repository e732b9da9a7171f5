import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Document } from '../document.types.js';
import { CreateDocumentInput } from '../documents.inputs.js';
import { Changing } from './changing.service.js';
import { AddFileVersionArgs, UpdateDocumentInput, WithdrawDocumentArgs } from './publishing.inputs.js';
import { Publishing } from './publishing.service.js';

/** What a publisher does with documents. */
@Resolver(() => Document)
export class PublishingResolver {
  constructor(
    private readonly publishing: Publishing,
    private readonly changing: Changing,
  ) {}

  @Mutation(() => Document, {
    description: 'Publishes files uploaded before, now or at a coming time, to a whole branch or to some there.',
  })
  @Allow('document.publish')
  createDocument(@CurrentActor() actor: Actor, @Args('input') input: CreateDocumentInput) {
    return this.publishing.create(actor, input);
  }

  @Mutation(() => Document, { description: 'Corrects the record of a document that one has published.' })
  @Allow('document.publish')
  updateDocument(@CurrentActor() actor: Actor, @Args('input') input: UpdateDocumentInput) {
    return this.changing.update(actor, input);
  }

  @Mutation(() => Document, {
    description:
      'A new version of a file, or a further file. Readers see it when it is checked; old versions are kept.',
  })
  @Allow('document.publish')
  addFileVersion(@CurrentActor() actor: Actor, @Args() args: AddFileVersionArgs) {
    return this.changing.addFileVersion(actor, args);
  }

  @Mutation(() => Document, {
    description: 'Takes a document back for good: its readers see only the title and the reason.',
  })
  @Allow('document.publish')
  withdrawDocument(@CurrentActor() actor: Actor, @Args() args: WithdrawDocumentArgs) {
    return this.changing.withdraw(actor, args);
  }
}

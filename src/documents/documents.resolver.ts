import {
  Args,
  Context,
  Field,
  Float,
  ID,
  Info,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { Selection } from '../platform/graphql/selection.js';
import { Document } from './document.types.js';
import { DocumentsArgs } from './documents.inputs.js';
import { DocumentsService } from './documents.service.js';
import { File } from './files/file.types.js';
import { FileTickets } from './files/file-tickets.js';

/** An entry of a list of documents. */
@ObjectType()
class DocumentEdge {
  @Field(() => Document) node: Document;
  @Field() cursor: string;
  @Field(() => String, { nullable: true, description: 'Escaped text in which only <mark> is markup.' }) snippet:
    | string
    | null;
  @Field(() => Int, { nullable: true, description: 'The page on which the hit is.' }) page: number | null;
  @Field(() => ID, { nullable: true, description: 'The file to which that page belongs.' }) fileId: string | null;
}

export const DocumentConnection = connectionOf(Document, 'Document', DocumentEdge);

/** Documents, and the fields of a document that another room's read model did not bring. */
@Resolver(() => Document)
export class DocumentsResolver {
  constructor(private readonly service: DocumentsService) {}

  @Query(() => Document, {
    nullable: true,
    description: 'A document that is addressed to oneself, or published by oneself.',
  })
  @Allow('document.read')
  document(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.one(actor, id);
  }

  @Query(() => DocumentConnection, {
    description: 'Newest first; of a search the best first. It ignores case and accents; a hit carries a snippet.',
  })
  @Allow('document.read')
  documents(@CurrentActor() actor: Actor, @Args() args: DocumentsArgs, @Info() info: GraphQLResolveInfo) {
    return this.service.list(actor, args, Selection.of(info));
  }

  @ResolveField(() => [File])
  async files(@Parent() document: Document, @Context() request: object) {
    return (await this.service.filesOf(request).load(document.id))?.files ?? [];
  }

  @ResolveField(() => Float, { nullable: true })
  myProgress(@Parent() document: Document, @CurrentActor() actor: Actor, @Context() request: object) {
    return this.service.progress(request, actor, document.id);
  }
}

/** A file's address is made for whoever asks, at the moment of asking. */
@Resolver(() => File)
export class FilesResolver {
  constructor(private readonly tickets: FileTickets) {}

  @ResolveField(() => String, { description: 'Relative; good for five minutes, for this session.' })
  url(@Parent() file: File, @CurrentActor() actor: Actor) {
    return this.tickets.url(actor, file.id);
  }
}

import {
  Args,
  Context,
  Field,
  Float,
  ID,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { Document, File } from './document.types.js';
import { CreateDocumentInput, DocumentsArgs, RecordReadingArgs } from './documents.inputs.js';
import { DocumentsService } from './documents.service.js';
import { FileTickets } from './files/file-tickets.js';
import { Publishing } from './publishing/publishing.service.js';
import { Readings } from './readings.service.js';

/** An entry of a list of documents. */
@ObjectType()
class DocumentEdge {
  @Field(() => Document) node: Document;
  @Field() cursor: string;
  @Field(() => String, { nullable: true, description: 'Escaped text in which only <mark> is markup.' }) snippet:
    | string
    | null;
  @Field(() => Int, { nullable: true, description: 'The page on which the hit is.' }) page: number | null;
}

const DocumentConnection = connectionOf(Document, 'Document', DocumentEdge);

/** Documents, and the fields of a document that another room's read model did not bring. */
@Resolver(() => Document)
export class DocumentsResolver {
  constructor(
    private readonly service: DocumentsService,
    private readonly publishing: Publishing,
    private readonly readings: Readings,
  ) {}

  @Query(() => Document, {
    nullable: true,
    description: 'A document that is addressed to oneself, or published by oneself.',
  })
  @Allow('document.read')
  document(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.one(actor, id);
  }

  @Query(() => DocumentConnection, {
    description: 'Newest first. The search ignores case and accents; a hit carries a snippet.',
  })
  @Allow('document.read')
  documents(@CurrentActor() actor: Actor, @Args() args: DocumentsArgs) {
    return this.service.list(actor, args);
  }

  @Mutation(() => Document, {
    description: 'Publishes files uploaded before, now or at a coming time, to a whole branch.',
  })
  @Allow('document.publish')
  createDocument(@CurrentActor() actor: Actor, @Args('input') input: CreateDocumentInput) {
    return this.publishing.create(actor, input);
  }

  @Mutation(() => Document, { description: 'progress 0..1; the furthest counts, whatever the order of arrival.' })
  @Allow('document.read')
  recordReading(@CurrentActor() actor: Actor, @Args() args: RecordReadingArgs) {
    return this.readings.record(actor, args);
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

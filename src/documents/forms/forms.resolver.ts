import { Args, Context, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Document } from '../document.types.js';
import { File } from '../files/file.types.js';
import { FileTickets } from '../files/file-tickets.js';
import { FormKind, FormState, ReadingForm } from './form.types.js';
import { Forms } from './forms.service.js';

/** Where a form is fetched, under the address of its file. Page images have addresses of their own. */
const PLACES: Partial<Record<FormKind, string>> = {
  [FormKind.TEXT]: '/text',
  [FormKind.HTML]: '/html',
  [FormKind.COVER]: '/cover',
  [FormKind.AUDIO]: '',
};

/** In which ways a file can be read, and what is known of its content. */
@Resolver(() => File)
export class FileFormsResolver {
  constructor(private readonly service: Forms) {}

  @Mutation(() => File, { description: 'Tries the forms anew that could not be made: for its uploader or publisher.' })
  @Allow('file.upload')
  retryForms(@CurrentActor() actor: Actor, @Args('fileId', { type: () => ID }) fileId: string): Promise<File> {
    return this.service.retry(actor, fileId);
  }

  @ResolveField(() => Int, { nullable: true, description: 'Pages, slides or sheets; null while unknown.' })
  async pages(@Parent() { sha256 }: File, @Context() request: object) {
    return (await this.service.factsOf(request).load(sha256))?.pages ?? null;
  }

  @ResolveField(() => Int, { nullable: true, description: 'Minutes of reading, at 200 syllables a minute.' })
  async minutes(@Parent() { sha256 }: File, @Context() request: object) {
    return (await this.service.factsOf(request).load(sha256))?.minutes ?? null;
  }

  @ResolveField(() => Boolean, { description: 'Pictures of pages without letters; what text there is was recognised.' })
  async isScanned(@Parent() { sha256 }: File, @Context() request: object) {
    return (await this.service.factsOf(request).load(sha256))?.isScanned ?? false;
  }

  @ResolveField(() => [ReadingForm])
  async forms(@Parent() { id, sha256 }: File, @Context() request: object): Promise<ReadingForm[]> {
    const found = await this.service.ofContent(request).load(sha256);
    return found?.forms.map(form => ({ ...form, fileId: id })) ?? [];
  }
}

/** A form's address is made for whoever asks. */
@Resolver(() => ReadingForm)
export class ReadingFormsResolver {
  constructor(private readonly tickets: FileTickets) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'Relative, good for five minutes; null unless it is READY, and for IMAGES.',
  })
  url(@Parent() { kind, state, fileId }: ReadingForm, @CurrentActor() actor: Actor) {
    const place = PLACES[kind];
    if (state !== FormState.READY || place === undefined) return null;
    return this.tickets.url(actor, fileId).replace(/^[^?]+/, path => path + place);
  }
}

/** What the forms say of a document. */
@Resolver(() => Document)
export class DocumentMinutesResolver {
  constructor(private readonly service: Forms) {}

  @ResolveField(() => Int, { nullable: true, description: 'Minutes of reading of all its files; null while unknown.' })
  async minutes(@Parent() { id }: Document, @Context() request: object) {
    return (await this.service.minutesOf(request).load(id))?.minutes ?? null;
  }
}

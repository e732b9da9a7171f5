import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Document } from '../document.types.js';
import { Note, SaveNoteInput } from './note.types.js';
import { Notes } from './notes.service.js';

/** Private notes: everything here is of whoever asks, and of nobody else. */
@Resolver(() => Document)
export class NotesResolver {
  constructor(private readonly notes: Notes) {}

  @ResolveField(() => [Note], { description: 'Read by nobody else, in the order of the pages.' })
  myNotes(@Parent() { id }: Document, @CurrentActor() actor: Actor, @Context() request: object) {
    return this.notes.of(request, actor, id);
  }

  @Mutation(() => Note, {
    description:
      'Harmless when repeated or late. NOTE_CHANGED carries extensions.current and extensions.given, NOTE_DELETED leaves the text to the device.',
  })
  @Allow('document.read')
  saveNote(@CurrentActor() actor: Actor, @Args('input') input: SaveNoteInput) {
    return this.notes.save(actor, input);
  }

  @Mutation(() => Boolean, { description: 'For good, with its texts. False when there was none.' })
  @Allow('document.read')
  deleteNote(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.notes.remove(actor, id);
  }
}

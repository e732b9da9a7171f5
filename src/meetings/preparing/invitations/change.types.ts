import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';

/** In what a meeting differs from what people were invited to. */
export enum MeetingChangeKind {
  TITLE = 'TITLE',
  TIME = 'TIME',
  END_TIME = 'END_TIME',
  PLACE = 'PLACE',
  ONLINE_URL = 'ONLINE_URL',
  AGENDA_ITEM_ADDED = 'AGENDA_ITEM_ADDED',
  AGENDA_ITEM_REMOVED = 'AGENDA_ITEM_REMOVED',
  AGENDA_ITEM_CHANGED = 'AGENDA_ITEM_CHANGED',
  AGENDA_REORDERED = 'AGENDA_REORDERED',
  DOCUMENT_ADDED = 'DOCUMENT_ADDED',
  DOCUMENT_REMOVED = 'DOCUMENT_REMOVED',
  DOCUMENT_REPLACED = 'DOCUMENT_REPLACED',
  DOCUMENT_WITHDRAWN = 'DOCUMENT_WITHDRAWN',
}
registerEnumType(MeetingChangeKind, {
  name: 'MeetingChangeKind',
  valuesMap: {
    DOCUMENT_REPLACED: { description: 'Another file stands in its place; before and after are titles.' },
    AGENDA_REORDERED: { description: 'The same items in another order.' },
  },
});

/** One difference between what people were invited to and what the meeting is now. */
@ObjectType()
export class MeetingChange {
  @Field(() => MeetingChangeKind) what: MeetingChangeKind;
  @Field(() => ID, { nullable: true, description: 'The item or document that it is about.' }) subjectId: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'As it was at the invitation: a text, or an RFC 3339 instant for TIME and END_TIME. Null: nothing.',
  })
  before: string | null;
  @Field(() => String, { nullable: true, description: 'As it is now, in the same form.' }) after: string | null;
}

import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Document } from '../../documents/document.types.js';

/** What an item of an agenda takes up again. */
export enum CarriedKind {
  /** An item of the last regular meeting that was not dealt with. */
  AGENDA_ITEM = 'AGENDA_ITEM',
  /** The cell's tasks that are not done, as one item; its id is the cell's. */
  TASKS = 'TASKS',
  /** Those of the cell's committee, as an item for it alone; its id is the cell's. */
  COMMITTEE_TASKS = 'COMMITTEE_TASKS',
  /** A member's opinion or proposal that nobody has answered yet. */
  OPINION = 'OPINION',
}
registerEnumType(CarriedKind, {
  name: 'CarriedKind',
  valuesMap: {
    AGENDA_ITEM: { description: 'An item of the last regular meeting that was not dealt with.' },
    TASKS: { description: "The cell's tasks that are not done, as one item; the id is the cell's." },
    COMMITTEE_TASKS: {
      description: "Those of the cell's committee, as an item for it alone; the id is the cell's.",
    },
    OPINION: { description: "A member's opinion or proposal that nobody has answered yet." },
  },
});

/** What an item takes up again: its kind and id. */
@ObjectType()
export class CarriedFrom {
  @Field(() => CarriedKind) kind: CarriedKind;
  @Field(() => ID) id: string;
}

/** One item of a meeting's agenda (nội dung chương trình). */
@ObjectType()
export class AgendaItem {
  @Field(() => ID) id: string;
  @Field(() => Int) position: number;
  @Field() title: string;
  @Field(() => String, { nullable: true }) notes: string | null;
  @Field(() => Int, { nullable: true }) minutes: number | null;
  @Field(() => String, { nullable: true }) presenter: string | null;
  @Field({
    description:
      "Only for the cell's committee (chi ủy) of the meeting's day and the follower: nobody else sees the item or its documents.",
  })
  isCommitteeOnly: boolean;
  @Field(() => [ID], { description: 'Its documents among those of the meeting that the viewer sees, in their order.' })
  documentIds: string[];
  @Field(() => [Document]) documents: Document[];
  @Field(() => CarriedFrom, { nullable: true, description: 'What last month left open and this item takes up again.' })
  carriedFrom: CarriedFrom | null;
}

/** Something that last month left open, as an item of the next agenda. */
@ObjectType()
export class OpenMatter {
  @Field(() => CarriedFrom) carriedFrom: CarriedFrom;
  @Field() title: string;
  @Field(() => String, { nullable: true }) notes: string | null;
  @Field(() => Int, { nullable: true }) minutes: number | null;
  @Field(() => String, { nullable: true }) presenter: string | null;
  @Field() isCommitteeOnly: boolean;
}

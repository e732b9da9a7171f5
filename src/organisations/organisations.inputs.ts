import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { PageArgs } from '../platform/graphql/connection.js';
import { Day } from '../platform/graphql/scalars.js';
import { Text } from '../platform/texts.js';
import { OrganisationKind } from './organisation.types.js';

/** Which organisations a list shows. */
@ArgsType()
export class OrganisationsArgs extends PageArgs {
  /** Only those directly under this one. */
  @Field(() => ID, { nullable: true }) parentId?: string | null;
  @Field(() => OrganisationKind, { nullable: true }) kind?: OrganisationKind | null;
  /** Words of the name with or without accents, or the start of the code. */
  @Text(100, { min: 0 }) @Field(() => String, { nullable: true }) search?: string | null;
  /** The tree of that day. */
  @Field(() => Day, { nullable: true }) asOf?: string | null;
}

/** A new organisation, from a day on: today or earlier. */
@InputType()
export class CreateOrganisationInput {
  @Field(() => ID) parentId: string;
  @Text(200) @Field() name: string;
  @Field(() => OrganisationKind) kind: OrganisationKind;
  @Text(20) @Field(() => String, { nullable: true }) code?: string | null;
  @Field(() => Day) from: string;
  @Field(() => ID) clientMutationId: string;
}

/** Another name, code or place in the tree, from a day on; what is left out stays. */
@InputType()
export class UpdateOrganisationInput {
  @Field(() => ID) id: string;
  @Text(200) @Field(() => String, { nullable: true }) name?: string | null;
  @Text(20) @Field(() => String, { nullable: true }) code?: string | null;
  @Field(() => ID, { nullable: true }) parentId?: string | null;
  @Field(() => Day) from: string;
  @Field(() => ID) clientMutationId: string;
}

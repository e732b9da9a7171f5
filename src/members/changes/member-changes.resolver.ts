import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Day } from '../../platform/graphql/scalars.js';
import { ActivationCode, EndReason, Member, Office } from '../member.types.js';
import { AddMemberInput, TransferMemberInput, UpdateMemberInput } from '../members.inputs.js';
import { ActivationLetters } from './activation-letters.service.js';
import { Offices } from './offices.service.js';
import { MemberRecords } from './records.service.js';
import { Transfers } from './transfers.service.js';

/** What is changed about members, each once for its clientMutationId. */
@Resolver()
export class MemberChangesResolver {
  constructor(
    private readonly records: MemberRecords,
    private readonly transfers: Transfers,
    private readonly offices: Offices,
    private readonly letters: ActivationLetters,
  ) {}

  @Mutation(() => Member, { description: 'Takes up a member in a cell.' })
  @Allow('member.manage')
  addMember(@CurrentActor() actor: Actor, @Args('input') input: AddMemberInput) {
    return this.records.add(actor, input);
  }

  @Mutation(() => Member, { description: 'Corrects a record; an empty card number or phone takes it away.' })
  @Allow('member.correct')
  updateMember(@CurrentActor() actor: Actor, @Args('input') input: UpdateMemberInput) {
    return this.records.update(actor, input);
  }

  @Mutation(() => Member, {
    description: 'To another cell, for good or for a time; TEMPORARY to the home cell ends a stay.',
  })
  @Allow('member.manage')
  transferMember(@CurrentActor() actor: Actor, @Args('input') input: TransferMemberInput) {
    return this.transfers.transfer(actor, input);
  }

  @Mutation(() => Member, {
    description: 'Ends a membership with its offices and sessions; on is the first day without it.',
  })
  @Allow('member.manage')
  endMembership(
    @CurrentActor() actor: Actor,
    @Args('memberId', { type: () => ID }) memberId: string,
    @Args('reason', { type: () => EndReason }) reason: EndReason,
    @Args('on', { type: () => Day }) on: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.transfers.end(actor, { memberId, reason, on, clientMutationId });
  }

  @Mutation(() => Member, {
    description: "An office brings its grant; a new secretary ends the former's office that day.",
  })
  @Allow('member.manage')
  appoint(
    @CurrentActor() actor: Actor,
    @Args('memberId', { type: () => ID }) memberId: string,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('office', { type: () => Office }) office: Office,
    @Args('from', { type: () => Day }) day: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.offices.appoint(actor, { memberId, organisationId, office, day, clientMutationId });
  }

  @Mutation(() => Member, { description: 'Ends an office and its grant; on is the first day without it.' })
  @Allow('member.manage')
  endOffice(
    @CurrentActor() actor: Actor,
    @Args('memberId', { type: () => ID }) memberId: string,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('office', { type: () => Office }) office: Office,
    @Args('on', { type: () => Day }) day: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.offices.end(actor, { memberId, organisationId, office, day, clientMutationId });
  }

  @Mutation(() => ActivationCode, { description: 'A new code, shown once; the old one is dead, the sessions end.' })
  @Allow('account.issue-code')
  issueActivationCode(
    @CurrentActor() actor: Actor,
    @Args('memberId', { type: () => ID }) memberId: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.letters.issue(actor, memberId, clientMutationId);
  }

  @Mutation(() => [ActivationCode], { description: 'Codes for the letters to all of a cell who are not activated.' })
  @Allow('account.issue-code')
  prepareActivationLetters(
    @CurrentActor() actor: Actor,
    @Args('cellId', { type: () => ID }) cellId: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.letters.prepare(actor, cellId, clientMutationId);
  }
}

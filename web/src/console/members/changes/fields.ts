import type { MemberFactsFragment, MemberKind, Reach, UpdateMemberInput } from '../../../graphql/graphql.js';
import { nationalPhone } from '../phone.js';

/** A member as typed into a form; empty is unknown. */
export interface MemberDraft {
  fullName: string;
  cardNumber: string;
  phone: string;
  reach: Reach;
  kind: MemberKind;
  admittedOn: string;
  fullSince: string;
}

export const EMPTY_MEMBER: MemberDraft = {
  fullName: '',
  cardNumber: '',
  phone: '',
  reach: 'SMARTPHONE',
  kind: 'FULL',
  admittedOn: '',
  fullSince: '',
};

/** Only what was changed goes to the server, so that two people who correct different things do not undo each other. */
export function changes(
  member: MemberFactsFragment,
  draft: MemberDraft,
): Omit<UpdateMemberInput, 'id' | 'clientMutationId'> {
  // An empty card number or phone takes it away.
  const text = (typed: string, known: string | null) => (typed.trim() === (known ?? '') ? undefined : typed.trim());
  const all = {
    fullName: text(draft.fullName, member.fullName),
    cardNumber: text(draft.cardNumber, member.cardNumber),
    phone: text(draft.phone, nationalPhone(member.phone)),
    reach: draft.reach === member.reach ? undefined : draft.reach,
    kind: draft.kind === member.kind ? undefined : draft.kind,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

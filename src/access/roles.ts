import { registerEnumType } from '@nestjs/graphql';

/** What a person is to an organisation and everything under it (design.md 4). */
export enum Role {
  MEMBER = 'MEMBER',
  SECRETARY = 'SECRETARY',
  FOLLOWER = 'FOLLOWER',
  COMMITTEE_OFFICER = 'COMMITTEE_OFFICER',
  ADMINISTRATOR = 'ADMINISTRATOR',
}
registerEnumType(Role, { name: 'Role' });

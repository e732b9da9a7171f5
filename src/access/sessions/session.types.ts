import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Role } from '../roles.js';

/** A role over an organisation and everything under it. `organisation` is added by the room of organisations. */
@ObjectType()
export class Grant {
  @Field(() => Role) role: Role;
  organisationId: string;
}

/** Who is signed in. `member` is added by the room of members. */
@ObjectType()
export class Viewer {
  @Field(() => ID) id: string;
  @Field() fullName: string;
  @Field(() => [Grant]) grants: Grant[];
  memberId: string | null;
}

/** A signed-in session: expiresAt is the access token's; refreshToken is null when the cookie was asked for. */
@ObjectType()
export class Session {
  @Field() accessToken: string;
  @Field(() => String, { nullable: true }) refreshToken: string | null;
  @Field(() => Date) expiresAt: Date;
  @Field(() => Viewer) viewer: Viewer;
}

/** One of the person's own devices (thiết bị đang đăng nhập). */
@ObjectType()
export class DeviceSession {
  @Field(() => ID) id: string;
  @Field(() => String, { nullable: true }) deviceName: string | null;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date) lastSeenAt: Date;
  @Field() current: boolean;
}

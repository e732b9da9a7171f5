import { Field, InputType } from '@nestjs/graphql';
import { Text } from '../../platform/texts.js';

/** The longest identifier that is read: an e-mail address has at most 254 characters (RFC 5321). */
const IDENTIFIER = 254;

/** How a device may be called. */
const DEVICE_NAME = 100;

/** Identifier and password. The password is checked by the password rules, untouched: blanks around it are part of it. */
@InputType()
export class SignInInput {
  @Field({ description: "Card number, e-mail, or a phone number that is one person's only." })
  @Text(IDENTIFIER)
  identifier: string;

  @Field() password: string;

  @Field(() => String, { nullable: true })
  @Text(DEVICE_NAME, { min: 0 })
  deviceName?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false }) cookie?: boolean | null;
}

/** Identifier, the code from the message or letter, and a password of the member's own. */
@InputType()
export class ActivateAccountInput extends SignInInput {
  @Field() @Text(40) code: string;
}

import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { ActivationService } from '../activation/activation.service.js';
import { Actor } from '../actor.js';
import { Allow, CurrentActor } from '../allow.js';
import { type CookieContext, tokenInCookie, welcome } from '../sessions/cookie.js';
import { Session } from '../sessions/session.types.js';
import { type Answered, SessionsService } from '../sessions/sessions.service.js';
import { ChangePasswordService } from './change-password.service.js';
import { ActivateAccountInput, SignInInput } from './sign-in.inputs.js';
import { SignInService } from './sign-in.service.js';

/** The ways to a session: a password, or an activation code. */
@Resolver()
export class SignInResolver {
  constructor(
    private readonly signInService: SignInService,
    private readonly activation: ActivationService,
    private readonly changing: ChangePasswordService,
    private readonly sessions: SessionsService,
  ) {}

  @Mutation(() => Session)
  @Allow('everybody')
  async signIn(@Context() context: CookieContext, @Args('input') input: SignInInput): Promise<Session> {
    return this.enter(context, await this.signInService.signIn(input, context.request.ip));
  }

  @Mutation(() => Session, {
    description:
      "First use or forgotten password: the member's identifier, the code from the message or the letter, and a password of the member's own.",
  })
  @Allow('everybody')
  async activateAccount(
    @Context() context: CookieContext,
    @Args('input') input: ActivateAccountInput,
  ): Promise<Session> {
    return this.enter(context, await this.activation.activate(input, context.request.ip));
  }

  @Mutation(() => Session)
  @Allow('self.use')
  async changePassword(
    @CurrentActor() actor: Actor,
    @Context() context: CookieContext,
    @Args('current') current: string,
    @Args('next') next: string,
  ): Promise<Session> {
    return welcome(context, await this.changing.change(actor, current, next, context.request.ip));
  }

  /** A browser holds one session: the one that its cookie still named ends. */
  private async enter(context: CookieContext, answered: Answered): Promise<Session> {
    const former = tokenInCookie(context);
    if (answered.cookie && former) await this.sessions.endFormer(former);
    return welcome(context, answered);
  }
}

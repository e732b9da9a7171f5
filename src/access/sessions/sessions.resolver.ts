import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Refusal } from '../../errors.js';
import { Actor } from '../actor.js';
import { Allow, CurrentActor } from '../allow.js';
import { type CookieContext, forgetCookie, tokenInCookie, welcome } from './cookie.js';
import { RefreshService } from './refresh.service.js';
import { DeviceSession, Session, Viewer } from './session.types.js';
import { SessionsService } from './sessions.service.js';

/** Who I am, my devices, staying and ending. */
@Resolver()
export class SessionsResolver {
  constructor(
    private readonly sessionsService: SessionsService,
    private readonly refresher: RefreshService,
  ) {}

  @Query(() => Viewer)
  @Allow('self.use')
  me(@CurrentActor() actor: Actor): Promise<Viewer> {
    return this.sessionsService.viewer(actor);
  }

  @Query(() => [DeviceSession], { description: 'My devices.' })
  @Allow('self.use')
  sessions(@CurrentActor() actor: Actor): Promise<DeviceSession[]> {
    return this.sessionsService.list(actor);
  }

  @Mutation(() => Session, {
    description:
      'Without a token the HttpOnly cookie is used. A used token stays good until its successor is first used; after that, its reuse ends the family.',
  })
  @Allow('everybody')
  async refreshSession(
    @Context() context: CookieContext,
    @Args('refreshToken', { type: () => String, nullable: true }) refreshToken: string | null,
  ): Promise<Session> {
    const token = refreshToken ?? tokenInCookie(context) ?? '';
    try {
      return welcome(context, await this.refresher.refresh(token, context.request.ip));
    } catch (error) {
      // A browser must not come back with a token that is refused for good.
      if (!refreshToken && error instanceof Refusal && error.reason === 'SIGN_IN_NEEDED') forgetCookie(context);
      throw error;
    }
  }

  @Mutation(() => Boolean)
  @Allow('self.use')
  async signOut(@CurrentActor() actor: Actor, @Context() context: CookieContext): Promise<boolean> {
    await this.sessionsService.end(actor, actor.sessionId ?? '');
    forgetCookie(context);
    // Whatever follows in the same request is asked who it is anew.
    context.request.user = undefined;
    return true;
  }

  @Mutation(() => Boolean)
  @Allow('self.use')
  async endSession(
    @CurrentActor() actor: Actor,
    @Context() context: CookieContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.sessionsService.end(actor, id);
    if (id.toLowerCase() === actor.sessionId) context.request.user = undefined;
    return true;
  }
}

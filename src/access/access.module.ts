import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { Accounts } from './accounts.service.js';
import { ActivationService } from './activation/activation.service.js';
import { ActivationCodes } from './activation/activation-codes.service.js';
import { Codes } from './activation/codes.js';
import { ActivationListeners } from './activation-listeners.js';
import { Actors } from './actors.js';
import { AllowGuard } from './allow.guard.js';
import { CodeIssuedListeners } from './code-issued-listeners.js';
import { JwtStrategy } from './jwt.strategy.js';
import { LiveSessions } from './live-sessions.js';
import { RefreshService } from './sessions/refresh.service.js';
import { RefreshTokens } from './sessions/refresh-tokens.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { SessionsService } from './sessions/sessions.service.js';
import { Attempts } from './sign-in/attempts.js';
import { ChangePasswordService } from './sign-in/change-password.service.js';
import { Passwords } from './sign-in/passwords.js';
import { SignInResolver } from './sign-in/sign-in.resolver.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { Tokens } from './tokens.js';

/** Who is asking, and what they may do. */
@Global()
@Module({
  imports: [PassportModule, DiscoveryModule],
  providers: [
    Accounts,
    ActivationCodes,
    ActivationListeners,
    ActivationService,
    Actors,
    Attempts,
    ChangePasswordService,
    CodeIssuedListeners,
    Codes,
    Passwords,
    RefreshService,
    RefreshTokens,
    SessionsResolver,
    SessionsService,
    SignInResolver,
    SignInService,
    Tokens,
    JwtStrategy,
    LiveSessions,
    { provide: APP_GUARD, useClass: AllowGuard },
  ],
  exports: [Accounts, ActivationCodes, ActivationListeners, Actors, Attempts, CodeIssuedListeners, Passwords, Tokens],
})
export class AccessModule {}

import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { Actor } from './actor.js';
import type { Permission } from './permissions.js';

/** Metadata key of @Allow. */
export const ALLOWED = 'sotay:allow';

/** What an operation needs: a permission, or `everybody` for those who are not signed in yet. */
export type Allowed = Permission | 'everybody';

/** Names what an operation or route needs. One without it stops the boot. */
export const Allow = (permission: Allowed) => SetMetadata(ALLOWED, permission);

/** The HTTP request behind an operation or a route. */
export function requestOf(context: ExecutionContext): {
  user?: unknown;
  headers: Record<string, string | undefined>;
  ip: string;
} {
  return context.getType<GqlContextType>() === 'graphql'
    ? context.getArgByIndex<{ request: { user?: unknown; headers: Record<string, string | undefined>; ip: string } }>(2)
        .request
    : context.switchToHttp().getRequest();
}

/** The actor of the request: present in every operation that is not for everybody. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).user as Actor,
);

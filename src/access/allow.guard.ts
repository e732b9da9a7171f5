import { type ExecutionContext, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Refusal } from '../errors.js';
import type { Actor } from './actor.js';
import { ALLOWED, type Allowed, requestOf } from './allow.js';
import { JwtStrategy } from './jwt.strategy.js';

/** Nest keeps under these keys that a method is an operation or a route. */
const RESOLVER_TYPE = 'graphql:resolver_type';
const ROUTE_PATH = 'path';

/** Lets in whom @Allow names. A method without @Allow lets in nobody, and the boot stops before it could. */
@Injectable()
export class AllowGuard extends AuthGuard('jwt') implements OnApplicationBootstrap {
  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly strategy: JwtStrategy,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.get<Allowed | undefined>(ALLOWED, context.getHandler());
    if (allowed === 'everybody') return true;
    if (!allowed) throw new Refusal('NOT_ALLOWED');
    const request = requestOf(context);
    // Several operations of one request are one person: the token is checked once.
    request.user ??= (await this.strategy.known(request)) ?? undefined;
    if (!request.user) await super.canActivate(context);
    if (!(request.user as Actor).may(allowed)) throw new Refusal('NOT_ALLOWED');
    return true;
  }

  override getRequest(context: ExecutionContext) {
    return requestOf(context);
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) throw new Refusal('SIGN_IN_NEEDED');
    return user;
  }

  /** Stops the start when an operation or a route does not say who may use it. */
  onApplicationBootstrap(): void {
    const unmarked = [...this.discovery.getProviders(), ...this.discovery.getControllers()].flatMap(
      ({ instance, metatype }) => {
        if (!instance || !metatype || typeof instance !== 'object') return [];
        const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
        return this.scanner
          .getAllMethodNames(prototype)
          .filter(name => isEntry(prototype[name]) && !Reflect.getMetadata(ALLOWED, prototype[name] as object))
          .map(name => `${metatype.name}.${name}`);
      },
    );
    if (unmarked.length > 0) throw new Error(`Without @Allow: ${unmarked.join(', ')}.`);
  }
}

function isEntry(method: unknown): boolean {
  if (typeof method !== 'function') return false;
  const type = Reflect.getMetadata(RESOLVER_TYPE, method) as string | undefined;
  return type === 'Query' || type === 'Mutation' || type === 'Subscription' || Reflect.hasMetadata(ROUTE_PATH, method);
}

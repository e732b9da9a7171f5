import fastifyHelmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Answers of data are no pages: a browser that is led to one shows and runs nothing of it. */
const DATA = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/**
 * The headers that tell a browser what a page may do: helmet's, with our policy, for everything but GraphQL, whose answers are data and come by the
 * hundred a second (helmet's are put together anew for each).
 */
export async function safeHeaders(fastify: FastifyInstance, isHttps: boolean): Promise<void> {
  await fastify.register(fastifyHelmet, {
    global: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        upgradeInsecureRequests: isHttps ? [] : null,
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps,
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.url !== '/graphql') return void (await reply.helmet());
    reply.headers(DATA);
    if (isHttps) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
}

import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { type DynamicModule, Module, type OnModuleDestroy } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AccessModule } from './access/access.module.js';
import { AdoptionModule } from './adoption/adoption.module.js';
import { AuditModule } from './audit/audit.module.js';
import { dataSourceOptions } from './data-source.js';
import { DocumentsModule } from './documents/documents.module.js';
import { HomeModule } from './home/home.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { MembersModule } from './members/members.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { FilesModule } from './platform/files/files.module.js';
import { GraphqlModule } from './platform/graphql/graphql.module.js';
import { EventStreams } from './platform/http/events.js';
import { Health, serveHealth } from './platform/http/health.js';
import { HttpModule } from './platform/http/http.module.js';
import { inputPipe } from './platform/http/input.pipe.js';
import { createLog, NestLog, requestId } from './platform/http/logging.js';
import { Metrics } from './platform/http/metrics.js';
import { RefusalsFilter, refuseRequest } from './platform/http/refusals.filter.js';
import { safeHeaders } from './platform/http/safe-headers.js';
import { serveWeb } from './platform/http/web.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { PushModule } from './platform/push/push.module.js';
import { RolloutsModule } from './rollouts/rollouts.module.js';

/** All rooms, in their order. */
const ROOMS = [
  AuditModule,
  AccessModule,
  OrganisationsModule,
  MembersModule,
  AdoptionModule,
  NotificationsModule,
  DocumentsModule,
  MeetingsModule,
  RolloutsModule,
  ImportsModule,
  HomeModule,
];

/** The whole application over one configuration. */
@Module({})
export class AppModule implements OnModuleDestroy {
  constructor(private readonly streams: EventStreams) {}

  /** First of all that stops: Apollo waits ten seconds for connections that live screens keep open. */
  onModuleDestroy(): void {
    this.streams.endAll();
  }

  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        DatabaseModule.with(dataSourceOptions(config.databaseUrl)),
        GraphqlModule.create(),
        JobsModule,
        PushModule,
        FilesModule,
        HttpModule,
        ...ROOMS,
      ],
    };
  }
}

/** The largest body of a GraphQL request (design.md 6); files go their own way. */
const BODY_LIMIT = 1_000_000;

/** Makes the application, not yet listening. */
export async function createApplication(config: Config): Promise<NestFastifyApplication> {
  const log = createLog(config.logLevel);
  const adapter = new FastifyAdapter({
    loggerInstance: log as never,
    genReqId: requestId,
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy ?? false,
    frameworkErrors: refuseRequest,
    // A scan of 50 MB over a valley's line; what drips in slower than that is cut off by its reader.
    requestTimeout: 900_000,
    forceCloseConnections: 'idle',
  } as never);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.useGlobalPipes(inputPipe());
  app.useGlobalFilters(new RefusalsFilter());
  await app.register(fastifyCookie as never);
  await app.register(fastifyMultipart as never);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await safeHeaders(fastify, config.publicUrl.startsWith('https:'));
  app.get(Metrics).serve(fastify);
  serveHealth(fastify, app.get(Health));
  serveWeb(fastify);
  return app;
}

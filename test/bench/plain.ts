import 'reflect-metadata';
import { createPublicKey } from 'node:crypto';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Context, Float, GraphQLModule, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import DataLoader from 'dataloader';
import { jwtVerify } from 'jose';
import { In, IsNull, Repository } from 'typeorm';
import { loadConfig } from '../../src/platform/config/config.js';
import {
  Account,
  Attendance,
  Document,
  DocumentFile,
  Grant,
  Home,
  Meeting,
  MeetingDocument,
  Notification,
  Organisation,
  Reading,
} from './plain-entities.js';

/** The usual way: Nest, Apollo, TypeORM repositories and a DataLoader for each edge; nothing compiled, no read model. */
const config = loadConfig();
const publicKey = createPublicKey(config.jwt.publicKey);
const ENTITIES = [
  Account,
  Attendance,
  Document,
  DocumentFile,
  Grant,
  Meeting,
  MeetingDocument,
  Notification,
  Organisation,
  Reading,
];

interface PlainContext {
  request: { headers: Record<string, string> };
  memberId?: string;
  loaders: Map<string, DataLoader<string, unknown>>;
}

function loaderOf<V>(context: PlainContext, name: string, batch: (ids: readonly string[]) => Promise<(V | null)[]>) {
  let found = context.loaders.get(name) as DataLoader<string, V | null> | undefined;
  if (!found) {
    found = new DataLoader(batch);
    context.loaders.set(name, found);
  }
  return found;
}

const inOrder = <V>(ids: readonly string[], rows: V[], key: (row: V) => string) => {
  const known = new Map(rows.map(row => [key(row), row]));
  return ids.map(id => known.get(id) ?? null);
};

@Resolver(() => Home)
class HomeResolver {
  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    @InjectRepository(Grant) private readonly grants: Repository<Grant>,
    @InjectRepository(Meeting) private readonly meetings: Repository<Meeting>,
    @InjectRepository(Document) private readonly documents: Repository<Document>,
    @InjectRepository(Organisation) private readonly organisations: Repository<Organisation>,
    @InjectRepository(Notification) private readonly notifications: Repository<Notification>,
    @InjectRepository(MeetingDocument) private readonly attached: Repository<MeetingDocument>,
    @InjectRepository(Attendance) private readonly attendances: Repository<Attendance>,
  ) {}

  @Query(() => Home)
  async home(@Context() context: PlainContext): Promise<Home> {
    const token = (context.request.headers['authorization'] ?? '').replace('Bearer ', '');
    const { payload } = await jwtVerify(token, publicKey, { algorithms: ['ES256'] });
    const account = await this.accounts.findOneByOrFail({ id: payload.sub });
    const grants = await this.grants.findBy({ accountId: account.id, role: 'MEMBER' });
    context.memberId = account.memberId ?? '';
    return { accountId: account.id, memberId: context.memberId, cellIds: grants.map(grant => grant.organisationId) };
  }

  @ResolveField(() => [Meeting])
  async upcomingMeetings(@Parent() home: Home): Promise<Meeting[]> {
    return (await this.ahead(home)).slice(0, 5);
  }

  @ResolveField(() => [Document])
  async unreadDocuments(@Parent() home: Home): Promise<Document[]> {
    const cells = await this.organisations.findBy({ id: In(home.cellIds) });
    const above = cells.flatMap(cell =>
      cell.path.split('.').map(label => label.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')),
    );
    const meetings = await this.ahead(home);
    const attached = await this.attached.findBy({ meetingId: In(meetings.map(({ id }) => id)) });
    return this.documents
      .createQueryBuilder('d')
      .leftJoin(Reading, 'r', 'r.document_id = d.id and r.member_id = :member and r.progress >= 0.9', {
        member: home.memberId,
      })
      .where('(d.audience_id in (:...above) or d.id = any(:attached))', {
        above,
        attached: attached.map(({ documentId }) => documentId),
      })
      .andWhere('d.published_at <= now() and d.waits_for is null and d.withdrawn_at is null and not d.is_narrowed')
      .andWhere('r.document_id is null')
      .orderBy('d.publishedAt', 'DESC')
      .addOrderBy('d.id', 'DESC')
      .take(10)
      .getMany();
  }

  /** The meetings ahead of the member; one of the committee only for those on its roll. */
  private async ahead(home: Home): Promise<Meeting[]> {
    const found = await this.meetings
      .createQueryBuilder('m')
      .where('m.cell_id in (:...cells)', { cells: home.cellIds })
      .andWhere(`m.status in ('INVITED', 'OPEN') and coalesce(m.ends_at, m.starts_at) + interval '4 hours' > now()`)
      .orderBy('m.startsAt')
      .getMany();
    const committees = found.filter(({ kind }) => kind === 'COMMITTEE').map(({ id }) => id);
    const called =
      committees.length > 0
        ? await this.attendances.findBy({ meetingId: In(committees), memberId: home.memberId })
        : [];
    return found.filter(({ id, kind }) => kind !== 'COMMITTEE' || called.some(({ meetingId }) => meetingId === id));
  }

  @ResolveField(() => Int)
  unreadNotifications(@Parent() home: Home): Promise<number> {
    return this.notifications.countBy({ accountId: home.accountId, readAt: IsNull() });
  }
}

@Resolver(() => Meeting)
class MeetingResolver {
  constructor(
    @InjectRepository(Organisation) private readonly organisations: Repository<Organisation>,
    @InjectRepository(Attendance) private readonly attendances: Repository<Attendance>,
  ) {}

  @ResolveField(() => Organisation)
  cell(@Parent() meeting: Meeting, @Context() context: PlainContext) {
    return loaderOf<Organisation>(context, 'cell', async ids =>
      inOrder(ids, await this.organisations.findBy({ id: In([...ids]) }), row => row.id),
    ).load(meeting.cellId);
  }

  @ResolveField(() => Attendance, { nullable: true })
  myAttendance(@Parent() meeting: Meeting, @Context() context: PlainContext) {
    return loaderOf<Attendance>(context, 'attendance', async ids =>
      inOrder(
        ids,
        await this.attendances.findBy({ meetingId: In([...ids]), memberId: context.memberId ?? '' }),
        row => row.meetingId,
      ),
    ).load(meeting.id);
  }
}

@Resolver(() => Document)
class DocumentResolver {
  constructor(
    @InjectRepository(DocumentFile) private readonly files: Repository<DocumentFile>,
    @InjectRepository(Reading) private readonly readings: Repository<Reading>,
  ) {}

  @ResolveField('files', () => [DocumentFile])
  filesOf(@Parent() document: Document, @Context() context: PlainContext) {
    return loaderOf<DocumentFile[]>(context, 'files', async ids => {
      const rows = await this.files.findBy({ documentId: In([...ids]), state: 'READY', replacedBy: IsNull() });
      return ids.map(id => rows.filter(row => row.documentId === id));
    }).load(document.id);
  }

  @ResolveField(() => Float, { nullable: true })
  async myProgress(@Parent() document: Document, @Context() context: PlainContext) {
    const reading = await loaderOf<Reading>(context, 'reading', async ids =>
      inOrder(
        ids,
        await this.readings.findBy({ documentId: In([...ids]), memberId: context.memberId ?? '' }),
        row => row.documentId,
      ),
    ).load(document.id);
    return reading?.progress ?? null;
  }
}

@Controller('health')
class HealthController {
  @Get('live')
  live(): object {
    return {};
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: config.databaseUrl, entities: ENTITIES, poolSize: 20 }),
    TypeOrmModule.forFeature(ENTITIES),
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      context: (request: object) => ({ request, loaders: new Map() }),
    }),
  ],
  controllers: [HealthController],
  providers: [HomeResolver, MeetingResolver, DocumentResolver],
})
class PlainModule {}

const app = await NestFactory.create<NestFastifyApplication>(PlainModule, new FastifyAdapter(), { logger: false });
await app.listen(config.port, '127.0.0.1');

import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { Actors } from '../access/actors.js';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Refusal } from '../errors.js';
import { dayOf } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { labelOf, type Organisation, OrganisationKind, type Place } from './organisation.types.js';
import { isCode, mayStandUnder } from './organisation-kinds.js';
import type { CreateOrganisationInput, UpdateOrganisationInput } from './organisations.inputs.js';
import { OrganisationsService } from './organisations.service.js';
import { type NewNode, Periods } from './periods.js';

/** What becomes different of an organisation. */
interface Differences {
  name?: string;
  code?: string;
  parent?: Place;
}

/** Changes of the tree: one at a time, each from a day on, so that the tree of every past day stays what it was. */
@Injectable()
export class OrganisationTree {
  constructor(
    private readonly changes: Changes,
    private readonly organisations: OrganisationsService,
    private readonly actors: Actors,
  ) {}

  /** Founds an organisation under another one, since a day. */
  async create(actor: Actor, input: CreateOrganisationInput): Promise<Organisation> {
    const { clientMutationId, ...content } = input;
    const repeatable = { operation: 'createOrganisation', clientMutationId, input: content };
    const { id } = await this.changes.once(actor, repeatable, async change => {
      await lockTree(change);
      const { parentId, kind, from } = input;
      const name = oneSpaced(input.name);
      const parent = await this.organisations.find(actor, parentId, 'organisation.manage', change.manager);
      const code = input.code ?? null;
      assertNotAhead(change, from);
      assertFits(parent, kind);
      const periods = new Periods(change);
      await periods.assertSteady(parent.id, from);
      if (code !== null) await assertFree(change, code, null);
      const id = newId();
      const made: NewNode = { id, name, kind, code, parentId: parent.id, path: `${parent.path}.${labelOf(id)}`, from };
      await periods.found(made);
      await change.record('organisation.created', id, id, { parentId: parent.id, kind, from });
      return { id };
    });
    return this.organisations.one(actor, id);
  }

  /** Gives an organisation another name, code or place, from a day on: its branch moves along. */
  async update(actor: Actor, input: UpdateOrganisationInput): Promise<Organisation> {
    const { clientMutationId, ...content } = input;
    const repeatable = { operation: 'updateOrganisation', clientMutationId, input: content };
    const { id } = await this.changes.once(actor, repeatable, async change => {
      await lockTree(change);
      const own = await this.organisations.find(actor, input.id, 'organisation.manage', change.manager);
      assertNotAhead(change, input.from);
      const differences = await this.differencesOf(actor, change, own, input);
      if (Object.keys(differences).length > 0) await this.alter(change, own, differences, input.from);
      return { id: own.id };
    });
    return this.organisations.one(actor, id);
  }

  private async differencesOf(
    actor: Actor,
    change: Change,
    own: Place,
    { name, code, parentId, from }: UpdateOrganisationInput,
  ): Promise<Differences> {
    const now = await change.row<{ code: string | null; parentId: string | null }>(
      `select code, parent_id as "parentId" from organisations where id = $1`,
      [own.id],
    );
    const differences: Differences = {};
    if (name && oneSpaced(name) !== own.name) differences.name = oneSpaced(name);
    if (code && code !== now?.code) {
      await assertFree(change, code, own.id);
      differences.code = code;
    }
    if (parentId && parentId.toLowerCase() !== now?.parentId) {
      const parent = await this.organisations.find(actor, parentId, 'organisation.manage', change.manager);
      if (`${parent.path}.`.startsWith(`${own.path}.`)) throw new Refusal('ORGANISATION_UNDER_ITSELF');
      assertFits(parent, own.kind);
      await new Periods(change).assertSteady(parent.id, from);
      differences.parent = parent;
    }
    return differences;
  }

  private async alter(change: Change, own: Place, { name, code, parent }: Differences, from: string): Promise<void> {
    const periods = new Periods(change);
    await periods.assertLast(own.id, from);
    await periods.cut(own, from, parent !== undefined);
    if (name !== undefined || code !== undefined) await periods.rename(own.id, from, name, code);
    if (parent) await this.move(change, own, parent, from);
    const details = { from, ...(parent ? { parentId: parent.id } : {}) };
    const kinds = [name !== undefined && 'RENAMED', code !== undefined && 'RECODED', parent && 'MOVED'];
    for (const kind of kinds.filter(kind => typeof kind === 'string')) {
      await change.run(
        `insert into organisation_changes (id, organisation_id, kind, on_date, details) values ($1, $2, $3, $4, $5)`,
        [newId(), own.id, kind, from, details],
      );
      await change.record(`organisation.${kind.toLowerCase()}`, own.id, own.id, details);
    }
  }

  /** Whoever has a grant in the branch is asked anew where it lies. */
  private async move(change: Change, own: Place, parent: Place, from: string): Promise<void> {
    await new Periods(change).move(own, parent, from);
    const moved = await change.rows<{ id: string }>(
      `select distinct g.account_id as id from grants g join organisations o on o.id = g.organisation_id
       where o.path <@ (select path from organisations where id = $1)`,
      [own.id],
    );
    change.after.push(async () => {
      for (const { id } of moved) this.actors.forgetAccount(id);
    });
  }
}

/** The tree of today is the tree that everything goes by: a change is entered on its day, not ahead of it. */
function assertNotAhead(change: Change, from: string): void {
  if (from > dayOf(change.now))
    throw Refusal.field('input.from', 'Ngày có hiệu lực không được sau hôm nay. Đồng chí nhập khi đến ngày.');
}

/** Changes of the tree wait for each other: two at once could make a circle, or leave a branch behind on an old path. */
export async function lockTree(change: Change): Promise<void> {
  await change.row(`select pg_advisory_xact_lock(hashtext('sotay tree'))`);
}

/** A name with one blank between its words, also where a document put a hard one. */
function oneSpaced(name: string): string {
  return name.replace(/\s+/g, ' ');
}

function assertFits(parent: Place, kind: OrganisationKind): void {
  if (!mayStandUnder(parent.kind, kind)) throw new Refusal('ORGANISATION_KIND_MISFIT');
}

async function assertFree(change: Change, code: string, own: string | null): Promise<void> {
  if (!isCode(code))
    throw Refusal.field(
      'input.code',
      'Mã gồm các nhóm 2.3.3.3.3 chữ số, ví dụ 15.001.004.000.012; cấp trên có ít nhóm hơn.',
    );
  const taken = await change.row(
    `select id from organisations where code = $1 and valid_to is null and id is distinct from $2::uuid`,
    [code, own],
  );
  if (taken) throw new Refusal('ORGANISATION_CODE_TAKEN');
}

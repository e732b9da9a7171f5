import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Role } from '../../access/roles.js';
import { Refusal } from '../../errors.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../../platform/graphql/connection.js';
import type { Selection } from '../../platform/graphql/selection.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import type { DutiesArgs, DutySumsArgs } from './duties.inputs.js';
import { type DutyQuestion, dutiesSql, dutyCountSql, dutySumsSql } from './duty.sql.js';
import type { CellDuty, DutySums } from './duty.types.js';

/** Who knows the plans of a cell and not only what it missed. */
const INSIDERS: readonly Role[] = [Role.SECRETARY, Role.FOLLOWER];

interface Listed {
  name: string;
  id: string;
  duty: CellDuty;
}

/** The calendar of duty (lịch nghĩa vụ) of cells: what is due in a month, what of it is planned, held or missed. */
@Injectable()
export class DutiesService {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
  ) {}

  /**
   * The duties of a branch's cells in a month, by name, in one statement a page. A secretary and a follower see their cells; an officer
   * only those whose regular meeting was truly missed: the month is over, none was held and none is still to be held.
   */
  async list(actor: Actor, args: DutiesArgs, selection: Selection): Promise<Connection<CellDuty>> {
    assertFirst(args.first);
    const key = keyOf(args.after, 2);
    if (key && !isId(String(key[1]))) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const after = key && ([String(key[0]), String(key[1])] as const);
    const question = await this.question(actor, args);
    const missedOnly = args.missedOnly ?? false;
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, question.now, bind);
    const page = { first: args.first, after, missedOnly };
    const found = await rows<Listed>(this.source, dutiesSql(question, page, selection, scope, bind), values);
    const listed = pageOf(
      found,
      args,
      ({ name, id }) => [name, id],
      () => this.count(question, missedOnly),
    );
    return { ...listed, edges: listed.edges.map(({ node, cursor }) => ({ node: node.duty, cursor })) };
  }

  /** The regular meetings of a branch as sums: for everybody who may read its adoption. */
  async sums(actor: Actor, args: DutySumsArgs): Promise<DutySums> {
    const question = await this.question(actor, args);
    const { values, bind } = new Parameters();
    const found = await row<DutySums>(this.source, dutySumsSql(question, bind), values);
    return found ?? { cells: 0, due: 0, held: 0, planned: 0, missed: 0 };
  }

  private async count(question: DutyQuestion, missedOnly: boolean): Promise<number> {
    const { values, bind } = new Parameters();
    return (await row<{ count: number }>(this.source, dutyCountSql(question, missedOnly, bind), values))?.count ?? 0;
  }

  private async question(actor: Actor, { organisationId, month }: DutySumsArgs): Promise<DutyQuestion> {
    const place = await this.organisations.find(actor, organisationId, 'adoption.read');
    const own = actor.grants.filter(grant => INSIDERS.includes(grant.role)).map(grant => grant.path);
    return {
      organisationId: place.id,
      month,
      today: this.clock.today(),
      now: this.clock.now(),
      ownPaths: actor.isSystem ? [''] : own,
    };
  }
}

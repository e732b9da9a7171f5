import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { CELL_KINDS, type Place } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';

/** The cells to which members are assigned. */
@Injectable()
export class Cells {
  constructor(private readonly organisations: OrganisationsService) {}

  /** A cell into which somebody comes on a day. Refuses what is no cell, or does not exist on that day. */
  async find(change: Change, actor: Actor, id: string, from: string): Promise<Place> {
    const cell = await this.organisations.find(actor, id, 'member.manage', change.manager);
    if (!CELL_KINDS.includes(cell.kind)) throw new Refusal('NOT_A_CELL');
    if (from < cell.validFrom || (cell.validTo !== null && from >= cell.validTo))
      throw new Refusal('MEMBERSHIP_DATE_INVALID');
    return cell;
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { type FieldProblem, Refusal } from '../../errors.js';
import type { Place } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { dayOf } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { AssessmentForms } from '../assessment/forms.js';
import { aboveOf, Rulebook } from './rulebook.js';
import type { RuleSettingsInput, TightenRulesInput } from './rules.inputs.js';
import { looser, type SomeRules } from './rules.js';

/** Decisions of committees on the meetings of their branch. They begin tomorrow at the earliest: no meeting is judged by what came later. */
@Injectable()
export class Tightening {
  constructor(
    private readonly changes: Changes,
    private readonly organisations: OrganisationsService,
    private readonly rulebook: Rulebook,
    private readonly forms: AssessmentForms,
  ) {}

  /** Puts a decision in the place of the organisation's former one from a day on. Gives the decision's id. */
  tighten(actor: Actor, input: TightenRulesInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'tightenRules', clientMutationId, input: rest }, async change => {
      const place = await this.lock(change, actor, input.organisationId);
      mustBeAhead(change, input.from, 'input.from');
      await mustBeKnown(change, place.id, input.from, input.replaces?.toLowerCase() ?? null);
      const settings = said(input.settings);
      await this.check(change, place.id, input.from, settings);
      await end(change, place.id, input.from);
      const id = newId();
      await change.run(
        `insert into rule_sets (id, organisation_id, code, name, source, settings, during, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, daterange($7, null), $8, $9)`,
        [
          id,
          place.id,
          input.code,
          input.name,
          input.source || null,
          settings,
          input.from,
          actor.isSystem ? null : actor.accountId,
          change.now,
        ],
      );
      await change.record('rules.tightened', place.id, id, { from: input.from, settings });
      return id;
    });
  }

  /** Ends the organisation's own decision at a day: what stands above holds again. Harmless where there is none. */
  endAt(actor: Actor, organisationId: string, on: string, clientMutationId: string): Promise<string> {
    const repeatable = { operation: 'endRules', clientMutationId, input: { organisationId, on } };
    return this.changes.once(actor, repeatable, async change => {
      const place = await this.lock(change, actor, organisationId);
      mustBeAhead(change, on, 'on');
      if ((await end(change, place.id, on)) > 0) await change.record('rules.ended', place.id, place.id, { on });
      return place.id;
    });
  }

  /** One decision at a time for an organisation. */
  private async lock(change: Change, actor: Actor, organisationId: string): Promise<Place> {
    const place = await this.organisations.find(actor, organisationId, 'rule.manage', change.manager);
    await change.rows(`select 1 from organisations where id = $1 for no key update`, [place.id]);
    return place;
  }

  /** Refuses an empty decision, one that asks for less than what stands above on its first day, and a form that nobody knows. */
  private async check(change: Change, organisationId: string, from: string, settings: SomeRules): Promise<void> {
    if (Object.keys(settings).length === 0)
      throw Refusal.field('input.settings', 'Quyết định chưa nêu yêu cầu nào chặt hơn cấp trên.');
    const above = aboveOf(await this.rulebook.of(change.manager, organisationId, from), organisationId);
    const fields: FieldProblem[] = looser(above, settings).map(path => ({
      path: `input.settings.${path}`,
      reason: 'Không được thấp hơn quy định của cấp trên.',
    }));
    const form = settings.assessment?.form;
    if (form && !(await this.forms.find(change.manager, organisationId, from, form)))
      fields.push({ path: 'input.settings.assessment.form', reason: 'Không có mẫu chấm điểm này.' });
    if (fields.length > 0) throw new Refusal('INPUT_INVALID', { fields });
  }
}

/** Refuses a day before tomorrow: today's meetings are under way. */
export function mustBeAhead(change: Change, day: string, path: string): void {
  if (day <= dayOf(change.now)) throw Refusal.field(path, 'Ngày có hiệu lực sớm nhất là ngày mai.');
}

/** Refuses when the author did not see the decision that this one replaces, or one that is to begin later. */
async function mustBeKnown(change: Change, organisationId: string, from: string, seen: string | null): Promise<void> {
  const own = await change.rows<{ id: string; isLater: boolean }>(
    `select id, lower(during) > $2::date as "isLater" from rule_sets
     where organisation_id = $1 and not isempty(during) and (upper_inf(during) or upper(during) > $2::date)`,
    [organisationId, from],
  );
  if (own.some(({ isLater }) => isLater) || (own[0]?.id ?? null) !== seen) throw new Refusal('STALE_VERSION');
}

/** Ends what is in force at a day; what was only to begin then or later never does. Says how many ended. */
function end(change: Change, organisationId: string, day: string): Promise<number> {
  return change.run(
    `update rule_sets set during = case when lower(during) < $2::date then daterange(lower(during), $2::date) else 'empty' end
     where organisation_id = $1 and not isempty(during) and (upper_inf(during) or upper(during) > $2::date)`,
    [organisationId, day],
  );
}

/** Only what is really said: parts and settings without a value say nothing. */
function said(input: RuleSettingsInput): SomeRules {
  const parts = Object.entries(input).flatMap(([part, settings]) => {
    const own = Object.entries((settings ?? {}) as object).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    );
    return own.length > 0 ? [[part, Object.fromEntries(own)] as const] : [];
  });
  return Object.fromEntries(parts) as SomeRules;
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../access/actor.js';
import type { Change } from '../../../audit/change.js';
import { Changes } from '../../../audit/changes.js';
import { Refusal } from '../../../errors.js';
import { OrganisationsService } from '../../../organisations/organisations.service.js';
import { newId } from '../../../platform/ids.js';
import { mustBeAhead } from '../../rules/tightening.service.js';
import { AssessmentForms, type Form } from '../forms.js';
import type { PublishAssessmentFormInput } from './form.inputs.js';
import { contentOf, problemsOfCriteria } from './form-check.js';

/**
 * New versions of forms. A form is never edited: the next version begins tomorrow at the earliest, so that every meeting is judged by the
 * form of its day, whatever comes later.
 */
@Injectable()
export class FormPublishing {
  constructor(
    private readonly changes: Changes,
    private readonly organisations: OrganisationsService,
    private readonly forms: AssessmentForms,
  ) {}

  /** Puts a version in force for an organisation and everything under it from a day on. Gives the organisation's id. */
  publish(actor: Actor, input: PublishAssessmentFormInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    const repeatable = { operation: 'publishAssessmentForm', clientMutationId, input: rest };
    return this.changes.once(actor, repeatable, async change => {
      const place = await this.organisations.find(actor, input.organisationId, 'rule.manage', change.manager);
      // Of two at once the later one sees what the earlier one put in force.
      await change.row(`select 1 from organisations where id = $1 for no key update`, [place.id]);
      mustBeAhead(change, input.from, 'input.from');
      const base = await this.follows(change, place.id, input);
      const problems = problemsOfCriteria(base.content, input.criteria);
      if (problems.length > 0) throw new Refusal('INPUT_INVALID', { fields: problems });
      const which = [place.id, base.code, input.from];
      await change.run(
        `update assessment_forms set during = case when lower(during) < $3::date then daterange(lower(during), $3::date) else 'empty' end
         where organisation_id = $1 and code = $2 and not isempty(during) and (upper_inf(during) or upper(during) > $3::date)`,
        which,
      );
      const id = newId();
      await change.run(
        `insert into assessment_forms (organisation_id, code, during, id, name, source, content)
         values ($1, $2, daterange($3::date, null), $4, $5, $6, $7)`,
        [
          ...which,
          id,
          input.name ?? base.name,
          input.source,
          JSON.stringify(contentOf(base.content, input.criteria, newKey)),
        ],
      );
      await change.record('assessment-form.published', place.id, id, { code: base.code, from: input.from });
      return place.id;
    });
  }

  /** The form that the new one follows. Refuses when the author saw another one, or did not see one that is to begin later. */
  private async follows(change: Change, organisationId: string, input: PublishAssessmentFormInput): Promise<Form> {
    const base = await this.forms.find(change.manager, organisationId, input.from, input.code);
    if (!base) throw Refusal.field('input.code', 'Không có mẫu chấm điểm này.');
    const later = await change.row(
      `select 1 from assessment_forms where organisation_id = $1 and code = $2 and lower(during) > $3::date`,
      [organisationId, input.code, input.from],
    );
    if (later || base.id !== input.replaces.toLowerCase()) throw new Refusal('STALE_VERSION');
    return base;
  }
}

/** The name of a question that no form has asked yet; short, since answers carry it. */
function newKey(): string {
  return `q${newId().replaceAll('-', '').slice(-16)}`;
}

import { Injectable } from '@nestjs/common';
import { type Db, row, rows } from '../../platform/database/statements.js';
import type { FormContent } from './scoring.js';

/** A form for judging meetings (phiếu chấm điểm) as an organisation has it. */
export interface Form {
  id: string;
  code: string;
  name: string;
  source: string | null;
  /** Null: for everybody. */
  organisationId: string | null;
  content: FormContent;
}

const FIELDS = `f.id, f.code, f.name, f.source, f.organisation_id as "organisationId", f.content`;

/** The forms that hold for an organisation ($1) on a day ($2), of each code that of the nearest organisation above, as the tree was then. */
const IN_FORCE = `with place as (select string_to_array(coalesce(
    (select p.path::text from organisation_periods p where p.organisation_id = $1 and p.during @> $2::date),
    (select o.path::text from organisations o where o.id = $1)), '.') as labels)
  select distinct on (f.code) ${FIELDS} from assessment_forms f, place
  where f.during @> greatest($2::date, date '2018-07-06')
    and (f.organisation_id is null or replace(f.organisation_id::text, '-', '') = any(place.labels))`;

const NEAREST_FIRST = `order by f.code, coalesce(array_position(place.labels, replace(f.organisation_id::text, '-', '')), 0) desc`;

/** The forms for judging a meeting: dated data, inherited from above; no threshold of theirs stands in code. */
@Injectable()
export class AssessmentForms {
  /** All forms among which an organisation can choose on a day, by their codes. */
  all(db: Db, organisationId: string, day: string): Promise<Form[]> {
    return rows(db, `${IN_FORCE} ${NEAREST_FIRST}`, [organisationId, day]);
  }

  /** The form with a code that holds for an organisation on a day. */
  find(db: Db, organisationId: string, day: string, code: string): Promise<Form | undefined> {
    return row(db, `${IN_FORCE} and f.code = $3 ${NEAREST_FIRST}`, [organisationId, day, code]);
  }

  /** The form by which a score was given. */
  async byId(db: Db, id: string): Promise<Form> {
    const found = await row<Form>(db, `select ${FIELDS} from assessment_forms f where f.id = $1`, [id]);
    if (!found) throw new Error(`No form ${id}.`);
    return found;
  }
}

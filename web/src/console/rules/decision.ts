import type { RuleSettingsInput } from '../../graphql/graphql.js';

/** A decision as it stands in the form: everything is text, nothing is lost when it is refused. */
export interface Decision {
  code: string;
  name: string;
  source: string;
  from: string;
  least: string;
  withThematic: string;
  sizeMembers: string;
  sizeMinutes: string;
  aim: string;
  nobodyUnexcused: boolean;
  hoursBefore: string;
  thematicEvery: string;
  answerWithin: string;
  postedWithin: string;
  form: string;
}

const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));

/** The form's content for what an organisation has decided so far. What the form does not show is kept as it is: see `inputOf`. */
export function decisionOf(settings: RuleSettingsInput, from: string): Decision {
  const { minutes, attendance, materials, duties, opinions, after, assessment } = settings;
  const size = minutes?.bySize?.[0];
  return {
    code: '',
    name: '',
    source: '',
    from,
    least: text(minutes?.least),
    withThematic: text(minutes?.withThematic),
    sizeMembers: text(size?.members),
    sizeMinutes: text(size?.minutes),
    aim: typeof attendance?.aim === 'number' ? text(Math.round(attendance.aim * 1000) / 10) : '',
    nobodyUnexcused: attendance?.nobodyUnexcused ?? false,
    hoursBefore: text(materials?.hoursBefore),
    thematicEvery: text(duties?.thematicEveryMonths),
    answerWithin: text(opinions?.answerWithinDays),
    postedWithin: text(after?.postedWithinDays),
    form: assessment?.form ?? '',
  };
}

/** What is sent: what the form says, over what the former decision says and the form does not show. */
export function inputOf(decision: Decision, former: RuleSettingsInput): RuleSettingsInput {
  const number = (value: string) => (value.trim() === '' ? null : Number(value.replace(',', '.')));
  const [members, minutes] = [number(decision.sizeMembers), number(decision.sizeMinutes)];
  const aim = number(decision.aim);
  const furtherSizes = former.minutes?.bySize?.slice(1) ?? [];
  return {
    ...former,
    minutes: {
      least: number(decision.least),
      withThematic: number(decision.withThematic),
      bySize: [...(members !== null && minutes !== null ? [{ members, minutes }] : []), ...furtherSizes],
    },
    attendance: { aim: aim === null ? null : aim / 100, nobodyUnexcused: decision.nobodyUnexcused || null },
    materials: { hoursBefore: number(decision.hoursBefore) },
    duties: { ...former.duties, thematicEveryMonths: number(decision.thematicEvery) },
    opinions: { answerWithinDays: number(decision.answerWithin) },
    after: { postedWithinDays: number(decision.postedWithin) },
    assessment: { form: decision.form || null },
  };
}

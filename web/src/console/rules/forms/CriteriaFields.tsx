import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import type { ApiError } from '../../../shared/errors.js';
import { type CriterionDraft, emptyCriterion, emptyPart, moved, type PartDraft } from './form.js';
import { PartFields } from './PartFields.js';

/** The criteria of a form in their order, each with its questions. */
export function CriteriaFields(props: {
  criteria: CriterionDraft[];
  refusal: ApiError | null;
  onChange: (criteria: CriterionDraft[]) => void;
}) {
  const { criteria, refusal, onChange } = props;
  const { t } = useLingui();
  const put = (at: number, change: Partial<CriterionDraft>) =>
    onChange(criteria.map((one, place) => (place === at ? { ...one, ...change } : one)));
  const putPart = (at: number, part: number, change: Partial<PartDraft>) => {
    const parts = criteria[at]?.parts ?? [];
    put(at, { parts: parts.map((one, place) => (place === part ? { ...one, ...change } : one)) });
  };
  const problemsAt = (path: string) =>
    (refusal?.fields ?? []).filter(field => `${field.path}.`.startsWith(`input.criteria.${path}.`));
  return (
    <div className="stack">
      {criteria.map((criterion, at) => {
        const number = at + 1;
        return (
          <section key={criterion.key} className="panel panel-body" aria-label={t`Tiêu chí ${number}`}>
            <TextInput
              label={t`Tiêu chí ${number}`}
              maxLength={300}
              value={criterion.title}
              error={problemsAt(`${at}.title`)[0]?.reason ?? problemsAt(`${at}.parts`).find(isOwn)?.reason}
              onChange={event => put(at, { title: event.currentTarget.value })}
            />
            {criterion.parts.map((part, place) => (
              <PartFields
                key={part.key}
                part={part}
                problems={problemsAt(`${at}.parts.${place}`).map(({ reason }) => reason)}
                onChange={change => putPart(at, place, change)}
                onMove={by => put(at, { parts: moved(criterion.parts, place, by) })}
                onRemove={() => put(at, { parts: criterion.parts.filter((_, other) => other !== place) })}
              />
            ))}
            <div className="agenda-tools">
              <Button size="xs" variant="default" onClick={() => put(at, { parts: [...criterion.parts, emptyPart()] })}>
                <Trans>Thêm mục</Trans>
              </Button>
              <Button
                size="xs"
                variant="subtle"
                disabled={at === 0}
                aria-label={t`Đưa tiêu chí ${number} lên`}
                onClick={() => onChange(moved(criteria, at, -1))}
              >
                <Trans>Lên</Trans>
              </Button>
              <Button
                size="xs"
                variant="subtle"
                disabled={at === criteria.length - 1}
                aria-label={t`Đưa tiêu chí ${number} xuống`}
                onClick={() => onChange(moved(criteria, at, 1))}
              >
                <Trans>Xuống</Trans>
              </Button>
              <Button
                size="xs"
                variant="subtle"
                aria-label={t`Bỏ tiêu chí ${number}`}
                onClick={() => onChange(criteria.filter((_, other) => other !== at))}
              >
                <Trans>Bỏ tiêu chí</Trans>
              </Button>
            </div>
          </section>
        );
      })}
      <div>
        <Button variant="default" size="sm" onClick={() => onChange([...criteria, emptyCriterion()])}>
          <Trans>Thêm tiêu chí</Trans>
        </Button>
      </div>
    </div>
  );
}

/** Said of the criterion itself, not of one of its questions. */
function isOwn({ path }: { path: string }): boolean {
  return path.endsWith('.parts');
}

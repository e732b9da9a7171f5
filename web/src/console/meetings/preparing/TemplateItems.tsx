import { Plural, Trans } from '@lingui/react/macro';
import type { ConsoleTemplateFragment } from '../../../graphql/graphql.js';

/** What a template proposes, in a few lines. */
export function TemplateItems({ template }: { template: ConsoleTemplateFragment }) {
  return (
    <ol className="agenda small">
      {template.items.map(item => (
        <li key={`${item.section} ${item.title}`}>
          <span>
            {item.title}
            {item.isCommitteeOnly && (
              <span className="soft">
                {' · '}
                <Trans>chỉ chi ủy</Trans>
              </span>
            )}
          </span>
          <span className="soft num">
            {item.minutes !== null && <Plural value={item.minutes} other={`${item.minutes} phút`} />}
          </span>
        </li>
      ))}
    </ol>
  );
}

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type CellType, type ConsoleTemplateFragment, ConsoleTemplatesDocument } from '../../../graphql/graphql.js';
import { date } from '../../../shared/format.js';
import { TemplateItems } from '../../meetings/preparing/TemplateItems.js';
import { Panel } from '../../parts/Panel.js';
import { Answer } from '../../parts/states/Answer.js';
import '../../meetings/course/course.css';
import '../../meetings/meetings.css';
import { CELL_TYPES, cellTypeName, meetingKindName } from '../../words.js';
import { SetTemplateDialog } from './SetTemplateDialog.js';

/** The templates of agendas in force at an organisation, own and inherited, by kind of cell; and a new one for it. */
export function TemplatesPanel(props: {
  organisation: { id: string; name: string };
  /** Of a cell: its own kind. Null: a committee, whose cells may be of any kind. */
  cellType: CellType | null;
  editable: boolean;
}) {
  const { organisation, cellType, editable } = props;
  const { t } = useLingui();
  const [type, setType] = useState<CellType>(cellType ?? 'HAMLET');
  const shown = cellType ?? type;
  const [result, ask] = useQuery({
    query: ConsoleTemplatesDocument,
    variables: { organisationId: organisation.id, cellType: shown },
    requestPolicy: 'cache-and-network',
  });
  const again = () => ask({ requestPolicy: 'network-only' });
  const [edited, edit] = useState<ConsoleTemplateFragment | null>(null);
  return (
    <Panel title={<Trans>Chương trình mẫu</Trans>}>
      {!cellType && (
        <NativeSelect
          label={t`Loại hình chi bộ`}
          value={type}
          data={CELL_TYPES.map(value => ({ value, label: cellTypeName(value) }))}
          onChange={event => setType(event.currentTarget.value as CellType)}
        />
      )}
      <Answer result={result} find={data => data.agendaTemplates} onRetry={again}>
        {templates => (
          <ul>
            {templates.map(template => (
              <Row
                key={template.id}
                template={template}
                isOwn={template.organisation?.id === organisation.id}
                onEdit={editable ? () => edit(template) : null}
              />
            ))}
          </ul>
        )}
      </Answer>
      {edited && (
        <SetTemplateDialog
          organisation={organisation}
          first={edited}
          onClose={() => edit(null)}
          onDone={() => {
            edit(null);
            again();
          }}
        />
      )}
    </Panel>
  );
}

function Row(props: { template: ConsoleTemplateFragment; isOwn: boolean; onEdit: (() => void) | null }) {
  const { template, isOwn, onEdit } = props;
  const { t } = useLingui();
  const kind = meetingKindName(template.kind);
  const from = date(template.validFrom);
  return (
    <li className="course-row">
      <div className="course-grow">
        <p className="strong">{kind}</p>
        <p className="small soft">
          {template.organisation ? template.organisation.name : <Trans>Mẫu chung</Trans>}
          {isOwn && ` · ${t`từ ${from}`}`}
          {template.source && ` · ${template.source}`}
        </p>
        <details>
          <summary>
            <Plural value={template.items.length} other="Xem # nội dung của mẫu" />
          </summary>
          <TemplateItems template={template} />
        </details>
      </div>
      {onEdit && (
        <Button variant="default" size="xs" aria-label={t`Soạn mẫu mới: ${kind}`} onClick={onEdit}>
          <Trans>Soạn mẫu mới</Trans>
        </Button>
      )}
    </li>
  );
}

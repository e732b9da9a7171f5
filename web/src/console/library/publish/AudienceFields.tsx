import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, MultiSelect } from '@mantine/core';
import type { Office, OrganisationKind } from '../../../graphql/graphql.js';
import { isCell } from '../../organisations/kinds.js';
import { PickOrganisation } from '../../parts/picking/PickOrganisation.js';
import type { Scope } from '../../rights.js';
import { officeName, organisationKindName } from '../../words.js';
import type { FieldsProps } from './fields.js';

/** Where members are, so that a kind can be addressed. */
const KINDS: OrganisationKind[] = ['CELL', 'BASE_CELL', 'GROUP'];
const OFFICES: Office[] = ['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER', 'FOLLOWER', 'COMMITTEE_OFFICER'];

/** For whom it is: a branch, and of it perhaps only cells of some kinds or holders of some offices. */
export function AudienceFields({ draft, onChange, problem, scopes }: FieldsProps & { scopes: Scope[] }) {
  const { t } = useLingui();
  if (scopes.length === 1 && scopes[0] && isCell(scopes[0].kind))
    return (
      <>
        <p>
          <Trans>
            Dành cho <b>{scopes[0].name}</b>.
          </Trans>
        </p>
        <Checkbox
          label={t`Chỉ cấp ủy của chi bộ đọc được`}
          checked={draft.offices.length > 0}
          onChange={event => onChange({ offices: event.currentTarget.checked ? OFFICES.slice(0, 3) : [] })}
        />
      </>
    );
  return (
    <>
      <PickOrganisation
        label={t`Dành cho`}
        description={t`Mọi đảng viên của tổ chức này và các tổ chức bên dưới đọc được`}
        value={draft.audience}
        onChange={audience => onChange({ audience })}
        error={problem('audienceId')}
      />
      <div className="form-row">
        <MultiSelect
          label={t`Chỉ ở loại tổ chức`}
          {...(draft.kinds.length === 0 ? { placeholder: t`Mọi loại` } : {})}
          data={KINDS.map(value => ({ value, label: organisationKindName(value) }))}
          value={draft.kinds}
          error={problem('audienceKinds')}
          onChange={chosen => onChange({ kinds: KINDS.filter(kind => chosen.includes(kind)) })}
        />
        <MultiSelect
          label={t`Chỉ người giữ chức vụ`}
          {...(draft.offices.length === 0 ? { placeholder: t`Mọi đảng viên` } : {})}
          data={OFFICES.map(value => ({ value, label: officeName(value) }))}
          value={draft.offices}
          error={problem('audienceOffices')}
          onChange={chosen => onChange({ offices: OFFICES.filter(office => chosen.includes(office)) })}
        />
      </div>
    </>
  );
}

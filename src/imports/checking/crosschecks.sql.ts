const CODE = `content->>'code'`;
const CARD = `upper(regexp_replace(content->>'card', '[\\s.\\-/()]', '', 'g'))`;
const ROWS = (sheet: string) => `(select row, content from import_rows where import_id = $1 and sheet = '${sheet}')`;

/** The parent of every organisation as it will be: what the file says, else what is there today. */
const PARENTS = `
  told as (select ${CODE} as code, content->>'parentCode' as parent, content->>'kind' as kind, row from ${ROWS('to_chuc')} t),
  there as (select o.code, p.code as parent, o.kind from organisations o left join organisations p on p.id = o.parent_id where o.valid_to is null and o.code is not null),
  places as (
    select code, parent, kind from told where code is not null
    union all select code, parent, kind from there where code not in (select code from told where code is not null)
  )`;

/** Every check, each one statement. */
export const CROSS_CHECKS: readonly string[] = [
  // Twice in the file.
  `select 'to_chuc' as sheet, row, 'mã' as column, 'CODE_TWICE' as code, 'Mã này đã có ở dòng ' || first || '.' as message
   from (select row, min(row) over (partition by ${CODE}) as first from ${ROWS('to_chuc')} t where ${CODE} is not null) twice where row <> first`,
  `select 'dang_vien', row, 'số thẻ', 'CARD_TWICE', 'Số thẻ này đã có ở dòng ' || first || '.'
   from (select row, min(row) over (partition by ${CARD}) as first from ${ROWS('dang_vien')} t where content->>'card' is not null) twice where row <> first`,
  `select 'dang_vien', row, 'chức vụ', 'SECRETARY_TWICE', 'Chi bộ này đã có bí thư ở dòng ' || first || '.'
   from (select row, min(row) over (partition by content->>'cellCode') as first from ${ROWS('dang_vien')} t where content->>'office' = 'SECRETARY') twice where row <> first`,
  // Places that are nowhere, or do not fit.
  `with ${PARENTS} select 'to_chuc', row, 'mã cấp trên', 'PARENT_UNKNOWN', 'Không có tổ chức nào mang mã cấp trên này.'
   from told where parent is not null and not exists (select from places p where p.code = told.parent)`,
  `with ${PARENTS} select 'to_chuc', row, 'mã cấp trên', 'PARENT_MISSING', 'Chỉ đảng bộ tỉnh không có cấp trên.'
   from told where parent is null and kind <> 'PROVINCE'`,
  `with ${PARENTS} select 'to_chuc', row, 'loại', 'SECOND_PROVINCE', 'Mỗi nơi chỉ có một đảng bộ tỉnh, không có cấp trên.'
   from told where kind = 'PROVINCE' and (parent is not null or exists (select from places p where p.kind = 'PROVINCE' and p.code <> told.code))`,
  `with ${PARENTS} select 'to_chuc', told.row, 'mã cấp trên', 'PARENT_MISFIT', 'Loại tổ chức này không thể trực thuộc tổ chức đó.'
   from told join places p on p.code = told.parent where p.code <> told.code and told.kind is not null and not coalesce(told.kind = any(array(select jsonb_array_elements_text($2::jsonb -> p.kind))), false)`,
  `with recursive ${PARENTS}, climb as (
     select row, code as start, parent as at from told where parent is not null
     union all select c.row, c.start, p.parent from climb c join places p on p.code = c.at where p.parent is not null
   ) cycle at set is_cycle using trail
   select distinct 'to_chuc', row, 'mã cấp trên', 'UNDER_ITSELF', 'Tổ chức nằm dưới chính nó.' from climb where at = start`,
  `with ${PARENTS} select 'to_chuc', told.row, 'loại', 'KIND_CHANGED', 'Tổ chức mang mã này đang là loại khác.'
   from told join there t on t.code = told.code where t.kind <> told.kind`,
  // Cells of members.
  `with ${PARENTS} select 'dang_vien', m.row, 'mã chi bộ', 'CELL_UNKNOWN', 'Không có chi bộ nào mang mã này.'
   from ${ROWS('dang_vien')} m where m.content->>'cellCode' is not null and not exists (select from places p where p.code = m.content->>'cellCode')`,
  `with ${PARENTS} select 'dang_vien', m.row, 'mã chi bộ', 'NOT_A_CELL', 'Tổ chức mang mã này không phải là chi bộ.'
   from ${ROWS('dang_vien')} m join places p on p.code = m.content->>'cellCode' where p.kind not in ('CELL', 'BASE_CELL')`,
];

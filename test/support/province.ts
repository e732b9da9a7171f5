import { Chance } from '../../src/demo/chance.js';
import { fullName } from '../../src/demo/names.js';
import { sizesOf } from '../../src/demo/plan.js';
import { workbook } from './rosters.js';

/** A member of the made province as its roster has it. */
export interface RosterMember {
  card: string;
  name: string;
  phone: string;
  reach: string;
  cell: string;
  isSecretary: boolean;
}

/** A province on paper: the pilot's 61 cells with 1,736 members in 3 committees, and a few cells beside. */
export interface PaperProvince {
  roster: Buffer;
  pilotCells: string[];
  committees: string[];
  furtherCells: string[];
  members: RosterMember[];
}

const PROVINCE = ['15', 'Đảng bộ tỉnh (mẫu)', 'Đảng bộ tỉnh', '', '01/07/2025'];
const COMMITTEES = ['Đảng bộ xã Tú Lệ', 'Đảng bộ phường Yên Bái', 'Đảng bộ xã Mù Cang Chải', 'Đảng bộ xã Trạm Tấu'];

/** Writes the .xlsx that a province hands in. One in eight has a plain phone, one in twenty-five none. */
export async function paperProvince(
  options = { cells: 61, members: 1736, further: 5, furtherMembers: 60, isWhole: false },
): Promise<PaperProvince> {
  const chance = new Chance(7, Date.UTC(2026, 0, 1));
  const codes = COMMITTEES.map((_, index) => `15.000.00${index + 1}`);
  const tree = COMMITTEES.map((name, index) => [codes[index] ?? '', name, 'Đảng bộ cơ sở', '15', '01/07/2025']);
  // Into an empty database the province itself must come along.
  if (options.isWhole) tree.unshift(PROVINCE);
  const cellsOf = (count: number, place: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => {
      const code = `${codes[place(index)]}.000.${String(index + 1).padStart(3, '0')}`;
      tree.push([code, `Chi bộ thôn ${index + 1}`, 'Chi bộ', codes[place(index)] ?? '', '01/07/2025']);
      return code;
    });
  const pilotCells = cellsOf(options.cells, index => index % 3);
  const furtherCells = cellsOf(options.further, () => 3);
  const members: RosterMember[] = [];
  const fill = (cells: string[], total: number) => {
    const sizes = sizesOf(total, cells.length, () => chance.next());
    cells.forEach((cell, index) => {
      for (let position = 0; position < (sizes[index] ?? 0); position++) {
        const number = members.length + 1;
        const isSecretary = position === 0;
        const reach = isSecretary
          ? 'Điện thoại thông minh'
          : number % 25 === 0
            ? 'Không'
            : number % 8 === 0
              ? 'Điện thoại'
              : 'Điện thoại thông minh';
        const phone = reach === 'Không' ? '' : `0999${String(number).padStart(6, '0')}`;
        members.push({
          card: `15.${String(number).padStart(6, '0')}`,
          name: fullName(chance),
          phone,
          reach,
          cell,
          isSecretary,
        });
      }
    });
  };
  fill(pilotCells, options.members);
  fill(furtherCells, options.furtherMembers);
  const rows = members.map(({ card, name, phone, reach, cell, isSecretary }) => [
    card,
    name,
    'Chính thức',
    '03/02/2010',
    '03/02/2011',
    phone,
    reach,
    cell,
    isSecretary ? 'Bí thư' : '',
  ]);
  return { roster: await workbook(tree, rows), pilotCells, committees: codes.slice(0, 3), furtherCells, members };
}

/** The programs of the system that some tests need, and where they are. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const TOOLS = [
  { name: 'redis-server', programs: ['redis-server'], serves: 'the queue on Redis' },
  {
    name: 'chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    serves: 'the journeys in a browser',
  },
  { name: 'poppler-utils', programs: ['pdftoppm'], serves: 'the reading forms of PDFs and the pictures of pages' },
  { name: 'tesseract-ocr', programs: ['tesseract'], serves: 'the recognition of scanned papers' },
];

/** The path of a tool, or undefined where it is not installed. */
export function toolPath(name) {
  const { programs } = TOOLS.find(tool => tool.name === name);
  const places = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => programs.map(program => join(folder, program)));
  return places.find(isProgram);
}

/** Every tool that is not installed: its name and what it serves. */
export function missingTools() {
  return TOOLS.filter(({ name }) => !toolPath(name));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

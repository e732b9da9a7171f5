import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Tinos has the widths of Times New Roman and every Vietnamese letter (SIL Open Font License). */
const FACES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

/** The only fonts that a paper is set in: those of the machine are never asked, so that it is the same on every machine. */
export function ownFonts(): Buffer[] {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
  return FACES.map(face => readFileSync(join(folder, face, `Tinos_${face}.ttf`)));
}

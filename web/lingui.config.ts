import { defineConfig } from '@lingui/cli';

/** One catalogue an entry, so that a phone never loads the console's texts. */
export default defineConfig({
  sourceLocale: 'vi',
  locales: ['vi', 'en'],
  catalogs: (['member', 'console'] as const).map(name => ({
    path: `<rootDir>/src/locales/${name}/{locale}`,
    include: [`<rootDir>/src/${name}`, '<rootDir>/src/shared'],
  })),
  format: 'po',
  formatOptions: { lineNumbers: false },
});

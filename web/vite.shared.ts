import { transformAsync } from '@babel/core';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';

/** Lingui's macros, by Babel; only the files that use one pass through it. */
function linguiMacro(): Plugin {
  return {
    name: 'lingui-macro',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: /@lingui\/(core|react)\/macro/ },
      async handler(code, id) {
        const made = await transformAsync(code, {
          filename: id,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: ['typescript', 'jsx'] },
          plugins: ['@lingui/babel-plugin-lingui-macro'],
        });
        return made?.code ? { code: made.code, map: made.map } : null;
      },
    },
  };
}

/** What turns `<Trans>` and `.po` files into code; for every Vite and Vitest configuration here. */
export const texts = [linguiMacro(), lingui({ cwd: import.meta.dirname })];

/** During `vite dev` the server's routes are asked of a running `npm start`. */
const server = 'http://127.0.0.1:3000';

/**
 * One of the two entries of the web application. Both write into `dist`, each its own page and its own folder of assets;
 * the package's build script empties `dist` first.
 */
export const entry = (name: 'member' | 'console', html: string): UserConfig => ({
  root: import.meta.dirname,
  plugins: [...texts, react()],
  server: { proxy: { '/graphql': server, '/files': server, '/papers': server, '/imports': server, '/events': server } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsDir: `assets/${name}`,
    emptyOutDir: false,
    manifest: `.vite/${name}.json`,
    rolldownOptions: { input: `${import.meta.dirname}/${html}` },
  },
});

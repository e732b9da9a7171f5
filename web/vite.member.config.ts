import { defineConfig, mergeConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { entry } from './vite.shared.ts';

/** The member's entry runs the same React source on Preact; the order matters (the longer names first). */
const alias = [
  { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
  { find: 'react/jsx-dev-runtime', replacement: 'preact/jsx-dev-runtime' },
  { find: 'react-dom/client', replacement: 'preact/compat/client' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react$/, replacement: 'preact/compat' },
];

/** Installing shows a neutral name: a phone's home screen does not say that its owner is a party member. */
const manifest = {
  id: '/',
  name: 'Sổ tay',
  short_name: 'Sổ tay',
  lang: 'vi',
  start_url: '/',
  scope: '/',
  display: 'standalone' as const,
  background_color: '#FAF6EF',
  theme_color: '#FAF6EF',
  icons: [
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};

export default defineConfig(
  mergeConfig(entry('member', 'index.html'), {
    plugins: [
      VitePWA({
        strategies: 'injectManifest',
        srcDir: 'src/member',
        filename: 'sw.ts',
        registerType: 'prompt',
        injectRegister: false,
        manifest,
        injectManifest: { globPatterns: ['index.html', 'icon.svg', 'assets/member/**/*.{js,css}'] },
      }),
    ],
    resolve: { alias },
  }),
);

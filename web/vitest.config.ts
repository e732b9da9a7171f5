import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { texts } from './vite.shared.ts';

export default defineConfig({
  plugins: [...texts, react()],
  test: {
    root: import.meta.dirname,
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    env: { TZ: 'Asia/Ho_Chi_Minh' },
    restoreMocks: true,
    testTimeout: 20_000,
  },
});

import { defineConfig } from 'vite';
import { entry } from './vite.shared.ts';

/** The console's entry, on React; served under /console, its assets beside the member's. */
export default defineConfig(entry('console', 'console.html'));

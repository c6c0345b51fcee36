import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What every visitor loads is one file beside the entry: in a hundred small ones it compresses worse by a twentieth. */
const firstLoad = {
  name: 'app',
  tags: ['$initial' as const],
  test: /(?<!index\.html|main\.tsx)$/,
};

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    // scripts/print-sizes.ts reads it.
    manifest: true,
    // Fonts stay files: a font inside the style sheet delays the first paint.
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 800,
    rolldownOptions: { output: { codeSplitting: { groups: [firstLoad] } } },
  },
});

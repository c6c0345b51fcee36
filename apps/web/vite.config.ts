import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

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
  },
});

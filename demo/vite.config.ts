import { defineConfig } from 'vite';

export default defineConfig({
  // Firebase is most of the bundle, and a demo on this machine need not be split.
  build: { target: 'es2022', chunkSizeWarningLimit: 1000 },
});

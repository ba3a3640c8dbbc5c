import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The bundle is committed: names carry no hash, and the same source gives the same bytes.
export default defineConfig({
  plugins: [react()],
  base: "./",
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  worker: {
    format: "es",
    rolldownOptions: { output: { entryFileNames: "[name].js" } },
  },
  build: {
    outDir: "dist",
    target: "es2023",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: "src/index.ts",
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: "canvas.js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});

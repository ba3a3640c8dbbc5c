import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The harness: the component with a host that answers like the server, without Python.
//   npm run dev                                    → http://localhost:5173/?nodes=500&dark=1
//   npm run build:dev -- --outDir /tmp/somewhere   → plain files for measuring
export default defineConfig({
  root: "dev",
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: { outDir: "../.dev-dist", target: "es2023", emptyOutDir: true, assetsInlineLimit: 0 },
});

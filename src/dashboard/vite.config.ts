/**
 * How the web application of chiefs and duty officers is built: `dist/dashboard`,
 * served under `/board`. The map and every page are chunks of their own; texts are
 * one chunk per language, holding only what the pages say (`texts.plugin.ts`).
 */
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressed } from "./compressed.plugin.ts";
import { onlyOurTexts } from "./texts.plugin.ts";
import { serviceWorker } from "./worker.plugin.ts";

const ROOT = join(import.meta.dirname, "../..");

export default defineConfig({
	root: import.meta.dirname,
	base: "/board/",
	plugins: [react(), onlyOurTexts(ROOT), serviceWorker(), compressed()],
	resolve: {
		// The API's schemas describe themselves for /openapi.json; a browser needs only what they check.
		alias: {
			"@hono/zod-openapi": join(import.meta.dirname, "zodOpenapi.ts"),
		},
	},
	worker: { format: "es" },
	build: {
		outDir: join(ROOT, "dist/dashboard"),
		// What was built before goes when it is old (`scripts/dashboard.ts`).
		emptyOutDir: false,
		// A chief's phone of five years ago.
		target: ["chrome100", "firefox100", "safari15.4"],
		sourcemap: true,
		manifest: true,
		reportCompressedSize: false,
		chunkSizeWarningLimit: 1_200,
	},
});

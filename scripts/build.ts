/**
 * The bundle `npm start` runs (one file starts in a third of the time) and the pages
 * of the dashboard.
 */
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { ensureDashboard } from "./dashboard.ts";

const ROOT = join(import.meta.dirname, "..");

export async function build(): Promise<void> {
	await bundle({
		absWorkingDir: ROOT,
		entryPoints: ["src/cli.ts"],
		outfile: "dist/dzvin.mjs",
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node24",
		sourcemap: true,
		// Native code stays where npm put it; the demo and the sandbox run from the sources.
		external: [
			"better-sqlite3",
			"./demo/demo.ts",
			"./sandbox/standAlone.ts",
			"./replay.ts",
		],
		banner: {
			js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
		},
		logLevel: "warning",
	});
}

if (import.meta.main) {
	await build();
	await ensureDashboard();
}

/**
 * Bundles the service as `npm start` has it: once as it is, once with the ports
 * of `failpoints.ts` around the real ones, once on a clock that runs faster.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");

export type Bundles = {
	/** The file a village runs. */
	service: string;
	/** The same with failpoints and a wall clock that may be off. */
	mortal: string;
	/** The same on the clock of `pacedEntry.ts`. */
	paced: string;
};

export async function bundleService(): Promise<Bundles> {
	// They lie where migrations and texts are looked for from: one folder below the root.
	const service = join(ROOT, `dist/storm-service-${process.pid}.mjs`);
	const mortal = join(ROOT, `dist/storm-mortal-${process.pid}.mjs`);
	const paced = join(ROOT, `dist/storm-paced-${process.pid}.mjs`);
	process.once("exit", () => {
		for (const file of [service, mortal, paced]) rmSync(file, { force: true });
	});
	await Promise.all([
		bundled(join(import.meta.dirname, "plainEntry.ts"), service, []),
		bundled(join(import.meta.dirname, "entry.ts"), mortal, [PORTS]),
		bundled(join(import.meta.dirname, "pacedEntry.ts"), paced, []),
	]);
	return { service, mortal, paced };
}

const PORTS: Plugin = {
	name: "ports",
	setup({ onResolve }) {
		onResolve(
			{ filter: /(db\/sqlite\/embedded|\.\/channels\/index)\.ts$/ },
			({ importer }) =>
				importer.endsWith("/src/node.ts")
					? { path: join(import.meta.dirname, "failpoints.ts") }
					: undefined,
		);
	},
};

const bundled = (entry: string, outfile: string, plugins: Plugin[]) =>
	build({
		absWorkingDir: ROOT,
		entryPoints: [entry],
		outfile,
		plugins,
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node24",
		// Built in: no environment makes production of it.
		define: { "process.env.DZVIN_TEST": '"true"' },
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

/**
 * Bundles the Worker with esbuild into dist/worker. With `--check` it only
 * proves that it can be done: native modules and Node's own doors to the
 * machine must not be reachable from src/worker.ts.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "esbuild";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..");

/** Packages and built-in modules that load nowhere but in Node. */
const NODE_ONLY = [
	"better-sqlite3",
	"node-schedule",
	"@hono/node-server",
	"pino",
	"twilio",
	"playwright-core",
	...[
		"child_process",
		"cluster",
		"dgram",
		"fs",
		"fs/promises",
		"http",
		"https",
		"module",
		"net",
		"repl",
		"tls",
		"v8",
		"vm",
		"worker_threads",
	].flatMap((name) => [name, `node:${name}`]),
];

const isCheck = process.argv.includes("--check");
const folder = isCheck
	? await mkdtemp(join(tmpdir(), "dzvin-worker-"))
	: join(ROOT, "dist/worker");
try {
	const { outputFiles } = await build({
		absWorkingDir: ROOT,
		entryPoints: ["src/worker.ts"],
		outfile: join(folder, "worker.js"),
		bundle: true,
		minify: true,
		format: "esm",
		target: "es2024",
		platform: "neutral",
		mainFields: ["browser", "module", "main"],
		conditions: ["workerd", "worker", "browser", "import"],
		loader: { ".ftl": "text" },
		external: ["node:*", "cloudflare:*"],
		plugins: [refuseNodeOnly()],
		logLevel: "silent",
		write: !isCheck,
		sourcemap: !isCheck,
	});
	const bytes = outputFiles?.[0]?.contents;
	console.log(
		bytes
			? `Worker bundle: ${kilobytes(bytes.length)} kB, ${kilobytes(gzipSync(bytes).length)} kB compressed.`
			: `Worker bundle written to ${folder}.`,
	);
} catch (error) {
	console.error(`The Worker does not bundle.\n${messagesOf(error)}`);
	process.exitCode = 1;
} finally {
	if (isCheck) await rm(folder, { recursive: true, force: true });
}

function refuseNodeOnly(): Plugin {
	return {
		name: "refuse-node-only",
		setup(bundle) {
			bundle.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
				if (kind === "entry-point" || !isNodeOnly(path)) return undefined;
				return {
					errors: [
						{
							text: `${path} runs in Node only and is imported by ${importer}: reach it from src/node.ts instead.`,
						},
					],
				};
			});
		},
	};
}

function isNodeOnly(path: string): boolean {
	return NODE_ONLY.some((name) => path === name || path.startsWith(`${name}/`));
}

function kilobytes(bytes: number): number {
	return Math.round(bytes / 1000);
}

function messagesOf(error: unknown): string {
	if (error instanceof Error && "errors" in error)
		return (error.errors as { text: string }[])
			.map(({ text }) => `- ${text}`)
			.join("\n");
	return String(error);
}

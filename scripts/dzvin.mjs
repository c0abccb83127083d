#!/usr/bin/env node
// Finds a Node that can run the program, builds what `start` runs when it is missing
// or older than its sources, and hands over. Everything else runs from the sources.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OWN_NODE = join(ROOT, "node_modules/.bin/node");
const BUILT = join(ROOT, "dist/dzvin.mjs");
const words = process.argv.slice(2);
// By itself V8 lets young objects fill 128 MB before it looks through them. Sixteen (twice
// this) cost the service no time, and a village's machine has other uses for the rest.
const YOUNG = "--max-semi-space-size";
const YOUNG_MEGABYTES = 8;

if (Number(process.versions.node.split(".")[0]) < 24) await onNewerNode();
else {
	if (words[0] === "start") withLittleMemory();
	process.exit(await run());
}

/** The same process anew, since V8 hears of it only at its start. Whoever set it otherwise is right. */
function withLittleMemory() {
	const told = `${process.execArgv.join(" ")} ${process.env.NODE_OPTIONS ?? ""}`;
	// Windows has no execve: there it runs as V8 likes it.
	if (!process.execve || process.platform === "win32" || told.includes(YOUNG))
		return;
	process.execve(
		process.execPath,
		[
			process.execPath,
			...process.execArgv,
			`${YOUNG}=${YOUNG_MEGABYTES}`,
			...process.argv.slice(1),
		],
		process.env,
	);
}

async function onNewerNode() {
	if (!existsSync(OWN_NODE)) {
		console.error(
			`Dzvin needs Node 24 or newer, this is ${process.version}. Install it, or run npm ci on Linux, which brings one.`,
		);
		process.exit(1);
	}
	const child = spawn(OWN_NODE, [fileURLToPath(import.meta.url), ...words], {
		stdio: "inherit",
	});
	for (const signal of ["SIGINT", "SIGTERM"])
		process.on(signal, () => child.kill(signal));
	child.on("exit", (code) => process.exit(code ?? 1));
}

async function run() {
	if (
		words[0] === "start" ||
		(words[0] === "demo" && !words.includes("--once"))
	)
		await withPages();
	if (words[0] !== "start" || !(await built())) {
		const { main } = await import(
			new URL("../src/cli.ts", import.meta.url).href
		);
		return main(words);
	}
	const { main } = await import(
		new URL("../dist/dzvin.mjs", import.meta.url).href
	);
	return main(words);
}

async function built() {
	const builtAt = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0;
	const sources = ["src", "bots", "db"].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
			.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
	);
	if (builtAt > Math.max(...sources)) return true;
	try {
		const { build } = await import("./build.ts");
		await build();
		return true;
	} catch (error) {
		if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
		// Installed without development packages: the sources run as they are.
		return false;
	}
}

/** The dashboard is never a reason not to start: alarms ring without it. */
async function withPages() {
	try {
		const { ensureDashboard } = await import("./dashboard.ts");
		await ensureDashboard();
	} catch (error) {
		// Installed without development packages: what was built is served.
		if (/ERR_MODULE_NOT_FOUND/.test(error?.stderr)) return;
		console.error(
			`The pages of the dashboard could not be built; everything else starts. ${error?.message ?? error}`,
		);
	}
}

/**
 * The pages of the dashboard, built when they are missing or older than what they are
 * made of. One build at a time: a second caller waits and finds it done.
 */
import { execFile } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	rmdirSync,
	rmSync,
	statSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..");
const BUILT = join(ROOT, "dist/dashboard/index.html");
const LOCK = join(ROOT, "dist/.dashboard-building");
/** The pages share words, views and schemas with the service. */
const MADE_OF = ["src", "locales"];
const KEPT_MS = 14 * 24 * 3_600_000;
const LOCK_IS_LEFT_OVER_MS = 120_000;

export async function ensureDashboard(): Promise<void> {
	mkdirSync(join(ROOT, "dist"), { recursive: true });
	while (!taken()) await pause(100);
	try {
		if (!isFresh()) await buildDashboard();
	} finally {
		rmdirSync(LOCK);
	}
}

/**
 * In a process of its own: the builder's memory is not the service's, and under
 * tests it would make a build for development.
 */
export const buildDashboard = async (): Promise<void> => {
	await run(process.execPath, [import.meta.filename], {
		cwd: ROOT,
		env: { ...process.env, NODE_ENV: "production" },
	});
};

async function buildHere(): Promise<void> {
	const { build } = await import("vite");
	await build({
		configFile: join(ROOT, "src/dashboard/vite.config.ts"),
		logLevel: "warn",
	});
	removeOld();
}

/** Files of the builds before stay for a while: a board that is open since then still opens its pages. */
function removeOld(): void {
	const folder = join(ROOT, "dist/dashboard/assets");
	for (const name of readdirSync(folder)) {
		const file = join(folder, name);
		if (Date.now() - statSync(file).mtimeMs > KEPT_MS) rmSync(file);
	}
}

function isFresh(): boolean {
	if (!existsSync(BUILT)) return false;
	const builtAt = statSync(BUILT).mtimeMs;
	return MADE_OF.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }),
	).every(
		(entry) =>
			!entry.isFile() ||
			statSync(join(entry.parentPath, entry.name)).mtimeMs <= builtAt,
	);
}

/** Making a folder succeeds for one; a build that was killed leaves it behind. */
function taken(): boolean {
	try {
		mkdirSync(LOCK);
		return true;
	} catch {
		const age = existsSync(LOCK) ? Date.now() - statSync(LOCK).mtimeMs : 0;
		if (age > LOCK_IS_LEFT_OVER_MS) rmdirSync(LOCK);
		return false;
	}
}

if (import.meta.main) await buildHere();

/**
 * What a first load of the desk weighs, read from the build itself: the page, what it
 * names, and what the desk asks for by and by. The map and other pages are not in it.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ensureDashboard } from "../../scripts/dashboard.ts";

const BUILT = join(import.meta.dirname, "../../dist/dashboard");
/** With the stream of six incidents and the headers of thirty answers the bench counts 230 kB at most. */
const MOST_BYTES = 180_000;
/** What a desk with an incident on it loads besides the page itself, as the sources name it. */
const DESK = [
	"desk/DeskPage.tsx",
	"desk/Sounding.tsx",
	"desk/Beside.tsx",
	"virtual:texts/uk",
];

type Chunk = {
	file: string;
	src?: string;
	isEntry?: boolean;
	imports?: string[];
	dynamicImports?: string[];
	css?: string[];
};
let manifest: Record<string, Chunk>;
beforeAll(async () => {
	await ensureDashboard();
	manifest = JSON.parse(
		readFileSync(join(BUILT, ".vite/manifest.json"), "utf8"),
	) as Record<string, Chunk>;
}, 120_000);

/** A chunk, what it imports, and their styles. */
function filesOf(key: string, found = new Set<string>()): Set<string> {
	const chunk = manifest[key];
	if (!chunk) throw new Error(`expected "${key}" in the build's manifest`);
	if (found.has(chunk.file)) return found;
	found.add(chunk.file);
	for (const css of chunk.css ?? []) found.add(css);
	for (const imported of chunk.imports ?? []) filesOf(imported, found);
	return found;
}

const keyOf = (source: string): string => {
	const key = Object.keys(manifest).find((one) => one.endsWith(source));
	if (key === undefined)
		throw new Error(`expected a chunk of its own for ${source}`);
	return key;
};

function firstLoad(): Set<string> {
	const entry = Object.entries(manifest).find(([, { isEntry }]) => isEntry);
	const found = filesOf(entry?.[0] ?? "");
	for (const source of DESK) filesOf(keyOf(source), found);
	return found;
}

/** As it is sent: compressed, unless that is not worth it. */
const sent = (file: string): number => {
	const path = join(BUILT, file);
	return (statSync(`${path}.br`, { throwIfNoEntry: false }) ?? statSync(path))
		.size;
};

test("the desk with everything it needs is light enough for a village's line", () => {
	const files = [...firstLoad()]
		.map((file) => ({ file, bytes: sent(file) }))
		.sort((a, b) => b.bytes - a.bytes);
	const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
	const largest = files
		.slice(0, 6)
		.map((one) => `${one.file} ${one.bytes}`)
		.join(", ");
	expect(bytes, largest).toBeLessThanOrEqual(MOST_BYTES);
});

test("the map, the forms and their schemas come with the pages that use them", () => {
	const names = [...firstLoad()].join(" ");
	expect(names).toContain("DeskPage");
	expect(names).not.toMatch(
		/maplibre|basemap|RaisePage|PersonPage|schemas|zod/i,
	);
});

/**
 * The dependency rule: which folder may import which.
 *
 * The product keeps its shape only while the core knows no carrier, the database
 * no screen, and an entry nobody. `npm run check` ends with exit 1 and names every
 * import that breaks it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["src", "bots", "db", "test", "scripts"];

/** An import as written; `to` is a path of the project, or the name of a package. */
export type Import = { from: string; to: string; line: number };
export type Breach = Import & { why: string };

type Rule = {
	/** Files it binds. */
	who: RegExp;
	/** Files it would bind but does not. */
	except?: RegExp;
	why: string;
} & ({ may: RegExp } | { mayNot: RegExp });

const ENTRIES = /^src\/(node|worker|cli)\.ts$/;
/** The commands of the shell start services of their own. */
const STARTERS = /^src\/((cli|doctor|replay)\.ts$|(demo|replay)\/)/;

export const RULES: readonly Rule[] = [
	{
		who: /^src\/core\//,
		may: /^(src\/core\/|geolib$|temporal-polyfill$)/,
		why: "core imports itself, geolib and temporal-polyfill, so that a log replays without a world",
	},
	{
		who: /^src\/wording\//,
		except: /^src\/wording\/(load|bundled)\.ts$/,
		may: /^(src\/(core|wording)\/|@fluent\/bundle$)/,
		why: "wording imports core, itself and Fluent; what loads the texts is load.ts and bundled.ts",
	},
	{
		who: /^src\/screen\//,
		may: /^src\/(core\/|screen\/|wording\/onScreen\.ts$)/,
		why: "what screens say is a pure function of the board: it imports core, itself and wording/onScreen.ts, so that it draws in a browser too",
	},
	{
		who: /^src\/http\/schemas\//,
		may: /^(src\/http\/schemas\/|src\/core\/kinds\.ts$|src\/phones\.ts$|@hono\/zod-openapi$)/,
		why: "forms in the browser check with these schemas: they import zod, words of the trade and phone numbers, nothing of the service",
	},
	{
		who: /^src\/(core\/kinds|phones)\.ts$/,
		may: /^libphonenumber-js$/,
		why: "the browser's schemas bring this file along",
	},
	{
		who: /^db\//,
		mayNot: /^(bots|src\/(channels|http|sandbox|demo))\//,
		why: "db never imports bots, channels or http",
	},
	{
		who: /^src\/channels\//,
		mayNot: /^(db|bots|src\/(http|sandbox|demo))\//,
		why: "channels never import db, bots or http",
	},
	{
		who: /^(src|bots|db)\//,
		except: STARTERS,
		mayNot: ENTRIES,
		why: "nobody imports an entry but the commands of the shell and tests",
	},
	{
		who: /^(src|bots|db)\//,
		except: /^src\/((cli|replay)\.ts$|(sandbox|demo|replay)\/)/,
		mayNot: /^src\/(sandbox|demo)\//,
		why: "production code knows nothing of the carriers on loopback but two API roots",
	},
	{
		who: /^(src|bots|db)\//,
		except: /^db\/sqlite\/embedded\.ts$/,
		mayNot: /^(better-sqlite3$|better-sqlite3\/)/,
		why: "native code is opened in db/sqlite/embedded.ts only",
	},
	{
		who: /^(src|bots|db)\//,
		except: /^src\/((node|cli|replay)\.ts$|(demo|replay)\/)/,
		mayNot: /^db\/sqlite\/embedded\.ts$/,
		why: "native code is reached from the entries of one machine only, never from what the Worker bundles",
	},
	{
		who: /^(src|bots|db)\//,
		mayNot: /^(test|scripts)\//,
		why: "the product does not import its tests or its tools",
	},
];

/** Every import that breaks a rule. `files` holds sources by path from the project's root. */
export function breachesOf(files: ReadonlyMap<string, string>): Breach[] {
	return [...files].flatMap(([from, source]) =>
		importsOf(from, source).flatMap((found) =>
			RULES.filter((rule) => breaks(rule, found)).map(({ why }) => ({
				...found,
				why,
			})),
		),
	);
}

function breaks(rule: Rule, { from, to }: Import): boolean {
	if (!rule.who.test(from) || rule.except?.test(from)) return false;
	return "may" in rule ? !rule.may.test(to) : rule.mayNot.test(to);
}

/** `import … from`, `export … from`, `import "…"` and `import("…")`, types too: a reader follows those as well. */
const IMPORTS =
	/^[ \t]*(?:import|export)\b[^"';=]*?\bfrom\s*"([^"]+)"|^[ \t]*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;

export function importsOf(from: string, source: string): Import[] {
	return [...source.matchAll(IMPORTS)].map((match) => {
		const written = match[1] ?? match[2] ?? match[3] ?? "";
		const [text, index] = [match[0], match.index];
		return {
			from,
			to: written.startsWith(".")
				? posix.join(posix.dirname(from), written)
				: written,
			line: source.slice(0, index + text.length).split("\n").length,
		};
	});
}

/** All TypeScript of the project, by path from its root. */
export function sourcesOf(
	root: string = ROOT,
	folders: readonly string[] = FOLDERS,
): Map<string, string> {
	return new Map(
		folders
			.flatMap((folder) =>
				readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
					.filter((name) => name.endsWith(".ts"))
					.map((name) => posix.join(folder, name)),
			)
			.sort()
			.map((path) => [path, readFileSync(join(root, path), "utf8")]),
	);
}

if (import.meta.main) {
	const sources = sourcesOf();
	const breaches = breachesOf(sources);
	for (const { from, to, line, why } of breaches)
		console.error(`${from}:${line} imports ${to}: ${why}.`);
	if (breaches.length > 0) process.exitCode = 1;
	else console.log(`Dependency rule: ${sources.size} files keep it.`);
}

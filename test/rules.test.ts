/**
 * Rules of the house that a machine can hold: who imports whom, whose clock is
 * read where, and where words for people stand.
 */
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import {
	breachesOf,
	importsOf,
	sourcesOf,
} from "../scripts/dependency-rule.ts";

const sources = sourcesOf();
const product = [...sources].filter(([path]) => /^(src|bots|db)\//.test(path));

/** Code without its comments: what is left of a language in it is a literal. */
const withoutComments = (source: string): string =>
	transformSync(source, {
		loader: "ts",
		minifyWhitespace: true,
		charset: "utf8",
		legalComments: "none",
		tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
	}).code;

const breachOf = (from: string, line: string): string[] =>
	breachesOf(new Map([[from, line]])).map(({ why }) => why);

describe("the dependency rule", () => {
	it("is kept by every file", () => {
		expect(sources.size).toBeGreaterThan(150);
		expect(breachesOf(sources)).toEqual([]);
	});

	it("sees every way to import, and where it stands", () => {
		const source = [
			'import a from "geolib";',
			'import type { B } from "./b.ts";',
			"import {",
			"\tc,",
			'} from "../../db/c.ts";',
			'export { d } from "./d.ts";',
			'import "./e.ts";',
			'const f = await import("./f.ts");',
			' * import g from "./g.ts"',
		].join("\n");
		expect(importsOf("src/core/a.ts", source)).toEqual([
			{ from: "src/core/a.ts", to: "geolib", line: 1 },
			{ from: "src/core/a.ts", to: "src/core/b.ts", line: 2 },
			{ from: "src/core/a.ts", to: "db/c.ts", line: 5 },
			{ from: "src/core/a.ts", to: "src/core/d.ts", line: 6 },
			{ from: "src/core/a.ts", to: "src/core/e.ts", line: 7 },
			{ from: "src/core/a.ts", to: "src/core/f.ts", line: 8 },
		]);
	});

	it.each([
		["src/core/decide.ts", "../ports.ts"],
		["src/core/decide.ts", "node:crypto"],
		["src/wording/card.ts", "../config.ts"],
		["src/http/schemas/mark.ts", "../json.ts"],
		["src/http/schemas/mark.ts", "node:crypto"],
		["src/phones.ts", "./secrets.ts"],
		["db/sqlite/store.ts", "../../src/http/json.ts"],
		["db/memory.ts", "../bots/keyboards.ts"],
		["src/channels/sms.ts", "../../db/memory.ts"],
		["src/rebuild.ts", "./node.ts"],
		["src/http/app.ts", "../worker.ts"],
		["src/wire.ts", "./sandbox/sandbox.ts"],
		["src/rebuild.ts", "better-sqlite3"],
		["src/wire.ts", "../db/sqlite/embedded.ts"],
		["bots/responder.ts", "../test/story/village.ts"],
	])("refuses that %s imports %s", (from, to) => {
		expect(breachOf(from, `import { x } from "${to}";`)).toHaveLength(1);
		expect(breachOf(from, `const x = await import("${to}");`)).toHaveLength(1);
	});

	it.each([
		["src/core/eta.ts", "geolib"],
		["src/http/schemas/mark.ts", "../../core/kinds.ts"],
		["src/wording/load.ts", "node:fs"],
		["src/node.ts", "../db/sqlite/embedded.ts"],
		["src/cli.ts", "./node.ts"],
		["src/demo/demo.ts", "../sandbox/sandbox.ts"],
		["src/doctor.ts", "./node.ts"],
		["db/sqlite/embedded.ts", "better-sqlite3"],
		["test/story/village.ts", "../../db/sqlite/embedded.ts"],
	])("lets %s import %s", (from, to) => {
		expect(breachOf(from, `import { x } from "${to}";`)).toEqual([]);
	});
});

describe("the house", () => {
	it("reads no clock in the core and in wording: time is an argument", () => {
		const clocks = product
			.filter(([path]) => /^src\/(core|wording)\//.test(path))
			.filter(([, source]) =>
				/Date\.now|new Date\(\)|performance\.|Temporal\.Now|Math\.random|randomUUID|setTimeout/.test(
					withoutComments(source),
				),
			);
		expect(clocks.map(([path]) => path)).toEqual([]);
	});

	it("keeps words for people in locales/*.ftl", () => {
		const inCode = product
			.filter(([path]) => !HOLDS_CYRILLIC.has(path))
			// The demo's and the replay's villages are data.
			.filter(([path]) => !/^src\/(demo|replay)\//.test(path))
			.flatMap(([path, source]) =>
				[
					...withoutComments(source).matchAll(
						/.{0,20}\p{Script=Cyrillic}.{0,20}/gu,
					),
				].map(([words]) => `${path}: ${words}`),
			);
		expect(inCode).toEqual([]);
	});

	it("names no exception that is none any more", () => {
		const needless = [...HOLDS_CYRILLIC.keys()].filter(
			(path) =>
				!/\p{Script=Cyrillic}/u.test(withoutComments(sources.get(path) ?? "")),
		);
		expect(needless).toEqual([]);
	});

	it("leaves no work for later in a comment", () => {
		const words = new RegExp(["TO", "DO|FIX", "ME|XX", "X"].join(""));
		const left = [...sources]
			.filter(([, source]) => words.test(source))
			.map(([path]) => path);
		expect(left).toEqual([]);
	});

	it("skips no test and runs none alone", () => {
		const skipped = [...sources]
			.filter(([path]) => path.endsWith(".test.ts"))
			.filter(([, source]) =>
				/\b(it|test|describe)\.(only|todo|skip)\b(?!If)/.test(source),
			)
			.map(([path]) => path);
		expect(skipped).toEqual([]);
	});
});

/** Letters in code that are not words for people, and why they are there. */
const HOLDS_CYRILLIC: ReadonlyMap<string, string> = new Map([
	[
		"src/airRaid/places.ts",
		"names of oblasts and raions, as the codifier and the alerts API write them",
	],
	[
		"src/sandbox/ukraineAlarm.ts",
		"names of regions, as the alerts API has them",
	],
	["src/core/reply.ts", "reads what people write"],
	["src/core/consentReply.ts", "reads whether somebody agrees to be asked"],
	["src/core/raising.ts", "reads an alarm that people write"],
	["src/core/residentMeant.ts", "reads what residents write"],
	["src/core/residentWords.ts", "tells a fire from a greeting"],
	["src/routine/readPeriod.ts", "reads days and hours as people write them"],
	["src/core/report.ts", "leaves вул. and село out when it compares places"],
	[
		"src/dashboard/map/coordinates.ts",
		"reads coordinates as people write them",
	],
	["src/areas/codifierLines.ts", "columns as the official codifier names them"],
	["src/areas/spelling.ts", "reads names of settlements as people write them"],
	["src/areas/placeNames.ts", "declines names of settlements, folds letters"],
	["src/areas/placeMatch.ts", "tells names from the words around them"],
	["src/areas/renamed.ts", "former names of towns are data"],
	["src/ground/waterLines.ts", "reads kinds of water as registers write them"],
	["src/others/helperImport.ts", "reads machines as village lists write them"],
	["src/wording/fallback.ts", "constant words for when a template fails"],
	["src/wording/place.ts", "recognises вул., буд. and с. in an address"],
	["src/wording/pieces.ts", "asks how a word ends before declining it"],
	["src/wording/sms.ts", "the transliteration table"],
	["src/doctor.ts", "the sample alert whose segments are counted"],
	["src/sandbox/telegram.ts", "the name the sandbox's bot answers to"],
]);

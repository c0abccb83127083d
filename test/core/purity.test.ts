/**
 * The core has no clock, no dice and no world of its own: what it decides can be
 * decided again next year. Read from the sources, since a type cannot say it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const CORE = join(import.meta.dirname, "../../src/core");
const LIBRARIES = ["geolib", "temporal-polyfill"];
const IMPURE = [
	/\bDate\.now\b/,
	/\bnew Date\(\s*\)/,
	/\bDate\(\s*\)/,
	/\bMath\.random\b/,
	/\bperformance\b/,
	/\bprocess\b/,
	/\bcrypto\b/,
	/\bglobalThis\b/,
	/\bTemporal\.Now\b/,
	/\bsetTimeout\b/,
	/\bfetch\(/,
	/\bconsole\./,
	/\bimport\(/,
];

const sources = readdirSync(CORE).map((file) => ({
	file,
	text: readFileSync(join(CORE, file), "utf8"),
}));
const withoutComments = (text: string): string =>
	text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");

describe("the core", () => {
	it("is there to be read", () => {
		expect(sources.length).toBeGreaterThan(20);
		expect(sources.map(({ file }) => file)).toContain("decide.ts");
	});

	for (const { file, text } of sources) {
		it(`imports in ${file} only itself and two libraries without a clock`, () => {
			const imported = [...text.matchAll(/(?:from|import)\s+"([^"]+)"/g)].map(
				([, name = ""]) => name,
			);
			const foreign = imported.filter(
				(name) => !/^\.\/[a-z]+\.ts$/i.test(name) && !LIBRARIES.includes(name),
			);
			expect(foreign).toEqual([]);
		});

		it(`asks in ${file} no clock, no dice, no machine`, () => {
			const found = IMPURE.filter((pattern) =>
				pattern.test(withoutComments(text)),
			).map(String);
			expect(found).toEqual([]);
		});
	}
});

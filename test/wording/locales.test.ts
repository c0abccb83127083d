/**
 * Both languages are complete, every text can be written, and the plurals are right.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import {
	ANSWERS,
	AVAILABILITY_STATES,
	BRIGADE_KINDS,
	BRIGADE_ROLES,
	CHANNELS,
	INCIDENT_TYPES,
	LOCALES,
	MARKS,
	MODES,
	QUALIFICATIONS,
	SOURCES,
	VEHICLE_KINDS,
	VEHICLE_STATES,
} from "../../src/core/kinds.ts";
import { ALARM_WORDS } from "../../src/wording/fallback.ts";
import { loadTexts } from "../../src/wording/load.ts";
import {
	around,
	everyMessage,
	SIREN_WORDS,
	smart,
	wording,
} from "./spoken-facts.ts";

const texts = loadTexts();

/** id or id.attribute -> the variables it uses. */
function variables(source: string): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const message of new FluentResource(source).body) {
		if (message.value) found.set(message.id, used(message.value));
		for (const [name, pattern] of Object.entries(message.attributes))
			found.set(`${message.id}.${name}`, used(pattern));
	}
	return found;
}

function used(node: unknown): string[] {
	const names = new Set<string>();
	const walk = (part: unknown): void => {
		if (Array.isArray(part)) for (const one of part) walk(one);
		else if (part && typeof part === "object") {
			const { type, name } = part as { type?: string; name?: string };
			if (type === "var" && name) names.add(name);
			for (const one of Object.values(part)) walk(one);
		}
	};
	walk(node);
	return [...names].sort();
}

const NUMBERS = new Set([
	"count",
	"minutes",
	"have",
	"need",
	"seconds",
	"metres",
	"kilometres",
	"percent",
	"total",
	"wave",
]);
const args = (names: string[], count: number) =>
	Object.fromEntries(
		names.map((name) => [name, NUMBERS.has(name) ? count : `<${name}>`]),
	);

describe("the locales", () => {
	it("have the same texts with the same variables", () => {
		expect(Object.fromEntries(variables(texts.en))).toEqual(
			Object.fromEntries(variables(texts.uk)),
		);
		expect(variables(texts.uk).size).toBeGreaterThan(500);
	});

	it.each(LOCALES)("have no line Fluent does not understand (%s)", (locale) => {
		const entries = texts[locale].match(/^[a-zA-Z][\w-]* *=/gm) ?? [];
		expect(variables(texts[locale]).size).toBeGreaterThanOrEqual(
			entries.length,
		);
		const ids = entries.map((entry) => entry.replace(/ *=$/, ""));
		expect(new Set(ids).size).toBe(ids.length);
		const bundle = new FluentBundle(locale);
		expect(bundle.addResource(new FluentResource(texts[locale]))).toEqual([]);
	});

	it.each(LOCALES)("write every text for any number (%s)", (locale) => {
		for (const [id, names] of variables(texts[locale]))
			for (const count of [0, 1, 2, 5, 11, 21, 22, 25, 1180]) {
				const text = wording.text(locale, id, args(names, count));
				expect(text, id).not.toBe("");
				expect(text, id).not.toMatch(/[{}\u2068\u2069]|undefined/);
			}
	});

	it("have a word for every word of the trade", () => {
		const lists: [string, readonly string[]][] = [
			["type", INCIDENT_TYPES],
			["mode", MODES],
			["qual", [...QUALIFICATIONS, "vehicle", "anybody"]],
			["brigade", BRIGADE_KINDS],
			["role", BRIGADE_ROLES],
			["vehicle", VEHICLE_KINDS],
			["vehicle-state", VEHICLE_STATES],
			["availability", AVAILABILITY_STATES],
			["source", SOURCES],
			["channel", CHANNELS],
			["mark", MARKS],
			[
				"state",
				[
					...ANSWERS,
					"none",
					"noAnswer",
					"queued",
					"sent",
					"delivered",
					"unreachable",
					"withdrawn",
					"enRoute",
					"atStation",
					"departed",
					"onScene",
				],
			],
			["incident", ["unconfirmed", "open", "closed", "cancelled"]],
			["crew", ["short", "promised", "assembled", "left"]],
			[
				"why",
				[
					"nearest",
					"crewCritical",
					"reserve",
					"lifeAtStake",
					"neighbour",
					"nextWave",
					"askedByHuman",
					"raisedAlarm",
					"calledBack",
				],
			],
			[
				"passed",
				[
					"off",
					"reserve",
					"lifeOnly",
					"tooFar",
					"committed",
					"laterWave",
					"otherBrigadeLater",
					"noChannel",
					"raisedAlarm",
					"alreadyAlerted",
					"awaitsHuman",
				],
			],
		];
		for (const locale of LOCALES)
			for (const [prefix, words] of lists)
				for (const word of words)
					expect(
						wording.has(locale, `${prefix}-${word}`),
						`${prefix}-${word}`,
					).toBe(true);
	});

	it("say the alarm's words exactly as the constant fallback does", () => {
		for (const locale of LOCALES)
			for (const type of INCIDENT_TYPES) {
				expect(ALARM_WORDS[locale][type]).toBe(
					wording.text(locale, `type-${type}.word`),
				);
				expect(wording.text(locale, `type-${type}.word`)).toMatch(SIREN_WORDS);
			}
	});

	it("carry the siren's words nowhere but in .word", () => {
		for (const locale of LOCALES)
			for (const [id, names] of variables(texts[locale]))
				if (!/^type-.*\.word$/.test(id))
					expect(wording.text(locale, id, args(names, 2)), id).not.toMatch(
						SIREN_WORDS,
					);
	});

	it("never say «відбій» bare: that is the air raid's", () => {
		for (const line of texts.uk.split("\n"))
			for (const [, after] of line.matchAll(/відбій(.{0,7})/gi))
				expect(after, line).toMatch(/^ виїзду/i);
		const bare = texts.uk
			.replace(/^#.*$/gm, "")
			// The head of an SMS has room for one word of it, beside the alarm's own.
			.replace(/^sms-airRaid-\w+ = .*\n {4}\.short = .*$/gm, "")
			.replace(/повітрян\p{L}+ тривог/giu, "");
		expect(bare).not.toMatch(/тривог/i);
	});
});

describe("Ukrainian plurals", () => {
	const COUNTS = [1, 2, 5, 11, 21, 22, 25];
	const forms = (id: string, name = "count") =>
		COUNTS.map((count) => wording.text("uk", id, { [name]: count }));

	it("of people", () => {
		expect(forms("people")).toEqual([
			"1 особа",
			"2 особи",
			"5 осіб",
			"11 осіб",
			"21 особа",
			"22 особи",
			"25 осіб",
		]);
		expect(forms("people-together")).toEqual([
			"одна особа",
			"двоє",
			"п'ятеро",
			"11 осіб",
			"21 особа",
			"22 особи",
			"25 осіб",
		]);
	});

	it("of minutes", () => {
		expect(forms("in-minutes", "minutes")).toEqual([
			"через 1 хвилину",
			"через 2 хвилини",
			"через 5 хвилин",
			"через 11 хвилин",
			"через 21 хвилину",
			"через 22 хвилини",
			"через 25 хвилин",
		]);
		expect(wording.text("uk", "in-minutes", { minutes: 9 })).toBe(
			"через 9 хвилин",
		);
	});

	it("of who is missing: the genitive", () => {
		expect(forms("qual-firefighter.missing")).toEqual([
			"1 пожежного",
			"2 пожежних",
			"5 пожежних",
			"11 пожежних",
			"21 пожежного",
			"22 пожежних",
			"25 пожежних",
		]);
		expect(forms("qual-driver_c.missing").slice(0, 3)).toEqual([
			"водія",
			"2 водіїв",
			"5 водіїв",
		]);
		expect(
			wording.missing("uk", [
				{ qualification: "firefighter", count: 2 },
				{ qualification: "driver_c", count: 1 },
			]),
		).toBe("Бракує водія, 2 пожежних");
		expect(
			wording.missing("uk", [{ qualification: "водолаз", count: 1 }]),
		).toBe("Бракує «водолаз»");
		expect(wording.missing("uk", [])).toBe("");
	});

	it("of who is coming", () => {
		expect(forms("going")).toEqual([
			"їде 1",
			"їдуть 2",
			"їдуть 5",
			"їдуть 11",
			"їде 21",
			"їдуть 22",
			"їдуть 25",
		]);
	});

	it("of a small crew", () => {
		expect(
			[2, 3, 4, 5, 7].map((count) =>
				wording.text("uk", "headline-canLeaveWith", { count }),
			),
		).toEqual([
			"МОЖНА ЇХАТИ ВДВОХ",
			"МОЖНА ЇХАТИ ВТРЬОХ",
			"МОЖНА ЇХАТИ ВЧОТИРЬОХ",
			"МОЖНА ЇХАТИ ВП'ЯТЬОХ",
			"МОЖНА ЇХАТИ: 7 ОСІБ",
		]);
	});
});

describe("the pieces", () => {
	it("give a reason with its number when there is one", () => {
		expect(wording.reason("uk", "passed", "tooFar", { minutes: 34.4 })).toBe(
			"задалеко: 34 хв",
		);
		expect(wording.reason("uk", "passed", "committed", { number: 119 })).toBe(
			"їде на #119",
		);
		expect(wording.reason("uk", "passed", "off")).toBe("вихідний");
		expect(wording.reason("uk", "why", "nearest", { minutes: 4 })).toBe(
			"з найближчого підрозділу, 4 хв дороги",
		);
	});

	it("print distances and times as people read them", () => {
		expect(
			[42, 848, 996, 1402].map((metres) => wording.distance("uk", metres)),
		).toEqual(["42 м", "850 м", "1 км", "1,4 км"]);
		// The night summer time begins: 03:00 becomes 04:00.
		const spring = Date.UTC(2026, 2, 29, 0, 59);
		expect(wording.clock(spring, "Europe/Kyiv")).toBe("02:59");
		expect(wording.clock(spring + 60_000, "Europe/Kyiv")).toBe("04:00");
		expect(wording.clock(Date.UTC(2026, 0, 1, 22, 0), "Europe/Kyiv")).toBe(
			"00:00",
		);
	});

	it("make a place short without losing where it is", () => {
		expect(
			wording.place("Росохач (Чортківська громада), вул. Шевченка, 12"),
		).toBe("Росохач, Шевченка 12");
		expect(wording.place("с. Росохач, вулиця Шевченка, буд. 12а")).toBe(
			"Росохач, Шевченка 12а",
		);
		expect(wording.place("смт Товсте вул.Українська 5/2")).toBe(
			"Товсте Українська 5/2",
		);
		expect(wording.place("Росохач, за фермою")).toBe("Росохач, за фермою");
		expect(wording.place("дим\nза  школою 🔥")).toBe("дим за школою");
	});
});

describe("texts used by the program", () => {
	it("exist in both locales", () => {
		const root = join(import.meta.dirname, "../..");
		const known = [...variables(texts.uk).keys()];
		const prefixes = new Set(known.map((id) => id.split("-")[0]));
		let checked = 0;
		for (const file of sources(root)) {
			const code = readFileSync(file, "utf8");
			for (const id of idsIn(code)) {
				if (!prefixes.has(id.split("-")[0] ?? "")) continue;
				checked += 1;
				const [start = ""] = id.split("${");
				const exists =
					start === id
						? known.includes(id)
						: known.some((one) => one.startsWith(start));
				expect(exists, `${file}: ${id}`).toBe(true);
			}
		}
		expect(checked).toBeGreaterThan(50);
	});

	/** Ids given to a text function, and ids that merely stand there to be given to one later. */
	function idsIn(code: string): string[] {
		const called =
			/\b(?:text|say|t)\(\s*(?:[^"'`(){};]*?,\s*)?["'`]([a-z]\w*-[^"'`]*)["'`]/g;
		const named =
			/["'`]((?:page|bot|timeline|degraded|headline|voice|telegram)-[a-zA-Z][^"'`\s]*)["'`]/g;
		return [...code.matchAll(called), ...code.matchAll(named)].map(
			([, id = ""]) => id,
		);
	}

	function sources(root: string): string[] {
		return ["src", "bots"].flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
				// The demo and the sandbox bring their own texts (demo.*.ftl, sandbox.*.ftl).
				.filter(
					(name) => name.endsWith(".ts") && !/^(demo|sandbox)\b/.test(name),
				)
				.map((name) => join(root, folder, name)),
		);
	}
});

describe("every message", () => {
	it.each(LOCALES)("can be said on every channel (%s)", (locale) => {
		for (const message of everyMessage)
			for (const channel of CHANNELS)
				expect(
					wording.render(message, channel, { ...smart, locale }, around)
						.channel,
				).toBe(channel);
	});
});

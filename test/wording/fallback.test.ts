/** An alert leaves even when its text cannot be written, and in every home the program runs in. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHANNELS, LOCALES } from "../../src/core/kinds.ts";
import type { Message } from "../../src/core/message.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { measure } from "../../src/wording/sms.ts";
import { createWording } from "../../src/wording/wording.ts";
import {
	about,
	around,
	button,
	everyMessage,
	LINK,
	latin,
	SIREN_WORDS,
	smart,
	wording,
} from "./spoken-facts.ts";

const alert: Message = { ...about, kind: "alert", repeat: false };

describe("a broken text", () => {
	it("is replaced by constant words, and somebody hears why", () => {
		const texts = loadTexts();
		const broken = texts.uk.replace(
			"sms-alert = ",
			"sms-alert = { $nobodyPassesThis } ",
		);
		expect(broken).not.toBe(texts.uk);
		const failures: unknown[] = [];
		const hurt = createWording({ ...texts, uk: broken }, (error) =>
			failures.push(error),
		);
		expect(hurt.render(alert, "sms", smart, around)).toMatchObject({
			text: "ПОЖЕЖА #118 Росохач, Шевченка 12 dzv.ua/k7Qm2Xw9Rb4t",
			segments: 1,
		});
		expect(failures).toHaveLength(1);
		// The other texts are untouched.
		expect(
			hurt.render({ ...about, kind: "reserve" }, "sms", smart, around),
		).toMatchObject({ text: expect.stringContaining("РЕЗЕРВ") });
		expect(failures).toHaveLength(1);
	});

	it.each(["", "not fluent at all {{{", "sms-alert = {"])(
		"even a whole file of «%s» still alerts on every channel",
		(source) => {
			const hurt = createWording({ uk: source, en: source });
			for (const message of everyMessage)
				for (const channel of CHANNELS)
					expect(hurt.render(message, channel, smart, around)).toMatchObject({
						channel,
					});
			const card = hurt.card(
				{ about, coming: [], you: { answer: "none" }, token: "k7Qm2Xw9Rb4t" },
				smart,
			);
			expect(card.html).toContain("ПОЖЕЖА #118");
			expect(card.buttons.flat().map((one) => one.data)).toEqual([
				"k7Qm2Xw9Rb4t:y",
				"k7Qm2Xw9Rb4t:no",
			]);
		},
	);

	it("survives a time zone nobody knows", () => {
		const failures: unknown[] = [];
		const lost = createWording(loadTexts(), (error) => failures.push(error));
		const nowhere = { ...smart, timeZone: "Europe/Nowhere" };
		const verdict: Message = {
			...about,
			kind: "verdictLeaves",
			leavesAt: 0,
			coming: 5,
		};
		expect(lost.render(verdict, "sms", nowhere, around)).toMatchObject({
			text: expect.stringContaining("ВИЇЗД #118"),
		});
		expect(failures).toHaveLength(1);
	});
});

describe("the constant words", () => {
	it("hold the same promises: one segment, answerable, siren's word only in a real alarm", () => {
		for (const locale of LOCALES)
			for (const reader of [smart, button, latin])
				for (const message of everyMessage)
					for (const mode of ["actual", "exercise", "test"] as const) {
						const said = wording.fallback(
							{ ...message, mode },
							"sms",
							{ ...reader, locale },
							{ ...around, place: "дуже ".repeat(100) },
						);
						if (said.channel !== "sms") throw new Error("expected an SMS");
						expect(measure(said.text).segments).toBe(1);
						if (reader !== button)
							expect(said.text).toContain(LINK.replace("https://", ""));
						const alarm =
							mode === "actual" &&
							(message.kind === "alert" || message.kind === "calledBack");
						expect(SIREN_WORDS.test(said.text)).toBe(alarm);
					}
	});
});

describe("the texts are found", () => {
	let folder: string;
	const root = join(import.meta.dirname, "../..");
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "dzvin-wording-"));
		mkdirSync(join(folder, "dist"));
		cpSync(join(root, "locales"), join(folder, "locales"), {
			recursive: true,
		});
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	const bundle = async (contents: string, outfile: string) => {
		await build({
			stdin: { contents, resolveDir: join(root, "src/wording"), loader: "ts" },
			outfile,
			bundle: true,
			platform: "node",
			format: "esm",
			loader: { ".ftl": "text" },
			logLevel: "silent",
		});
		return import(pathToFileURL(outfile).href);
	};

	it("by a bundle in dist/ with locales/ at the root", async () => {
		const { loadTexts: load } = await bundle(
			'export { loadTexts } from "./load.ts"',
			join(folder, "dist/node.mjs"),
		);
		expect(load()).toEqual(loadTexts());
	});

	it("inside a bundle, where there is no disk", async () => {
		const { say } = await bundle(
			`import { bundledTexts } from "./bundled.ts";
			import { createWording } from "./wording.ts";
			export const say = (id) => createWording(bundledTexts).text("uk", id);`,
			join(folder, "dist/worker.mjs"),
		);
		expect(say("headline-gathering")).toBe("ЗБИРАЄМО");
	});

	it("or it is said what is missing where", () => {
		expect(() =>
			loadTexts(pathToFileURL(join(tmpdir(), "nowhere/x.js")).href),
		).toThrow(/locales\/uk\.ftl/);
	});
});

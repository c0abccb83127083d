/** Updates without a webhook: asked for, stored, then confirmed. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
	type Polling,
	registerCommands,
	startPolling,
} from "../../bots/updates.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { botApi, openSandbox, TOKEN } from "../sandbox/workbench.ts";

let sandbox: Sandbox;
let ana: Phone;
let polling: Polling | undefined;

beforeEach(async () => {
	sandbox = await openSandbox();
	ana = sandbox.phones.add({
		name: "Ана",
		number: "+380671234510",
		kind: "smart",
		telegramId: 510,
	});
});
afterEach(async () => {
	await polling?.stop();
	await sandbox.close();
});

const quiet = { info() {}, warn() {}, error() {} };
const account = () => ({ token: TOKEN, apiRoot: sandbox.telegramRoot });

describe("polling", () => {
	it("takes down an old webhook and brings each update once, in order", async () => {
		await botApi(sandbox).setWebhook("http://127.0.0.1:9/old");
		const taken: string[] = [];
		const { promise: allThere, resolve } = Promise.withResolvers<void>();
		polling = startPolling(account(), {
			log: quiet,
			inbox: {
				async take(_carrier, _id, body) {
					taken.push(JSON.parse(body).message.text);
					if (taken.length === 3) resolve();
					return undefined;
				},
			},
		});
		for (const text of ["перше", "друге", "третє"]) await ana.say(text);
		await allThere;
		expect(taken).toEqual(["перше", "друге", "третє"]);
	});

	it("asks again for what could not be stored", async () => {
		let refusals = 1;
		const { promise: stored, resolve } = Promise.withResolvers<string>();
		polling = startPolling(account(), {
			log: quiet,
			inbox: {
				async take(_carrier, id) {
					if (refusals-- > 0) throw new Error("database is locked");
					resolve(id);
					return undefined;
				},
			},
		});
		await ana.say("їду");
		expect(await stored).toMatch(/^\d+$/);
	});

	it("ends at once when stopped in the middle of a long poll", async () => {
		polling = startPolling(account(), {
			log: quiet,
			inbox: { take: async () => undefined },
		});
		await polling.stop();
		polling = undefined;
	});
});

describe("commands", () => {
	const commands = [{ command: "menu", description: "Меню" }];

	it("are offered in every language", async () => {
		const warned: string[] = [];
		await registerCommands(
			account(),
			[
				{ commands },
				{ language: "uk", commands },
				{ language: "en", commands },
			],
			{ ...quiet, warn: (message) => warned.push(message) },
		);
		expect(warned).toEqual([]);
	});

	it("hold up no start when Telegram does not take them", async () => {
		const warned: string[] = [];
		await registerCommands(
			{ ...account(), apiRoot: "http://127.0.0.1:9" },
			[{ commands }],
			{ ...quiet, warn: (message) => warned.push(message) },
		);
		expect(warned).toEqual([
			"telegram: the commands were not taken, they work unlisted",
		]);
	});
});

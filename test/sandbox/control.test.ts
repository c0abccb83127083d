/**
 * The sandbox as other processes and the phones page use it: over HTTP.
 */
import { afterEach, beforeEach, expect, it } from "vitest";
import {
	type Sandbox,
	sandboxSettings,
	startSandbox,
} from "../../src/sandbox/sandbox.ts";
import { ACCOUNT, botApi, openSandbox, refusalOf } from "./workbench.ts";

let sandbox: Sandbox;
let acted: string[];

beforeEach(async () => {
	acted = [];
	sandbox = await openSandbox({
		page: {
			title: "Росохач <село>",
			actions: [
				{
					label: "Повідомити про пожежу",
					run: async () => {
						acted.push("fire");
					},
				},
			],
			links: [{ label: "Табло", url: "http://localhost:8080/wall" }],
		},
	});
});

afterEach(() => sandbox.close());

const ask = async (path: string, body?: unknown) => {
	const response = await fetch(sandbox.pageUrl + path, {
		...(body === undefined
			? {}
			: {
					method: "POST",
					headers: { "content-type": "application/json" },
					body: JSON.stringify(body),
				}),
	});
	// biome-ignore lint/suspicious/noExplicitAny: the tests read what the wire says.
	const answered = (await response.json()) as any;
	return { status: response.status, body: answered };
};

const PHONES = [
	{
		id: "ana",
		name: "Ганна",
		number: "+380671234501",
		telegramId: 71,
		kind: "smart",
	},
	{ id: "mykola", name: "Микола", number: "+380671234511", kind: "button" },
];

it("takes phones, lets them act and shows what they show", async () => {
	expect((await ask("/phones", PHONES)).status).toBe(201);
	await ask("/phones/ana/open", { payload: "CODE" });
	await botApi(sandbox).sendMessage(71, "Вітаємо");
	const { body } = await ask("/phones/ana");
	expect(body).toMatchObject({
		telegram: true,
		chat: [{ text: "/start CODE" }, { text: "Вітаємо" }],
	});
	await ask("/phones/mykola/set", { settings: { landline: true } });
	expect(sandbox.phones.get("Микола")?.settings.landline).toBe(true);
	expect(await ask("/phones/ana/tap", { label: "Їду" })).toMatchObject({
		status: 400,
		body: { problem: expect.stringContaining("no button") },
	});
	expect((await ask("/phones/nobody")).status).toBe(404);
	expect((await ask("/phones", PHONES)).status).toBe(400);
});

it("hands out the journal from where a reader stopped, and the requests", async () => {
	await ask("/phones", PHONES);
	await ask("/phones/ana/open", {});
	const first = (await ask("/journal")).body;
	expect(first.entries.map(({ kind }: { kind: string }) => kind)).toEqual([
		"say",
	]);
	await botApi(sandbox).sendMessage(71, "далі");
	const rest = (await ask(`/journal?since=${first.next}`)).body;
	expect(rest.entries).toMatchObject([{ kind: "message", text: "далі" }]);
	await refusalOf(botApi(sandbox).sendMessage(99, "нікому"));
	expect((await ask("/requests")).body.requests).toMatchObject([
		{ method: "sendMessage", to: "71", status: 200, accepted: true },
		{ method: "sendMessage", to: "99", status: 400, accepted: false },
	]);
});

it("takes a fault script and where the numbers lead", async () => {
	await ask("/faults", [{ carrier: "telegram", effect: "refuse" }]);
	await expect(fetch(sandbox.telegramRoot)).rejects.toThrow();
	await ask("/faults", []);
	expect((await fetch(sandbox.telegramRoot)).status).toBe(404);
	expect((await ask("/faults", [{ carrier: "sms", effect: "x" }])).status).toBe(
		400,
	);
	expect(
		(await ask("/numbers", { serviceUrl: "http://127.0.0.1:1/" })).status,
	).toBe(200);
});

it("serves a page in both languages, escapes what it is given, and runs its actions", async () => {
	const page = async (path: string) =>
		(await fetch(sandbox.pageUrl + path)).text();
	expect(await page("/")).toContain('lang="uk"');
	expect(await page("/?lang=en")).toContain("The carriers here are not real");
	expect(await page("/")).toContain("Росохач &lt;село&gt;");
	expect(await page("/page.js")).toContain("EventSource");
	await ask("/actions/0", {});
	expect(acted).toEqual(["fire"]);
});

it("streams every screen at once and then what changes", async () => {
	await ask("/phones", PHONES);
	const aborted = new AbortController();
	const response = await fetch(`${sandbox.pageUrl}/stream`, {
		signal: aborted.signal,
	});
	const reader = response.body
		?.pipeThrough(new TextDecoderStream())
		.getReader();
	const next = async () => {
		const data = /data: (.*)/.exec((await reader?.read())?.value ?? "")?.[1];
		return JSON.parse(data ?? "[]").map(({ id }: { id: string }) => id);
	};
	expect(await next()).toEqual(["ana", "mykola"]);
	await ask("/phones/mykola/set", { settings: { offline: true } });
	expect(await next()).toEqual(["mykola"]);
	aborted.abort();
});

it("is closed to other sites and other hosts", async () => {
	const plain = await fetch(`${sandbox.pageUrl}/phones`, {
		method: "POST",
		headers: { "content-type": "text/plain" },
		body: "[]",
	});
	expect(plain.status).toBe(415);
	await expect(
		startSandbox({ ...sandbox.options, host: "0.0.0.0" }),
	).rejects.toThrow("loopback only");
});

it("names the settings under which the service uses it", () => {
	expect(sandboxSettings(sandbox)).toMatchObject({
		TELEGRAM_API_ROOT: sandbox.telegramRoot,
		TWILIO_API_ROOT: sandbox.twilioRoot,
		TWILIO_ACCOUNT_SID: ACCOUNT,
	});
});

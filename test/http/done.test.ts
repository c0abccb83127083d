/**
 * What was asked is done and phones ring: a board that breaks while it is drawn must
 * not make it look undone. And what does not work is said to whoever reports.
 */
import { expect, it } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { chiefsOutages, volunteersOutages } from "../../src/screen/outages.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { ADMIN_KEY, fire, village, workbench } from "./workbench.ts";

async function withBrokenBoards() {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	const { deps, logged } = bench;
	const before = await bench.call("POST", "/v1/incidents", {
		...fire,
		externalId: "2026-1",
	});
	const app = createApp({
		...deps,
		service: { ...deps.service, degraded: () => ["telegram"] },
		boardOf: () =>
			Promise.reject(new TypeError("no name of +380671234500 to show")),
	});
	const call = async (
		path: string,
		body: unknown,
		{ method = "POST", key = ADMIN_KEY } = {},
	) => {
		const answer = await app.request(path, {
			method,
			headers: {
				authorization: `Bearer ${key}`,
				"content-type": "application/json",
			},
			...(method === "GET" ? {} : { body: JSON.stringify(body) }),
		});
		return {
			status: answer.status,
			location: answer.headers.get("location"),
			body: (await answer.json()) as Record<string, unknown>,
		};
	};
	return { bench, brigade, people, call, logged, known: before.body };
}

it("an alarm whose board breaks is answered 201 with what is known, and the fault is in the log", async () => {
	const { bench, call, logged } = await withBrokenBoards();
	const { status, location, body } = await call("/v1/incidents", {
		...fire,
		location: { lat: 48, lon: 24 },
		externalId: "2026-2",
	});
	expect(status).toBe(201);
	expect(location).toBe(`/v1/incidents/${String(body.id)}`);
	expect(body).toEqual({
		id: expect.any(String),
		number: expect.any(Number),
		type: "structure_fire",
		mode: "actual",
		status: "open",
		reportedAt: expect.stringMatching(/Z$/),
		version: expect.any(Number),
		degraded: ["telegram"],
	});
	const incident = await bench.service.load(String(body.id));
	expect(incident).toMatchObject({ status: "open", number: body.number });
	const fault = logged.find(({ message }) => message.startsWith("Done, but"));
	expect(fault?.fields).toMatchObject({ incidentId: body.id });
	expect(JSON.stringify(fault)).toContain("TypeError");
	expect(JSON.stringify(fault)).not.toContain("380671234500");
	// The same event told again is the same incident, not a second one.
	const again = await call("/v1/incidents", {
		...fire,
		location: { lat: 48, lon: 24 },
		externalId: "2026-2",
	});
	expect(again.status).toBe(200);
	expect(again.body.id).toBe(body.id);
});

it("so is every command; only looking says that it cannot be shown", async () => {
	const { bench, call, known, people } = await withBrokenBoards();
	const at = (path: string) => `/v1/incidents/${known.id}/${path}`;
	for (const [path, body] of [
		["alert-next", {}],
		["take-over", {}],
		["responses", { responderId: people[0], answer: "responding" }],
		["marks", { mark: "informed101" }],
		["messages", { text: "беріть пилу", to: "all" }],
		["close", {}],
	] as const) {
		const done = await call(at(path), body);
		expect(done.status, path).toBe(200);
		expect(done.body, path).toMatchObject({
			id: known.id,
			number: known.number,
		});
	}
	expect((await bench.service.load(known.id)).status).toBe("closed");
	const looked = await call(`/v1/incidents/${known.id}`, undefined, {
		method: "GET",
	});
	expect(looked.status).toBe(500);
});

it("a refusal stays a refusal", async () => {
	const { call, known } = await withBrokenBoards();
	expect((await call(`/v1/incidents/${known.id}/reopen`, {})).status).toBe(409);
});

it("whoever may not see the incident still hears what does not work", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const elsewhere = await bench.call("POST", "/v1/brigades", {
		name: "Угринь",
		kind: "volunteer",
		location: { lat: 48.1, lon: 24.1 },
	});
	expect(elsewhere.status).toBe(201);
	const key = await bench.keyFor({
		kind: "brigades",
		ids: [elsewhere.body.id],
	});
	const app = createApp({
		...bench.deps,
		service: { ...bench.service, degraded: () => ["sms", "voice"] },
	});
	const answer = await app.request("/v1/incidents", {
		method: "POST",
		headers: {
			authorization: `Bearer ${key}`,
			"content-type": "application/json",
		},
		body: JSON.stringify(fire),
	});
	expect(answer.status).toBe(201);
	expect(await answer.json()).toEqual({
		id: expect.any(String),
		degraded: ["sms", "voice"],
	});
	expect(brigade).not.toBe(elsewhere.body.id);
});

const wording = createWording(loadTexts());
const words = (
	degraded: string[],
	{
		channels = ["telegram", "sms", "voice"] as ("telegram" | "sms" | "voice")[],
		locale = "uk" as "uk" | "en",
	} = {},
) => {
	const outages = {
		degraded,
		channels,
		words: wording.onScreen(locale),
	};
	return {
		chief: chiefsOutages(outages),
		volunteer: volunteersOutages(outages),
	};
};

it("carriers that are out are one sentence that promises only what works and is set up", () => {
	expect(words(["telegram"]).chief).toEqual([
		"Телеграм не працює: дзвонимо й надсилаємо СМС",
	]);
	expect(words(["voice", "sms"]).volunteer).toEqual([
		"СМС і дзвінки не працюють: пишемо в Телеграм",
	]);
	expect(words(["sms"], { channels: ["sms", "voice"] }).volunteer).toEqual([
		"СМС не працюють: дзвонимо",
	]);
	expect(
		words(["sms", "voice"], { channels: ["sms", "voice"] }).volunteer,
	).toEqual([
		"СМС і дзвінки не працюють: виклики не доходять, відповідайте тут",
	]);
	expect(words(["telegram", "sms", "voice"], { locale: "en" }).chief).toEqual([
		"Telegram, SMS and calls are down: no alert gets through, ring people yourself",
	]);
});

it("every word of a carrier that is out exists, whatever is set up", () => {
	const carriers = ["telegram", "sms", "voice"] as const;
	const subsets = Array.from({ length: 8 }, (_, bits) =>
		carriers.filter((_name, at) => bits & (1 << at)),
	);
	for (const locale of ["uk", "en"] as const)
		for (const channels of subsets)
			for (const out of subsets)
				for (const said of Object.values(
					words(out, { channels, locale }),
				).flat())
					expect(said).not.toMatch(/degraded-|page-answer/);
});

it("a volunteer hears of the database once and of what is ours to mend never; a chief hears all", () => {
	const all = ["store", "blind", "audit", "restored", "clock"];
	expect(words(all).volunteer).toEqual([
		"Відповіді записуємо із запізненням, жодна не пропаде",
		"Час на цій сторінці може поспішати",
	]);
	expect(words(all).chief).toHaveLength(5);
	expect(words([]).volunteer).toEqual([]);
});

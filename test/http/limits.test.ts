/** How much one key may ask: what is held off, what never is, and who is told. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { A_MINUTE } from "../../src/http/limits.ts";
import { createKey } from "../../src/keys.ts";
import type { Scope } from "../../src/ports.ts";
import {
	openVillage,
	ROSOKHACH,
	seconds,
	type Village,
} from "../story/village.ts";

let village: Village<"petro" | "ivan">;
beforeEach(async () => {
	village = await openVillage({
		people: {
			petro: { name: "Петро", role: "chief" },
			ivan: { name: "Іван", qualifications: ["driver_c"] },
		},
	});
});
afterEach(() => village.close());

const keyOf = async (name: string, scope: Scope = { kind: "own", by: "" }) =>
	(await createKey(village.service, { name, scope })).key;

async function ask(
	key: string,
	method: string,
	path: string,
	body?: object,
): Promise<{ status: number; retryAfter: string | null; text: string }> {
	const answer = await fetch(`${village.url}${path}`, {
		method,
		headers: {
			authorization: `Bearer ${key}`,
			...(body ? { "content-type": "application/json" } : {}),
		},
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	return {
		status: answer.status,
		retryAfter: answer.headers.get("retry-after"),
		text: await answer.text(),
	};
}

/** The statuses of so many, one after the other. */
async function many(
	count: number,
	once: () => Promise<{ status: number }>,
): Promise<Record<number, number>> {
	const seen: Record<number, number> = {};
	for (let at = 0; at < count; at += 1) {
		const { status } = await once();
		seen[status] = (seen[status] ?? 0) + 1;
	}
	return seen;
}

const report = (source: string) => ({
	type: "vegetation_fire",
	source,
	place: "Росохач",
	location: ROSOKHACH,
});

test("a key reads so often a minute; the next hears when to ask again, another key does not notice", async () => {
	const key = await keyOf("центр");
	const read = () => ask(key, "GET", "/v1/incidents");
	expect(await many(A_MINUTE.reads, read)).toEqual({ 200: A_MINUTE.reads });
	const refused = await read();
	expect(refused).toMatchObject({ status: 429, retryAfter: "1" });
	expect(JSON.parse(refused.text)).toMatchObject({
		title: "Too many requests",
		detail: expect.stringContaining("at most 600 requests that read a minute"),
	});
	const other = await keyOf("інший");
	expect((await ask(other, "GET", "/v1/incidents")).status).toBe(200);
	// Alarms have a count of their own.
	const alarm = () => ask(key, "POST", "/v1/incidents", report("okc_101"));
	expect((await alarm()).status).toBe(201);
	await village.time.push(seconds(1));
	expect(await many(10, read)).toEqual({ 200: 10 });
	expect((await read()).status).toBe(429);
});

test("changes are fewer, and nothing is written of one that is held off", async () => {
	const key = await keyOf("район", { kind: "everything" });
	const write = () => ask(key, "POST", "/v1/incidents/preview", {});
	expect(await many(A_MINUTE.writes, write)).toEqual({ 400: A_MINUTE.writes });
	const held = await ask(key, "POST", "/v1/keys", { name: "зайвий" });
	expect(held.status).toBe(429);
	const names = (await village.service.roster.apiKeys()).map(
		({ name }) => name,
	);
	expect(names).not.toContain("зайвий");
});

describe("a dispatch centre's alarms", () => {
	test("are all taken; beyond the limit people see that there are too many, for ten minutes", async () => {
		const key = await keyOf("центр");
		const alarm = () =>
			ask(key, "POST", "/v1/incidents", { ...report("okc_101"), force: true });
		expect(await many(A_MINUTE.alarms, alarm)).toEqual({
			201: A_MINUTE.alarms,
		});
		expect(village.service.degraded()).toEqual([]);
		const over = await alarm();
		expect(over.status).toBe(201);
		const { id, degraded } = JSON.parse(over.text);
		expect(degraded).toContain("alarmFlood");
		const [intake = ""] = await village.store.streams("intake/");
		const taken = await village.store.load(intake);
		const lines = taken.map(
			({ payload }) => JSON.parse(payload) as Record<string, unknown>,
		);
		expect(lines.filter(({ overLimit }) => overLimit === true)).toEqual([
			expect.objectContaining({ incidentId: id }),
		]);
		expect(
			village.log.warnings.filter(({ message }) =>
				message.includes("over the limit of its key was taken"),
			),
		).toHaveLength(1);
		const metrics = await ask(key, "GET", "/metrics");
		expect(metrics.text).toContain("dzvin_alarms_over_limit_total 1\n");
		const page = await ask("", "GET", `/i/${await liveToken(id)}`);
		expect(page.text).toContain("уточніть у чергового, чи вони справжні");
		await village.time.push(seconds(601));
		expect(village.service.degraded()).toEqual([]);
	});

	/** The chief opens what the alert carried to him. */
	async function liveToken(id: string): Promise<string> {
		await village.settle();
		return village.token(id, "Петро", "live");
	}
});

test("a flood of residents' reports through one key wakes nobody beyond the limit, while the desk's own go on", async () => {
	const key = await keyOf("застосунок");
	const told = () =>
		ask(key, "POST", "/v1/incidents", { ...report("resident"), force: true });
	expect(await many(A_MINUTE.unconfirmed + 8, told)).toEqual({
		201: A_MINUTE.unconfirmed,
		429: 8,
	});
	const held = await ask(key, "POST", "/v1/incidents", report("sensor"));
	expect(held).toMatchObject({ status: 429, retryAfter: "5" });
	expect(held.text).toContain(
		"at most 12 reports of source resident or sensor a minute",
	);
	const { items } = await village.store.heads(
		{ kind: "everything" },
		{ limit: 200 },
	);
	expect(items).toHaveLength(A_MINUTE.unconfirmed);
	expect(
		(await ask(key, "POST", "/v1/incidents", report("okc_101"))).status,
	).toBe(201);
	await village.time.push(seconds(5));
	expect((await told()).status).toBe(201);
});

test("wrong keys are counted per address, a right one beside them is not", async () => {
	const guess = () =>
		ask(`dzvin_${crypto.randomUUID()}`, "GET", "/v1/incidents");
	expect(await many(25, guess)).toEqual({ 401: 20, 429: 5 });
	expect(await guess()).toMatchObject({ status: 429, retryAfter: "60" });
	const key = await keyOf("центр");
	expect((await ask(key, "GET", "/v1/incidents")).status).toBe(200);
	// Nor do they take a volunteer's tries on a link.
	expect((await fetch(`${village.url}/a/abcdefghijkl`)).status).toBe(404);
	await village.time.push(seconds(60));
	expect((await guess()).status).toBe(401);
});

import { expect, test } from "vitest";
import type { Grant } from "../../src/access.ts";
import { AppError } from "../../src/errors.ts";
import { EVERYTHING } from "../../src/ports.ts";
import {
	ADMIN_KEY,
	fire,
	village,
	type Workbench,
	workbench,
} from "./workbench.ts";

/** Reads a stream part by part; a part ends with an empty line. */
async function listen({ app }: Workbench, path: string, key = ADMIN_KEY) {
	const response = await app.request(path, {
		headers: { Authorization: `Bearer ${key}` },
	});
	const reader = response.body?.getReader();
	const decoder = new TextDecoder();
	let rest = "";
	const part = async (): Promise<string> => {
		for (;;) {
			const end = rest.indexOf("\n\n");
			if (end >= 0) {
				const found = rest.slice(0, end);
				rest = rest.slice(end + 2);
				return found;
			}
			const chunk = await reader?.read();
			if (!chunk || chunk.done) throw new Error("The stream ended.");
			rest += decoder.decode(chunk.value, { stream: true });
		}
	};
	const next = async (wanted: string) => {
		for (;;) {
			const lines = Object.fromEntries(
				(await part()).split("\n").map((line) => {
					const [name = "", value = ""] = line.split(/: (.*)/s);
					return [name, value];
				}),
			);
			if (lines.event === wanted)
				return { id: lines.id, told: JSON.parse(lines.data ?? "null") };
		}
	};
	return {
		response,
		part,
		next,
		async event() {
			const { id, told } = await next("incident");
			return { event: "incident", id, board: told };
		},
		leave: () => reader?.cancel(),
	};
}

test("a stream of one incident begins with how it stands and then tells every change", async () => {
	const bench = workbench();
	await village(bench);
	const { id, version } = (await bench.call("POST", "/v1/incidents", fire))
		.body;
	const stream = await listen(bench, `/v1/incidents/${id}/stream`);
	expect(stream.response.headers.get("Content-Type")).toContain(
		"text/event-stream",
	);
	const present = await stream.event();
	expect(present).toMatchObject({
		event: "incident",
		id: String(version),
		board: { id, status: "open" },
	});
	expect(present.board.reportedAt).toMatch(/Z$/);
	await bench.call("POST", "/v1/incidents", { type: "other", force: true });
	await bench.call("POST", `/v1/incidents/${id}/take-over`);
	const changed = await stream.event();
	expect(changed.board.id).toBe(id);
	expect(changed.board.humanInCharge).not.toBeNull();
	expect(Number(changed.id)).toBeGreaterThan(version);
	await stream.leave();
});

test("a change made before the first look is not lost and not told twice", async () => {
	const bench = workbench();
	const { id } = (await bench.call("POST", "/v1/incidents", { type: "other" }))
		.body;
	const stream = await listen(bench, `/v1/incidents/${id}/stream`);
	await bench.call("POST", `/v1/incidents/${id}/take-over`);
	const told = [await stream.event()];
	if (!told[0]?.board.humanInCharge) told.push(await stream.event());
	expect(told.at(-1)?.board.humanInCharge).not.toBeNull();
	await bench.call("POST", `/v1/incidents/${id}/close`);
	expect((await stream.event()).board.status).toBe("closed");
	await stream.leave();
});

test("the stream of all begins with the live incidents and hears of new ones, in scope only", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const closed = (await bench.call("POST", "/v1/incidents", fire)).body.id;
	await bench.call("POST", `/v1/incidents/${closed}/close`);
	const live = (
		await bench.call("POST", "/v1/incidents", { ...fire, force: true })
	).body.id;
	const key = await bench.keyFor({ kind: "brigades", ids: [brigade] });
	const stream = await listen(bench, "/v1/stream", key);
	expect((await stream.event()).board.id).toBe(live);
	const elsewhere = {
		type: "other",
		force: true,
		location: { lat: 46.48, lon: 30.73 },
	};
	const unseen = (await bench.call("POST", "/v1/incidents", elsewhere)).body;
	expect(
		(await bench.call("GET", `/v1/incidents/${unseen.id}`, undefined, { key }))
			.status,
	).toBe(404);
	const next = (
		await bench.call("POST", "/v1/incidents", { ...fire, force: true })
	).body.id;
	expect((await stream.event()).board.id).toBe(next);
	await stream.leave();
});

test("a silent stream beats with the time and what does not work", async () => {
	const bench = workbench({ beatMs: 1 });
	bench.service.degraded = () => ["sms"];
	const stream = await listen(bench, "/v1/stream");
	const life = {
		now: new Date(bench.now()).toISOString(),
		speed: 1,
		degraded: ["sms"],
	};
	expect((await stream.next("beat")).told).toEqual(life);
	bench.push(1_000);
	await expect
		.poll(async () => (await stream.next("beat")).told.now)
		.toBe(new Date(bench.now()).toISOString());
	await stream.leave();
});

test("a stream names what is live first, so that what ended meanwhile is noticed", async () => {
	const bench = workbench();
	await village(bench);
	const raise = async () =>
		(await bench.call("POST", "/v1/incidents", { ...fire, force: true })).body
			.id as string;
	const [live, over] = [await raise(), await raise()];
	await bench.call("POST", `/v1/incidents/${over}/close`);
	const all = await listen(bench, "/v1/stream");
	expect((await all.next("live")).told).toEqual({ ids: [live] });
	await all.leave();
	const one = await listen(bench, `/v1/incidents/${over}/stream`);
	expect((await one.next("live")).told).toEqual({ ids: [over] });
	await one.leave();
});

test("who left is forgotten", async () => {
	const bench = workbench();
	const { id } = (await bench.call("POST", "/v1/incidents", { type: "other" }))
		.body;
	let listeners = 0;
	const { onChange } = bench.service;
	bench.service.onChange = (listener) => {
		listeners += 1;
		const stop = onChange(listener);
		return () => {
			listeners -= 1;
			stop();
		};
	};
	const stream = await listen(bench, `/v1/incidents/${id}/stream`);
	await stream.event();
	expect(listeners).toBe(1);
	await stream.leave();
	await expect.poll(() => listeners).toBe(0);
});

test("a stream ends once the key is revoked, the role is gone, or another part may be seen", async () => {
	const everything: Grant = { role: "administrator", scope: EVERYTHING };
	const area: Grant = {
		role: "coordinator",
		scope: { kind: "area", code: "UA61060370010084537" },
	};
	let grants: Grant[] | undefined = [everything];
	const bench = workbench({
		lookMs: 5,
		personOf: async () =>
			grants && {
				keyId: "session",
				name: "somebody",
				by: { kind: "responder", id: "petro" },
				grants,
			},
	});
	const ends = async (headers: Record<string, string>) => {
		const { body } = await bench.app.request("/v1/stream", { headers });
		const reader = body?.getReader();
		return {
			async end(): Promise<void> {
				for (;;) if ((await reader?.read())?.done !== false) return;
			},
		};
	};
	const made = await bench.call("POST", "/v1/keys", { name: "desk" });
	const withKey = await ends({ Authorization: `Bearer ${made.body.key}` });
	const withSession = await ends({});
	await bench.call("DELETE", `/v1/keys/${made.body.id}`);
	await withKey.end();
	grants = [area];
	await withSession.end();
	const ofTheArea = await ends({});
	grants = [];
	await ofTheArea.end();
	grants = [area];
	const signedOut = await ends({});
	grants = undefined;
	await signedOut.end();
});

test("a stream goes on while the caller may see it, also while the database cannot say", async () => {
	let looks = 0;
	const bench = workbench({
		lookMs: 5,
		personOf: async () => {
			looks += 1;
			if (looks === 3) throw new AppError("unavailable", "no database");
			return {
				keyId: "session",
				name: "somebody",
				by: { kind: "responder", id: "petro" },
				grants: [{ role: "administrator", scope: EVERYTHING }],
			};
		},
	});
	const { body } = await bench.app.request("/v1/stream");
	const reader = body?.getReader();
	while (looks < 6) await new Promise((resolve) => setTimeout(resolve, 5));
	await bench.call("POST", "/v1/incidents", { type: "other" });
	let told = "";
	while (!told.includes("event: incident"))
		told += new TextDecoder().decode((await reader?.read())?.value);
	await reader?.cancel();
});

test("lets others be heard while two hundred screens come back at once", async () => {
	const bench = workbench();
	await village(bench);
	const incidents = 10;
	for (let n = 0; n < incidents; n += 1)
		await bench.call("POST", "/v1/incidents", { type: "other", force: true });
	let turns = 0;
	let isOver = false;
	const turning = (): void => {
		turns += 1;
		if (!isOver) setImmediate(turning);
	};
	setImmediate(turning);
	const full = await Promise.all(
		Array.from({ length: 200 }, async () => {
			const stream = await listen(bench, "/v1/stream");
			for (let n = 0; n < incidents; n += 1) await stream.event();
			return stream;
		}),
	);
	isOver = true;
	// Two thousand boards, of which a few are written before whoever else is there has a turn.
	expect(turns).toBeGreaterThan(50);
	await Promise.all(full.map((stream) => stream.leave()));
});

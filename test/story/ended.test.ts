/**
 * What is over is counted once: all of a busy week, what came late, and what failed at
 * first; and a quiet minute reads nothing of it again.
 */
import { afterEach, beforeEach, expect, it } from "vitest";
import { EVERYTHING, type Head } from "../../src/ports.ts";
import { doneOnce } from "../../src/routine/doneOnce.ts";
import { endedCounter } from "../../src/routine/ended.ts";
import { petro } from "./cast.ts";
import { minutes, openVillage, type Village } from "./village.ts";

let village: Village;
/** Ids of the heads each look read. */
let read: string[];
/** Cannot be loaded now. */
let broken: string | undefined;
let pattern: { head: Head; payloads: string[] };

beforeEach(async () => {
	village = await openVillage({ people: { petro } });
	const fire = await village.report();
	await village.order(fire, { type: "Close", by: village.desk });
	const head = await village.store.head(EVERYTHING, fire);
	if (!head) throw new Error("the fire has no head");
	const stored = await village.store.load(`incident/${fire}`);
	pattern = { head, payloads: stored.map(({ payload }) => payload) };
	await village.fastForward(minutes(6));
	read = [];
	broken = undefined;
});
afterEach(() => village.close());

/** As a process begins it: what it has in memory it has of itself. */
function startCounter(): () => Promise<void> {
	const { service } = village;
	const store: typeof service.store = {
		...service.store,
		async heads(scope, query) {
			const page = await service.store.heads(scope, query);
			read.push(...page.items.map(({ id }) => id));
			return page;
		},
	};
	const look = endedCounter(
		{
			...service,
			store,
			load: async (id) => {
				if (id === broken) throw new Error("one cannot be read");
				return service.load(id);
			},
		},
		doneOnce(store, service.clock),
		async () => {},
	);
	return () => {
		read = [];
		return look();
	};
}

/** Another incident like the first one, over since `endedAt`. */
async function ended(id: string, times: Partial<Head> = {}): Promise<void> {
	const { clock } = village.service;
	await village.store.append({
		at: clock.now(),
		streams: [
			{
				stream: `incident/${id}`,
				expectedSeq: 0,
				commandId: id,
				events: pattern.payloads.map((payload) =>
					JSON.parse(payload.replaceAll(pattern.head.id, id)),
				),
			},
		],
		heads: [{ ...pattern.head, id, ...times }],
	});
}

async function counted(): Promise<string[]> {
	const log = await village.store.load("admin/routine");
	return log
		.filter(({ type }) => type === "ProofsCounted")
		.map(({ payload }) => String(JSON.parse(payload).incidentId))
		.toSorted();
}

it("of a busy week each is counted, once, over restarts, and a quiet minute reads none again", async () => {
	const ids = Array.from({ length: 260 }, (_, n) => `fire-${1000 + n}`);
	for (const id of ids) await ended(id);
	let look = startCounter();
	for (let looks = 0; looks < 3; looks += 1) await look();
	look = startCounter();
	for (let looks = 0; looks < 3; looks += 1) await look();
	const all = [pattern.head.id, ...ids].toSorted();
	expect(await counted()).toEqual(all);
	await village.fastForward(minutes(1));
	await look();
	expect(read).toEqual([]);
	look = startCounter();
	await look();
	expect(read.toSorted()).toEqual(all);
	expect(await counted()).toEqual(all);
});

it("counts what was reported days ago and ended now, once its receipts have come", async () => {
	const look = startCounter();
	await look();
	const now = village.service.clock.now();
	await ended("long", { reportedAt: now - minutes(4 * 24 * 60), endedAt: now });
	await look();
	expect(await counted()).toEqual([pattern.head.id]);
	await village.fastForward(minutes(6));
	await look();
	expect(await counted()).toEqual([pattern.head.id, "long"].toSorted());
});

it("what cannot be counted now holds nothing up, and is counted when it can be", async () => {
	await ended("first");
	await ended("second");
	const look = startCounter();
	broken = "second";
	await expect(look()).rejects.toThrow("one cannot be read");
	expect(await counted()).toEqual([pattern.head.id, "first"].toSorted());
	broken = undefined;
	await look();
	expect(await counted()).toEqual(
		[pattern.head.id, "first", "second"].toSorted(),
	);
});

it("finds within the hour what came into the database late, with the times it had", async () => {
	const look = startCounter();
	await village.fastForward(minutes(20));
	await look();
	await ended("blind");
	await look();
	await village.fastForward(minutes(60));
	await look();
	expect(await counted()).toEqual([pattern.head.id, "blind"].toSorted());
});

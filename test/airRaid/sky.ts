/**
 * A feed over a memory database and the alerts API of the sandbox, with time to push:
 * no HTTP and no timers, so thousands of histories take seconds.
 */
import { memoryStore } from "../../db/memory.ts";
import { airRaidFeed } from "../../src/airRaid/feed.ts";
import { signatureCheck } from "../../src/airRaid/signed.ts";
import type { AlarmSource } from "../../src/airRaid/source.ts";
import { lineReader } from "../../src/areas/areaLines.ts";
import type { Command, Known } from "../../src/core/incident.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import {
	type AlarmMessage,
	alarmPeer,
	newPair,
	TERNOPIL,
} from "../../src/sandbox/ukraineAlarm.ts";
import { createWorld } from "../../src/sandbox/world.ts";
import type { Service } from "../../src/service.ts";

export const KEY = "key of the test";
export const START = Date.parse("2026-03-01T20:00:00Z");
export const ROSOKHACH = "UA61060430070088102";
export const HROMADA = "UA61060430000094264";
export const CHORTKIV = "UA61060430010047348";
export const TERNOPIL_CITY = "UA61040490010069060";
/** Regions of the API above Росохач, and beside it. */
export const SKY = {
	oblast: "21",
	raion: "153",
	hromada: "1531",
	neighbour: "1532",
	otherRaion: "155",
	elsewhere: "22",
};

/** Made once: a key takes longer than a history. */
const PAIRS = { own: newPair(), forged: newPair() };

export type Sky = Awaited<ReturnType<typeof openSky>>;

export async function openSky({
	kept = memoryStore(),
	areas = true,
	startMs = START,
	incidents = [] as Known[],
} = {}) {
	const time = { at: startMs };
	const world = createWorld({
		clock: {
			now: () => time.at,
			setTimeout: () => undefined,
			clear: () => {},
		},
		latencyMs: [0, 0],
	});
	const peer = alarmPeer(
		world,
		{ key: KEY, regions: [TERNOPIL], pairs: PAIRS },
		() => "",
	);
	if (areas) await importAreas(kept.store);
	const handled: { id: string; command: Command; commandId: string }[] = [];
	const logged: string[] = [];
	const say = (message: string) => void logged.push(message);
	/** Runs between the request and its answer. */
	const onTheWay: { work?: (what: string) => Promise<void> } = {};
	const source: AlarmSource = {
		async ask(what) {
			const answer = await peer.app.request(`/api/v3/${what}`, {
				headers: { authorization: KEY },
			});
			const text = await answer.text();
			await onTheWay.work?.(what);
			return answer.status === 200
				? { ok: true, text }
				: {
						ok: false,
						why: String(answer.status),
						refused: answer.status === 401,
					};
		},
		publicKey: async () =>
			(await peer.app.request("/webhook-public.pem")).text(),
	};
	const clock = {
		now: () => time.at,
		mono: () => time.at - startMs,
		wall: () => time.at,
		speed: 1,
	};
	const states = new Map(incidents.map((known) => [known.id, known]));
	const heads = incidents.map(({ id }) => ({ id }));
	const feed = airRaidFeed({
		store: {
			...kept.store,
			heads: async () => ({ items: heads }),
		} as unknown as Service["store"],
		areas: kept.areas,
		airRaids: kept.airRaids,
		clock,
		log: { info: say, warn: say, error: say },
		source,
		check: signatureCheck({ fetchKey: source.publicKey, mono: clock.mono }),
		load: async (id) => states.get(id) as Known,
		handle: async (id, command, { commandId }) => {
			handled.push({ id, command, commandId });
			const before = states.get(id) as Known;
			const after = {
				...before,
				version: before.version + 1,
				...(command.type === "AirRaid" ? { airRaid: command.airRaid } : {}),
			};
			states.set(id, after);
			return { incident: after, events: [], repeated: false };
		},
	});
	return {
		kept,
		peer,
		feed,
		handled,
		logged,
		onTheWay,
		now: () => time.at,
		/** One of the two tables: hromadas, settlements. */
		importAreas: (which: 0 | 1) => importAreas(kept.store, [which]),
		push(ms: number) {
			time.at += ms;
		},
		/** A webhook as it stands, or somebody else's. */
		async hears(
			message: AlarmMessage | readonly unknown[],
			more: { forged?: boolean; signedAt?: number } = {},
		): Promise<boolean> {
			const { headers, body } = peer.signed(JSON.stringify(message), more);
			return feed.take({
				timestamp: headers["x-webhook-timestamp"] ?? "",
				signature: headers["x-webhook-signature"] ?? "",
				algorithm: headers["x-webhook-signature-alg"],
				body,
			});
		},
		state: async (areaCode: string = ROSOKHACH) =>
			(await feed.at({ areaCode })).state,
	};
}

async function importAreas(
	store: Service["store"],
	which: readonly (0 | 1)[] = [0, 1],
): Promise<void> {
	for (const index of which) {
		const list = index === 0 ? "hromadas" : "settlements";
		const table = AREA_TABLES[index];
		const [header = "", ...lines] = (table ?? "").split("\n");
		const names = header.split(",");
		const { areas, read } = lineReader(list);
		read(
			lines.map((line, at) => {
				const cells = line.split(",");
				return {
					line: at + 2,
					cells: Object.fromEntries(
						names.map((name, column) => [name, cells[column] ?? ""]),
					),
				};
			}),
		);
		await store.append({
			at: START,
			roster: [{ table: "areas", rows: areas }],
		});
	}
}

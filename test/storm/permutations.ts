/**
 * Receipts in any order, each three times, some never: what stands in the
 * database at the end is what the carrier meant.
 *
 * In process, over the memory store and over SQLite; the carrier is played
 * here, because no real one lets itself be told in which order to speak.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { memoryStore } from "../../db/memory.ts";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import type { ChannelName } from "../../src/core/kinds.ts";
import { takeReceipt } from "../../src/http/twilioReceipts.ts";
import { sealAvailability, sealPlaces } from "../../src/people/whereabouts.ts";
import type { Channel, Outcome } from "../../src/ports.ts";
import { seededRandom } from "../../src/sandbox/world.ts";
import { createSecrets } from "../../src/secrets.ts";
import { wire } from "../../src/wire.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { firePlace, SECRET } from "../bench/village.ts";
import { pushedClock } from "../story/clock.ts";
import type { Figure } from "./figures.ts";

export type PermutationPlan = {
	seed: number;
	/** On the memory store; SQLite takes `onSqlite`. */
	permutations: number;
	onSqlite: number;
	/** Whole ladders run with three in ten receipts lost. */
	ladders: number;
};

type Receipt = { status: string; code?: string };
type Story = {
	channel: "sms" | "voice";
	receipts: readonly Receipt[];
	rank: number;
};

/** Everything a carrier says of one message or call that is true, in order. */
const STORIES: readonly Story[] = [
	{
		channel: "sms",
		receipts: said("queued", "sending", "sent", "delivered"),
		rank: 4,
	},
	{
		channel: "sms",
		receipts: said("queued", "sending", "sent", "undelivered:30003"),
		rank: 3.5,
	},
	{ channel: "sms", receipts: said("queued", "failed:30008"), rank: 3.5 },
	{
		channel: "sms",
		receipts: said("queued", "sending", "sent", "undelivered:30007"),
		rank: 3.5,
	},
	{
		channel: "voice",
		receipts: said("initiated", "ringing", "no-answer"),
		rank: 3.5,
	},
	{
		channel: "voice",
		receipts: said("initiated", "ringing", "busy"),
		rank: 3.5,
	},
	{
		channel: "voice",
		receipts: said("initiated", "ringing", "in-progress", "completed"),
		rank: 5,
	},
	{ channel: "voice", receipts: said("initiated", "failed"), rank: 3.5 },
];

function said(...words: string[]): Receipt[] {
	return words.map((word) => {
		const [status = "", code] = word.split(":");
		return { status, ...(code === undefined ? {} : { code }) };
	});
}

const TIMES = 3;
const LOST = 0.3;
const PEOPLE = 10;
/** SMS and call of everybody. */
const PER_FIRE = 2 * PEOPLE;
const LADDER_MS = 240_000;
/** The memory store looks at every row it has: a long history would cost more than the permutations. */
const FIRES_PER_VILLAGE = 20;

export async function permutedReceipts(
	plan: PermutationPlan,
): Promise<Figure[]> {
	const faults: string[] = [];
	const memory = await permuted("memory", plan.permutations, plan.seed, faults);
	const sqlite = await permuted("sqlite", plan.onSqlite, plan.seed + 1, faults);
	const lossy: string[] = [];
	const waiting = await lossyLadders(plan, lossy);
	return [
		{
			what: `callbacks in any order, ×${TIMES}: ${memory} permutations on the memory store, ${sqlite} on SQLite`,
			target: "same final state in 10,000 permutations",
			figure: `${faults.length} differ`,
			holds: faults.length === 0,
			seed: plan.seed,
			faults,
		},
		{
			what: `callbacks in any order with 30 % lost, ${plan.ladders} whole ladders`,
			target:
				"never a rank above the truth, nobody left waiting, the ladder reaches the same people",
			figure: `${lossy.length} faults; ${waiting} people alerted`,
			holds: lossy.length === 0,
			seed: plan.seed,
			faults: lossy,
		},
	];
}

// --- any order ---------------------------------------------------------------------

/** What is left of one message when its carrier has fallen silent. */
type Final = {
	rank: number;
	outcome: string | undefined;
	row: string | undefined;
	failed: number;
};

async function permuted(
	kind: Home,
	wanted: number,
	seed: number,
	faults: string[],
): Promise<number> {
	const random = seededRandom(seed);
	let village = openVillage(kind, random);
	const meant = new Map<string, string>();
	let done = 0;
	try {
		// The first fire hears every story as it was told; the others in any order.
		for (let turn = 0; done < wanted; turn++) {
			const inOrder = meant.size < 2 * STORIES.length && turn < 40;
			if (turn % FIRES_PER_VILLAGE === FIRES_PER_VILLAGE - 1) {
				await village.close();
				village = openVillage(kind, random);
				// The memory store never waits for the machine; others of this process do.
				await nextTurn();
			}
			const { incidentId, tries } = await village.fire(turn);
			const told = await Promise.all(
				tries.map(async (one, index) => {
					const story = storyFor(one.channel, turn + index);
					const receipts = inOrder
						? story.receipts
						: shuffled(
								Array.from({ length: TIMES }, () => story.receipts).flat(),
								random,
							);
					for (const receipt of receipts)
						await village.tell(one.attemptId, receipt);
					return { ...one, story };
				}),
			);
			for (const { attemptId, channel, responderId, unknown, story } of told) {
				const final = JSON.stringify(
					await village.final(incidentId, attemptId, responderId, channel),
				);
				const key = `${STORIES.indexOf(story)} ${unknown ? "unknown" : "accepted"}`;
				const expected = meant.get(key);
				if (inOrder) meant.set(key, expected ?? final);
				else done += 1;
				if (expected !== undefined && expected !== final && faults.length < 20)
					faults.push(
						`${kind}, story ${key}: expected ${expected}, got ${final}`,
					);
			}
			await village.end(incidentId);
		}
		return done;
	} finally {
		await village.close();
	}
}

const storyFor = (channel: "sms" | "voice", n: number): Story => {
	const fitting = STORIES.filter((story) => story.channel === channel);
	return fitting[n % fitting.length] as Story;
};

function shuffled<T>(given: readonly T[], random: () => number): T[] {
	const all = [...given];
	for (let i = all.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[all[i], all[j]] = [all[j] as T, all[i] as T];
	}
	return all;
}

// --- some never ----------------------------------------------------------------------

async function lossyLadders(
	{ seed, ladders }: PermutationPlan,
	faults: string[],
): Promise<number> {
	let people = 0;
	for (let n = 0; n < ladders; n++) {
		const whole = await ladder(seed + n, 0, faults);
		const lossy = await ladder(seed + n, LOST, faults);
		people += lossy.length;
		if (whole.join() !== lossy.join())
			faults.push(
				`ladder ${n}: ${whole.length} alerted, with losses ${lossy.length}`,
			);
	}
	return people;
}

async function ladder(
	seed: number,
	lost: number,
	faults: string[],
): Promise<string[]> {
	const random = seededRandom(seed);
	const village = openVillage("memory", random);
	const { incidentId } = await village.fire(0);
	const stories = new Map<string, Story>();
	for (const untilMs = village.mono() + LADDER_MS; village.mono() < untilMs; ) {
		for (const one of village.untold()) {
			// The same message has the same fate whatever is lost of its receipts.
			const story = storyFor(one.channel, one.fate);
			stories.set(one.attemptId, story);
			for (const receipt of shuffled(story.receipts, random))
				if (random() >= lost) await village.tell(one.attemptId, receipt);
		}
		await village.forward(250);
	}
	for (const [attemptId, { rank }] of stories) {
		const attempt = await village.store.attempt(attemptId);
		if ((attempt?.rank ?? 0) > rank)
			faults.push(
				`attempt ${attemptId} has rank ${attempt?.rank}, the truth was ${rank}`,
			);
	}
	for (const row of await village.store.rows(incidentId))
		if (
			row.kind === "send" &&
			(row.state === "leased" || row.dueAt < village.now() - 1_000)
		)
			faults.push(`row ${row.id} is left waiting (${row.state})`);
	const log = await village.store.load(`incident/${incidentId}`);
	const alerted = log
		.filter(({ type }) => type === "RespondersAlerted")
		.flatMap(
			({ payload }) =>
				(JSON.parse(payload) as { people: { responderId: string }[] }).people,
		)
		.map(({ responderId }) => responderId);
	await village.close();
	return [...new Set(alerted)].sort();
}

// --- the village -----------------------------------------------------------------------

type Home = "memory" | "sqlite";
type Try = {
	attemptId: string;
	responderId: string;
	channel: "sms" | "voice";
	unknown: boolean;
	fate: number;
};

function openVillage(kind: Home, random: () => number) {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-storm-"));
	const {
		store,
		roster,
		signIn,
		reporters,
		areas,
		ground,
		others,
	}: ReturnType<typeof memoryStore> =
		kind === "memory"
			? memoryStore()
			: openSqlite(join(folder, "dzvin.db"), { groupCommitMs: 0 });
	const time = pushedClock(Date.parse("2026-01-15T01:02:00Z"));
	const clock = time.processClock(0);
	const secrets = createSecrets(SECRET);
	const tries: Try[] = [];
	const fates = new Map<string, number>();
	let told = 0;

	/** Takes everything; of every third it is not known. */
	const carrier = (name: ChannelName): Channel => ({
		name,
		capabilities: { inbound: false, receipts: "push", hybridViber: false },
		async send({ attemptId, to, incidentId }): Promise<Outcome> {
			if (name === "telegram")
				return { outcome: "accepted", carrierId: attemptId };
			const unknown = random() < 1 / 3;
			const key = `${incidentId}${to}${name}`;
			const fate = fates.get(key) ?? hashOf(to + name);
			fates.set(key, fate);
			const attempt = await store.attempt(attemptId);
			tries.push({
				attemptId,
				channel: name as "sms" | "voice",
				responderId: attempt?.responderId ?? "",
				unknown,
				fate,
			});
			return unknown
				? { outcome: "unknown", code: "deadline" }
				: { outcome: "accepted", carrierId: attemptId };
		},
		edit: async () => ({ outcome: "accepted" }),
		hangUp: async () => ({ outcome: "accepted" }),
		probe: async () => ({ ok: true, detail: "" }),
	});
	const names = ["telegram", "sms", "voice"] as const;
	const { service, deliverer, raise } = wire({
		settings: {
			publicUrl: "http://localhost",
			shortUrl: "https://dzv.ua",
			timeZone: "Europe/Kyiv",
			locale: "uk",
			channels: names,
			smsTwoWay: false,
		},
		store,
		roster,
		signIn,
		areas,
		reporters,
		ground,
		others,
		secrets,
		wording: createWording(loadTexts(), (error) => {
			throw error;
		}),
		clock,
		wake: { wake() {}, wait: async () => {} },
		log: {
			info() {},
			warn() {},
			error: (message, fields) => console.error(message, fields),
		},
		channels: new Map(names.map((name) => [name, carrier(name)])),
		rates: { telegram: 10_000, sms: 10_000, voice: 10_000 },
		addressOf: () => "127.0.0.1",
		bootId: "storm",
	});
	const seeded = store.append({ at: clock.now(), roster: rosterRows(secrets) });
	const settle = async (): Promise<void> => {
		await seeded;
		while ((await deliverer.round()) > 0);
	};

	return {
		store,
		settle,
		now: () => clock.now(),
		mono: () => time.mono(),
		async forward(ms: number): Promise<void> {
			await time.push(ms);
			await settle();
		},
		async fire(turn: number): Promise<{ incidentId: string; tries: Try[] }> {
			await seeded;
			const before = tries.length;
			const { incidentId } = await raise(
				{
					type: "structure_fire",
					mode: "actual",
					location: firePlace(STATION, turn),
					place: `Хутір ${turn}`,
					peopleInDanger: false,
					source: "duty_officer",
					brigadeIds: [],
					force: true,
				},
				{ by: { kind: "key", id: "storm" } },
			);
			await settle();
			// SMS and calls of the first alert; what follows from a receipt has receipts of its own.
			return { incidentId, tries: tries.slice(before, before + PER_FIRE) };
		},
		/** Tries nobody has spoken of yet. */
		untold(): Try[] {
			const fresh = tries.slice(told);
			told = tries.length;
			return fresh;
		},
		async tell(attemptId: string, { status, code }: Receipt): Promise<void> {
			const attempt = await store.attempt(attemptId);
			await takeReceipt(
				service,
				attemptId,
				new URLSearchParams({
					[attempt?.channel === "voice" ? "CallStatus" : "MessageStatus"]:
						status,
					...(code === undefined ? {} : { ErrorCode: code }),
				}),
			);
		},
		async final(
			incidentId: string,
			attemptId: string,
			responderId: string,
			channel: string,
		): Promise<Final> {
			const attempt = await store.attempt(attemptId);
			const row = await store.row(attempt?.rowId ?? "");
			const log = await store.load(`incident/${incidentId}`);
			const failed = log.filter(({ type, payload }) => {
				const event = JSON.parse(payload) as {
					responderId?: string;
					channel?: string;
				};
				return (
					type === "AlertFailed" &&
					event.responderId === responderId &&
					event.channel === channel
				);
			}).length;
			return {
				rank: attempt?.rank ?? 0,
				outcome: attempt?.outcome,
				row: row?.state,
				failed,
			};
		},
		async end(incidentId: string): Promise<void> {
			await service.handle(
				incidentId,
				{ type: "Close", by: { kind: "service" } },
				{ commandId: `end ${incidentId}` },
			);
			await settle();
		},
		async close(): Promise<void> {
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

const STATION = { lat: 49.0171, lon: 25.7951 };
const NEIGHBOUR = { lat: 49.0531, lon: 25.7651 };

const hashOf = (text: string): number =>
	[...text].reduce(
		(sum, character) => (sum * 31 + character.charCodeAt(0)) % 9_973,
		7,
	);

/** Two brigades of ten: the second is asked when the first keeps silent. */
function rosterRows(secrets: ReturnType<typeof createSecrets>) {
	return [STATION, NEIGHBOUR].flatMap((location, b) => [
		{
			table: "brigade" as const,
			row: {
				id: `brigade-${b}`,
				name: `Громада ${b}`,
				kind: "volunteer" as const,
				location,
				locale: "uk" as const,
				roles: [],
				// The neighbour comes with the ladder, not with the first alert.
				policy: { default: { neighbourBelowChance: 0 } },
			},
		},
		...Array.from({ length: PEOPLE }, (_, index) => {
			const phone = `+38067${1_000_000 + b * PEOPLE + index}`;
			const chat = String(5_000 + b * PEOPLE + index);
			return {
				table: "responder" as const,
				row: {
					id: `person-${b}-${index}`,
					name: secrets.seal(`Доброволець ${index}`),
					phone: secrets.seal(phone),
					phoneHash: secrets.hash(phone),
					brigadeIds: [`brigade-${b}`],
					places: sealPlaces(secrets, [
						{ kind: "home", lat: location.lat + 0.002, lon: location.lon },
					]),
					qualifications: index < 3 ? ["driver_c", "leader"] : ["firefighter"],
					locale: "uk" as const,
					phoneKind: "smart" as const,
					smsAlphabet: "cyrillic" as const,
					travel: "car" as const,
					availability: sealAvailability(secrets, {
						state: "on",
						weekly: [],
						exceptions: [],
					}),
					telegramChat: secrets.seal(chat),
					telegramHash: secrets.hash(chat),
				},
			};
		}),
	]);
}

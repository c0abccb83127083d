/**
 * Ten fires a second for half a minute: how long a report waits for its answer,
 * how long until the first request reaches a carrier, and whether every one of
 * thirty people was really told.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Spread, spreadOf } from "./figures.ts";
import { type Installation, nowMs, RATES } from "./installation.ts";
import { type Country, firePlace, PEOPLE_PER_BRIGADE } from "./village.ts";

export type Fire = {
	id: string;
	number: number;
	brigadeId: string;
	reportedMs: number;
};

export type IntakeFigures = {
	fires: Fire[];
	/** POST to its 201. */
	intake: Spread;
	/** POST to the first request of this incident at a carrier. */
	firstRequest: Spread;
	/** CPU of the service from the first report until the last alert, by messages carriers took. */
	cpuMsPerMessage: number;
	messages: number;
	/** From the first report until everybody was told. */
	toldAllMs: number;
};

export type Load = { firesPerSecond: number; seconds: number };

const LOOK_EVERY_MS = 1_000;
/** Beyond the time the lane needs for all alerts. */
const PATIENCE_MS = 60_000;

export async function measureIntake(
	installation: Installation,
	country: Country,
	load: Load,
): Promise<IntakeFigures> {
	const cpuBeforeMs = installation.service.cpuMs();
	const requestsBefore = (await installation.requests()).next;
	const startedMs = nowMs();
	const { fires, tookMs } = await reportAll(installation, country, load);
	const { firstMs, toldAllMs } = await untilAllTold(
		installation,
		fires,
		startedMs,
	);
	const cpuMs = installation.service.cpuMs() - cpuBeforeMs;
	const { requests } = await installation.requests(requestsBefore);
	const messages = requests.filter(
		({ accepted, method }) =>
			accepted && ["sendMessage", "Messages.create"].includes(method),
	).length;
	return {
		fires,
		intake: spreadOf(tookMs),
		firstRequest: spreadOf(
			fires.map(
				(fire) => (firstMs.get(fire.number) ?? Number.NaN) - fire.reportedMs,
			),
		),
		cpuMsPerMessage: cpuMs / messages,
		messages,
		toldAllMs,
	};
}

/** Reports leave on the beat, whether or not the ones before were answered: a slow answer does not slow the fires. */
async function reportAll(
	installation: Installation,
	country: Country,
	{ firesPerSecond, seconds }: Load,
): Promise<{ fires: Fire[]; tookMs: number[] }> {
	const startMs = nowMs();
	const reports: Promise<{ fire: Fire; tookMs: number }>[] = [];
	for (let n = 0; n < firesPerSecond * seconds; n++) {
		await pause(Math.max(0, startMs + (n * 1000) / firesPerSecond - nowMs()));
		const report = reportOne(installation, country, n);
		report.catch(() => undefined);
		reports.push(report);
	}
	const reported = await Promise.all(reports);
	return {
		fires: reported.map(({ fire }) => fire),
		tookMs: reported.map(({ tookMs }) => tookMs),
	};
}

/** Area by area, then brigade by brigade, then the next place around each station. */
async function reportOne(
	installation: Installation,
	{ areas }: Country,
	n: number,
): Promise<{ fire: Fire; tookMs: number }> {
	const brigades = areas[n % areas.length] ?? [];
	const round = Math.floor(n / areas.length);
	const brigade = brigades[round % brigades.length];
	if (!brigade) throw new Error("expected a brigade in every area");
	const reportedMs = nowMs();
	const board = (await installation.call("POST", "/v1/incidents", {
		type: "vegetation_fire",
		location: firePlace(brigade.location, Math.floor(round / brigades.length)),
		place: `Громада ${n % areas.length}, поле ${n}`,
		description: "горить суха трава",
		source: "okc_101",
		externalId: `bench-${n}`,
	})) as { id: string; number: number };
	return {
		fire: {
			id: board.id,
			number: board.number,
			brigadeId: brigade.id,
			reportedMs,
		},
		tookMs: nowMs() - reportedMs,
	};
}

/** Reads what phones received until everybody of every fire was told by its number. */
async function untilAllTold(
	installation: Installation,
	fires: readonly Fire[],
	startedMs: number,
): Promise<{ firstMs: Map<number, number>; toldAllMs: number }> {
	const told = new Map(fires.map(({ number }) => [number, new Set<string>()]));
	const firstRef = new Map<string, number>();
	const deadlineMs =
		nowMs() +
		(fires.length * PEOPLE_PER_BRIGADE * 1000) / RATES.telegram +
		PATIENCE_MS;
	let since = 0;
	let lastMs = startedMs;
	for (;;) {
		const { next, entries } = await installation.journal(since);
		since = next;
		for (const { kind, text = "", phone, ref, carrier, atMs } of entries) {
			if (kind !== "message" && kind !== "sms") continue;
			const number = Number(/#(\d+)/.exec(text)?.[1]);
			const people = told.get(number);
			if (!people || people.has(phone)) continue;
			people.add(phone);
			lastMs = Math.max(lastMs, atMs);
			if (ref !== undefined) firstRef.set(`${carrier}/${ref}`, number);
		}
		if ([...told.values()].every(({ size }) => size >= PEOPLE_PER_BRIGADE))
			break;
		if (nowMs() > deadlineMs) throw new Error(whoIsMissing(told));
		await pause(LOOK_EVERY_MS);
	}
	return {
		firstMs: await firstRequests(installation, firstRef),
		toldAllMs: lastMs - startedMs,
	};
}

/** When the earliest request that became a message of this incident came to its carrier. */
async function firstRequests(
	installation: Installation,
	numberOf: ReadonlyMap<string, number>,
): Promise<Map<number, number>> {
	const first = new Map<number, number>();
	const { requests } = await installation.requests();
	for (const { carrier, method, ref, atMs } of requests) {
		// An edit of the same message names the same reference.
		if (method !== "sendMessage" && method !== "Messages.create") continue;
		const number = numberOf.get(`${carrier}/${ref}`);
		if (number === undefined) continue;
		first.set(number, Math.min(first.get(number) ?? atMs, atMs));
	}
	return first;
}

function whoIsMissing(told: ReadonlyMap<number, ReadonlySet<string>>): string {
	const short = [...told].filter(([, { size }]) => size < PEOPLE_PER_BRIGADE);
	const some = short
		.slice(0, 5)
		.map(([number, { size }]) => `#${number}: ${size}`)
		.join(", ");
	return `expected ${PEOPLE_PER_BRIGADE} people told of each of ${told.size} incidents, ${short.length} have fewer (${some})`;
}

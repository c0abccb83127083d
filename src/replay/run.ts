/**
 * One incident through the running pipeline, its quiet seconds skipped: nothing
 * waits but timers, so the clock goes to the next of them.
 *
 * What is measured is read from the log and from what the carriers were asked.
 */

import type { LogEntry } from "../demo/api.ts";
import type { Installation } from "../demo/installation.ts";
import type { MovedIn } from "../demo/moveIn.ts";
import type { DemoPerson } from "../demo/village.ts";
import type { Volunteers } from "../demo/volunteers.ts";
import type { ReplayIncident } from "./incidents.ts";

export type Played = {
	incident: ReplayIncident;
	/** When it was reported in the village's time; later than `incident.at` when the one before lasted. */
	reportedAt: number;
	/** Brigade → people alerted, all waves. */
	alerted: Map<string, number>;
	/** Milliseconds since the report; absent = it never came to that. */
	firstAlertMs?: number;
	lastOfFirstStepMs?: number;
	crewMs?: number;
	departedMs?: number;
	humanMs?: number;
};

export type Stage = {
	installation: Installation;
	movedIn: MovedIn;
	volunteers: Volunteers;
	people: readonly DemoPerson[];
};

const LONGEST_MS = 30 * 60_000;
/** After the end: stand-downs reach the phones, people go home. */
const AFTERWARDS_MS = 60_000;

export async function playIncident(
	stage: Stage,
	incident: ReplayIncident,
): Promise<Played> {
	const { api, sandbox, clock, time } = stage.installation;
	if (incident.at > clock.now()) time.skip(incident.at - clock.now());
	const firstRequest = sandbox.journal.requests.length;
	stage.volunteers.burns({
		location: incident.location,
		grass: incident.type === "vegetation_fire",
		peopleInDanger: false,
	});
	const { type, location, place, source } = incident;
	const { id, reportedAt } = await api.post<{ id: string; reportedAt: string }>(
		"/v1/incidents",
		{ type, location, source, ...(place === "" ? {} : { place }) },
	);
	const reported = Date.parse(reportedAt);
	await passTime(stage, reported + LONGEST_MS, async () =>
		isDecided(await logOf(stage, id)),
	);
	await api.post(`/v1/incidents/${id}/close`);
	await passTime(stage, clock.now() + AFTERWARDS_MS, async () => false);
	return measured(
		stage,
		incident,
		reported,
		firstRequest,
		await logOf(stage, id),
	);
}

const logOf = async (
	{ installation }: Stage,
	id: string,
): Promise<LogEntry[]> =>
	(
		await installation.api.get<{ items: LogEntry[] }>(
			`/v1/incidents/${id}/log?limit=1000`,
		)
	).items;

/** A truck left, or a human has it in hand. */
const isDecided = (log: readonly LogEntry[]): boolean =>
	log.some(
		({ type, mark }) =>
			type === "TakenOver" || (type === "Marked" && mark === "departed"),
	);

/** Looks, a machine millisecond apart, in which something under way would have shown. */
const LOOKS = 3;
/** The same after a row of the service fell due: it is claimed, decided and committed first. */
const LOOKS_AFTER_DUE = 25;
/** Less is not worth a jump. */
const LEAST_SKIP_MS = 20;

async function passTime(
	{ installation, volunteers }: Stage,
	until: number,
	done: () => Promise<boolean>,
): Promise<void> {
	const { clock, time, sandbox, running } = installation;
	let changes = 0;
	let seen = -1;
	let looks = LOOKS;
	const forget = running.service.onChange(() => {
		changes += 1;
	});
	try {
		while (clock.now() < until) {
			volunteers.look();
			if (changes !== seen) {
				seen = changes;
				if (await done()) return;
			}
			if (!(await isQuiet(looks))) {
				looks = LOOKS;
				continue;
			}
			const due = (await running.service.store.nextDueAt()) ?? until;
			const next = Math.min(until, due, time.nextAt() ?? until);
			if (next - clock.now() < LEAST_SKIP_MS) continue;
			time.skip(next - clock.now());
			running.service.wake.wake();
			looks = next === due ? LOOKS_AFTER_DUE : LOOKS;
		}
	} finally {
		forget();
	}

	/** Nothing is under way: no request, no page, no decision. */
	async function isQuiet(times: number): Promise<boolean> {
		await sandbox.settled();
		const before = traces();
		for (let look = 0; look < times; look++) {
			await new Promise((resolve) => setTimeout(resolve, 1));
			volunteers.look();
			if (traces() !== before || !volunteers.idle) return false;
		}
		return true;
	}

	function traces(): number {
		const { entries, requests } = sandbox.journal;
		return changes + entries.length + requests.length;
	}
}

type Alerted = { responderId: string; brigadeId: string };

function measured(
	stage: Stage,
	incident: ReplayIncident,
	reportedAt: number,
	firstRequest: number,
	log: readonly LogEntry[],
): Played {
	const since = (entry: LogEntry | undefined): number | undefined =>
		entry && Date.parse(entry.at) - reportedAt;
	const waves = log
		.filter(({ type }) => type === "RespondersAlerted")
		.map(({ people }) => people as Alerted[])
		.filter((people) => people.length > 0);
	const requestedAt = firstRequests(stage, firstRequest);
	const firstStep = (waves[0] ?? []).flatMap(
		({ responderId }) => requestedAt.get(responderId) ?? [],
	);
	const ms = {
		firstAlertMs:
			firstStep.length > 0 ? Math.min(...firstStep) - reportedAt : undefined,
		lastOfFirstStepMs:
			firstStep.length > 0 ? Math.max(...firstStep) - reportedAt : undefined,
		crewMs: since(log.find(({ type }) => type === "CrewPromised")),
		departedMs: since(
			log.find(({ type, mark }) => type === "Marked" && mark === "departed"),
		),
		humanMs: since(log.find(({ type }) => type === "HumansCalled")),
	};
	const known = Object.entries(ms).filter(([, value]) => value !== undefined);
	return {
		incident,
		reportedAt,
		alerted: countedBy(stage, waves.flat()),
		...(Object.fromEntries(known) as Partial<Record<keyof typeof ms, number>>),
	};
}

/** Person → when a carrier was first asked to reach them. */
function firstRequests(
	{ installation, movedIn, people }: Stage,
	from: number,
): Map<string, number> {
	const idByAddress = new Map<string, string>();
	for (const { name, phone } of people) {
		const id = movedIn.people.get(name);
		const telegramId = installation.sandbox.phones.get(phone)?.telegramId;
		if (id === undefined) continue;
		idByAddress.set(phone, id);
		if (telegramId !== undefined) idByAddress.set(String(telegramId), id);
	}
	const first = new Map<string, number>();
	for (const { to = "", at } of installation.sandbox.journal.requests.slice(
		from,
	)) {
		const id = idByAddress.get(to);
		if (id !== undefined && !first.has(id)) first.set(id, at);
	}
	return first;
}

function countedBy(
	{ movedIn }: Stage,
	alerted: readonly Alerted[],
): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { brigadeId } of alerted) {
		const name = movedIn.names.brigades.get(brigadeId) ?? brigadeId;
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return counts;
}

/**
 * The one way in: load → decide → render → append → wake; again if somebody was faster.
 *
 * Bots, webhooks, timers and the dashboard all end here, so a reader who
 * understands this file understands every write to an incident. Commands of one
 * incident wait in a mailbox and are decided in turn; the key (stream, seq) is
 * the lock between processes.
 */

import { skyFor } from "./airRaid/facts.ts";
import type { AirRaidFeed } from "./airRaid/feed.ts";
import { reachedIn } from "./boardOf.ts";
import { type Decided, decide, type Facts, selects } from "./core/decide.ts";
import { lift } from "./core/history.ts";
import {
	type Command,
	evolve,
	type Incident,
	type Known,
	type Recorded,
	UNKNOWN,
} from "./core/incident.ts";
import type { Location } from "./core/kinds.ts";
import { mergeMeant } from "./core/merging.ts";
import { splitOff } from "./core/reports.ts";
import type { Candidates } from "./core/roster.ts";
import { brigadesInOrder } from "./core/selection.ts";
import { AppError } from "./errors.ts";
import { hazardsBy } from "./ground/near.ts";
import { helpersFor, observersFor } from "./others/facts.ts";
import { openCandidates } from "./people/whereabouts.ts";
import { planWrites } from "./plan.ts";
import type { Append, Store } from "./ports.ts";
import type { Alongside, Handled, Service } from "./service.ts";
import { soon } from "./soon.ts";

/** What the handler needs of a service; the rest of the service needs the handler. */
export type HandleDeps = Pick<
	Service,
	| "settings"
	| "store"
	| "roster"
	| "reporters"
	| "secrets"
	| "wording"
	| "clock"
	| "wake"
	| "log"
	| "signIn"
	| "ground"
	| "airRaid"
	| "areas"
	| "others"
> & {
	changed: (incidentId: string, version: number) => void;
	/** Absent where no feed is configured. */
	airRaid?: Pick<AirRaidFeed, "at">;
};

/** Streams extended beside the incident's own, and unique rows (a report's). */
export type Beside = Pick<
	Append,
	"streams" | "external" | "idempotency" | "words" | "roster"
>;

export type Runner = {
	handle: Service["handle"];
	/** The same for a new incident, with what must be written beside it; `conflict` is the caller's to retry. */
	open(
		incidentId: string,
		command: Extract<Command, { type: "Report" }>,
		with_: { commandId: string; beside: Beside },
	): Promise<Handled | "conflict">;
	/** Decides without writing, for previews. */
	wouldDecide(command: Extract<Command, { type: "Report" }>): Promise<Incident>;
	/** The state now, from memory or the log. */
	load(incidentId: string): Promise<Incident>;
};

/** One of two decisions that are one deed. */
type Half = {
	before: Incident;
	id: string;
	other: Incident;
	command: Command;
	alongside: Alongside & Beside;
};

// Alerting somebody twice is allowed, giving up is not: eight losing tries in a row
// mean a broken database, and the caller is told so.
const TRIES = 8;
// States kept in memory; an evicted one is folded again from its log.
const KEPT = 500;

export function commandRunner(deps: HandleDeps): Runner {
	const states = new Map<string, Incident>();
	const mailboxes = new Map<string, Promise<unknown>>();

	const keep = (incidentId: string, incident: Incident): void => {
		states.delete(incidentId);
		states.set(incidentId, incident);
		const oldest = states.size > KEPT ? states.keys().next().value : undefined;
		if (oldest !== undefined) states.delete(oldest);
	};

	const load = async (incidentId: string): Promise<Incident> => {
		const known = states.get(incidentId);
		if (known) return known;
		const incident = await loadIncident(deps.store, incidentId);
		if (incident.status !== "unknown") keep(incidentId, incident);
		return incident;
	};

	/** One at a time per incident, in the order they came. */
	const inTurn = <T>(
		incidentId: string,
		work: () => Promise<T>,
	): Promise<T> => {
		const before = mailboxes.get(incidentId) ?? Promise.resolve();
		const mine = before.then(work, work);
		const settled = mine.then(
			() => undefined,
			() => undefined,
		);
		mailboxes.set(incidentId, settled);
		void settled.then(() => {
			if (mailboxes.get(incidentId) === settled) mailboxes.delete(incidentId);
		});
		return mine;
	};

	const once = async (
		incidentId: string,
		command: Command,
		commandId: string,
		alongside: Alongside & Beside,
	): Promise<Handled | "conflict"> => {
		if (command.type === "MergeInto")
			return merge(incidentId, command, commandId, alongside);
		if (command.type === "SplitReport")
			return split(incidentId, command, commandId, alongside);
		const incident = await load(incidentId);
		const facts = {
			...(await gatherFacts(deps, incident, command, incidentId)),
			...(await toldElsewhere(incident, command)),
		};
		const decided = decide(incident, command, facts);
		if (decided.refused !== undefined || decided.incident.status === "unknown")
			return refuse(
				deps,
				incident,
				decided.refused ?? "",
				facts.now,
				alongside,
			);
		const append = await planWrites(deps, {
			before: incident,
			decided: { ...decided, incident: decided.incident },
			commandId,
			facts,
			alongside,
		});
		const result = append ? await deps.store.append(append) : "ok";
		if (result === "conflict") {
			states.delete(incidentId);
			return "conflict";
		}
		if (result === "repeated")
			return repeated(deps, states, incidentId, alongside, facts.now);
		keep(incidentId, decided.incident);
		if (decided.events.length > 0) {
			deps.changed(incidentId, decided.incident.version);
			deps.wake.wake();
		}
		return {
			incident: decided.incident,
			events: decided.events,
			repeated: false,
			...(decided.ignored === undefined ? {} : { ignored: decided.ignored }),
		};
	};

	/** What was told to the fire it was merged into comes back with its reports. */
	const toldElsewhere = async (
		incident: Incident,
		{ type }: Command,
	): Promise<Pick<Facts, "other">> => {
		if (type !== "Reopen" || incident.status === "unknown") return {};
		const other = incident.mergedInto
			? await load(incident.mergedInto.id)
			: UNKNOWN;
		return other.status === "unknown" ? {} : { other };
	};

	/**
	 * Two incidents, one deed: both are decided from the states before it and written in
	 * one append, so that no kill leaves people given up by the one and not taken by the other.
	 */
	const merge = async (
		incidentId: string,
		command: Extract<Command, { type: "MergeInto" }>,
		commandId: string,
		alongside: Alongside & Beside,
	): Promise<Handled | "conflict"> => {
		const duplicate = await load(incidentId);
		const into = await load(command.into);
		const halves: Half[] = [
			{ before: duplicate, id: incidentId, other: into, command, alongside },
			{
				before: into,
				id: command.into,
				other: duplicate,
				command: {
					type: "MergeFrom",
					from: incidentId,
					by: command.by,
				} as const,
				alongside: {},
			},
		];
		return bothHalves(halves, commandId, alongside);
	};

	/**
	 * The report leaves, and a fire of its own begins with it: as one, or somebody who
	 * speaks in between would be heard by neither.
	 */
	const split = async (
		incidentId: string,
		command: Extract<Command, { type: "SplitReport" }>,
		commandId: string,
		alongside: Alongside & Beside,
	): Promise<Handled | "conflict"> => {
		const from = await load(incidentId);
		const opened =
			from.status === "unknown" ? undefined : splitOff(from, command);
		const halves: Half[] = [
			{ before: from, id: incidentId, other: UNKNOWN, command, alongside },
			...(opened
				? [
						{
							before: UNKNOWN,
							id: opened.id,
							other: UNKNOWN,
							command: opened,
							alongside: {},
						},
					]
				: []),
		];
		return bothHalves(halves, commandId, alongside);
	};

	/** Decided from the states before, written in one append. */
	const bothHalves = async (
		halves: readonly Half[],
		commandId: string,
		alongside: Alongside & Beside,
	): Promise<Handled | "conflict"> => {
		const appends: Append[] = [];
		const after: Known[] = [];
		let first: Decided | undefined;
		for (const {
			before,
			id,
			other,
			command: half,
			alongside: beside,
		} of halves) {
			const facts = await gatherFacts(deps, before, half, id, other);
			const decided = decide(before, half, facts);
			if (
				decided.refused !== undefined ||
				decided.incident.status === "unknown"
			)
				return refuse(
					deps,
					before,
					decided.refused ?? "",
					facts.now,
					alongside,
				);
			first ??= decided;
			const append = await planWrites(deps, {
				before,
				decided: { ...decided, incident: decided.incident },
				commandId,
				facts,
				alongside: beside,
			});
			if (append) appends.push(append);
			after.push(decided.incident);
			// Merged before: nothing is left to take in.
			if (decided.events.length === 0) break;
		}
		const result =
			appends.length > 0 ? await deps.store.append(together(appends)) : "ok";
		if (result !== "ok") {
			for (const { id } of halves) states.delete(id);
			return result === "conflict"
				? "conflict"
				: repeated(
						deps,
						states,
						halves[0]?.id ?? "",
						alongside,
						deps.clock.now(),
					);
		}
		for (const incident of after) {
			keep(incident.id, incident);
			if (first?.events.length) deps.changed(incident.id, incident.version);
		}
		if (first?.events.length) deps.wake.wake();
		return {
			incident: after[0] as Known,
			events: first?.events ?? [],
			repeated: false,
			...(first?.ignored === undefined ? {} : { ignored: first.ignored }),
		};
	};

	/** Whoever needs two mailboxes takes them in one order, or two merges would wait for each other for ever. */
	const inTurnOf = <T>(
		incidentId: string,
		command: Command,
		work: () => Promise<T>,
	): Promise<T> => {
		if (command.type !== "MergeInto" || command.into === incidentId)
			return inTurn(incidentId, work);
		const [first, second] = [incidentId, command.into].sort() as [
			string,
			string,
		];
		return inTurn(first, () => inTurn(second, work));
	};

	/** The incident itself, or the one it was merged into. */
	const goingOn = async (incidentId: string): Promise<Incident> => {
		const incident = await load(incidentId);
		return incident.status !== "unknown" && incident.mergedInto
			? goingOn(incident.mergedInto.id)
			: incident;
	};

	/** «Не скликати» to «Це #118?» is a yes: what was said in it is not lost with it. */
	const meantBy = async (
		incidentId: string,
		command: Command,
	): Promise<Command> => {
		if (command.type !== "Dismiss") return command;
		const held = await load(incidentId);
		const likely =
			held.status === "unknown" || held.possibleDuplicateOf === undefined
				? UNKNOWN
				: await goingOn(held.possibleDuplicateOf);
		return mergeMeant(held, likely, command) ?? command;
	};

	return {
		load,
		handle: async (incidentId, told, { commandId, alongside = {} }) => {
			const command = await meantBy(incidentId, told);
			return inTurnOf(incidentId, command, async () => {
				for (let attempt = 0; attempt < TRIES; attempt++) {
					const handled = await written(() =>
						once(incidentId, command, commandId, alongside),
					);
					if (handled !== "conflict") return handled;
					await jitter(attempt);
				}
				throw new AppError(
					"unavailable",
					`expected to write after ${TRIES} tries, but others were faster each time; send it again`,
				);
			});
		},
		open: (incidentId, command, { commandId, beside }) =>
			written(() => once(incidentId, command, commandId, beside)),
		async wouldDecide(command) {
			const facts = await gatherFacts(deps, UNKNOWN, command, command.id);
			return decide(UNKNOWN, command, facts).incident;
		},
	};
}

/** One append of several: what stands in lists is joined, the rest is the first one's. */
function together(appends: readonly Append[]): Append {
	const all: Record<string, unknown> = {};
	for (const append of appends)
		for (const [part, value] of Object.entries(append)) {
			const known = all[part];
			all[part] =
				Array.isArray(known) && Array.isArray(value)
					? [...known, ...value]
					: (known ?? value);
		}
	return all as Append;
}

/** A whole log, lifted and folded. */
export async function loadIncident(
	store: Store,
	incidentId: string,
): Promise<Incident> {
	let incident: Incident = UNKNOWN;
	for (const stored of await store.load(`incident/${incidentId}`)) {
		const recorded: Recorded = {
			seq: stored.seq,
			at: stored.at,
			commandId: stored.commandId,
			event: lift(stored),
		};
		incident = evolve(incident, recorded);
	}
	return incident;
}

/** A database that cannot be written is `unavailable`, with the cause for the operator. */
async function written<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		if (cause instanceof AppError || !isDatabaseError(cause)) throw cause;
		throw new AppError(
			"unavailable",
			"expected the database to take the write, it refused; nothing was changed, send it again",
			{ cause },
		);
	}
}

const isDatabaseError = (error: unknown): boolean =>
	error instanceof Error &&
	/sqlite|D1_ERROR/i.test(`${error.name} ${error.message}`);

async function refuse(
	deps: HandleDeps,
	incident: Incident,
	why: string,
	now: number,
	alongside: Alongside & Beside,
): Promise<never> {
	// The row or message that carried the command is done all the same, or it would come for ever.
	if (alongside.settle || alongside.inboundDone)
		await deps.store.append({ at: now, ...without(alongside) });
	if (incident.status === "unknown") throw new AppError("notFound", why);
	throw new AppError("conflict", why, { status: incident.status });
}

const without = ({
	settle,
	inboundDone,
}: Alongside & Beside): Partial<Append> => ({
	...(settle ? { settle } : {}),
	...(inboundDone ? { inboundDone } : {}),
});

/** Done before: only what carried it here is settled. */
async function repeated(
	deps: HandleDeps,
	states: Map<string, Incident>,
	incidentId: string,
	alongside: Alongside & Beside,
	now: number,
): Promise<Handled | "conflict"> {
	if (alongside.settle || alongside.inboundDone)
		await deps.store.append({ at: now, ...without(alongside) });
	states.delete(incidentId);
	const incident = await loadIncident(deps.store, incidentId);
	// The command stands in another stream only (an intake): the caller knows whose it was.
	if (incident.status === "unknown") return "conflict";
	return { incident, events: [], repeated: true };
}

const jitter = (attempt: number): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, Math.random() * 5 * 2 ** attempt);
	});

// As many as a raion's brigades have; beyond them reasons are counted, not listed.
const CANDIDATES = 300;
const NONE: Candidates = {
	brigades: [],
	vehicles: [],
	responders: [],
	beyond: 0,
};

async function gatherFacts(
	deps: HandleDeps,
	incident: Incident,
	command: Command,
	incidentId: string,
	/** The other of two that are merged. */
	other: Incident = UNKNOWN,
): Promise<Facts> {
	const lookedAround = hazardsFor(deps, incident, command, other);
	const candidates = selects(incident, command)
		? await candidatesFor(deps, incident, command, other)
		: undefined;
	const commitments = await deps.store.commitments(
		concerned([incident, other], command, candidates ?? NONE),
	);
	const [hazards, observers, helpers, crowd, sky] = await Promise.all([
		lookedAround,
		observersFor(deps, incident, command, candidates),
		helpersFor(deps, incident, command),
		crowdBefore(deps, incident, command, candidates),
		skyFor(deps, incident, command, candidates),
	]);
	return {
		now: deps.clock.now(),
		timeZone: deps.settings.timeZone,
		commitments,
		...(hazards ? { hazards } : {}),
		...(observers ? { observers } : {}),
		...(helpers ? { helpers } : {}),
		...(crowd ? { crowd } : {}),
		...sky,
		...(candidates ? { candidates } : {}),
		...(command.type === "StepDue" && command.step === "widen"
			? { calls: await deps.store.callsOf(incidentId) }
			: {}),
		...(command.type === "StepDue" && command.step === "unreached"
			? { reached: reachedIn(await deps.store.alertStates(incidentId)) }
			: {}),
		...(other.status === "unknown" ? {} : { other }),
	};
}

/** Commands after which other ground may lie around the fire, and steps of the ladder: what was imported or not known is looked at again. */
const LOOKS_AROUND: ReadonlySet<Command["type"]> = new Set<Command["type"]>([
	"Report",
	"Correct",
	"AddReport",
	"RefineReport",
	"MergeFrom",
	"Confirm",
	"StepDue",
	"AskHelpers",
]);

/** Of a resident's word that nobody has decided about. Not known = as if it were the only one: it rings. */
async function crowdBefore(
	{ store }: HandleDeps,
	incident: Incident,
	command: Command,
	candidates: Candidates | undefined,
): Promise<number | undefined> {
	const told =
		incident.status !== "unknown"
			? incident
			: command.type === "Report"
				? command
				: undefined;
	if (told?.source !== "resident" || told.mode !== "actual") return undefined;
	if (incident.status !== "unknown" && incident.status !== "unconfirmed")
		return undefined;
	const brigadeId =
		incident.status === "unknown"
			? candidates && brigadesInOrder(told, candidates)[0]?.id
			: incident.rulingBrigadeId;
	if (brigadeId === undefined) return undefined;
	const found = await soon(() =>
		store.heads(
			{ kind: "brigades", ids: [brigadeId] },
			{ status: ["unconfirmed"], limit: LOOKED_AT_IN_CROWD },
		),
	);
	return found?.items.filter(
		({ source, mode, number }) =>
			source === "resident" && mode === "actual" && number < told.number,
	).length;
}
const LOOKED_AT_IN_CROWD = 100;

/** Never throws and never waits: «not known» is an answer, too. */
async function hazardsFor(
	deps: HandleDeps,
	incident: Incident,
	command: Command,
	other: Incident,
): Promise<Facts["hazards"]> {
	const known = incident.status === "unknown" ? undefined : incident;
	if (!LOOKS_AROUND.has(command.type) && !known?.hazardsUnknown)
		return undefined;
	const at =
		("location" in command ? command.location : undefined) ??
		("report" in command ? command.report?.location : undefined) ??
		known?.location ??
		(other.status === "unknown" ? undefined : other.location);
	return at && { at, found: await hazardsBy(deps, at) };
}

async function candidatesFor(
	deps: HandleDeps,
	incident: Incident,
	command: Command,
	other: Incident,
): Promise<Candidates> {
	const known: Known | undefined =
		incident.status === "unknown" ? undefined : incident;
	const told = command.type === "Report" ? command : known;
	const place =
		command.type === "Correct"
			? (command.location ?? told?.location)
			: (told?.location ?? saidPlace(command));
	const raiser = told?.raisedBy;
	const [raiserRow] = raiser ? await deps.roster.people([raiser]) : [];
	const brigadeIds = [
		...(told?.brigadeIds ?? []),
		...(command.type === "AskStateCrews" ? (command.brigadeIds ?? []) : []),
		...(known ? known.stations.keys() : []),
		// Without a place the alarm belongs to the brigade of whoever raised it.
		...(place ? [] : (raiserRow?.brigadeIds ?? [])),
		...(known?.rulingBrigadeId ? [known.rulingBrigadeId] : []),
		...(other.status === "unknown" ? [] : other.stations.keys()),
		// Called for the same fire under another number, perhaps from far away.
		...(await brigadesOfJoining(deps, known, command)),
	];
	const found = await deps.roster.candidates({
		...(place ? { place } : {}),
		brigadeIds: [...new Set(brigadeIds)],
		limit: CANDIDATES,
	});
	return onlyConfigured(deps, openCandidates(deps.secrets, found));
}

/** Of a report of an incident without a place: it says whose it is. */
const saidPlace = (command: Command): Location | undefined =>
	command.type === "RefineReport"
		? command.location
		: command.type === "AddReport"
			? command.report.location
			: undefined;

async function brigadesOfJoining(
	{ roster }: HandleDeps,
	known: Known | undefined,
	command: Command,
): Promise<readonly string[]> {
	if (command.type !== "Acknowledge" || !known?.mergedFrom.length) return [];
	if (known.people.has(command.responderId)) return [];
	const [row] = await roster.people([command.responderId]);
	return row?.brigadeIds ?? [];
}

/** Nobody is reached by a channel that is not configured. */
function onlyConfigured(deps: HandleDeps, found: Candidates): Candidates {
	const on = new Set(deps.settings.channels);
	const all = on.has("telegram") && on.has("sms") && on.has("voice");
	// The console stands in for a carrier in a trial without any; pages say that no phone will ring.
	const console = on.has("console");
	if (all) return found;
	return {
		...found,
		responders: found.responders.map((responder) => ({
			...responder,
			reach: {
				telegram: responder.reach.telegram && on.has("telegram"),
				sms:
					responder.reach.sms &&
					(on.has("sms") || (console && !on.has("telegram"))),
				voice: responder.reach.voice && on.has("voice"),
			},
		})),
	};
}

/** Everybody and everything this decision might give to the incident. */
function concerned(
	incidents: readonly Incident[],
	command: Command,
	candidates: Candidates,
): { kind: "responder" | "vehicle"; id: string }[] {
	const people = new Set(candidates.responders.map(({ id }) => id));
	const vehicles = new Set(candidates.vehicles.map(({ id }) => id));
	if ("responderId" in command && command.responderId)
		people.add(command.responderId);
	for (const incident of incidents) {
		if (incident.status === "unknown") continue;
		for (const id of incident.people.keys()) people.add(id);
		for (const { vehicleId } of incident.crews)
			if (vehicleId) vehicles.add(vehicleId);
	}
	return [
		...[...people].map((id) => ({ kind: "responder" as const, id })),
		...[...vehicles].map((id) => ({ kind: "vehicle" as const, id })),
	];
}

/**
 * The auditor: every 5 s it asks the database what must always hold, puts right
 * what does not, counts it and shows it (architecture §5; reliability §3.2).
 *
 * It trusts nothing that is in memory to be true: rows are compared with what the
 * folded log says must be there. A finding counts when two rounds in a row see
 * it, so a decision under way is not mistaken for a gap: found within 10 s.
 */
import { missesStep, mustBeAsked } from "./core/healing.ts";
import type { ChannelName } from "./core/kinds.ts";
import type { Lane } from "./lanes.ts";
import type { Service } from "./service.ts";

/** The invariants as queries; each returns what breaks it. `db/sqlite/invariants.ts` is the file's and D1's. */
export type Evidence = {
	/** Every running incident with its version and the keys of its waiting timers. */
	timers(): Promise<{ incidentId: string; version: number; keys: string[] }[]>;
	/** Alerted people of running incidents without an alert sent or to be sent. */
	unasked(): Promise<{ incidentId: string; responderId: string }[]>;
	/** Rows whose lease ended before. */
	overLeased(wallMs: number): Promise<number>;
	/** Inbound messages that came before and are not handled. */
	unhandled(before: number): Promise<number>;
	/** Rows that were due before and wait, per lane. */
	overdue(
		before: number,
	): Promise<{ lane: string; count: number; oldestDueAt: number }[]>;
	/** Running incidents with alerts or calls to humans that wait for a carrier. */
	waitingAlerts(): Promise<string[]>;
	/** Incidents restored from a copy that wait for a human's word. */
	held(): Promise<number>;
	/** Writes a little, as an alarm would; throws when the database does not take it. */
	write(): Promise<void>;
};

export const INVARIANTS = [
	"steps",
	"people",
	"leases",
	"inbound",
	"overdue",
] as const;
export type Invariant = (typeof INVARIANTS)[number];

export type AuditorDeps = Pick<
	Service,
	"store" | "clock" | "handle" | "load" | "wake" | "log"
> & {
	evidence: Evidence;
	lanes: ReadonlyMap<ChannelName, Lane>;
	bootId: string;
	drainInbox(): Promise<number>;
	/** The database takes writes: what was done without it is brought in. */
	moveIn?(): Promise<unknown>;
	/** Incidents outside the database with alerts that wait for a carrier. */
	blindAlerts?(): Promise<string[]>;
	/** Rings a bell on the spot for an incident no carrier takes. */
	ringLocally?(incidentId: string): Promise<void>;
};

export type Auditor = {
	/** One look; never throws. */
	round(): Promise<void>;
	/** Every invariant held in the last round, and that was not long ago. */
	holds(): boolean;
	/** Words of `degraded-…`. */
	degraded(): string[];
	/** Prometheus text. */
	metrics(): string;
	start(): () => void;
};

// Found within 10 s needs two looks; more often would only cost queries.
const EVERY_MS = 5_000;
/** Silent for longer than this it is not believed any more. */
const BELIEVED_MS = 15_000;
// Handled at once, else by the drain each 2 s: longer means that it does not work.
const INBOUND_MS = 5_000;
/** A healthy lane with room takes what is due within a poll; ten seconds is a broken loop. */
const OVERDUE_MS = 10_000;
// Healed twice it will break a third time: a human must know.
const HEALED_AT_MOST = 2;
// A bell that rings on without end is switched off by somebody; ten minutes gather a village.
const LOCAL_RINGS_AT_MOST = 10;
const LOCAL_RING_EVERY_MS = 60_000;

export function createAuditor(deps: AuditorDeps): Auditor {
	const { clock, log } = deps;
	const found = countsOf(INVARIANTS);
	const healed = countsOf(INVARIANTS);
	const suspects = new Map<string, number>();
	const healedAt = new Map<string, number>();
	const localRings = new Map<string, { count: number; mono: number }>();
	let broken: ReadonlySet<Invariant> = new Set();
	let writable = true;
	let held = 0;
	let lookedAt = Number.NEGATIVE_INFINITY;
	let round = 0;

	/** Seen in the round before as well: not a decision under way. */
	const confirmed = (suspect: string): boolean => {
		const before = suspects.get(suspect);
		suspects.set(suspect, round);
		return before === round - 1;
	};

	const note = (
		invariant: Invariant,
		fields: Record<string, unknown>,
	): void => {
		found[invariant] += 1;
		log.error(`audit: ${SENTENCES[invariant]}`, fields);
	};

	const order = async (
		incidentId: string,
		command: Parameters<Service["handle"]>[1] & { type: "Heal" },
	): Promise<boolean> => {
		const { incident, events } = await deps.handle(incidentId, command, {
			commandId: `audit:${command.what}:${crypto.randomUUID()}`,
		});
		const done = events.some((event) => event.type === "Healed");
		if (!done) return false;
		const times = (healedAt.get(incidentId) ?? 0) + 1;
		healedAt.set(incidentId, times);
		if (
			times === HEALED_AT_MOST &&
			command.what !== "humans" &&
			!incident.humanInCharge
		)
			await deps.handle(
				incidentId,
				{ type: "Heal", what: "humans" },
				{ commandId: `audit:twice:${crypto.randomUUID()}` },
			);
		return true;
	};

	async function steps(): Promise<boolean> {
		const running = await deps.evidence.timers();
		forgetAllBut(healedAt, running);
		let holds = true;
		for (const { incidentId, version, keys } of running) {
			// The humans' step goes on by itself until there is nothing left to ask.
			if (keys.includes("humans")) continue;
			const incident = await deps.load(incidentId);
			// Decided on meanwhile: looked at in the next round.
			if (incident.status === "unknown" || incident.version !== version)
				continue;
			if (!missesStep(incident, new Set(keys))) continue;
			holds = false;
			if (!confirmed(`steps ${incidentId}`)) continue;
			note("steps", { incidentId });
			if (
				await order(incidentId, { type: "Heal", what: "steps", present: keys })
			)
				healed.steps += 1;
		}
		return holds;
	}

	async function people(): Promise<boolean> {
		const unasked = new Map<string, string[]>();
		for (const { incidentId, responderId } of await deps.evidence.unasked()) {
			const incident = await deps.load(incidentId);
			if (incident.status === "unknown" || !mustBeAsked(incident, responderId))
				continue;
			const known = unasked.get(incidentId) ?? [];
			unasked.set(incidentId, known);
			known.push(responderId);
		}
		for (const [incidentId, responderIds] of unasked) {
			const sure = responderIds.filter((id) =>
				confirmed(`people ${incidentId} ${id}`),
			);
			if (sure.length === 0) continue;
			note("people", { incidentId, count: sure.length });
			if (
				await order(incidentId, {
					type: "Heal",
					what: "people",
					responderIds: sure,
				})
			)
				healed.people += 1;
		}
		return unasked.size === 0;
	}

	async function leases(): Promise<boolean> {
		const count = await deps.evidence.overLeased(clock.wall());
		if (count === 0) return true;
		if (confirmed("leases")) {
			note("leases", { count });
			healed.leases += await deps.store.recover({
				leaseBy: deps.bootId,
				wallMs: clock.wall(),
				now: clock.now(),
			});
			deps.wake.wake();
		}
		return false;
	}

	async function inbound(): Promise<boolean> {
		const count = await deps.evidence.unhandled(
			clock.now() - INBOUND_MS * clock.speed,
		);
		if (count === 0) return true;
		if (confirmed("inbound")) {
			note("inbound", { count });
			healed.inbound += await deps.drainInbox();
		}
		return false;
	}

	/** A lane that is down, paused or busy may be late; an idle one may not. */
	async function overdue(): Promise<boolean> {
		const mono = clock.mono();
		const late = await deps.evidence.overdue(
			clock.now() - OVERDUE_MS * clock.speed,
		);
		let holds = true;
		for (const { lane: name, count } of late) {
			const lane = deps.lanes.get(name as ChannelName);
			if (name !== "clock" && (!lane || lane.broken() || lane.paused(mono)))
				continue;
			if (lane && !lane.idle(mono)) continue;
			if (!confirmed(`overdue ${name}`)) continue;
			holds = false;
			note("overdue", { lane: name, count });
			deps.wake.wake();
		}
		return holds;
	}

	/** Every carrier is down: a bell on the spot, and a human at the front of every lane. */
	async function lastResort(): Promise<void> {
		const carriers = [...deps.lanes.values()].filter(
			({ name }) => name !== "console",
		);
		if (carriers.length === 0 || carriers.some((lane) => !lane.broken())) {
			localRings.clear();
			return;
		}
		const mono = clock.mono();
		const waiting = [
			...(await deps.evidence.waitingAlerts().catch(() => [])),
			...((await deps.blindAlerts?.()) ?? []),
		];
		for (const incidentId of waiting) {
			const rung = localRings.get(incidentId);
			if (
				rung &&
				(mono - rung.mono < LOCAL_RING_EVERY_MS / clock.speed ||
					rung.count >= LOCAL_RINGS_AT_MOST)
			)
				continue;
			const incident = await deps.load(incidentId);
			if (incident.status === "unknown" || incident.humanInCharge) continue;
			localRings.set(incidentId, { count: (rung?.count ?? 0) + 1, mono });
			// The bell first: it needs neither carrier nor database.
			await deps.ringLocally?.(incidentId);
			if (rung) continue;
			// A database that takes nothing either must not keep the bell from the next fire.
			await deps
				.handle(
					incidentId,
					{ type: "Heal", what: "humans" },
					{ commandId: `audit:carriers:${crypto.randomUUID()}` },
				)
				.catch((error: unknown) =>
					log.error("audit: a human could not be put first", {
						incidentId,
						error: error instanceof Error ? error.name : "unknown",
					}),
				);
		}
	}

	async function writes(): Promise<boolean> {
		try {
			await deps.evidence.write();
		} catch (error) {
			if (writable)
				log.error("audit: the database takes no writes", {
					error: error instanceof Error ? error.name : "unknown",
				});
			writable = false;
			return false;
		}
		if (!writable) log.info("audit: the database takes writes again");
		writable = true;
		await deps.moveIn?.();
		return true;
	}

	const looks: Record<Invariant, () => Promise<boolean>> = {
		steps,
		people,
		leases,
		inbound,
		overdue,
	};

	async function look(): Promise<void> {
		round += 1;
		if (await writes()) await lookAtAll();
		else broken = new Set(INVARIANTS);
		await lastResort();
	}

	async function lookAtAll(): Promise<void> {
		const failing = new Set<Invariant>();
		for (const invariant of INVARIANTS)
			try {
				if (!(await looks[invariant]())) failing.add(invariant);
			} catch (error) {
				failing.add(invariant);
				log.error("audit: a look failed, tried again in the next round", {
					invariant,
					error:
						error instanceof Error ? (error.stack ?? error.name) : "unknown",
				});
			}
		broken = failing;
		for (const [suspect, seen] of suspects)
			if (seen !== round) suspects.delete(suspect);
		held = await deps.evidence.held();
		lookedAt = clock.mono();
	}

	let underWay: Promise<void> | undefined;
	const auditor: Auditor = {
		round() {
			underWay ??= look()
				.catch((error: unknown) =>
					log.error("audit: the round broke off", {
						error:
							error instanceof Error ? (error.stack ?? error.name) : "unknown",
					}),
				)
				.finally(() => {
					underWay = undefined;
				});
			return underWay;
		},
		holds: () =>
			broken.size === 0 && writable && clock.mono() - lookedAt < BELIEVED_MS,
		degraded: () => [
			...(writable ? [] : ["store"]),
			...(writable && broken.size > 0 ? ["audit"] : []),
			...(held > 0 ? ["restored"] : []),
		],
		metrics: () => metricsOf(found, healed, auditor.holds()),
		start() {
			const timer = setInterval(() => void auditor.round(), EVERY_MS);
			void auditor.round();
			return () => clearInterval(timer);
		},
	};
	return auditor;
}

const SENTENCES: Record<Invariant, string> = {
	steps: "an incident had nothing to wait for",
	people: "alerted people whom nobody was asking",
	leases: "rows were leased longer than their lease",
	inbound: "messages of people were not handled",
	overdue: "work was overdue although its lane is idle",
};

const countsOf = (names: readonly Invariant[]): Record<Invariant, number> =>
	Object.fromEntries(names.map((name) => [name, 0])) as Record<
		Invariant,
		number
	>;

function forgetAllBut(
	counted: Map<string, number>,
	running: readonly { incidentId: string }[],
): void {
	const ids = new Set(running.map(({ incidentId }) => incidentId));
	for (const id of counted.keys()) if (!ids.has(id)) counted.delete(id);
}

function metricsOf(
	found: Record<Invariant, number>,
	healed: Record<Invariant, number>,
	holds: boolean,
): string {
	const lines = (counts: Record<Invariant, number>, name: string): string =>
		INVARIANTS.map(
			(invariant) => `${name}{invariant="${invariant}"} ${counts[invariant]}\n`,
		).join("");
	return [
		"# HELP dzvin_audit_found_total What the auditor found broken\n# TYPE dzvin_audit_found_total counter\n",
		lines(found, "dzvin_audit_found_total"),
		"# HELP dzvin_audit_healed_total What the auditor put right\n# TYPE dzvin_audit_healed_total counter\n",
		lines(healed, "dzvin_audit_healed_total"),
		"# HELP dzvin_audit_holds 1 while every invariant holds\n# TYPE dzvin_audit_holds gauge\n",
		`dzvin_audit_holds ${holds ? 1 : 0}\n`,
	].join("");
}

/**
 * A village to burn: two brigades, their people and trucks, and the little world
 * the core's decisions act upon. Effects are carried out here as the outbox does:
 * rows wait for their minute, an answer takes them back, a timer comes back in as
 * a command, a commitment belongs to one incident. Time only moves when told.
 */
import {
	type Decided,
	decide,
	type Facts,
	selects,
} from "../../src/core/decide.ts";
import {
	type Command,
	type Effect,
	fold,
	type Incident,
	type IncidentEvent,
	type Known,
	type Person,
	type Recorded,
	UNKNOWN,
} from "../../src/core/incident.ts";
import type {
	ChannelName,
	Instant,
	Point,
	SeatRule,
} from "../../src/core/kinds.ts";
import type { MessageKind } from "../../src/core/message.ts";
import type {
	Brigade,
	Candidates,
	Commitment,
	Responder,
	Vehicle,
} from "../../src/core/roster.ts";

export const TIME_ZONE = "Europe/Kyiv";
/** 03:02 in the village: a Saturday night in March. */
export const NIGHT = Date.UTC(2026, 2, 14, 1, 2);
/** 14:00 in the village, a Saturday in August. */
export const DAY = Date.UTC(2026, 7, 15, 11, 0);

export const ROSOKHACH = { lat: 49.017, lon: 25.795 };
/** 6 km north. */
export const UHRYN = { lat: 49.071, lon: 25.795 };
/** 13 km north. */
export const ZALISSIA = { lat: 49.134, lon: 25.795 };

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => count * 60_000;

/** A driver, a leader and two who carry the hose. */
export const TANKER: SeatRule[] = [
	{ qualification: "driver_c", count: 1 },
	{ qualification: "leader", count: 1 },
	{ count: 2 },
];

export const CHIEF = { kind: "responder", id: "petro" } as const;
export const DESK = { kind: "responder", id: "desk" } as const;
export const KEY = { kind: "key", id: "okc" } as const;

const metresNorth = (from: { lat: number; lon: number }, metres: number) => ({
	lat: from.lat + metres / 111_200,
	lon: from.lon,
});

export function responder(
	id: string,
	brigadeId: string,
	at: { lat: number; lon: number },
	qualifications: string[],
	rest: Partial<Responder> = {},
): Responder {
	return {
		id,
		brigadeIds: brigadeId ? [brigadeId] : [],
		places: [{ kind: "home", ...at }],
		qualifications,
		travel: "car",
		availability: { state: "on", weekly: [], exceptions: [] },
		reach: { telegram: true, sms: true, voice: true },
		...rest,
	};
}

export function brigade(
	id: string,
	location: { lat: number; lon: number },
	roles: Brigade["roles"] = [],
	rest: Partial<Brigade> = {},
): Brigade {
	return {
		id,
		name: id,
		kind: "volunteer",
		location,
		locale: "uk",
		roles,
		policy: {},
		...rest,
	};
}

export function tanker(
	id: string,
	brigadeId: string,
	rest: Partial<Vehicle> = {},
): Vehicle {
	return {
		id,
		brigadeId,
		name: id,
		kind: "tanker",
		seats: 6,
		crewRule: TANKER,
		state: "ready",
		...rest,
	};
}

/** Росохач: thirteen people and one old tanker; Угринь and Залісся: neighbours with a tanker each. */
export function roster(): Candidates {
	const home = (place: number) => metresNorth(ROSOKHACH, 150 * place);
	const rosokhach = [
		responder("petro", "rosokhach", home(1), ["leader"]),
		responder("stepan", "rosokhach", home(6), ["leader"]),
		responder("mykola", "rosokhach", home(8), ["driver_c"]),
		responder("oleh", "rosokhach", home(9), ["driver_c"]),
		...[
			"ivan",
			"olena",
			"serhii",
			"hanna",
			"taras",
			"yurii",
			"bohdan",
			"nadia",
			"roman",
		].map((id, place) => responder(id, "rosokhach", home(place + 2), [])),
	];
	const neighbours = [
		["u", "uhryn", UHRYN],
		["z", "zalissia", ZALISSIA],
	] as const;
	return {
		brigades: [
			brigade("rosokhach", ROSOKHACH, [
				{ role: "chief", responderId: "petro", order: 1 },
				{ role: "deputy", responderId: "stepan", order: 1 },
				{ role: "villageHead", responderId: "starosta", order: 1 },
				{ role: "dutyOfficer", responderId: "desk", order: 1 },
			]),
			brigade("uhryn", UHRYN, [
				{ role: "chief", responderId: "u-leader", order: 1 },
			]),
			brigade("zalissia", ZALISSIA, [
				{ role: "chief", responderId: "z-leader", order: 1 },
			]),
		],
		vehicles: [
			tanker("zil", "rosokhach"),
			tanker("gaz", "uhryn"),
			tanker("man", "zalissia"),
		],
		responders: [
			...rosokhach,
			...neighbours.flatMap(([letter, id, at]) => [
				responder(`${letter}-leader`, id, at, ["leader"]),
				responder(`${letter}-driver`, id, at, ["driver_c"]),
				...["1", "2", "3"].map((n) => responder(`${letter}-${n}`, id, at, [])),
			]),
			responder("desk", "", ROSOKHACH, [], {
				reach: { telegram: false, sms: true, voice: true },
			}),
			responder("starosta", "", ROSOKHACH, []),
		],
		beyond: 0,
	};
}

/** The same village with people or things changed by id; `undefined` takes one away. */
export function rosterWith(
	changes: Record<string, Partial<Responder> | undefined>,
	base = roster(),
): Candidates {
	return {
		...base,
		responders: base.responders.flatMap((r) => {
			if (!(r.id in changes)) return [r];
			const change = changes[r.id];
			return change ? [{ ...r, ...change }] : [];
		}),
	};
}

/** The same village, its first brigade with a policy of its own. */
export function withPolicy(
	policy: Brigade["policy"],
	base = roster(),
): Candidates {
	return {
		...base,
		brigades: base.brigades.map((b, place) =>
			place === 0 ? { ...b, policy } : b,
		),
	};
}

export const state = (
	level: Responder["availability"]["state"],
): Pick<Responder, "availability"> => ({
	availability: { state: level, weekly: [], exceptions: [] },
});

export type Row = {
	incidentId: string;
	responderId: string;
	channel: ChannelName;
	kind: MessageKind;
	purpose: string;
	laneClass: number;
	rank: number;
	dueAt: Instant;
	afterOwnCallMs?: number;
	message: Extract<Effect, { type: "Send" }>["message"];
	sentAt?: Instant;
};

type Timer = {
	incidentId: string;
	key: string;
	dueAt: Instant;
	command: Command;
};
type ReportCommand = Extract<Command, { type: "Report" }>;

/** Which rows: those equal in every field named. */
type Which = Partial<
	Pick<Row, "incidentId" | "responderId" | "channel" | "kind">
>;

export type World = ReturnType<typeof world>;

const LOOKS_UP: ReadonlySet<Command["type"]> = new Set<Command["type"]>([
	"Report",
	"Correct",
	"Confirm",
	"Reopen",
	"MergeFrom",
]);

/** A world whose clock stands at `start`; `watch` sees every decision. */
export function world(
	options: {
		start?: Instant;
		roster?: Candidates;
		watch?: (
			before: Known | undefined,
			command: Command,
			facts: Facts,
			decided: Decided,
		) => void;
	} = {},
) {
	let now = options.start ?? NIGHT;
	const start = now;
	const candidates = structuredClone(options.roster ?? roster());
	const incidents = new Map<string, Known>();
	const logs = new Map<string, Recorded[]>();
	const commitments = new Map<string, Commitment>();
	let rows: Row[] = [];
	let timers: Timer[] = [];
	let commands = 0;
	const self = {
		candidates,
		incidents,
		logs,
		commitments,
		/** First alert calls that wait for a slow lane, as `Store.callsOf` would say. */
		calls: undefined as Facts["calls"],
		/** What the feed and the last hour say, as `skyFor` would look it up. */
		sky: {} as Pick<Facts, "airRaid" | "explosionAt">,
		now: () => now,
		since: () => (now - start) / 1000,
		timersOf: (id: string) => timers.filter((timer) => timer.incidentId === id),
		/** Whose alert a carrier has taken, as the rows would say; undefined: everybody's. */
		reached: undefined as readonly string[] | undefined,
		/** Who observes the area and who helps there, as the tables would say. */
		observers: undefined as Facts["observers"],
		helpers: undefined as Facts["helpers"],
		/** What lies around a point, as the map of mines would say; undefined: nobody looks. */
		around: undefined as
			| ((at: Point) => NonNullable<Facts["hazards"]>["found"])
			| undefined,
		factsFor(id: string, command: Command): Facts {
			const incident = incidents.get(id) ?? UNKNOWN;
			const otherId =
				command.type === "MergeInto"
					? command.into
					: command.type === "MergeFrom"
						? command.from
						: undefined;
			const other = otherId === undefined ? undefined : incidents.get(otherId);
			return {
				now,
				timeZone: TIME_ZONE,
				commitments: [...commitments.values()],
				...(selects(incident, command) ? { candidates } : {}),
				...(self.calls ? { calls: self.calls } : {}),
				...(other ? { other } : {}),
				...(self.observers ? { observers: self.observers } : {}),
				...(self.helpers ? { helpers: self.helpers } : {}),
				...lookedAround(incident, command, other),
				...(LOOKS_UP.has(command.type) ? self.sky : {}),
				reached:
					self.reached ??
					(incident.status === "unknown" ? [] : [...incident.people.keys()]),
			};
		},
		/** One command, decided and carried out. */
		run(id: string, command: Command): Decided {
			const before = incidents.get(id);
			const facts = self.factsFor(id, command);
			const decided = decide(before ?? UNKNOWN, command, facts);
			options.watch?.(before, command, facts, decided);
			if (decided.incident.status === "unknown") return decided;
			const half = otherHalf(id, command, decided);
			commands += 1;
			record(id, decided.events);
			incidents.set(id, decided.incident);
			const told = carryOut(id, decided.effects);
			half?.();
			sendDue();
			for (const tell of told) self.run(tell.incidentId, tell.command);
			return decided;
		},
		/** Time passes: rows go out and timers come back in, each in its second. */
		pass(ms: number): void {
			const until = now + ms;
			for (;;) {
				const next = [...timers].sort((a, b) => a.dueAt - b.dueAt)[0];
				const row = nextRowAt();
				const at = Math.min(next?.dueAt ?? Infinity, row ?? Infinity);
				if (at > until) break;
				now = Math.max(now, at);
				sendDue();
				if (next && next.dueAt <= now) fire(next);
			}
			now = until;
			sendDue();
		},
		/** The clock leaps: everything due meanwhile fires once, at the new instant. */
		jump(ms: number): void {
			now += ms;
			for (const timer of timers.filter(({ dueAt }) => dueAt <= now))
				fire(timer);
			sendDue();
		},
		at(second: number): void {
			self.pass(start + seconds(second) - now);
		},
		sent(which: Which = {}): Row[] {
			return rows.filter(
				(row) =>
					row.sentAt !== undefined &&
					Object.entries(which).every(
						([key, value]) => row[key as keyof Row] === value,
					),
			);
		},
		pending: () => rows.filter((row) => row.sentAt === undefined),
		/** Seconds since the start at which rows like these went out. */
		sentAt: (which: Which): number[] =>
			self.sent(which).map((row) => ((row.sentAt ?? 0) - start) / 1000),
		whoGot: (which: Which): string[] => [
			...new Set(self.sent(which).map((row) => row.responderId)),
		],
		incident(id = "fire"): Known {
			const incident = incidents.get(id);
			if (!incident)
				throw new Error(`expected an incident ${id}, there is none`);
			return incident;
		},
		person(id: string, incidentId = "fire"): Person {
			const person = self.incident(incidentId).people.get(id);
			if (!person)
				throw new Error(`expected ${id} to be asked in ${incidentId}`);
			return person;
		},
		asked: (id = "fire") => [...self.incident(id).people.keys()],
		events<T extends IncidentEvent["type"]>(type: T, id = "fire") {
			return (logs.get(id) ?? []).flatMap(({ event }) =>
				event.type === type
					? [event as Extract<IncidentEvent, { type: T }>]
					: [],
			);
		},
		report(told: Partial<ReportCommand> = {}): Decided {
			return self.run(told.id ?? "fire", reportOf(told, incidents.size));
		},
		answer(
			responderId: string,
			answer: "responding" | "notResponding" | "later" = "responding",
			more: Partial<Extract<Command, { type: "Acknowledge" }>> = {},
			id = "fire",
		): Decided {
			return self.run(id, {
				type: "Acknowledge",
				responderId,
				answer,
				channel: "telegram",
				...more,
			});
		},
		come: (...ids: string[]) => {
			for (const id of ids) self.answer(id);
		},
		/** A human says that it is the same fire. */
		merge(
			id: string,
			into: string,
			more: Partial<Extract<Command, { type: "MergeInto" }>> = {},
		): Decided {
			return self.run(id, {
				type: "MergeInto",
				into,
				by: CHIEF,
				ownDesk: true,
				...more,
			});
		},
		mark(
			mark: Extract<Command, { type: "Mark" }>["mark"],
			more: Partial<Extract<Command, { type: "Mark" }>> = {},
			id = "fire",
		): Decided {
			return self.run(id, { type: "Mark", mark, by: CHIEF, ...more });
		},
	};

	function lookedAround(
		incident: Incident,
		command: Command,
		other: Known | undefined,
	): Pick<Facts, "hazards"> {
		const at =
			("location" in command ? command.location : undefined) ??
			(incident.status === "unknown" ? undefined : incident.location) ??
			other?.location;
		return at && self.around ? { hazards: { at, found: self.around(at) } } : {};
	}

	/** Both halves of a merge are decided from the states before it, and carried out together. */
	function otherHalf(
		id: string,
		command: Command,
		{ events }: Decided,
	): (() => void) | undefined {
		if (command.type !== "MergeInto" || events.length === 0) return undefined;
		const { into, by } = command;
		const second: Command = { type: "MergeFrom", from: id, by };
		const before = incidents.get(into);
		const facts = self.factsFor(into, second);
		const decided = decide(before ?? UNKNOWN, second, facts);
		options.watch?.(before, second, facts, decided);
		const { incident } = decided;
		if (incident.status === "unknown") return undefined;
		return () => {
			record(into, decided.events);
			incidents.set(into, incident);
			carryOut(into, decided.effects);
		};
	}

	function record(id: string, events: readonly IncidentEvent[]): void {
		const log = logs.get(id) ?? [];
		// The log is what was written down: no later decision may reach into it.
		for (const event of events)
			log.push({
				seq: log.length + 1,
				at: now,
				commandId: `c${commands}`,
				event: structuredClone(event),
			});
		logs.set(id, log);
	}

	function carryOut(
		id: string,
		effects: readonly Effect[],
	): Extract<Effect, { type: "Tell" }>[] {
		const told: Extract<Effect, { type: "Tell" }>[] = [];
		for (const effect of effects) {
			if (effect.type === "Tell") told.push(effect);
			else apply(id, effect);
		}
		return told;
	}

	function apply(id: string, effect: Effect): void {
		switch (effect.type) {
			case "Send":
				rows.push({ ...effect, incidentId: id, kind: effect.message.kind });
				return;
			case "Withdraw":
				rows = rows.filter(
					(row) =>
						row.sentAt !== undefined ||
						row.incidentId !== id ||
						(effect.responderId !== undefined &&
							row.responderId !== effect.responderId) ||
						!(effect.purposes as string[]).includes(row.purpose),
				);
				return;
			case "Hasten":
				for (const row of rows)
					if (
						row.sentAt === undefined &&
						row.incidentId === id &&
						row.responderId === effect.responderId &&
						row.afterOwnCallMs === undefined &&
						effect.channels.includes(row.channel)
					)
						row.dueAt = now;
				return;
			case "SetTimer":
				timers = timers.filter(
					(t) => t.incidentId !== id || t.key !== effect.key,
				);
				timers.push({
					incidentId: id,
					key: effect.key,
					dueAt: effect.dueAt,
					command: effect.command,
				});
				return;
			case "ClearTimers":
				timers = timers.filter(
					(t) =>
						t.incidentId !== id ||
						(effect.keys !== undefined && !effect.keys.includes(t.key)),
				);
				return;
			case "Commit":
				commit(id, effect.kind, effect.id);
				return;
			case "Free":
				if (commitments.get(`${effect.kind}:${effect.id}`)?.incidentId === id)
					commitments.delete(`${effect.kind}:${effect.id}`);
				return;
			case "TakeOutOfService":
				for (const vehicle of candidates.vehicles)
					if (vehicle.id === effect.vehicleId) vehicle.state = "outOfService";
				return;
			default:
				return;
		}
	}

	function commit(
		incidentId: string,
		kind: Commitment["kind"],
		id: string,
	): void {
		const { number, mode } = self.incident(incidentId);
		const held = commitments.get(`${kind}:${id}`);
		if (
			held &&
			held.incidentId !== incidentId &&
			(held.mode === "actual" || mode !== "actual")
		)
			throw new Error(
				`${kind} ${id} is given to ${held.incidentId} and was taken by ${incidentId}: the write would conflict for ever`,
			);
		commitments.set(`${kind}:${id}`, { kind, id, incidentId, number, mode });
	}

	const dueOf = (row: Row): Instant => {
		if (row.afterOwnCallMs === undefined) return row.dueAt;
		const call = rows.find(
			(r) =>
				r.incidentId === row.incidentId &&
				r.responderId === row.responderId &&
				r.channel === "voice" &&
				r.purpose === row.purpose &&
				r.afterOwnCallMs === undefined &&
				r.sentAt !== undefined,
		);
		return call?.sentAt === undefined
			? row.dueAt
			: call.sentAt + row.afterOwnCallMs;
	};

	function nextRowAt(): Instant | undefined {
		const waiting = rows.filter((row) => row.sentAt === undefined).map(dueOf);
		return waiting.length > 0 ? Math.min(...waiting) : undefined;
	}

	function sendDue(): void {
		for (const row of rows)
			if (row.sentAt === undefined && dueOf(row) <= now) row.sentAt = now;
	}

	function fire(timer: Timer): void {
		timers = timers.filter((t) => t !== timer);
		self.run(timer.incidentId, timer.command);
	}

	return self;
}

/** A house in Росохач, reported by the oblast's 101, unless told otherwise. */
export function reportOf(
	told: Partial<ReportCommand> = {},
	before = 0,
): ReportCommand {
	return {
		type: "Report",
		id: "fire",
		number: 118 + before,
		incidentType: "structure_fire",
		mode: "actual",
		location: ROSOKHACH,
		place: { id: "w-place", hash: "h" },
		peopleInDanger: false,
		source: "okc_101",
		by: KEY,
		reporterVerified: false,
		reporterDoubted: false,
		brigadeIds: [],
		force: false,
		...told,
	};
}

/** A state as one compares it: Maps become pairs. */
export const plain = (incident: unknown): unknown =>
	JSON.parse(
		JSON.stringify(incident, (_key, value) =>
			value instanceof Map ? [...value.entries()] : value,
		),
	);

/** The state a stored log folds to, through JSON as the database keeps it. */
export const refold = (log: readonly Recorded[]) =>
	fold(JSON.parse(JSON.stringify(log)));

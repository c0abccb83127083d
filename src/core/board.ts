/**
 * An incident and a viewer → what a screen shows. One view for the API, the
 * live page, the stream and the cards; names are joined here, positions never.
 */

import { departureGate, gathersAway } from "./airRaid.ts";
import { distanceMetres } from "./eta.ts";
import {
	allLeft,
	chanceNow,
	comingNow,
	departureOverdueAt,
	type Gathered,
	gather,
	going,
} from "./gathering.ts";
import type { Headline } from "./headline.ts";
import type {
	By,
	Crew,
	Hazard,
	Known,
	Observer,
	Person,
	Report,
	ReporterWord,
	WordRef,
} from "./incident.ts";
import type {
	AirState,
	ChannelName,
	Destination,
	Equipment,
	IncidentType,
	Instant,
	Location,
	MarkName,
	Mode,
	Qualification,
} from "./kinds.ts";
import { mustInform101 } from "./others.ts";
import { incidentTimes } from "./times.ts";
import { hasEnded } from "./turn.ts";

/** Board view of the contract, with instants still in milliseconds (`http/json.ts` makes them ISO 8601). */
export type BoardView = {
	id: string;
	number: number;
	type: IncidentType;
	mode: Mode;
	status: Known["status"];
	location: Location | null;
	place: string | null;
	description: string | null;
	peopleInDanger: boolean;
	source: string;
	reportedAt: Instant;
	alertedAt: Instant | null;
	endedAt: Instant | null;
	version: number;
	externalId: string | null;
	possibleDuplicateOf: string | null;
	/** The same fire under its other number; absent while nobody has said so. */
	mergedInto?: { id: string; number: number };
	/** Reports that turned out to be of this fire, and what was said in them; absent where there is none. */
	mergedFrom?: {
		id: string;
		number: number;
		type: IncidentType;
		source: string;
		reportedAt: Instant;
		externalId: string | null;
		location: Location | null;
		place: string | null;
		description: string | null;
		/** Who said so, and when. */
		by: string;
		at: Instant;
	}[];
	/** What residents and sensors told, the newest first; never who they are. Absent where there is none. */
	reports?: ReportShown[];
	/** The incident whose report this was. */
	splitFrom?: { id: string; number: number };
	crews: {
		brigadeId: string;
		brigade: string;
		vehicleId: string | null;
		vehicle: string | null;
		state: "short" | "promised" | "assembled" | "left";
		leavesAt: Instant | null;
		leftAt: Instant | null;
		seats: {
			qualification: Qualification | null;
			responderId: string | null;
			etaAt: Instant | null;
		}[];
		missing: Qualification[];
		/** Chance that this crew forms, from what is known now, 0–1; null once it has left. */
		chance: number | null;
	}[];
	responders: {
		id: string;
		name: string;
		brigadeId: string;
		qualifications: Qualification[];
		alert: "queued" | "sent" | "delivered" | "unreachable" | "withdrawn";
		channel: ChannelName | null;
		answer: "none" | "responding" | "notResponding" | "later" | "noAnswer";
		answeredAt: Instant | null;
		etaAt: Instant | null;
		to: Destination;
		notDriving: boolean;
		progress: "enRoute" | "atStation" | "departed" | "onScene" | null;
		stoodDownAt: Instant | null;
		/** Their phone rings now, and they have not answered. */
		ringing?: true;
		/** What somebody in the house said of who does not answer. */
		house?: "waking" | "absent";
		/** Who of the same household comes instead, while this one may stay. */
		freedBy?: string;
		note: string | null;
		/** Comes once the air raid is over. */
		afterAllClear?: true;
		why: { code: string; minutes: number };
	}[];
	passedOver: {
		id?: string;
		name?: string;
		reason: string;
		minutes?: number;
		number?: number;
		count?: number;
	}[];
	marks: {
		mark: MarkName;
		at: Instant;
		by: string;
		vehicleId?: string;
		responderId?: string;
		/** It left although it was to wait for a word that nobody had given. */
		withoutWord?: "airRaid" | "impact";
		/** To whom it was handed over. */
		unit?: string | null;
	}[];
	/** What nobody has done yet and somebody must; absent where nothing is. */
	tasks?: { task: "inform101"; sinceAt: Instant }[];
	/** State crews somebody asked for help; what they do is theirs to say. */
	stateAsked?: {
		brigadeId: string;
		name: string;
		at: Instant;
		by: string;
		/** When one of them said that they know. */
		heardAt?: Instant;
	}[];
	/** Who watches the area and was told that it burns: how many of each kind. */
	observers?: { kind: Observer["kind"]; count: number }[];
	/** People with machines who were asked; in no crew, seat or chance. */
	helpers?: {
		id: string;
		name: string;
		equipment: Equipment[];
		answer: "none" | "responding" | "notResponding" | "later";
		etaAt: Instant | null;
	}[];
	times: {
		alarmHandlingMs?: number;
		turnoutMs?: number;
		travelMs?: number;
	};
	verdict: { at: Instant; kind: "leaves" | "notGathering" } | null;
	humanInCharge: { name: string; at: Instant } | null;
	/** People whose alert is at least `sent`, or who answered. */
	reached: number;
	/** Since when it is known that nobody has the alert; absent once somebody has. */
	unreachedAt?: Instant;
	/** Words of `degraded-…`: what does not work now. */
	degraded: string[];
	/** Stations asked, for the plan of place; never people. */
	stations: {
		brigadeId: string;
		name: string;
		location: Location;
		distanceMetres: number | null;
	}[];
	headline: Headline;
	/** The air raid where it burns; absent where no feed is configured, and after the end. */
	airRaid?: AirState;
	/** Absent while no truck has had to wait for a word. */
	departure?: {
		waits: "airRaid" | "impact" | null;
		allowedAt: Instant | null;
		allowedBy: string | null;
	};
	/** So soon after red or an explosion that the place may be hit again; absent where it is not so. */
	impact?: { suspected: "red" | "explosion" | null; answer: boolean | null };
	/** Where people gather instead of the station; `words` null: nobody has said where, they wait for the chief's word. */
	staging?: { words: string | null; location: Location | null };
	/** Mines and other dangerous ground by the place, nearest first; absent where none is known. Nobody could look: `degraded` has `hazards`. */
	hazards?: {
		id: string;
		kind: Hazard["kind"];
		/** 0 = the place lies in it. */
		distanceMetres: number;
		/** Since when a human in charge says that everybody knows, and who. */
		acknowledgedAt: Instant | null;
		by: string | null;
	}[];
	/** Where a truck is filled near the place, the quickest first; absent where none is known. */
	water?: {
		id: string;
		kind: string;
		name: string | null;
		location: Location;
		distanceMetres: number;
		refillMinutes: number | null;
		access: string | null;
		state: "works" | "unknown";
		/** A resident says that it is dry; nobody of a brigade has looked since. */
		saidDryAt: Instant | null;
	}[];
	/** What carriers took for it, and for everything this month; absent where nobody set prices. */
	cost?: {
		segments: number;
		calls: number;
		amount: number;
		currency: string;
		month: {
			segments: number;
			calls: number;
			amount: number;
			/** Null = none is set. Over it alarms go on. */
			budget: number | null;
		};
	};
};

export type ReportShown = {
	id: string;
	at: Instant;
	source: string;
	/** Their number is known to be theirs. */
	verified: boolean;
	/** Raised a false alarm before. */
	doubted: boolean;
	said: ReporterWord | null;
	type: IncidentType | null;
	place: string | null;
	description: string | null;
	location: Location | null;
	peopleInDanger: boolean | null;
	/** There is a number to ring back; who leads asks for it, and that is logged. */
	hasNumber: boolean;
	/** Rung back, they said that it burns. */
	byCall?: true;
	/** Who told it is heard no more. */
	blocked?: true;
};

/** What the board needs beside the incident; gathered by `boardOf.ts`, never asked for here. */
export type Joined = {
	now: Instant;
	/** Names of people by id; absent = erased. */
	names: ReadonlyMap<string, string>;
	brigades: ReadonlyMap<
		string,
		{ name: string; staging?: { words: string; location?: Location } }
	>;
	vehicles: ReadonlyMap<string, { name: string }>;
	/** Opened words by id. */
	words: ReadonlyMap<string, string>;
	/** How far each person's alerts have come: the best row. */
	alerts: ReadonlyMap<
		string,
		{
			alert: "queued" | "sent" | "delivered" | "unreachable" | "withdrawn";
			channel: ChannelName | null;
		}
	>;
	degraded: readonly string[];
	water?: NonNullable<BoardView["water"]>;
	/** Reporters who are heard no more. */
	blocked?: ReadonlySet<string>;
	/** Whose phone rings just now. */
	ringing?: ReadonlySet<string>;
	cost?: BoardView["cost"];
};

export function board(incident: Known, joined: Joined): BoardView {
	const gathered = gather(incident, joined.now);
	const reached = reachedOf(incident, joined);
	return {
		id: incident.id,
		number: incident.number,
		type: incident.incidentType,
		mode: incident.mode,
		status: incident.status,
		location: incident.location ?? null,
		place: wordsOf(incident.place, joined),
		description: wordsOf(incident.description, joined),
		peopleInDanger: incident.peopleInDanger,
		source: incident.source,
		reportedAt: incident.reportedAt,
		alertedAt: incident.alertedAt ?? null,
		endedAt: incident.endedAt ?? null,
		version: incident.version,
		externalId: incident.externalId ?? null,
		possibleDuplicateOf: incident.possibleDuplicateOf ?? null,
		...mergesOf(incident, joined),
		...reportsOf(incident, joined),
		crews: incident.crews
			.filter((crew) => !crew.down)
			.map((crew) => crewView(incident, crew, gathered, joined)),
		responders: respondersInOrder(incident).map((person) =>
			responderView(incident, person, joined),
		),
		passedOver: incident.passedOver.map(({ responderId, code, ...rest }) => ({
			...(responderId
				? { id: responderId, name: joined.names.get(responderId) ?? "" }
				: {}),
			reason: code,
			...rest,
		})),
		marks: incident.marks.map((mark) => ({
			mark: mark.mark,
			at: mark.at,
			by: nameOf(mark.by, joined),
			...(mark.vehicleId ? { vehicleId: mark.vehicleId } : {}),
			...(mark.responderId ? { responderId: mark.responderId } : {}),
			...(mark.withoutWord ? { withoutWord: mark.withoutWord } : {}),
			...(mark.words ? { unit: wordsOf(mark.words, joined) } : {}),
		})),
		...othersOf(incident, joined),
		times: timesOf(incident),
		verdict: incident.verdict ?? null,
		humanInCharge: incident.humanInCharge
			? {
					name: nameOf(incident.humanInCharge.by, joined),
					at: incident.humanInCharge.at,
				}
			: null,
		reached,
		...(incident.unreachedAt === undefined || reached > 0
			? {}
			: { unreachedAt: incident.unreachedAt }),
		degraded: [
			...joined.degraded,
			...(incident.hazardsUnknown && !hasEnded(incident) ? ["hazards"] : []),
		],
		stations: [...incident.stations].map(([brigadeId, { location }]) => ({
			brigadeId,
			name: joined.brigades.get(brigadeId)?.name ?? "",
			location,
			distanceMetres: incident.location
				? distanceMetres(location, incident.location)
				: null,
		})),
		headline: headline(incident, joined.now),
		...hazardsOf(incident, joined),
		...(joined.water && joined.water.length > 0 ? { water: joined.water } : {}),
		...dangerOf(incident, joined),
		...(joined.cost ? { cost: joined.cost } : {}),
	};
}

// Nobody reads more; what they say of the fire stands in the incident itself.
const REPORTS_SHOWN = 50;

/** The newest of what was told. */
export const reportsShown = ({ reports }: Known): Report[] =>
	[...reports.values()].toReversed().slice(0, REPORTS_SHOWN);

const reportsOf = (
	incident: Known,
	joined: Joined,
): Pick<BoardView, "reports" | "splitFrom"> => ({
	...(incident.splitFrom ? { splitFrom: incident.splitFrom } : {}),
	...(incident.reports.size === 0
		? {}
		: {
				reports: reportsShown(incident).map((report) => ({
					id: report.id,
					at: report.at,
					source: report.source,
					verified: report.verified,
					doubted: report.doubted,
					said: report.said ?? null,
					type: report.incidentType ?? null,
					place: wordsOf(report.place, joined),
					description: wordsOf(report.description, joined),
					location: report.location ?? null,
					peopleInDanger: report.peopleInDanger ?? null,
					hasNumber: report.reporterNumber !== undefined,
					...(report.confirmedByCall ? { byCall: true as const } : {}),
					...(report.reporterId && joined.blocked?.has(report.reporterId)
						? { blocked: true as const }
						: {}),
				})),
			}),
});

/** Tasks, state crews and helpers: beside the crews, never among them. */
const othersOf = (
	incident: Known,
	joined: Joined,
): Pick<BoardView, "tasks" | "stateAsked" | "observers" | "helpers"> => ({
	...(mustInform101(incident)
		? { tasks: [{ task: "inform101" as const, sinceAt: incident.reportedAt }] }
		: {}),
	...(incident.stateAsked.length > 0
		? {
				stateAsked: incident.stateAsked.map(
					({ brigadeId, at, by, heardAt }) => ({
						brigadeId,
						name: joined.brigades.get(brigadeId)?.name ?? "",
						at,
						by: nameOf(by, joined),
						...(heardAt === undefined ? {} : { heardAt }),
					}),
				),
			}
		: {}),
	...(incident.observers.length > 0
		? { observers: observersByKind(incident) }
		: {}),
	...(incident.helpers.size > 0
		? {
				helpers: [...incident.helpers.values()].map(
					({ responderId, equipment, answer, etaAt }) => ({
						id: responderId,
						name: joined.names.get(responderId) ?? "",
						equipment,
						answer: answer ?? ("none" as const),
						etaAt: etaAt ?? null,
					}),
				),
			}
		: {}),
});

function observersByKind({
	observers,
}: Known): NonNullable<BoardView["observers"]> {
	const counts = new Map<Observer["kind"], number>();
	for (const { kind } of observers)
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return [...counts].map(([kind, count]) => ({ kind, count }));
}

const mergesOf = (
	{ mergedInto, mergedFrom }: Known,
	joined: Joined,
): Pick<BoardView, "mergedInto" | "mergedFrom"> => ({
	...(mergedInto ? { mergedInto } : {}),
	...(mergedFrom.length > 0
		? {
				mergedFrom: mergedFrom.map((from) => ({
					id: from.id,
					number: from.number,
					type: from.incidentType,
					source: from.source,
					reportedAt: from.reportedAt,
					externalId: from.externalId ?? null,
					location: from.location ?? null,
					place: wordsOf(from.place, joined),
					description: wordsOf(from.description, joined),
					by: nameOf(from.by, joined),
					at: from.at,
				})),
			}
		: {}),
});

/** What the sky and a second strike mean for it; nothing once it is over. */
function dangerOf(
	incident: Known,
	joined: Joined,
): Pick<BoardView, "airRaid" | "departure" | "impact" | "staging"> {
	const { status, impact, impactSuspected, departureAllowed } = incident;
	const isOver = status === "closed" || status === "cancelled";
	const waits = allLeft(incident) ? undefined : departureGate(incident)?.why;
	const away = !isOver && gathersAway(incident);
	const place = joined.brigades.get(incident.rulingBrigadeId ?? "")?.staging;
	return {
		...(incident.airRaid && !isOver ? { airRaid: incident.airRaid.state } : {}),
		...(waits || departureAllowed
			? {
					departure: {
						waits: waits ?? null,
						allowedAt: departureAllowed?.at ?? null,
						allowedBy: departureAllowed
							? nameOf(departureAllowed.by, joined)
							: null,
					},
				}
			: {}),
		...(impactSuspected || impact !== undefined
			? {
					impact: {
						suspected: impactSuspected?.why ?? null,
						answer: impact ?? null,
					},
				}
			: {}),
		...(away
			? {
					staging: {
						words: place?.words ?? null,
						location: place?.location ?? null,
					},
				}
			: {}),
	};
}

function hazardsOf(
	{ hazards, hazardsAcknowledged: known }: Known,
	joined: Joined,
): Pick<BoardView, "hazards"> {
	if (hazards.length === 0) return {};
	return {
		hazards: hazards.map((hazard) => ({
			...hazard,
			acknowledgedAt: known?.at ?? null,
			by: known ? nameOf(known.by, joined) : null,
		})),
	};
}

const wordsOf = (ref: WordRef | undefined, joined: Joined): string | null =>
	ref ? (joined.words.get(ref.id) ?? null) : null;

/** The name of a person or a desk, or the id of a machine's key; the service signs with nothing. */
function nameOf(by: By, { names }: Joined): string {
	if (by.kind === "service") return "";
	return names.get(by.id) ?? (by.kind === "responder" ? "" : by.id);
}

function crewView(
	incident: Known,
	crew: Crew,
	gathered: readonly Gathered[],
	joined: Joined,
): BoardView["crews"][number] {
	const fill = gathered.find((g) => g.crew.key === crew.key)?.fill;
	const leftAt = crew.leftAt ?? null;
	return {
		brigadeId: crew.brigadeId,
		brigade: joined.brigades.get(crew.brigadeId)?.name ?? "",
		vehicleId: crew.vehicleId,
		vehicle: crew.vehicleId
			? (joined.vehicles.get(crew.vehicleId)?.name ?? "")
			: null,
		state: leftAt === null ? (fill?.state ?? "short") : "left",
		leavesAt: fill?.leavesAt ?? crew.promised?.leavesAt ?? null,
		leftAt,
		seats: fill ? seatsOf(crew, fill) : leftSeats(incident, crew),
		missing: (fill?.missing ?? []).flatMap(({ qualification, count }) =>
			Array.from({ length: count }, () => qualification),
		),
		chance: leftAt === null ? chanceNow(incident, crew) : null,
	};
}

/** Taken seats first in the rule's order, then those nobody sits in. */
function seatsOf(
	crew: Crew,
	fill: Gathered["fill"],
): BoardView["crews"][number]["seats"] {
	const taken = [...fill.seats];
	const rows = crew.rule.flatMap(({ qualification, count }) =>
		qualification === "keyholder"
			? []
			: Array.from({ length: count }, () => {
					const wanted = qualification ?? null;
					const index = taken.findIndex(
						(seat) => seat.qualification === wanted,
					);
					const seat = index < 0 ? undefined : taken.splice(index, 1)[0];
					return {
						qualification: wanted,
						responderId: seat?.responderId ?? null,
						etaAt: seat?.etaAt ?? null,
					};
				}),
	);
	return [
		...rows,
		...fill.passengers.map(({ responderId, etaAt }) => ({
			qualification: null,
			responderId,
			etaAt,
		})),
	];
}

const leftSeats = (
	incident: Known,
	crew: Crew,
): BoardView["crews"][number]["seats"] =>
	(crew.leftWith ?? []).map((responderId) => ({
		qualification: null,
		responderId,
		etaAt: incident.people.get(responderId)?.etaAt ?? null,
	}));

/** By arrival; who comes first, then who may, then who does not. */
function respondersInOrder(incident: Known): Person[] {
	const place = (person: Person): number => {
		if (person.answer === "responding" && person.stoodDownAt === undefined)
			return 0;
		if (person.answer === undefined) return 1;
		return person.answer === "later" ? 2 : 3;
	};
	return [...incident.people.values()].sort(
		(a, b) =>
			place(a) - place(b) || (a.etaAt ?? 0) - (b.etaAt ?? 0) || a.rank - b.rank,
	);
}

function responderView(
	incident: Known,
	person: Person,
	joined: Joined,
): BoardView["responders"][number] {
	const row = joined.alerts.get(person.responderId);
	const silentSince = joined.now - person.alertedAt;
	const silent =
		silentSince >= incident.policy.noAnswerAfterSeconds * 1000
			? "noAnswer"
			: "none";
	return {
		id: person.responderId,
		name: joined.names.get(person.responderId) ?? "",
		brigadeId: person.brigadeId,
		qualifications: person.qualifications,
		alert: alertOf(person, row?.alert),
		channel: row?.channel ?? null,
		answer:
			person.answer ?? (person.withdrew || person.freedBy ? "none" : silent),
		answeredAt: person.answeredAt ?? null,
		etaAt: person.etaAt ?? null,
		to: person.to,
		notDriving: person.notDriving,
		progress: person.progress ?? null,
		stoodDownAt: person.stoodDownAt ?? null,
		...(joined.ringing?.has(person.responderId) && person.answer === undefined
			? { ringing: true as const }
			: {}),
		...(person.house === undefined ? {} : { house: person.house }),
		...(person.freedBy === undefined ? {} : { freedBy: person.freedBy }),
		note: wordsOf(person.note, joined),
		...(person.afterAllClear ? { afterAllClear: true as const } : {}),
		why: person.why,
	};
}

/** What the rows cannot know is the incident's word: nobody left to reach, or no longer asked. */
function alertOf(
	person: Person,
	row: BoardView["responders"][number]["alert"] | undefined,
): BoardView["responders"][number]["alert"] {
	if (person.unreachableAt !== undefined) return "unreachable";
	if ((person.withdrew || person.freedBy) && person.answer === undefined)
		return "withdrawn";
	return row ?? "queued";
}

const reachedOf = (incident: Known, joined: Joined): number =>
	[...incident.people.values()].filter((person) => {
		const alert = joined.alerts.get(person.responderId)?.alert;
		return (
			person.answer !== undefined || alert === "sent" || alert === "delivered"
		);
	}).length;

function timesOf(incident: Known): BoardView["times"] {
	const first = (values: (number | undefined)[]): number | undefined => {
		const known = values.filter((value) => value !== undefined);
		return known.length > 0 ? Math.min(...known) : undefined;
	};
	const departedAt = first(incident.crews.map((crew) => crew.leftAt));
	const onSceneAt = first(
		incident.marks
			.filter((mark) => mark.mark === "onScene")
			.map((mark) => mark.at),
	);
	return incidentTimes({
		reportedAt: incident.reportedAt,
		...(incident.alertedAt === undefined
			? {}
			: { alertedAt: incident.alertedAt }),
		...(departedAt === undefined ? {} : { departedAt }),
		...(onSceneAt === undefined ? {} : { onSceneAt }),
	});
}

/** Does a truck leave, and when? One answer per incident. */
export function headline(incident: Known, now: Instant): Headline {
	if (incident.status === "cancelled") return { kind: "cancelled" };
	if (incident.status === "closed") return { kind: "closed" };
	const leftAt = incident.crews
		.filter((crew) => !crew.down)
		.map((crew) => crew.leftAt)
		.filter((at) => at !== undefined);
	if (leftAt.length > 0) return { kind: "left", at: Math.min(...leftAt) };
	const gathered = gather(incident, now);
	const first = going(incident, now, gathered)[0];
	if (first) return departing(incident, first, now);
	if (incident.stoodDown) return { kind: "standDown" };
	// Held as a likely duplicate nobody is called: «ЗБИРАЄМО» would be untrue.
	if (!incident.laddered)
		return {
			kind:
				incident.status === "unconfirmed" ||
				incident.possibleDuplicateOf !== undefined
					? "unconfirmed"
					: "gathering",
		};
	return shortHeadline(incident, gathered, now);
}

function departing(
	incident: Known,
	{ crew, fill }: Gathered,
	now: Instant,
): Headline {
	const at = fill.leavesAt ?? now;
	const gate = departureGate(incident);
	if (gate) return { kind: "waits", why: gate.why };
	if (incident.departureAsked > 0 && now >= departureOverdueAt(incident, crew))
		return { kind: "leftUnconfirmed" };
	// «ЕКІПАЖ У ДЕПО» would send the next one there.
	if (fill.state === "assembled" && !gathersAway(incident))
		return { kind: "assembled" };
	const aboard = fill.seats.length + fill.passengers.length;
	const small = fill.seats.length < 4 && aboard < Math.min(4, crew.seats);
	return small && now >= at
		? { kind: "canLeaveWith", count: aboard }
		: { kind: "leaves", at };
}

function shortHeadline(
	incident: Known,
	gathered: readonly Gathered[],
	now: Instant,
): Headline {
	if (incident.crews.every((crew) => crew.down)) return { kind: "noVehicle" };
	const coming = comingNow(incident).filter(
		(person) => person.to === "station",
	);
	const best = [...gathered].sort((a, b) => lacking(a) - lacking(b))[0];
	const have = best ? best.fill.seats.length : 0;
	const need = best ? have + seatsLacking(best) : 0;
	const early =
		now - (incident.ladderedAt ?? incident.reportedAt) <
		incident.policy.verdictAfterSeconds * 1000;
	if (coming.length === 0)
		return early
			? { kind: "gathering", have, need }
			: { kind: "nobodyAnswered" };
	const missing = new Set(best?.fill.missing.map((gap) => gap.qualification));
	const kind = [...missing].some((q) => q.startsWith("driver"))
		? "noDriver"
		: missing.has("leader")
			? "noLeader"
			: missing.size === 1 && missing.has("keyholder")
				? "noKey"
				: early
					? "gathering"
					: "fewPeople";
	return { kind, have, need };
}

const lacking = ({ fill }: Gathered): number =>
	fill.missing.reduce((sum, { count }) => sum + count, 0);
const seatsLacking = ({ fill }: Gathered): number =>
	fill.missing
		.filter((gap) => gap.qualification !== "keyholder")
		.reduce((sum, { count }) => sum + count, 0);

/**
 * Who is alerted, in what order and why, and who is passed over and why.
 *
 * Ranking is by estimated arrival: from the place of this hour, by the person's
 * own way of travel, to the station. Everybody looked at gets a reason a chief
 * would accept; nobody committed elsewhere is counted.
 */
import { availabilityAt, isNight, placeAt } from "./availability.ts";
import { CHANCE_OF_PROMISE, chanceOfCrew, chanceOfPerson } from "./chance.ts";
import type { CrewRequest } from "./crew.ts";
import { preparationMs, travelMs, vehicleTravelMs } from "./eta.ts";
import { missingNow, vehiclesNeeded } from "./gathering.ts";
import { householdComes } from "./household.ts";
import type {
	AskedCrew,
	Chosen,
	Human,
	Known,
	PassedOver,
	Station,
	WhyCode,
} from "./incident.ts";
import type { AvailabilityState, Instant, Mode, SeatRule } from "./kinds.ts";
import { alertsEverybodyAtOnce, type Policy } from "./policy.ts";
import type {
	Brigade,
	Candidates,
	Commitment,
	Responder,
	Vehicle,
} from "./roster.ts";

/** What one selection looks at. `incident` is its present state. */
export type SelectionInput = {
	incident: Known;
	candidates: Candidates;
	commitments: readonly Commitment[];
	now: Instant;
	timeZone: string;
};

export type Selection = {
	people: Chosen[];
	passedOver: PassedOver[];
	crews: AskedCrew[];
	stations: Station[];
	brigades: Brigade[];
	/** Chance that one of the crews asked forms, 0–1, counting everybody alerted so far. */
	chance: number;
};

/** A brigade without a vehicle of its own still comes: by car, with what it has. */
const WITHOUT_VEHICLE: SeatRule[] = [
	{ qualification: "leader", count: 1 },
	{ count: 1 },
];

/** The first wave: the nearest brigade that has a vehicle, and its neighbour when the chance of a crew is small. */
export function selectFirst(input: SelectionInput): Selection {
	const view = look(input);
	const [own, ...others] = view.brigades;
	if (!own) return nobody(view);
	const neighbour = others.find(
		(brigade) => freeCrews(view, brigade).length > 0,
	);
	// A ladder that starts again looks at all it has asked before.
	const asked = [
		own,
		...others.filter((brigade) => input.incident.stations.has(brigade.id)),
	];
	const withNeighbour =
		neighbour && !asked.includes(neighbour) ? [...asked, neighbour] : asked;
	const ownHasVehicle = freeCrews(view, own).length > 0;
	if (!ownHasVehicle)
		return choose(view, withNeighbour, { widened: false, limit: undefined });
	const selection = choose(view, asked, { widened: false, limit: undefined });
	if (withNeighbour === asked) return selection;
	if (!alertsEverybodyAtOnce(input.incident.incidentType)) return selection;
	const tooFewVehicles =
		freeCrews(view, own).length < vehiclesNeeded(input.incident);
	if (selection.chance >= view.policy.neighbourBelowChance && !tooFewVehicles)
		return selection;
	return choose(view, withNeighbour, { widened: false, limit: undefined });
}

/** A later wave: who is left of the brigades already asked, their `reserve`, and the next nearest brigade. */
export function selectMore(input: SelectionInput): Selection {
	const view = look(input);
	const asked = view.brigades.filter((brigade) =>
		input.incident.stations.has(brigade.id),
	);
	const next = view.brigades.find(
		(brigade) =>
			!input.incident.stations.has(brigade.id) &&
			freeCrews(view, brigade).length > 0,
	);
	return choose(view, next ? [...asked, next] : asked, {
		widened: true,
		limit: undefined,
	});
}

/** Only the nearest few of the nearest brigade, for an unconfirmed fire in the grass. */
export function selectNearest(
	input: SelectionInput,
	count: number,
	qualification?: string,
): Selection {
	const view = look(input);
	const own = view.brigades[0];
	if (!own) return nobody(view);
	return choose(view, [own], {
		widened: false,
		limit: count,
		...(qualification === undefined ? {} : { qualification }),
	});
}

/**
 * One replacement for somebody who will not come, of the brigades already asked.
 * Empty when nobody is left: the caller widens.
 */
export function selectNext(
	input: SelectionInput,
	qualifications: readonly string[],
): Selection {
	const view = look(input);
	const asked = view.brigades.filter((brigade) =>
		input.incident.stations.has(brigade.id),
	);
	const selection = choose(view, asked, {
		widened: false,
		limit: Number.POSITIVE_INFINITY,
	});
	const missing = new Set<string>(
		missingNow(input.incident).map(({ qualification }) => qualification),
	);
	const lost = qualifications.filter((q) => missing.has(q));
	const holds = (wanted: readonly string[]) => (person: Chosen) =>
		person.qualifications.some((q) => wanted.includes(q));
	// The driver's replacement is a driver, not the nearest who also holds a hose.
	const role = lost.filter((q) => q !== "firefighter");
	const next =
		selection.people.find(holds(role)) ??
		selection.people.find(holds(lost)) ??
		selection.people[0];
	if (!next) return selection;
	const later = selection.people
		.filter((person) => person !== next)
		.map(({ responderId }) => ({ responderId, code: "laterWave" as const }));
	return {
		...selection,
		people: [{ ...next, rank: input.incident.people.size }],
		passedOver: [...selection.passedOver, ...later],
	};
}

/** The facts of one person who comes without having been chosen, as for a chosen one. */
export function joiningPerson(
	input: SelectionInput,
	responder: Responder,
	why: WhyCode,
): Chosen | undefined {
	const view = look(input);
	const brigade =
		view.brigades.find((b) => responder.brigadeIds.includes(b.id)) ??
		view.brigades[0];
	if (!brigade) return undefined;
	return {
		...describe(view, brigade, responder),
		rank: input.incident.people.size,
		why: { code: why, minutes: 0 },
	};
}

/** What one brigade could send and from where, when its people come without its having been asked. */
export function trucksOfBrigade(
	input: SelectionInput,
	brigadeId: string,
): Pick<Selection, "crews" | "stations"> {
	const view = look(input);
	const brigade = view.brigades.find(({ id }) => id === brigadeId);
	if (!brigade) return { crews: [], stations: [] };
	const { crews, stations } = choose(view, [brigade], {
		widened: false,
		limit: 0,
	});
	return { crews, stations };
}

/** Who is told and called for these brigades, in the order they are called; who is `off` is left in peace. */
export function humansOf(
	brigades: readonly Brigade[],
	candidates: Candidates,
	at: { now: Instant; timeZone: string },
): Human[] {
	const order = [
		"chief",
		"deputy",
		"coordinator",
		"villageHead",
		"dutyOfficer",
	];
	const byId = new Map(candidates.responders.map((r) => [r.id, r]));
	const seen = new Set<string>();
	return brigades
		.flatMap((brigade) =>
			brigade.roles.map((role) => ({ ...role, brigadeId: brigade.id })),
		)
		.sort(
			(a, b) =>
				order.indexOf(a.role) - order.indexOf(b.role) || a.order - b.order,
		)
		.flatMap((role) => {
			if (seen.has(role.responderId)) return [];
			seen.add(role.responderId);
			const responder = byId.get(role.responderId);
			const off =
				responder &&
				availabilityAt(responder.availability, at.now, at.timeZone) === "off";
			if (off) return [];
			return [
				{
					...role,
					reach: responder?.reach ?? {
						telegram: false,
						sms: false,
						voice: false,
					},
				},
			];
		});
}

// A truck that needs longer finds ashes, and its village is left without one meanwhile;
// the farthest state crews of domain §1.1 drive 45 minutes.
const FARTHEST_DRIVE_MS = 60 * 60_000;

/**
 * Brigades in the order they are asked: named ones first, then by the drive to the fire.
 * State crews are ordered by their own centre only: named by 101 or not, none of ours rings them.
 */
export const brigadesInOrder = (
	incident: Pick<Known, "brigadeIds" | "location">,
	candidates: Pick<Candidates, "brigades">,
): Brigade[] =>
	brigadesInReach(incident, candidates).filter(({ kind }) => kind !== "state");

/** The same with state crews among them, who may be asked for help. */
export function brigadesInReach(
	incident: Pick<Known, "brigadeIds" | "location">,
	candidates: Pick<Candidates, "brigades">,
): Brigade[] {
	const named = new Set(incident.brigadeIds);
	const drive = (brigade: Brigade): number =>
		incident.location
			? vehicleTravelMs(brigade.location, incident.location)
			: 0;
	return candidates.brigades
		.filter(
			(brigade) => named.has(brigade.id) || drive(brigade) <= FARTHEST_DRIVE_MS,
		)
		.sort(
			(a, b) =>
				Number(named.has(b.id)) - Number(named.has(a.id)) ||
				drive(a) - drive(b) ||
				(a.id < b.id ? -1 : 1),
		);
}

export const holdsBack = (
	commitment: Commitment,
	incident: { id: string; mode: Mode },
): boolean =>
	commitment.incidentId !== incident.id &&
	(commitment.mode === "actual" || incident.mode !== "actual");

/** Everything a selection asks again and again, worked out once. */
type View = SelectionInput & {
	policy: Policy;
	brigades: Brigade[];
	night: boolean;
	committed: Map<string, Commitment>;
	members: Map<string, Responder[]>;
	vehicles: Map<string, Vehicle[]>;
};

function look(input: SelectionInput): View {
	const committed = new Map(
		input.commitments
			.filter((commitment) => holdsBack(commitment, input.incident))
			.map((commitment) => [`${commitment.kind}:${commitment.id}`, commitment]),
	);
	return {
		...input,
		policy: input.incident.policy,
		brigades: brigadesInOrder(input.incident, input.candidates),
		night: isNight(input.incident.policy.night, input.now, input.timeZone),
		committed,
		members: groupMembers(input.candidates.responders),
		vehicles: Map.groupBy(input.candidates.vehicles, (v) => v.brigadeId),
	};
}

function groupMembers(
	responders: readonly Responder[],
): Map<string, Responder[]> {
	const members = new Map<string, Responder[]>();
	for (const responder of responders)
		for (const brigadeId of responder.brigadeIds)
			members.set(brigadeId, [...(members.get(brigadeId) ?? []), responder]);
	return members;
}

/** Crews a brigade could send now: one per vehicle the policy asks for that is ready and free. */
function freeCrews(view: View, brigade: Brigade): CrewRequest[] {
	const own = view.vehicles.get(brigade.id) ?? [];
	if (own.length === 0)
		return [
			{
				vehicleId: null,
				brigadeId: brigade.id,
				seats: 5,
				rule: view.policy.requirement ?? WITHOUT_VEHICLE,
			},
		];
	const down = new Set(
		view.incident.crews
			.filter((c) => c.down || c.leftAt !== undefined)
			.map((c) => c.vehicleId),
	);
	const free = own.filter(
		(vehicle) =>
			vehicle.state === "ready" &&
			!down.has(vehicle.id) &&
			!view.committed.has(`vehicle:${vehicle.id}`),
	);
	const taken = new Set<string>();
	return view.policy.vehicles.flatMap(({ kind, count }) =>
		free
			.filter(
				(v) => !taken.has(v.id) && (kind === undefined || v.kind === kind),
			)
			.slice(0, count)
			.map((vehicle) => {
				taken.add(vehicle.id);
				return {
					vehicleId: vehicle.id,
					brigadeId: brigade.id,
					seats: vehicle.seats,
					rule: view.policy.requirement ?? vehicle.crewRule,
				};
			}),
	);
}

type Choice = {
	widened: boolean;
	/** At most so many, nearest first; absent = as the type asks. */
	limit: number | undefined;
	qualification?: string;
};

function choose(
	view: View,
	asked: readonly Brigade[],
	choice: Choice,
): Selection {
	const crewsOf = new Map(asked.map((b) => [b.id, freeCrews(view, b)]));
	const known = new Set(view.incident.crews.map((c) => c.key));
	// Who belongs to two brigades is asked once, by the first that can use them;
	// what stands against them in one village may not in the other.
	const reasons = new Map<string, PassedOver>();
	const chosen = new Set<string>();
	const people: Chosen[] = [];
	asked.forEach((brigade, place) => {
		const crews = crewsOf.get(brigade.id) ?? [];
		const members = (view.members.get(brigade.id) ?? []).filter(
			(r) => !chosen.has(r.id),
		);
		const { taken, passedOver } = chooseOf(
			view,
			brigade,
			members,
			crews,
			place > 0,
			choice,
		);
		people.push(...taken);
		for (const { responderId } of taken) {
			chosen.add(responderId);
			reasons.delete(responderId);
		}
		for (const passed of passedOver) reasons.set(passed.responderId, passed);
	});
	const others = countOthers(view, asked);
	const crews = asked.flatMap((brigade) =>
		(crewsOf.get(brigade.id) ?? [])
			.filter((c) => !known.has(c.vehicleId ?? `none:${c.brigadeId}`))
			.map((c) => ({ ...c, travelMs: driveOf(view, brigade) })),
	);
	return {
		people: people.map((person, index) => ({
			...person,
			rank: view.incident.people.size + index,
		})),
		passedOver: [...reasons.values(), ...others],
		crews,
		stations: asked
			.filter((b) => !view.incident.stations.has(b.id))
			.map((b) => ({
				brigadeId: b.id,
				location: b.location,
				travelMs: driveOf(view, b),
				...(b.areaCode ? { areaCode: b.areaCode } : {}),
			})),
		brigades: [...asked],
		chance: chanceOfAny(view, asked, crewsOf, people),
	};
}

function chooseOf(
	view: View,
	brigade: Brigade,
	members: readonly Responder[],
	crews: readonly CrewRequest[],
	neighbour: boolean,
	choice: Choice,
): { taken: Chosen[]; passedOver: Passed[] } {
	// No vehicle to leave in: people come with extinguishers only if the chief says so.
	if (crews.length === 0)
		return {
			taken: [],
			passedOver: members.map(({ id }) => ({
				responderId: id,
				code: view.incident.people.has(id) ? "alreadyAlerted" : "awaitsHuman",
			})),
		};
	const rule = crews.flatMap((crew) => [...crew.rule]);
	const fit: Chosen[] = [];
	const passedOver: Passed[] = [];
	for (const member of members) {
		const judged = judge(view, brigade, member, rule, neighbour, choice);
		if ("code" in judged) passedOver.push(judged);
		else fit.push(judged);
	}
	const ordered = inOrder(view, fit);
	const taken = waveOf(view, ordered, rule, choice);
	for (const { responderId } of ordered.slice(taken.length))
		passedOver.push({ responderId, code: "laterWave" });
	return { taken, passedOver };
}

type Passed = PassedOver & { responderId: string };

function judge(
	view: View,
	brigade: Brigade,
	member: Responder,
	rule: readonly SeatRule[],
	neighbour: boolean,
	choice: Choice,
): Chosen | Passed {
	const responderId = member.id;
	const { incident } = view;
	if (incident.people.has(responderId))
		return { responderId, code: "alreadyAlerted" };
	if (incident.raisedBy === responderId)
		return { responderId, code: "raisedAlarm" };
	const level = availabilityAt(member.availability, view.now, view.timeZone);
	if (level === "off") return { responderId, code: "off" };
	if (level === "reserve" && !choice.widened)
		return { responderId, code: "reserve" };
	if (level === "lifeOnly" && !incident.peopleInDanger)
		return { responderId, code: "lifeOnly" };
	const commitment = view.committed.get(`responder:${responderId}`);
	if (commitment)
		return { responderId, code: "committed", number: commitment.number };
	if (!member.reach.telegram && !member.reach.sms && !member.reach.voice)
		return { responderId, code: "noChannel" };
	if (
		choice.qualification &&
		!member.qualifications.includes(choice.qualification)
	)
		return { responderId, code: "awaitsHuman" };
	const person = describe(view, brigade, member);
	const special = rule.some(
		({ qualification }) =>
			qualification !== undefined &&
			qualification !== "firefighter" &&
			member.qualifications.includes(qualification),
	);
	// Somebody of the house comes already: the other stays, unless a seat is theirs alone to take.
	if (!special && householdComes(incident, member.household))
		return { responderId, code: "household" };
	const minutes = Math.round(
		(person.preparationMs + person.toStationMs) / 60_000,
	);
	if (minutes > view.policy.maxArrivalMinutes)
		return { responderId, code: "tooFar", minutes };
	return {
		...person,
		crewCritical: special,
		why: {
			code: whyOf(level, neighbour, choice, special, incident),
			minutes,
		},
	};
}

function whyOf(
	level: AvailabilityState,
	neighbour: boolean,
	choice: Choice,
	crewCritical: boolean,
	incident: Known,
): WhyCode {
	if (level === "lifeOnly") return "lifeAtStake";
	if (level === "reserve") return "reserve";
	if (neighbour) return "neighbour";
	if (choice.widened && incident.wave > 0) return "nextWave";
	return crewCritical ? "crewCritical" : "nearest";
}

/** A person seen from one station: how long they need, how likely they come. */
function describe(view: View, brigade: Brigade, member: Responder): Chosen {
	const from =
		placeAt(member.places, view.now, view.timeZone) ?? brigade.location;
	const toStationMs = travelMs(from, brigade.location, member.travel);
	return {
		responderId: member.id,
		brigadeId: brigade.id,
		qualifications: member.qualifications,
		reach: member.reach,
		rank: 0,
		crewCritical: false,
		preparationMs: preparationMs(view.night),
		toStationMs,
		toSceneMs: view.incident.location
			? travelMs(from, view.incident.location, member.travel)
			: toStationMs,
		chance: chanceOfPerson(member.history),
		why: { code: "nearest", minutes: 0 },
		...(member.household === undefined ? {} : { household: member.household }),
		...(member.hasHomeContact ? { hasHomeContact: true } : {}),
	};
}

const arrivalMs = (person: Chosen): number =>
	person.preparationMs + person.toStationMs;

/** Nearest first; where everybody is rung at once, drivers and leaders before all, since calls leave one by one. */
function inOrder<P extends Chosen>(view: View, people: readonly P[]): P[] {
	const urgency = (person: Chosen): number => {
		if (!alertsEverybodyAtOnce(view.incident.incidentType)) return 0;
		if (person.qualifications.some((q) => q.startsWith("driver"))) return 0;
		return person.qualifications.includes("leader") ? 1 : 2;
	};
	return [...people].sort(
		(a, b) =>
			urgency(a) - urgency(b) ||
			arrivalMs(a) - arrivalMs(b) ||
			(a.responderId < b.responderId ? -1 : 1),
	);
}

/** How many of them are asked now: everybody, or as many as make expected acceptances ≥ need + 1 with every role among them. */
function waveOf<P extends Chosen>(
	view: View,
	ordered: readonly P[],
	rule: readonly SeatRule[],
	choice: Choice,
): P[] {
	if (choice.limit !== undefined) return ordered.slice(0, choice.limit);
	if (alertsEverybodyAtOnce(view.incident.incidentType)) return [...ordered];
	if (view.policy.waveSize !== undefined)
		return ordered.slice(0, view.policy.waveSize);
	const need = rule.reduce((sum, { count }) => sum + count, 0);
	const roles = rule.flatMap(({ qualification }) => qualification ?? []);
	let expected = 0;
	let taken = 0;
	const covered = (): boolean =>
		roles.every((role) =>
			ordered.slice(0, taken).some((p) => p.qualifications.includes(role)),
		);
	for (const person of ordered) {
		if (expected >= need + 1 && covered()) break;
		expected += person.chance;
		taken += 1;
	}
	return ordered.slice(0, taken);
}

/** Chance that at least one brigade forms a crew, counting people alerted before who may still come. */
function chanceOfAny(
	view: View,
	asked: readonly Brigade[],
	crewsOf: Map<string, CrewRequest[]>,
	people: readonly Chosen[],
): number {
	const waiting = [...view.incident.people.values()].filter(
		(p) =>
			p.withdrew === undefined &&
			p.freedBy === undefined &&
			p.house !== "absent" &&
			(p.answer === undefined || p.answer === "responding"),
	);
	let none = 1;
	for (const brigade of asked) {
		const crew =
			crewsOf.get(brigade.id)?.[0] ??
			view.incident.crews.find((c) => c.brigadeId === brigade.id && !c.down);
		if (!crew) continue;
		const likely = [...people, ...waiting]
			.filter((p) => p.brigadeId === brigade.id)
			.map((p) => ({
				...p,
				chance:
					"answer" in p && p.answer === "responding"
						? CHANCE_OF_PROMISE
						: p.chance,
			}));
		none *= 1 - chanceOfCrew(crew.rule, likely);
	}
	return 1 - none;
}

/** People of brigades whose turn has not come; posts and observers are of none. */
function countOthers(view: View, asked: readonly Brigade[]): PassedOver[] {
	const named = new Set(asked.map((b) => b.id));
	const others = view.candidates.responders.filter(
		(r) => !r.brigadeIds.some((id) => named.has(id)) && r.brigadeIds.length > 0,
	).length;
	const count = others + view.candidates.beyond;
	return count > 0 ? [{ code: "otherBrigadeLater", count }] : [];
}

function driveOf(view: View, brigade: Brigade): number {
	return view.incident.location
		? vehicleTravelMs(brigade.location, view.incident.location)
		: 0;
}

const nobody = (view: View): Selection => ({
	people: [],
	passedOver:
		view.candidates.beyond > 0
			? [{ code: "otherBrigadeLater", count: view.candidates.beyond }]
			: [],
	crews: [],
	stations: [],
	brigades: [],
	chance: 0,
});

/**
 * Who is not crew: observers are told, state crews are asked and never ordered,
 * helpers with tractors are asked and say whether they come; and the task that a
 * fire 101 has not told us of carries until somebody says that 101 knows.
 */
import type { Command, HelperAsked, Known, Observer } from "./incident.ts";
import type { Equipment, IncidentType, Instant } from "./kinds.ts";
import type { Message } from "./message.ts";
import { brigadesInReach, humansOf } from "./selection.ts";
import {
	clearSteps,
	effect,
	emit,
	hasEnded,
	ignore,
	say,
	selectionInput,
	setStep,
	type Turn,
	tell,
} from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

// --- observers -----------------------------------------------------------------

/** Once, when people are called; whoever could not be looked up then is told by a later step. */
export function informObservers(turn: Turn): void {
	const { incident, facts } = turn;
	if (incident.mode !== "actual" || !incident.laddered) return;
	const fresh = onePerPerson(facts.observers ?? []).filter(
		({ responderId }) => !hears(incident, responderId),
	);
	if (fresh.length === 0) return;
	emit(turn, { type: "ObserversInformed", observers: fresh });
	sayToObservers(turn, fresh, "alerted");
}

/** As member, chief or desk they hear more than an observer, or they have heard it. */
const hears = (incident: Known, responderId: string): boolean =>
	incident.people.has(responderId) ||
	incident.observers.some((one) => one.responderId === responderId) ||
	incident.humans.some(
		(human) =>
			human.responderId === responderId && human.role !== "villageHead",
	);

const onePerPerson = (observers: readonly Observer[]): Observer[] =>
	[
		...new Map(
			[...observers].reverse().map((one) => [one.responderId, one]),
		).values(),
	].reverse();

/** What became of it, to everybody who was told that it burns. */
export const tellObservers = (
	turn: Turn,
	state: "left" | "closed" | "falseAlarm",
): void => sayToObservers(turn, turn.incident.observers, state);

function sayToObservers(
	turn: Turn,
	observers: readonly Observer[],
	state: "alerted" | "left" | "closed" | "falseAlarm",
): void {
	for (const [rank, { responderId, reach }] of observers.entries())
		tell(
			turn,
			// Written to, never rung: they have nothing to decide.
			{ responderId, reach: { ...reach, voice: false } },
			say(turn.incident, "forObservers", { state }),
			{ purpose: "inform", laneClass: 5, rank },
		);
}

// --- state crews -----------------------------------------------------------------

/** «Попросити ДСНС»: their own duty officer and chief are written to and rung; whether they go is theirs to say. */
export function askStateCrews(
	turn: Turn,
	{ brigadeIds, by }: Of<"AskStateCrews">,
) {
	const { incident, facts } = turn;
	if (awaitsWord(incident)) return ignore(turn, "awaitsConfirmation");
	const { candidates } = selectionInput(turn);
	const asked = new Set(incident.stateAsked.map((one) => one.brigadeId));
	const near = brigadesInReach(
		{ ...incident, brigadeIds: brigadeIds ?? [] },
		candidates,
	).filter((brigade) => brigade.kind === "state" && !asked.has(brigade.id));
	const meant = brigadeIds
		? near.filter(({ id }) => brigadeIds.includes(id))
		: near;
	const reachable = meant
		.map((brigade) => ({
			brigade,
			people: humansOf([brigade], candidates, facts).filter(
				({ role, reach }) =>
					(role === "dutyOfficer" || role === "chief") &&
					(reach.telegram || reach.sms || reach.voice),
			),
		}))
		.filter(({ people }) => people.length > 0);
	const chosen = brigadeIds ? reachable : reachable.slice(0, 1);
	if (chosen.length === 0)
		return ignore(turn, asked.size > 0 ? "asked" : "nobodyToAsk");
	emit(turn, {
		type: "StateCrewsAsked",
		brigadeIds: chosen.map(({ brigade }) => brigade.id),
		people: chosen.flatMap(({ brigade, people }) =>
			people.map(({ responderId }) => ({
				brigadeId: brigade.id,
				responderId,
			})),
		),
		by,
	});
	for (const { people } of chosen)
		for (const [rank, human] of people.entries())
			tell(turn, human, say(turn.incident, "stateAsked", {}), {
				purpose: "inform",
				laneClass: 0,
				rank,
				alsoCall: true,
			});
}

/** «Взяли до відома»: heard, and no promise. */
export function stateCrewHears(
	turn: Turn,
	{ responderId }: Of<"StateCrewHears">,
) {
	const mine = turn.incident.stateAsked.filter(({ people }) =>
		people?.includes(responderId),
	);
	if (mine.length === 0) return ignore(turn, "notAsked");
	const fresh = mine.filter(({ heardAt }) => heardAt === undefined);
	if (fresh.length === 0) return ignore(turn, "heard");
	for (const { brigadeId, people = [] } of fresh) {
		emit(turn, { type: "StateCrewHeard", brigadeId, responderId });
		// One of them has it: nobody else there is rung for it.
		for (const id of people) {
			effect(turn, { type: "Withdraw", responderId: id, purposes: ["inform"] });
			if (id !== responderId) effect(turn, { type: "HangUp", responderId: id });
		}
	}
}

/** A state crew within an hour's drive that nobody has asked yet: a button is worth showing. */
export function mayAskState(turn: Turn): boolean {
	const { incident } = turn;
	if (awaitsWord(incident)) return false;
	const asked = new Set(incident.stateAsked.map((one) => one.brigadeId));
	const { candidates } = selectionInput(turn);
	return brigadesInReach(incident, candidates).some(
		({ id, kind }) => kind === "state" && !asked.has(id),
	);
}

const awaitsWord = (incident: Known): boolean =>
	incident.status === "unconfirmed" &&
	incident.incidentType === "shelling_impact";

// --- 101 knows --------------------------------------------------------------------

/** Told by somebody else than 101 or 112: until somebody ticks it, nobody knows that they know. */
export const mustInform101 = (incident: Known): boolean =>
	incident.mode === "actual" &&
	!hasEnded(incident) &&
	!isOf101(incident.source) &&
	!incident.mergedFrom.some(({ source }) => isOf101(source)) &&
	!incident.marks.some(({ mark }) => mark === "informed101");

const isOf101 = (source: Known["source"]): boolean =>
	source === "okc_101" || source === "s112";

/** Long enough for a chief to ring 101 himself, short enough for a house. */
const INFORM_101_AFTER_MS = 180_000;

export function remember101(turn: Turn): void {
	if (mustInform101(turn.incident))
		setStep(turn, "inform101", turn.facts.now + INFORM_101_AFTER_MS);
}

/** «Повідомте 101: #118», once, silently. The service itself never rings 101. */
export function inform101Due(turn: Turn) {
	const { incident } = turn;
	if (!mustInform101(incident)) return ignore(turn, "informed");
	emit(turn, { type: "StepReached", step: "inform101", round: incident.round });
	const chief =
		incident.humans.find(({ role }) => role === "chief") ?? incident.humans[0];
	if (!chief) return;
	tell(
		turn,
		{ ...chief, reach: { ...chief.reach, voice: false } },
		say(incident, "inform101", {}),
		{ purpose: "inform", laneClass: 5 },
	);
}

export const informed101 = (turn: Turn): void =>
	clearSteps(turn, ["inform101"]);

// --- helpers ----------------------------------------------------------------------

/** What is worth asking for, when nobody says what. */
const EQUIPMENT_FOR: Readonly<Record<IncidentType, readonly Equipment[]>> = {
	vegetation_fire: ["tractor", "plough", "barrel"],
	structure_fire: ["barrel"],
	outbuilding_fire: ["barrel", "tractor"],
	industrial_fire: ["barrel"],
	vehicle_fire: ["barrel"],
	road_accident: ["tractor", "excavator"],
	hazmat: ["excavator"],
	shelling_impact: ["excavator", "barrel"],
	rescue: ["excavator", "tractor"],
	other: ["tractor", "barrel", "excavator"],
};

// More tractors than these stand in each other's way; who presses again asks the next.
const ASKED_AT_ONCE = 6;

/** «Попросити трактор»: who agreed to be asked, the nearest first; never crew, so never one who is. */
export function askHelpers(turn: Turn, { by, equipment }: Of<"AskHelpers">) {
	const { incident } = turn;
	if (awaitsWord(incident)) return ignore(turn, "awaitsConfirmation");
	const wanted = new Set(equipment ?? EQUIPMENT_FOR[incident.incidentType]);
	const helpers = (turn.facts.helpers ?? [])
		.filter(
			({ responderId, brigadeIds = [] }) =>
				!incident.helpers.has(responderId) &&
				!incident.people.has(responderId) &&
				// Of a brigade that is called: asked as crew, and not twice.
				!brigadeIds.some((id) => incident.stations.has(id)),
		)
		.map(({ brigadeIds: _brigades, ...asked }) => ({
			...asked,
			equipment: asked.equipment.filter((one) => wanted.has(one)),
		}))
		.filter((asked) => asked.equipment.length > 0)
		.slice(0, ASKED_AT_ONCE);
	if (helpers.length === 0) return ignore(turn, "noHelpers");
	emit(turn, { type: "HelpersAsked", helpers, by });
	for (const [rank, helper] of helpers.entries()) ask(turn, helper, rank);
}

function ask(turn: Turn, helper: HelperAsked, rank: number): void {
	const { incident } = turn;
	tell(
		turn,
		helper,
		say(incident, "helperAsked", { equipment: helper.equipment }),
		{ purpose: "inform", laneClass: 2, rank, alsoCall: true },
	);
}

export function helperAnswers(turn: Turn, command: Of<"HelperAnswers">) {
	const { responderId, answer, etaMinutes, saidAt } = command;
	const helper = turn.incident.helpers.get(responderId);
	if (!helper) return ignore(turn, "notAsked");
	const from = saidAt ?? turn.facts.now;
	const etaAt = answer === "responding" ? arrival() : undefined;
	effect(turn, { type: "Withdraw", responderId, purposes: ["inform"] });
	effect(turn, { type: "HangUp", responderId });
	emit(turn, {
		type: "HelperAnswered",
		responderId,
		answer,
		...(etaAt === undefined ? {} : { etaAt }),
	});

	function arrival(): Instant | undefined {
		if (etaMinutes !== undefined) return from + etaMinutes * 60_000;
		const { toSceneMs } = helper ?? {};
		return toSceneMs === undefined ? undefined : from + toSceneMs;
	}
}

/** Another place, or mines by it: told before they move, whether they have answered or not. */
export function tellHelpers(
	turn: Turn,
	message: Message,
	/** They hear all of it in words of their own. */
	except?: ReadonlySet<string>,
): void {
	for (const helper of turn.incident.helpers.values())
		if (helper.answer !== "notResponding" && !except?.has(helper.responderId))
			tell(turn, helper, message, {
				purpose: "inform",
				laneClass: 1,
				alsoCall: true,
			});
}

/** Once, and only who may be on the way or still asks themselves whether to go. */
export function standDownHelpers(
	turn: Turn,
	why: "closed" | "falseAlarm",
): void {
	for (const helper of turn.incident.helpers.values()) {
		const { responderId } = helper;
		effect(turn, { type: "HangUp", responderId });
		if (helper.answer === "notResponding") continue;
		tell(turn, helper, say(turn.incident, "helperStoodDown", { why }), {
			purpose: "inform",
			laneClass: 3,
		});
	}
}

const coming = ({ helpers }: Known) =>
	[...helpers.values()].filter(({ answer }) => answer === "responding");

// --- two fires that are one ---------------------------------------------------------

/** What the fire that goes on takes over of the duplicate's others. */
export function othersOf(into: Known, from: Known) {
	const observers = from.observers.filter(
		({ responderId }) => !hears(into, responderId),
	);
	const asked = new Set(into.stateAsked.map(({ brigadeId }) => brigadeId));
	const stateAsked = from.stateAsked.filter(
		({ brigadeId }) => !asked.has(brigadeId),
	);
	const helpers = [...from.helpers.values()].filter(
		({ responderId }) =>
			!into.helpers.has(responderId) && !into.people.has(responderId),
	);
	return {
		...(observers.length > 0 ? { observers } : {}),
		...(stateAsked.length > 0 ? { stateAsked } : {}),
		...(helpers.length > 0 ? { helpers } : {}),
	};
}

/** Helpers on the way drive on to the same fire under another number. */
export function tellHelpersSameFire(turn: Turn, from: Known): void {
	for (const [rank, helper] of coming(from).entries()) {
		const here = turn.incident.helpers.get(helper.responderId);
		if (!here || turn.incident.people.has(helper.responderId)) continue;
		tell(
			turn,
			here,
			say(turn.incident, "sameFire", {
				reported: from.number,
				answer: "responding",
				to: "scene",
				...(here.etaAt === undefined ? {} : { etaAt: here.etaAt }),
			}),
			{ purpose: "inform", laneClass: 2, rank },
		);
	}
}

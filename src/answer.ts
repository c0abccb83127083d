/**
 * An answer means the same on every channel: a tap, a key, a text, a form.
 *
 * What was said becomes the right command or commands through `service.handle`;
 * what came of it goes back to whoever asked, who says it in the words of its channel.
 */

import type { By, Command, Known, Person } from "./core/incident.ts";
import type {
	Answer,
	ChannelName,
	HouseWord,
	Instant,
	MarkName,
	Readiness,
} from "./core/kinds.ts";
import type { Message } from "./core/message.ts";
import type { ReadReply } from "./core/reply.ts";
import { about } from "./core/turn.ts";
import { AppError } from "./errors.ts";
import type { Alongside, Handled, Service } from "./service.ts";
import type { ButtonCode } from "./wording/buttons.ts";

/** What a person can say besides coming or not. */
export type Decision =
	| "switch"
	| "stay"
	| "split"
	| "confirm"
	| "dismiss"
	| "takeOver"
	| "close"
	/** «Попросити ДСНС». */
	| "askState"
	/** A state crew's officer: «взяли до відома». */
	| "noted"
	/** The truck may leave; «Приліт?» yes, no. */
	| "leave"
	| "impact"
	| "noImpact"
	/** Not yet: the question comes again by itself. */
	| "wait";

export type Said =
	| Omit<Extract<ReadReply, { kind: "answer" }>, "note">
	| Extract<ReadReply, { kind: "note" }>
	| {
			kind: "mark";
			mark: "atStation" | "departed" | "onScene" | "returned" | "informed101";
	  }
	| { kind: "decision"; decision: Decision }
	/** Said by somebody in the house: never the person's own answer. */
	| { kind: "house"; said: HouseWord }
	| { kind: "readiness"; readiness: Readiness }
	/** They ask where it is; nothing is recorded. */
	| { kind: "map" };

export type Answering = {
	incidentId: string;
	responderId: string;
	said: Said;
	/** The person's own words: the note, or what came with the answer. */
	words?: string;
	channel: ChannelName | "page" | "behalf";
	/** The carrier's id or the form's nonce: the same answer twice is one answer. */
	commandId: string;
	/** When it was said, where it waited to be written. */
	saidAt?: Instant;
	/** Writes that stand or fall with the answer. */
	alongside?: Alongside;
};

export type AnswerReceived = Extract<Message, { kind: "answerReceived" }>;

/** What came of it, for the channel to say back. */
export type Answered =
	| { kind: "answered"; incident: Known; message: AnswerReceived }
	/** Promised to another incident: asked whether to change over. `from` is its number. */
	| { kind: "askSwitch"; incident: Known; from: number }
	| { kind: "marked"; incident: Known; mark: MarkName }
	| { kind: "noted"; incident: Known }
	| { kind: "decided"; incident: Known; decision: Decision }
	/** Somebody with a tractor: to the scene, and never one of the crew. */
	| { kind: "helper"; incident: Known; answer: Answer; etaAt?: Instant }
	/** No state crew is near, or none that can be written to. */
	| { kind: "noStateCrew"; incident: Known }
	| { kind: "house"; incident: Known; said: HouseWord }
	| { kind: "readiness"; incident: Known; readiness: Readiness }
	/** To be shown the map (`venueOf`). */
	| { kind: "map"; incident: Known }
	/** The incident is over; nothing was changed. */
	| { kind: "ended"; incident: Known }
	/** Somebody was faster, or the present state does not allow it. */
	| { kind: "tooLate"; incident: Known }
	/** Not this person's to decide. */
	| { kind: "refused" };

/**
 * Carries out what was said. Throws only what `handle` throws besides a conflict:
 * an unknown incident, or a database that cannot be written.
 */
export async function answer(
	service: Service,
	asked: Answering,
): Promise<Answered> {
	const { said } = asked;
	const before = isForOneNumber(said)
		? await incidentNow(service, asked.incidentId)
		: await incidentMeant(service, asked.incidentId);
	if (!before)
		throw new AppError(
			"notFound",
			`expected the id of an incident, got "${asked.incidentId}", which is in no log`,
		);
	const counted = await countedBefore(service, asked, before);
	if (counted) return counted;
	const answered = await carriedOut(
		service,
		{ ...asked, incidentId: before.id },
		before,
	);
	// Merged while this waited its turn: it is said to the fire that goes on.
	return answered.kind === "ended" &&
		answered.incident.mergedInto &&
		!isForOneNumber(said)
		? answer(service, asked)
		: answered;
}

async function carriedOut(
	service: Service,
	answering: Answering,
	before: Known,
): Promise<Answered> {
	const { said } = answering;
	try {
		if (said.kind === "answer" && isHelper(before, answering.responderId))
			return await help(service, answering);
		if (said.kind === "answer") return await acknowledge(service, answering);
		if (said.kind === "note") return await note(service, answering);
		if (said.kind === "mark") return await mark(service, answering, before);
		if (said.kind === "house") return await house(service, answering);
		if (said.kind === "readiness")
			return await readiness(service, answering, before);
		if (said.kind === "map") return { kind: "map", incident: before };
		return await decide(service, answering, before);
	} catch (error) {
		if (!(error instanceof AppError) || error.kind !== "conflict") throw error;
		const now = (await incidentNow(service, answering.incidentId)) ?? before;
		return { kind: isOver(now) ? "ended" : "tooLate", incident: now };
	}
}

/** What a button or a call's key stands for. */
export const saidByButton = (code: ButtonCode): Said => BUTTONS[code];

const coming = (
	more: Partial<Extract<Said, { kind: "answer" }>> = {},
): Said => ({
	kind: "answer",
	answer: "responding",
	...more,
});
const decision = (decision: Decision): Said => ({ kind: "decision", decision });

const BUTTONS: Record<ButtonCode, Said> = {
	y: coming(),
	y5: coming({ etaMinutes: 5 }),
	y10: coming({ etaMinutes: 10 }),
	y15: coming({ etaMinutes: 15 }),
	y20: coming({ etaMinutes: 20 }),
	y40: coming({ etaMinutes: 40 }),
	scene: coming({ to: "scene" }),
	nodrive: coming({ notDriving: true }),
	no: { kind: "answer", answer: "notResponding" },
	later: { kind: "answer", answer: "later" },
	allclear: { kind: "answer", answer: "later", afterAllClear: true },
	atst: { kind: "mark", mark: "atStation" },
	dep: { kind: "mark", mark: "departed" },
	scn: { kind: "mark", mark: "onScene" },
	ret: { kind: "mark", mark: "returned" },
	map: { kind: "map" },
	ready: { kind: "readiness", readiness: "ready" },
	nowater: { kind: "readiness", readiness: "noWater" },
	nofuel: { kind: "readiness", readiness: "noFuel" },
	broken: { kind: "readiness", readiness: "broken" },
	waking: { kind: "house", said: "waking" },
	absent: { kind: "house", said: "absent" },
	switch: decision("switch"),
	go: decision("switch"),
	stay: decision("stay"),
	split: decision("split"),
	confirm: decision("confirm"),
	dismiss: decision("dismiss"),
	takeover: decision("takeOver"),
	close: decision("close"),
	leave: decision("leave"),
	impact: decision("impact"),
	noimpact: decision("noImpact"),
	m101: { kind: "mark", mark: "informed101" },
	askstate: decision("askState"),
	noted: decision("noted"),
};

/** The incident as its log tells it now. */
export async function incidentNow(
	service: Pick<Service, "load">,
	incidentId: string,
): Promise<Known | undefined> {
	const incident = await service.load(incidentId);
	return incident.status === "unknown" ? undefined : incident;
}

/**
 * The incident an answer belongs to: a link, a call or a button of a duplicate answers
 * the fire that goes on.
 */
export async function incidentMeant(
	service: Pick<Service, "load">,
	incidentId: string,
): Promise<Known | undefined> {
	let incident = await incidentNow(service, incidentId);
	while (incident?.mergedInto)
		incident = await incidentNow(service, incident.mergedInto.id);
	return incident;
}

/** What a human decides is decided of the incident they were asked about, and of no other. */
const isForOneNumber = (said: Said): boolean =>
	said.kind === "decision" &&
	(said.decision === "confirm" ||
		said.decision === "dismiss" ||
		said.decision === "takeOver" ||
		said.decision === "close" ||
		said.decision === "impact" ||
		said.decision === "noImpact");

/** Written in the duplicate's log before the merge, it is no new word now that the carrier brings it again. */
async function countedBefore(
	{ store }: Service,
	{ incidentId, commandId, responderId }: Answering,
	now: Known,
): Promise<Answered | undefined> {
	if (now.id === incidentId) return undefined;
	const known = await store.written(`incident/${incidentId}`, commandId);
	const person = now.people.get(responderId);
	if (known.length === 0 || person?.answer === undefined) return undefined;
	return {
		kind: "answered",
		incident: now,
		message: received(now, person),
	};
}

export const isOver = ({ status }: Known): boolean =>
	status === "closed" || status === "cancelled";

async function acknowledge(
	service: Service,
	answering: Answering,
): Promise<Answered> {
	const { said, responderId, channel, words, saidAt } = answering;
	if (said.kind !== "answer") throw new TypeError("expected an answer");
	const { kind: _kind, ...what } = said;
	const kept = words ? service.keepWords(words) : undefined;
	const { incident, repeated } = await run(
		service,
		answering,
		{
			type: "Acknowledge",
			responderId,
			channel,
			...what,
			...(kept ? { note: kept.ref } : {}),
			...(saidAt === undefined ? {} : { saidAt }),
		},
		kept?.words,
	);
	if (isOver(incident)) return { kind: "ended", incident };
	const person = incident.people.get(responderId);
	// A repeat changes nothing: what holds now is said, also when it was changed since.
	if (person?.answer && (repeated || person.answer === said.answer))
		return { kind: "answered", incident, message: received(incident, person) };
	const from = await promisedElsewhere(service, answering);
	return from.length > 0
		? { kind: "askSwitch", incident, from: from[0]?.number ?? 0 }
		: { kind: "tooLate", incident };
}

/** Asked for their machine only: what they say makes them no crew. */
const isHelper = ({ helpers, people }: Known, responderId: string): boolean =>
	helpers.has(responderId) && !people.has(responderId);

async function help(service: Service, answering: Answering): Promise<Answered> {
	const { said, responderId, saidAt } = answering;
	if (said.kind !== "answer") throw new TypeError("expected an answer");
	const { incident } = await run(service, answering, {
		type: "HelperAnswers",
		responderId,
		answer: said.answer,
		...(said.etaMinutes === undefined ? {} : { etaMinutes: said.etaMinutes }),
		...(saidAt === undefined ? {} : { saidAt }),
	});
	if (isOver(incident)) return { kind: "ended", incident };
	const { answer, etaAt } = incident.helpers.get(responderId) ?? {};
	return {
		kind: "helper",
		incident,
		answer: answer ?? said.answer,
		...(etaAt === undefined ? {} : { etaAt }),
	};
}

async function note(service: Service, answering: Answering): Promise<Answered> {
	const { responderId, channel, words: text = "" } = answering;
	const kept = service.keepWords(text);
	const { incident } = await run(
		service,
		answering,
		{ type: "Note", responderId, note: kept.ref, text, channel },
		kept.words,
	);
	return { kind: isOver(incident) ? "ended" : "noted", incident };
}

async function mark(
	service: Service,
	answering: Answering,
	before: Known,
): Promise<Answered> {
	const { said, responderId, saidAt } = answering;
	if (said.kind !== "mark") throw new TypeError("expected a mark");
	const person = before.people.get(responderId);
	if (!person && !isHuman(before, responderId)) return { kind: "refused" };
	// «Я в депо» that waited while somebody said «не можу» must not make them come again.
	if (saidAt !== undefined && saidAt < (person?.answeredAt ?? saidAt))
		return { kind: "tooLate", incident: before };
	const { incident, ignored } = await run(service, answering, {
		type: "Mark",
		mark: said.mark,
		by: { kind: "responder", id: responderId },
		...aboutWhat(before, responderId, said.mark),
		...(saidAt === undefined ? {} : { at: saidAt }),
	});
	if (ignored === "notComing") return { kind: "refused" };
	return isOver(incident)
		? { kind: "ended", incident }
		: { kind: "marked", incident, mark: said.mark };
}

/** Whoever picked up in the house speaks about the person, never for them. */
async function house(
	service: Service,
	answering: Answering,
): Promise<Answered> {
	const { said, responderId } = answering;
	if (said.kind !== "house")
		throw new TypeError("expected a word of the house");
	const { incident } = await run(service, answering, {
		type: "HouseholdSays",
		responderId,
		said: said.said,
	});
	return isOver(incident)
		? { kind: "ended", incident }
		: { kind: "house", incident, said: said.said };
}

/** Asked at home, often after the fire is closed: it is about the next one. */
async function readiness(
	service: Service,
	answering: Answering,
	before: Known,
): Promise<Answered> {
	const { said, responderId } = answering;
	if (said.kind !== "readiness") throw new TypeError("expected readiness");
	if (!before.people.has(responderId) && !isHuman(before, responderId))
		return { kind: "refused" };
	const { incident, ignored } = await run(service, answering, {
		type: "TellReadiness",
		by: { kind: "responder", id: responderId },
		readiness: said.readiness,
	});
	return ignored === "notOfThisIncident"
		? { kind: "refused" }
		: { kind: "readiness", incident, readiness: said.readiness };
}

/** A departure is about the truck the person sits in; an arrival is about the person. */
function aboutWhat(
	incident: Known,
	responderId: string,
	mark: MarkName,
): Partial<Extract<Command, { type: "Mark" }>> {
	const person = incident.people.get(responderId);
	const crew = incident.crews.find((crew) =>
		(crew.leftWith ?? crew.promised?.responderIds)?.includes(responderId),
	);
	const brigadeId = crew?.brigadeId ?? person?.brigadeId;
	const truck = {
		...(brigadeId ? { brigadeId } : {}),
		...(crew?.vehicleId ? { vehicleId: crew.vehicleId } : {}),
	};
	if (mark === "departed" || mark === "returned")
		return { responderId, ...truck };
	if (mark === "onScene" && crew?.leftAt !== undefined)
		return { responderId, ...truck };
	return { responderId, ...(brigadeId ? { brigadeId } : {}) };
}

async function decide(
	service: Service,
	answering: Answering,
	before: Known,
): Promise<Answered> {
	const { said, responderId } = answering;
	if (said.kind !== "decision") throw new TypeError("expected a decision");
	const by = { kind: "responder", id: responderId } as const;
	switch (said.decision) {
		case "switch":
			return changeOver(service, answering);
		case "stay":
			return decline(service, answering);
		case "split":
			return note(service, answering);
		case "wait":
			return { kind: "decided", incident: before, decision: "wait" };
		case "confirm":
		case "dismiss":
			if (!(await mayConfirm(service, before, responderId)))
				return { kind: "refused" };
			return decided({
				type: said.decision === "confirm" ? "Confirm" : "Dismiss",
				by,
			});
		case "takeOver":
		case "close":
			if (!isHuman(before, responderId)) return { kind: "refused" };
			return decided({
				type: said.decision === "takeOver" ? "TakeOver" : "Close",
				by,
			});
		case "leave":
			return letLeave(by);
		case "impact":
		case "noImpact":
			if (!isHuman(before, responderId)) return { kind: "refused" };
			return decided({
				type: "Impact",
				impact: said.decision === "impact",
				by,
			});
		case "askState":
			if (!isHuman(before, responderId)) return { kind: "refused" };
			return askState(by);
		case "noted":
			return decided({ type: "StateCrewHears", responderId });
		default:
			return said.decision satisfies never;
	}

	async function askState(by: By): Promise<Answered> {
		const { incident, ignored } = await run(service, answering, {
			type: "AskStateCrews",
			by,
		});
		return ignored === "nobodyToAsk"
			? { kind: "noStateCrew", incident }
			: { kind: "decided", incident, decision: "askState" };
	}

	/** Whether it is theirs to say is decided with the state as it is then: a leader may have turned back. */
	async function letLeave(by: By): Promise<Answered> {
		const { incident, ignored } = await run(service, answering, {
			type: "AllowDeparture",
			by,
		});
		return ignored === "notTheirs"
			? { kind: "refused" }
			: { kind: "decided", incident, decision: "leave" };
	}

	async function decided(command: Command): Promise<Answered> {
		const { incident } = await run(service, answering, command);
		return {
			kind: "decided",
			incident,
			decision: (said as { decision: Decision }).decision,
		};
	}
}

/** Yes to «Перейти на #119?»: given up there first, then promised here; in between counted nowhere. */
async function changeOver(
	service: Service,
	answering: Answering,
): Promise<Answered> {
	const { alongside: _later, ...there } = answering;
	for (const { incidentId } of await promisedElsewhere(service, answering))
		await run(
			service,
			{ ...there, incidentId },
			{
				type: "Withdraw",
				responderId: answering.responderId,
				why: "otherIncident",
			},
		);
	return acknowledge(service, { ...answering, said: coming() });
}

/** No to it: here somebody else is asked now. */
async function decline(
	service: Service,
	answering: Answering,
): Promise<Answered> {
	const now = await incidentNow(service, answering.incidentId);
	// An old button: who comes here already was not asked to leave another fire for it.
	if (now?.people.get(answering.responderId)?.answer === "responding")
		return { kind: "tooLate", incident: now };
	const answered = await acknowledge(service, {
		...answering,
		said: { kind: "answer", answer: "notResponding" },
	});
	return answered.kind === "answered"
		? { kind: "decided", incident: answered.incident, decision: "stay" }
		: answered;
}

function run(
	service: Service,
	{ incidentId, commandId, alongside }: Answering,
	command: Command,
	words?: NonNullable<Alongside["words"]>[number],
): Promise<Handled> {
	const beside = words
		? { ...alongside, words: [...(alongside?.words ?? []), words] }
		: alongside;
	return service.handle(incidentId, command, {
		commandId,
		...(beside ? { alongside: beside } : {}),
	});
}

async function promisedElsewhere(
	service: Service,
	{ responderId, incidentId }: Answering,
) {
	const commitments = await service.store.commitments([
		{ kind: "responder", id: responderId },
	]);
	return commitments.filter((other) => other.incidentId !== incidentId);
}

const isHuman = (incident: Known, responderId: string): boolean =>
	incident.humans.some((human) => human.responderId === responderId);

/** Whether it burns may also be decided by a leader: leaders are asked after 30 s. */
async function mayConfirm(
	service: Service,
	incident: Known,
	responderId: string,
): Promise<boolean> {
	if (isHuman(incident, responderId)) return true;
	const [person] = await service.roster.people([responderId]);
	return person?.qualifications.includes("leader") ?? false;
}

/** What is said back: read from the state, so that a repeat says the same. */
export function received(incident: Known, person: Person): AnswerReceived {
	const { answer = "responding", to, notDriving, etaAt } = person;
	return {
		...about(incident),
		kind: "answerReceived",
		answer,
		to,
		notDriving,
		...(answer === "responding" && etaAt !== undefined ? { etaAt } : {}),
		waitsForDriver: answer === "responding" && truckWaitsFor(incident, person),
		...(person.afterAllClear ? { afterAllClear: true } : {}),
	};
}

/** He drives to the fire himself while no truck has a driver yet. */
const truckWaitsFor = (incident: Known, { to, qualifications }: Person) =>
	to === "scene" &&
	qualifications.includes("driver_c") &&
	incident.crews.some((crew) => !crew.promised && crew.leftAt === undefined);

/**
 * What a fire that nobody has confirmed is worth: who told of it, whether their numbers
 * are known, and whether they stand by their word. Decides what wakes people, and is told
 * to who decides whether it burns: never who they are.
 */
import type { Known, Report } from "./incident.ts";

/** Whoever told of it raised a false alarm before, all of them. */
export const isDoubted = (incident: Known): boolean =>
	incident.reports.size > 0
		? reportsOf(incident).every(({ doubted }) => doubted) &&
			membersOf(incident).length === 0
		: incident.reporterDoubted;

/** Whoever told of it says that it is out, or a mistake: nobody is left who says that it burns. */
export const isTakenBack = (incident: Known): boolean =>
	incident.reports.size > 0 &&
	membersOf(incident).length === 0 &&
	reportsOf(incident).every(({ said }) => said === "out" || said === "mistake");

/** Nobody but the chief is asked without a human's word. */
export const isForChiefAlone = (incident: Known): boolean =>
	isDoubted(incident) || isTakenBack(incident);

/** Somebody whose number is known says that people are in danger. */
export const isVouchedDanger = (incident: Known): boolean =>
	incident.reports.size > 0
		? standing(incident).some(
				({ verified, peopleInDanger }) => verified && peopleInDanger,
			)
		: incident.peopleInDanger &&
			incident.reporterVerified &&
			!incident.reporterDoubted;

/** Somebody who raised no false alarm before says that people are in danger. */
export const isClaimedDanger = (incident: Known): boolean =>
	incident.peopleInDanger &&
	(incident.reports.size === 0
		? !incident.reporterDoubted
		: standing(incident).some(({ peopleInDanger }) => peopleInDanger) ||
			// Said by a human meanwhile, or by a member.
			!reportsOf(incident).some(({ peopleInDanger }) => peopleInDanger));

/** Two numbers that are known, or a sensor and somebody: two chats may be one boy. */
export function isCorroborated(incident: Known): boolean {
	const voices = standing(incident);
	const sensors = voices.some(({ source }) => source === "sensor");
	const people = voices.filter(({ source }) => source !== "sensor");
	const members = membersOf(incident);
	if (sensors && people.length + members.length > 0) return true;
	const numbers = new Set([
		...members.map((id) => `person:${id}`),
		...people
			.filter(({ verified }) => verified)
			.map(({ reporterId, id }) => reporterId ?? id),
	]);
	return numbers.size > 1;
}

/** Rung back, somebody has said that it burns now. */
export const isConfirmedByCall = (incident: Known): boolean =>
	standing(incident).some(({ confirmedByCall }) => confirmedByCall);

/** Words alone: no number that is known, nobody rung back, no member, no sensor. */
export const isUnproven = (incident: Known): boolean =>
	incident.status === "unconfirmed" &&
	incident.reports.size > 0 &&
	membersOf(incident).length === 0 &&
	reportsOf(incident).every(
		({ source, verified, confirmedByCall }) =>
			source === "resident" && !verified && !confirmedByCall,
	);

const reportsOf = ({ reports }: Known): Report[] => [...reports.values()];

const standing = (incident: Known): Report[] =>
	reportsOf(incident).filter(
		({ doubted, said }) => !doubted && said !== "out" && said !== "mistake",
	);

/** Members of a brigade whose word a chief was asked about. */
function membersOf(incident: Known): string[] {
	const own =
		incident.source === "resident" && incident.raisedBy
			? [incident.raisedBy]
			: [];
	const brought = incident.mergedFrom.flatMap(({ source, raisedBy }) =>
		source === "resident" && raisedBy ? [raisedBy] : [],
	);
	return [...new Set([...own, ...brought])];
}

/**
 * Whose word turns out to be no fire, once a human has said so. Who took it back
 * themselves told the truth in time. Of several only those whose number nobody knows:
 * three neighbours may take a barbecue for a fire, two chats may be one boy.
 */
export function falselyReported(incident: Known): string[] {
	const told = reportsOf(incident).filter(
		({ said, source }) =>
			source === "resident" && said !== "out" && said !== "mistake",
	);
	const people = new Set(told.flatMap(({ reporterId }) => reporterId ?? []));
	const several =
		people.size + membersOf(incident).length > 1 ||
		reportsOf(incident).some(({ source }) => source === "sensor");
	return [
		...new Set(
			told.flatMap(({ reporterId, verified }) =>
				reporterId !== undefined && !(several && verified) ? reporterId : [],
			),
		),
	];
}

// --- As it is told ----------------------------------------------------------------

/** How far a fire that nobody has confirmed is believed. */
export type Belief = {
	reports: number;
	/** The number of one of them is known to be theirs. */
	verified: boolean;
	/** All of them raised a false alarm before. */
	doubted: boolean;
	/** Rung back, one of them said that it burns. */
	byCall: boolean;
	/** All of them say that it is out, or a mistake. */
	takenBack: boolean;
};

/** Undefined = no resident and no sensor told of it. */
export function believed(incident: Known): Belief | undefined {
	const reports = reportsOf(incident);
	if (reports.length === 0) return undefined;
	return {
		reports: reports.length,
		verified: reports.some(({ verified }) => verified),
		doubted: isDoubted(incident),
		byCall: isConfirmedByCall(incident),
		takenBack: isTakenBack(incident),
	};
}

/** As a part of a message. */
export function beliefIn(incident: Known): { belief?: Belief } {
	const belief = believed(incident);
	return belief ? { belief } : {};
}

/**
 * People under one roof: who comes frees the other, who stays with the children;
 * and somebody in the house may be rung for who does not wake.
 *
 * Nobody is freed without whom the crew could not be filled; who was freed may
 * come all the same, and is asked again as soon as they are wanted.
 */
import { allLeft, comingNow, enough, isWanted } from "./gathering.ts";
import type { Command, Known, Person } from "./incident.ts";
import { replace } from "./ladder.ts";
import type { Gap } from "./message.ts";
import {
	effect,
	emit,
	ignore,
	phonesMayRing,
	say,
	sendAlert,
	type Turn,
	tell,
} from "./turn.ts";

/** Somebody of the house has said «їду»: the others may stay, unless the crew needs them. */
export function freeHousehold(turn: Turn, responderId: string): void {
	const comes = turn.incident.people.get(responderId);
	if (comes?.household === undefined) return;
	for (const person of [...turn.incident.people.values()]) {
		if (person.household !== comes.household || !isAsked(person)) continue;
		if (isWanted(turn.incident, turn.facts.now, person)) continue;
		emit(turn, {
			type: "HouseholdFreed",
			by: responderId,
			responderIds: [person.responderId],
		});
		takeBack(turn, person.responderId);
		const driver = person.qualifications.some((q) => q.startsWith("driver"));
		tell(
			turn,
			// A call only to say «sleep on» would wake who sleeps on.
			{ ...person, reach: { ...person.reach, voice: false } },
			say(turn.incident, "householdFreed", {
				name: responderId,
				...(driver ? { driver } : {}),
			}),
			{ purpose: "inform", laneClass: 3, rank: person.rank },
		);
	}
}

/** Who was to come does not: nobody of the house comes any more, so the others are asked again. */
export function askHouseholdAgain(turn: Turn, responderId: string): void {
	const household = turn.incident.people.get(responderId)?.household;
	if (household === undefined) return;
	if (comingNow(turn.incident).some((p) => p.household === household)) return;
	askFreed(turn, (person) => person.household === household);
}

/** Others fell out meanwhile, and now the crew cannot be filled without who was freed. */
export const askFreedWhoAreWanted = (turn: Turn): void =>
	askFreed(turn, (person) => isWanted(turn.incident, turn.facts.now, person));

/** Before a neighbour village is woken for a driver, the driver who was freed is. */
export const askFreedFor = (turn: Turn, gaps: readonly Gap[]): void =>
	askFreed(turn, ({ qualifications }) =>
		gaps.some(
			({ qualification }) =>
				qualification !== "firefighter" &&
				qualifications.includes(qualification),
		),
	);

function askFreed(turn: Turn, which: (person: Person) => boolean): void {
	const freed = [...turn.incident.people.values()].filter(
		(person) =>
			person.freedBy !== undefined &&
			isAsked({ ...person, freedBy: undefined }) &&
			which(person),
	);
	if (freed.length === 0) return;
	emit(turn, {
		type: "HouseholdAskedAgain",
		responderIds: freed.map((person) => person.responderId),
	});
	const { incident } = turn;
	// Nobody is woken for a crew that is there; a crew that breaks asks all who are silent.
	if (incident.stoodDown || allLeft(incident) || enough(incident)) return;
	for (const person of freed)
		sendAlert(turn, person, {
			laneClass: 1,
			message: say(incident, "alert", { repeat: true }),
			calls: phonesMayRing(turn),
			atOnce: true,
		});
}

/** «Вже встає» is shown and changes nothing; «його немає» asks the next one now. A later answer of their own counts. */
export function householdSays(
	turn: Turn,
	{ responderId, said }: Extract<Command, { type: "HouseholdSays" }>,
) {
	const person = turn.incident.people.get(responderId);
	if (!person) return ignore(turn, "notOfThisIncident");
	if (!isAsked(person)) return ignore(turn, "answered");
	if (person.house === said) return ignore(turn, "known");
	emit(turn, { type: "HouseholdSaid", responderId, said });
	if (said === "absent") replace(turn, person.qualifications);
}

/** Is somebody of this house on the way already? */
export const householdComes = (
	incident: Pick<Known, "people" | "crews">,
	household: string | undefined,
): boolean =>
	household !== undefined &&
	comingNow(incident).some((person) => person.household === household);

/** Asked, silent, and nobody has taken the question back. */
const isAsked = (
	person: Pick<
		Person,
		"answer" | "withdrew" | "unreachableAt" | "stoodDownAt"
	> & {
		freedBy?: string | undefined;
	},
): boolean =>
	person.answer === undefined &&
	person.withdrew === undefined &&
	person.unreachableAt === undefined &&
	person.stoodDownAt === undefined &&
	person.freedBy === undefined;

function takeBack(turn: Turn, responderId: string): void {
	effect(turn, { type: "Withdraw", responderId, purposes: ["alert"] });
	effect(turn, { type: "HangUp", responderId });
}

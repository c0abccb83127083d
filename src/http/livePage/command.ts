/**
 * A pressed button of the live page → the command it stands for.
 *
 * What a form says is checked against the incident: a vehicle or a person it does
 * not have is a mistake, not a command.
 */
import type { By, Command, Correction, Known } from "../../core/incident.ts";
import {
	ANSWERS,
	EQUIPMENT,
	INCIDENT_TYPES,
	MARKS,
	type MarkName,
} from "../../core/kinds.ts";
import { isOfDesk } from "../../core/merging.ts";
import type { Alongside, KeepWords } from "../../service.ts";

export type Pressed = {
	action: string;
	/** Fields of the form and of its address together. */
	fields: URLSearchParams;
	incident: Known;
	responderId: string;
	keepWords: KeepWords;
	/** The incident a merge names. */
	other?: Known;
};

export type Meant =
	| { command: Command; words?: NonNullable<Alongside["words"]> }
	/** The form repeats what is known: nothing to do. */
	| "nothing"
	/** No button of ours says this. */
	| "unreadable";

const PLACE_MAX = 300;
const UNIT_MAX = 80;
const MINUTES_MAX = 240;

export function meant(pressed: Pressed): Meant {
	const by: By = { kind: "responder", id: pressed.responderId };
	switch (pressed.action) {
		case "confirm":
			return { command: { type: "Confirm", by } };
		case "dismiss":
			return { command: dismissal(pressed, by) };
		case "alert-next":
			return { command: { type: "AlertNext", by } };
		case "stand-down":
			return { command: { type: "StandDown", by } };
		case "take-over":
			return { command: { type: "TakeOver", by } };
		case "acknowledge-hazards":
			return { command: { type: "AcknowledgeHazards", by } };
		case "close":
			return { command: { type: "Close", by } };
		case "cancel":
			return { command: cancellation(pressed, by) };
		case "correct":
			return correct(pressed, by);
		case "vehicle-down":
			return vehicleDown(pressed, by);
		case "unseat":
			return unseat(pressed, by);
		case "answer-for":
			return answerFor(pressed);
		case "impact":
			return impact(pressed, by);
		case "allow-departure":
			return { command: { type: "AllowDeparture", by } };
		case "mark":
			return mark(pressed, by);
		case "ask-state":
			return { command: { type: "AskStateCrews", by } };
		case "ask-helpers":
			return askHelpers(pressed, by);
		case "merge":
			return merge(pressed, by);
		default:
			return "unreadable";
	}
}

/** Into a fire this person is told of as well: nobody's page reaches further than that. */
function merge({ incident, other, responderId }: Pressed, by: By): Meant {
	const isTold = other?.humans.some(
		(human) => human.responderId === responderId,
	);
	if (!other || !isTold) return "unreadable";
	const maySpeakFor = (one: Known) =>
		!isOfDesk(one) || isDutyOfficer(one, responderId);
	return {
		command: {
			type: "MergeInto",
			into: other.id,
			by,
			ownDesk: maySpeakFor(incident) && maySpeakFor(other),
		},
	};
}

const ofDesk = ({ source }: Known): boolean =>
	source === "okc_101" || source === "s112";

export const isDutyOfficer = (incident: Known, responderId: string): boolean =>
	incident.humans.some(
		(human) =>
			human.responderId === responderId && human.role === "dutyOfficer",
	);

/** An incident of 101 or 112 ends by its desk's word only; anybody else's is a proposal. */
const cancellation = ({ incident, responderId }: Pressed, by: By): Command => ({
	type: "Cancel",
	by,
	reason: "false",
	ownDesk: isDutyOfficer(incident, responderId),
});

function dismissal(pressed: Pressed, by: By): Command {
	const { incident, responderId } = pressed;
	return ofDesk(incident) && !isDutyOfficer(incident, responderId)
		? cancellation(pressed, by)
		: { type: "Dismiss", by };
}

/** Only what this person changed: a page an hour old must not undo another's correction. */
function correct({ fields, keepWords }: Pressed, by: By): Meant {
	const changed = (name: string, was: string): string | undefined => {
		const value = (fields.get(name) ?? "").trim();
		return value === (fields.get(was) ?? "").trim() ? undefined : value;
	};
	const place = changed("place", "wasPlace");
	const typeWord = changed("type", "wasType");
	const type = INCIDENT_TYPES.find((known) => known === typeWord);
	const danger = String(fields.get("peopleInDanger") === "true");
	if ((typeWord && !type) || (place?.length ?? 0) > PLACE_MAX)
		return "unreadable";
	const kept = place ? keepWords(place) : undefined;
	const changes: Correction = {
		...(kept ? { place: kept.ref } : {}),
		...(type ? { incidentType: type } : {}),
		...(danger === (fields.get("wasPeopleInDanger") ?? danger)
			? {}
			: { peopleInDanger: danger === "true" }),
	};
	if (Object.keys(changes).length === 0) return "nothing";
	return {
		command: { type: "Correct", by, ...changes },
		...(kept ? { words: [kept.words] } : {}),
	};
}

function vehicleDown({ fields, incident }: Pressed, by: By): Meant {
	const vehicleId = fields.get("vehicleId");
	return vehicleId !== null &&
		incident.crews.some((crew) => crew.vehicleId === vehicleId)
		? { command: { type: "VehicleDown", vehicleId, by } }
		: "unreadable";
}

function unseat(pressed: Pressed, by: By): Meant {
	const responderId = personOf(pressed);
	return responderId
		? { command: { type: "Unseat", responderId, by } }
		: "unreadable";
}

function answerFor(pressed: Pressed): Meant {
	const { fields } = pressed;
	const responderId = personOf(pressed);
	const said = ANSWERS.find((known) => known === fields.get("answer"));
	const stated = fields.get("etaMinutes") || undefined;
	const etaMinutes = Number(stated);
	if (!responderId || !said) return "unreadable";
	if (
		stated !== undefined &&
		!(
			Number.isInteger(etaMinutes) &&
			etaMinutes > 0 &&
			etaMinutes <= MINUTES_MAX
		)
	)
		return "unreadable";
	return {
		command: {
			type: "Acknowledge",
			responderId,
			answer: said,
			channel: "behalf",
			...(stated === undefined || said !== "responding" ? {} : { etaMinutes }),
		},
	};
}

function impact({ fields }: Pressed, by: By): Meant {
	const said = fields.get("impact");
	return said === "true" || said === "false"
		? { command: { type: "Impact", by, impact: said === "true" } }
		: "unreadable";
}

function mark({ fields, incident, keepWords }: Pressed, by: By): Meant {
	const name: MarkName | undefined = MARKS.find(
		(known) => known === fields.get("mark"),
	);
	const vehicleId = fields.get("vehicleId");
	const brigadeId = fields.get("brigadeId");
	const known =
		(vehicleId === null ||
			incident.crews.some((crew) => crew.vehicleId === vehicleId)) &&
		(brigadeId === null || incident.stations.has(brigadeId));
	const unit = (fields.get("unit") ?? "").trim().slice(0, UNIT_MAX);
	if (!name || !known) return "unreadable";
	const kept = unit && name === "handedOver" ? keepWords(unit) : undefined;
	return {
		...(kept ? { words: [kept.words] } : {}),
		command: {
			type: "Mark",
			mark: name,
			by,
			...(kept ? { words: kept.ref } : {}),
			...(vehicleId === null ? {} : { vehicleId }),
			...(brigadeId === null ? {} : { brigadeId }),
		},
	};
}

/** Without a field what the type needs. */
function askHelpers({ fields }: Pressed, by: By): Meant {
	const said = fields.getAll("equipment");
	const equipment = said.flatMap(
		(word) => EQUIPMENT.find((known) => known === word) ?? [],
	);
	if (equipment.length < said.length) return "unreadable";
	return {
		command: {
			type: "AskHelpers",
			by,
			...(equipment.length > 0 ? { equipment } : {}),
		},
	};
}

/** The page shortens ids to their end; one that fits two people by now means nobody. */
function personOf({ fields, incident }: Pressed): string | undefined {
	const said = fields.get("responderId");
	if (!said) return undefined;
	const meant = [...incident.people.keys()].filter((id) => id.endsWith(said));
	return meant.length === 1 ? meant[0] : undefined;
}

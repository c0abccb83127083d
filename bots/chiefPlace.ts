/**
 * A chief says where it burns, in words or by a point on the map: the incident's place.
 */
import { movedWords } from "../src/areas/nearWords.ts";
import { type Ordered, order } from "../src/commanding.ts";
import type { Known } from "../src/core/incident.ts";
import { readRaising } from "../src/core/raising.ts";
import type { ResponderRow } from "../src/ports.ts";
import type { Heard } from "./conversation.ts";
import type { Talk } from "./talk.ts";

const PLACE_MAX = 300;

/** `unreadable`: a contact, a sticker, nothing. */
export async function placeSaid(
	{ service, commandId }: Talk,
	person: ResponderRow,
	incidentId: string,
	said: Heard,
): Promise<"unreadable" | { incident?: Known; isDone: boolean }> {
	if (said.kind !== "text" && said.kind !== "place") return "unreadable";
	const words =
		said.kind === "text"
			? (readRaising(said.text)?.place ?? said.text).trim().slice(0, PLACE_MAX)
			: undefined;
	if (words === "") return "unreadable";
	const told =
		words ??
		(said.kind === "place"
			? await movedWords(service, incidentId, said)
			: undefined);
	const kept = told === undefined ? undefined : service.keepWords(told);
	const { kind: _kind, ...location } = said.kind === "place" ? said : {};
	const ordered: Ordered = await order(service, {
		person,
		incidentId,
		name: "correct",
		command: {
			type: "Correct",
			by: { kind: "responder", id: person.id },
			...(kept ? { place: kept.ref } : {}),
			...("lat" in location ? { location } : {}),
		},
		...(kept ? { alongside: { words: [kept.words] } } : {}),
		commandId,
	});
	return ordered.kind === "refused"
		? { isDone: false }
		: { incident: ordered.incident, isDone: ordered.kind !== "late" };
}

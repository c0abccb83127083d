/**
 * The Telegram card of one person: the board as that person may see it.
 */

import { type BoardDeps, viewOf } from "./boardOf.ts";
import { mayAllow } from "./core/airRaid.ts";
import type { BoardView } from "./core/board.ts";
import { distanceMetres } from "./core/eta.ts";
import { comingNow, silentNow } from "./core/gathering.ts";
import type { Known, Person } from "./core/incident.ts";
import { about } from "./core/turn.ts";
import { pageOfHuman, tokenFor } from "./plan.ts";
import type { ResponderRow } from "./ports.ts";
import { readerOf } from "./reader.ts";
import type { Service } from "./service.ts";
import type { Card, CardYou } from "./wording/card.ts";

type CardDeps = BoardDeps & Pick<Service, "wording" | "settings">;

/** The rendered card as JSON of `Rendered`; undefined when there is nothing to show to this person. */
export async function cardOf(
	deps: CardDeps,
	incidentId: string,
	responderId: string,
	/** How long the chief speaks of the place, where he did. */
	voiceSeconds?: number,
): Promise<string | undefined> {
	const incident = await deps.load(incidentId);
	if (incident.status === "unknown") return undefined;
	const person = incident.people.get(responderId);
	const [row] = await deps.roster.people([responderId]);
	if (!person || !row) return undefined;
	const view = await viewOf(deps, incident, SHARED_MS);
	const card = {
		...cardFor(deps, incident, view, person),
		...otherHazards(deps, incident, row),
		...(voiceSeconds === undefined ? {} : { voiceSeconds }),
	};
	return JSON.stringify(deps.wording.card(card, readerOf(deps, row)));
}

// Cards of one incident change on one beat: thirty of them read its people once.
const SHARED_MS = 1_000;

function cardFor(
	deps: CardDeps,
	incident: Known,
	view: BoardView,
	person: Person,
): Card {
	const nameOf = new Map(view.responders.map((r) => [r.id, r.name]));
	const station = incident.stations.get(person.brigadeId);
	const coming = comingNow(incident).sort(
		(a, b) => (a.etaAt ?? 0) - (b.etaAt ?? 0),
	);
	const key = coming.find((p) => p.qualifications.includes("keyholder"));
	const noteOf = new Map(view.responders.map((r) => [r.id, r.note]));
	const { headline } = view;
	const page = pageOfHuman(deps, incident, person.responderId);
	return {
		about: about(incident),
		reportedAt: incident.reportedAt,
		...(view.place === null ? {} : { place: view.place }),
		...(incident.location?.accuracyMetres === undefined
			? {}
			: { accuracyMetres: incident.location.accuracyMetres }),
		...(incident.location && station
			? { distanceMetres: distanceMetres(incident.location, station.location) }
			: {}),
		headline,
		coming: coming.map((p) => ({
			name: nameOf.get(p.responderId) ?? "",
			qualifications: p.qualifications.filter(
				(q) => q === "leader" || q.startsWith("driver"),
			),
			...(p.etaAt === undefined ? {} : { etaAt: p.etaAt }),
			atStation: p.progress === "atStation",
			to: p.to,
			...noted(noteOf.get(p.responderId)),
		})),
		calling: callingFor(view),
		waking: silentNow(incident).flatMap((p) =>
			p.house === "waking" ? (nameOf.get(p.responderId) ?? "") : [],
		),
		hasMap: incident.location !== undefined,
		...(view.water ? { water: view.water } : {}),
		...(view.water &&
		(person.progress === "departed" || person.progress === "onScene")
			? { dryPress: `~water:dry:${incident.id}` }
			: {}),
		...(view.airRaid === undefined ? {} : { airRaid: view.airRaid }),
		...(view.staging?.words ? { staging: view.staging.words } : {}),
		...(mayAllow(incident, person.responderId) && view.departure?.waits != null
			? { waitsFor: view.departure.waits }
			: {}),
		...(key
			? {
					keyholder: {
						name: nameOf.get(key.responderId) ?? "",
						...(key.etaAt === undefined ? {} : { etaAt: key.etaAt }),
					},
				}
			: {}),
		you: you(person, nameOf),
		token: tokenFor(deps, incident.id, person.responderId, "answer"),
		...(page ? { pageUrl: page.url, inform101: view.tasks !== undefined } : {}),
		...ending(incident),
	};
}

/** Mines have a line of their own under the head; what else is dangerous stands beside the water. */
function otherHazards(
	{ wording }: CardDeps,
	{ hazards }: Known,
	{ locale }: Pick<ResponderRow, "locale">,
): Pick<Card, "hazards"> {
	const [nearest] = hazards.filter(({ kind }) => kind === "other");
	return nearest
		? {
				hazards: [wording.onScreen(locale).hazard(nearest.distanceMetres)],
			}
		: {};
}

/** Who could fill what the crew lacks, and whose phone rings: «дзвонимо: Микола (водій)». Everybody's would be a list nobody reads. */
function callingFor({
	crews,
	responders,
}: BoardView): NonNullable<Card["calling"]> {
	const missing = new Set(crews.flatMap((crew) => crew.missing));
	return responders.flatMap(({ ringing, name, qualifications }) => {
		const needed = qualifications.filter(
			(q) => q !== "firefighter" && missing.has(q),
		);
		return ringing && needed.length > 0
			? [{ name, qualifications: needed }]
			: [];
	});
}

const noted = (note: string | null | undefined): { note?: string } =>
	note ? { note } : {};

function you(person: Person, nameOf: ReadonlyMap<string, string>): CardYou {
	return {
		answer: person.answer ?? "none",
		...(person.etaAt === undefined ? {} : { etaAt: person.etaAt }),
		to: person.to,
		notDriving: person.notDriving,
		...(person.progress === undefined ? {} : { progress: person.progress }),
		...(person.stoodDownAt === undefined
			? {}
			: {
					stoodDown:
						person.stoodDownWhy === "reserve" ? "reserve" : "standDown",
				}),
		seatOpened: person.seatOpenedAt !== undefined,
		...(person.freedBy === undefined
			? {}
			: { freedBy: nameOf.get(person.freedBy) ?? "" }),
		driver: person.qualifications.some((q) => q.startsWith("driver")),
		...(person.afterAllClear ? { afterAllClear: true } : {}),
	};
}

const ending = (incident: Known): Pick<Card, "ended" | "sameFire"> =>
	incident.status === "closed" || incident.status === "cancelled"
		? {
				ended: incident.status,
				...(incident.mergedInto
					? { sameFire: incident.mergedInto.number }
					: {}),
			}
		: {};

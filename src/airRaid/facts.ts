/**
 * What a decision may know of the sky over a fire: the air raid there, and the last
 * explosion somebody reported near it. Neither is waited for, and neither fails.
 */
import type { Facts } from "../core/decide.ts";
import { distanceMetres } from "../core/eta.ts";
import type { Command, Incident } from "../core/incident.ts";
import type { Instant, Location } from "../core/kinds.ts";
import type { Candidates } from "../core/roster.ts";
import { brigadesInOrder } from "../core/selection.ts";
import { EVERYTHING, type Head, type Store } from "../ports.ts";
import { soon } from "../soon.ts";
import type { AirRaidFeed } from "./feed.ts";

export type SkyDeps = {
	store: Store;
	clock: { now(): Instant };
	/** Absent where no feed is configured: nothing is said of air raids anywhere. */
	airRaid?: Pick<AirRaidFeed, "at">;
};

/** Commands that open a fire, place it, or send people to it; in between the feed tells of every change. */
const LOOKS_UP: ReadonlySet<Command["type"]> = new Set<Command["type"]>([
	"Report",
	"Correct",
	"Confirm",
	"Reopen",
	"MergeFrom",
]);

export async function skyFor(
	deps: SkyDeps,
	incident: Incident,
	command: Command,
	candidates: Candidates | undefined,
): Promise<Pick<Facts, "airRaid" | "explosionAt">> {
	if (!LOOKS_UP.has(command.type)) return {};
	const place = placeOf(incident, command, candidates);
	const [airRaid, explosionAt] = await Promise.all([
		deps.airRaid && soon(async () => deps.airRaid?.at(place)),
		soon(() => lastExplosion(deps, place)),
	]);
	return {
		// A feed that does not answer is no feed that says «none».
		...(deps.airRaid ? { airRaid: airRaid ?? { state: "unknown" } } : {}),
		...(explosionAt === undefined ? {} : { explosionAt }),
	};
}

type Place = { incidentId?: string; areaCode?: string; location?: Location };

function placeOf(
	incident: Incident,
	command: Command,
	candidates: Candidates | undefined,
): Place {
	const known = incident.status === "unknown" ? undefined : incident;
	const told = command.type === "Report" ? command : known;
	const location =
		("location" in command ? command.location : undefined) ?? told?.location;
	const ruling =
		told && candidates ? brigadesInOrder(told, candidates)[0] : undefined;
	const areaCode = known?.areaCode ?? ruling?.areaCode;
	return {
		...(told ? { incidentId: told.id } : {}),
		...(areaCode === undefined ? {} : { areaCode }),
		...(location ? { location } : {}),
	};
}

/** Whoever strikes twice strikes within the hour, and the second time where the first one burns. */
const WITHIN_MS = 60 * 60_000;
const WITHIN_METRES = 10_000;
// The newest only: more incidents in an hour than these are a storm of reports.
const LOOK_AT = 100;

async function lastExplosion(
	{ store, clock }: SkyDeps,
	place: Place,
): Promise<Instant | undefined> {
	const { items } = await store.heads(EVERYTHING, {
		status: ["unconfirmed", "open", "closed"],
		since: clock.now() - WITHIN_MS,
		limit: LOOK_AT,
	});
	const near = items.filter(
		(head) =>
			head.id !== place.incidentId &&
			head.incidentType === "shelling_impact" &&
			head.mode === "actual" &&
			isNear(head, place),
	);
	return near.length > 0
		? Math.max(...near.map(({ reportedAt }) => reportedAt))
		: undefined;
}

const isNear = (head: Head, { location, areaCode }: Place): boolean =>
	head.location && location
		? distanceMetres(head.location, location) <= WITHIN_METRES
		: areaCode !== undefined && head.areaCodes.includes(areaCode);

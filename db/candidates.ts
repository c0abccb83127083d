/**
 * Who can be asked for a place: brigades in order, their people cut to the
 * limit, and each person as the core sees them, but for where they are, which
 * stays sealed. Adapters find the rows; what they mean is decided here once.
 */
import { getDistance } from "geolib";
import type { Point } from "../src/core/kinds.ts";
import type { Brigade, Reach } from "../src/core/roster.ts";
import type {
	ChannelStateRow,
	ResponderRow,
	StoredCandidates,
	VehicleRow,
} from "../src/ports.ts";

export const distanceMetres = (a: Point, b: Point): number =>
	getDistance(
		{ latitude: a.lat, longitude: a.lon },
		{ latitude: b.lat, longitude: b.lon },
	);

/** Named brigades first, then the rest; both nearest first when the place is known. */
export function brigadesInOrder(
	brigades: readonly Brigade[],
	named: readonly string[],
	place: Point | undefined,
): Brigade[] {
	const order = (brigade: Brigade): [number, number] => [
		named.includes(brigade.id) ? 0 : 1,
		place ? distanceMetres(place, brigade.location) : named.indexOf(brigade.id),
	];
	return brigades
		.map((brigade) => ({ brigade, order: order(brigade) }))
		.sort(
			(a, b) =>
				a.order[0] - b.order[0] ||
				a.order[1] - b.order[1] ||
				(a.brigade.id < b.brigade.id ? -1 : 1),
		)
		.map(({ brigade }) => brigade);
}

/**
 * Which brigades are listed and which of their people: the named ones whole,
 * the others until `limit`; who holds a role in a listed brigade is never cut.
 * `beyond` counts the people of brigades considered but cut off.
 */
export function cutToLimit(
	brigades: readonly Brigade[],
	named: readonly string[],
	membersOf: (brigadeId: string) => readonly string[],
	limit: number,
): { brigades: Brigade[]; responderIds: string[]; beyond: number } {
	const chosen = new Set<string>();
	const cut = new Set<string>();
	const listed: Brigade[] = [];
	for (const brigade of brigades) {
		const whole = named.includes(brigade.id);
		if (!whole && chosen.size >= limit) {
			for (const id of membersOf(brigade.id)) cut.add(id);
			continue;
		}
		listed.push(brigade);
		for (const id of membersOf(brigade.id))
			if (whole || chosen.size < limit) chosen.add(id);
			else cut.add(id);
	}
	// A desk, a coordinator or a village head is told and called without being of the brigade.
	for (const brigade of listed)
		for (const { responderId } of brigade.roles) chosen.add(responderId);
	return {
		brigades: listed,
		responderIds: [...chosen],
		beyond: [...cut].filter((id) => !chosen.has(id)).length,
	};
}

/** People in the order of `responderIds`; an id whose row is gone is left out. */
export function candidatesOf(
	cut: { brigades: Brigade[]; responderIds: string[]; beyond: number },
	vehicles: VehicleRow[],
	rows: readonly ResponderRow[],
	states: readonly ChannelStateRow[],
): StoredCandidates {
	const byId = new Map(rows.map((row) => [row.id, row]));
	const broken = new Set(
		states
			.filter((state) => state.state !== "works")
			.map((state) => `${state.responderId}/${state.channel}`),
	);
	return {
		brigades: cut.brigades,
		vehicles,
		responders: cut.responderIds.flatMap((id) => {
			const row = byId.get(id);
			return row ? [responderOf(row, broken)] : [];
		}),
		beyond: cut.beyond,
	};
}

function responderOf(
	row: ResponderRow,
	broken: Set<string>,
): StoredCandidates["responders"][number] {
	return {
		id: row.id,
		brigadeIds: row.brigadeIds,
		places: row.places,
		qualifications: row.qualifications,
		travel: row.travel,
		availability: row.availability,
		reach: reachOf(row, broken),
		...(row.history ? { history: row.history } : {}),
		...(row.household === undefined ? {} : { household: row.household }),
		...(row.homeContact === undefined ? {} : { hasHomeContact: true }),
	};
}

const reachOf = (row: ResponderRow, broken: Set<string>): Reach => ({
	telegram: Boolean(row.telegramChat) && !broken.has(`${row.id}/telegram`),
	sms: Boolean(row.phone) && !broken.has(`${row.id}/sms`),
	voice: Boolean(row.phone) && !broken.has(`${row.id}/voice`),
});

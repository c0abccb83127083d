/**
 * Mined ground from a map (GeoJSON): checked whole, with every fault told at once.
 *
 * The file of one source takes the place of all that this source said before. New and
 * changed areas are written first and what is gone leaves last, with the event: what a
 * crash leaves is more danger than there is, never less.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type Administrator, writeRoster } from "../administer.ts";
import { HAZARD_KINDS } from "../core/kinds.ts";
import type { HazardAreaRow } from "../ports.ts";
import type { Service } from "../service.ts";
import {
	type Feature,
	featuresOf,
	type GroundFault,
	isObject,
	isSwapped,
	positionOf,
	SWAPPED,
	shown,
} from "./geojson.ts";
import { type InSight, inSightOf, middleOf } from "./sight.ts";

export type HazardImport = {
	created: number;
	updated: number;
	unchanged: number;
	/** Of the sources in this file, what it no longer names. */
	removed: number;
	/** Whose areas these are now; "" = nobody signed them. */
	sources: string[];
	rejected: GroundFault[];
};

/** A farm road's worth of corners; a country's border has more, and would be measured at every alert. */
const MOST_POINTS = 2_000;
const LONGEST_WORDS = 200;
const AT_ONCE = 100;

export async function importHazards(
	service: Service,
	who: Administrator,
	bytes: Uint8Array,
	{
		dryRun = false,
		source = "",
	}: {
		dryRun?: boolean;
		/** Of features that name none. */
		source?: string;
	} = {},
): Promise<HazardImport> {
	const inSight = await inSightOf(service, who.scope);
	const rejected: GroundFault[] = [];
	const areas = new Map<string, HazardAreaRow & { feature: number }>();
	for (const feature of featuresOf(bytes)) {
		if (feature.feature % AT_ONCE === 0) await setImmediate();
		const area = read(feature, source, service.clock.now(), rejected);
		const before = area && areas.get(area.id);
		if (area && !inSight(middleOf(area)))
			rejected.push({
				feature: feature.feature,
				column: "geometry",
				message:
					"expected an area within 30 kilometres of a brigade you coordinate, came one farther away",
			});
		else if (before)
			rejected.push({
				feature: feature.feature,
				column: feature.id === "" ? "geometry" : "id",
				message: `expected every area once, came the one of feature ${before.feature} again`,
			});
		else if (area) areas.set(area.id, { ...area, feature: feature.feature });
	}
	const sources = [
		...new Set([...areas.values()].map((area) => area.source ?? "")),
	].sort();
	// An empty map of a named source says that nothing is left there.
	if (areas.size === 0 && source !== "") sources.push(source);
	if (rejected.length > 0)
		return {
			created: 0,
			updated: 0,
			unchanged: 0,
			removed: 0,
			sources,
			rejected,
		};
	const found = await compare(
		service,
		[...areas.values()].map(({ feature: _feature, ...row }) => row),
		sources,
		inSight,
	);
	const { changed, gone, ...counts } = found;
	if (!dryRun && changed.length + gone.length > 0)
		await write(service, who, bytes, found, sources);
	return { ...counts, removed: gone.length, sources, rejected };
}

async function compare(
	{ ground }: Service,
	rows: readonly HazardAreaRow[],
	sources: readonly string[],
	inSight: InSight,
) {
	const changed: HazardAreaRow[] = [];
	let known = 0;
	let unchanged = 0;
	for (let from = 0; from < rows.length; from += AT_ONCE) {
		const part = rows.slice(from, from + AT_ONCE);
		const before = new Map(
			(await ground.hazardsByIds(part.map(({ id }) => id))).map((row) => [
				row.id,
				row,
			]),
		);
		for (const row of part) {
			const old = before.get(row.id);
			if (old) known += 1;
			if (old && isSame(old, row)) unchanged += 1;
			else changed.push(old ? { ...row, createdAt: old.createdAt } : row);
		}
		await setImmediate();
	}
	const named = new Set(rows.map(({ id }) => id));
	const gone: string[] = [];
	for (const source of sources) {
		const left = (await ground.hazardsOf(source)).filter(
			(id) => !named.has(id),
		);
		for (let from = 0; from < left.length; from += AT_ONCE)
			for (const row of await ground.hazardsByIds(
				left.slice(from, from + AT_ONCE),
			))
				if (inSight(middleOf(row))) gone.push(row.id);
	}
	return {
		changed,
		gone,
		created: rows.length - known,
		updated: known - unchanged,
		unchanged,
	};
}

const isSame = (a: HazardAreaRow, b: HazardAreaRow): boolean =>
	a.kind === b.kind &&
	a.name === b.name &&
	JSON.stringify(a.shape) === JSON.stringify(b.shape);

async function write(
	service: Service,
	{ by }: Administrator,
	bytes: Uint8Array,
	{ changed, gone, ...counts }: Awaited<ReturnType<typeof compare>>,
	sources: readonly string[],
): Promise<void> {
	for (let from = 0; from < changed.length; from += AT_ONCE) {
		await service.store.append({
			at: service.clock.now(),
			roster: [
				{ table: "hazardAreas", rows: changed.slice(from, from + AT_ONCE) },
			],
		});
		await setImmediate();
	}
	await writeRoster(service, async () => ({
		event: {
			type: "HazardsImported",
			by,
			sources,
			sha256: createHash("sha256").update(bytes).digest("hex"),
			...counts,
			removed: gone.length,
		},
		roster: gone.map((id) => ({ delete: "hazardArea" as const, id })),
		result: undefined,
	}));
}

// --- One feature -------------------------------------------------------------------

type Tell = (column: string, message: string) => void;

function read(
	{ feature, id, cells, geometry }: Feature,
	usualSource: string,
	now: number,
	rejected: GroundFault[],
): HazardAreaRow | undefined {
	const before = rejected.length;
	const tell: Tell = (column, message) => {
		rejected.push({ feature, column, message });
	};
	const words = (column: string) => {
		const cell = cells[column] ?? "";
		if (cell.length > LONGEST_WORDS || /\p{Cc}/u.test(cell))
			tell(
				column,
				`expected one line of at most ${LONGEST_WORDS} characters, came ${cell.length}`,
			);
		return cell;
	};
	const name = words("name");
	const source = words("source") || usualSource;
	if (id.length > LONGEST_WORDS)
		tell(
			"id",
			`expected at most ${LONGEST_WORDS} characters, came ${id.length}`,
		);
	const kind = kindOf(cells, tell);
	const shape = shapeOf(geometry, tell);
	if (!shape || rejected.length > before) return undefined;
	return {
		id: idOf(source, id, shape),
		kind,
		...(name === "" ? {} : { name }),
		...(source === "" ? {} : { source }),
		shape,
		...boxOf(shape),
		createdAt: now,
	};
}

/** The same area of the same source keeps its id from file to file; without an id of its own its outline is it. */
const idOf = (
	source: string,
	id: string,
	shape: HazardAreaRow["shape"],
): string =>
	createHash("sha256")
		.update(
			JSON.stringify([source, id === "" ? shape.coordinates : id, id === ""]),
		)
		.digest("hex")
		.slice(0, 32);

function kindOf(
	{ kind: cell = "" }: Feature["cells"],
	tell: Tell,
): HazardAreaRow["kind"] {
	// Mines are what such maps are made for.
	if (cell === "") return "mines";
	const known = HAZARD_KINDS.find((one) => one === cell.toLowerCase());
	if (!known)
		tell("kind", `expected mines, unexploded or other, came ${shown(cell)}`);
	return known ?? "other";
}

function shapeOf(
	geometry: unknown,
	tell: Tell,
): HazardAreaRow["shape"] | undefined {
	const { type, coordinates } = isObject(geometry) ? geometry : {};
	const count = { points: 0 };
	const shape: HazardAreaRow["shape"] | undefined =
		type === "Polygon"
			? {
					type,
					coordinates: polygon(
						coordinates,
						"geometry.coordinates",
						count,
						tell,
					),
				}
			: type === "MultiPolygon"
				? {
						type,
						coordinates: listOf(
							coordinates,
							"geometry.coordinates",
							"polygons",
							tell,
						).map((one, at) =>
							polygon(one, `geometry.coordinates[${at}]`, count, tell),
						),
					}
				: undefined;
	if (!shape)
		tell(
			"geometry",
			`expected a Polygon or MultiPolygon, came ${typeof type === "string" ? shown(type) : "none"}`,
		);
	if (count.points > MOST_POINTS)
		tell(
			"geometry",
			`expected at most ${MOST_POINTS} points, came ${count.points}: draw it coarser or in parts`,
		);
	return shape;
}

function polygon(
	value: unknown,
	path: string,
	count: { points: number },
	tell: Tell,
): number[][][] {
	return listOf(value, path, "rings", tell).map((ring, at) =>
		ringOf(ring, `${path}[${at}]`, count, tell),
	);
}

function ringOf(
	value: unknown,
	path: string,
	count: { points: number },
	tell: Tell,
): number[][] {
	const points = listOf(value, path, "points", tell);
	count.points += points.length;
	if (points.length > 0 && points.length < 4) {
		tell(path, `expected at least 4 points, came ${points.length}`);
		return [];
	}
	const ring: [number, number][] = [];
	for (const [at, point] of points.entries()) {
		const position = positionOf(point);
		if (typeof position === "string") {
			// One fault of a ring is enough: its other points were written the same way.
			tell(`${path}[${at}]`, position);
			return [];
		}
		ring.push(position);
	}
	const swapped = ring.findIndex(isSwapped);
	if (swapped >= 0) tell(`${path}[${swapped}]`, SWAPPED);
	const [first, last] = [ring[0], ring.at(-1)];
	if (first && last && (first[0] !== last[0] || first[1] !== last[1]))
		tell(
			path,
			"expected a closed ring, its last point the first again, came an open one",
		);
	return ring;
}

function listOf(
	value: unknown,
	path: string,
	of: string,
	tell: Tell,
): unknown[] {
	if (Array.isArray(value) && value.length > 0) return value;
	tell(
		path,
		`expected a list of ${of}, came ${Array.isArray(value) ? "an empty one" : "something else"}`,
	);
	return [];
}

function boxOf(
	shape: HazardAreaRow["shape"],
): Pick<HazardAreaRow, "south" | "west" | "north" | "east"> {
	const box = { south: 90, west: 180, north: -90, east: -180 };
	const polygons =
		shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
	for (const [lon = 0, lat = 0] of polygons.flat(2)) {
		box.south = Math.min(box.south, lat);
		box.north = Math.max(box.north, lat);
		box.west = Math.min(box.west, lon);
		box.east = Math.max(box.east, lon);
	}
	return box;
}

/**
 * Water from a table or a map: checked whole before the first point is written, and
 * written in parts so that no alarm waits for it (as settlements, `areas/areaImport.ts`).
 * The same ref, or the same kind within 15 metres, again is the same point; what the
 * file does not name stays, and an empty cell leaves what is known.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import {
	type Administrator,
	mustSeeEverything,
	newId,
	writeRoster,
} from "../administer.ts";
import type { Instant } from "../core/kinds.ts";
import type { Ground, WaterPointRow } from "../ports.ts";
import type { Service } from "../service.ts";
import type { GroundFault } from "./geojson.ts";
import { type WaterLine, waterOfMap, waterOfTable } from "./waterLines.ts";

export type WaterImport = {
	created: number;
	updated: number;
	unchanged: number;
	ignored: string[];
	rejected: GroundFault[];
};

export type GroundFormat = "csv" | "geojson";

/** Two of one kind nearer than this are one, measured twice. */
const SAME_METRES = 15;
/** Rows written at once: a few milliseconds, between which alarms get their turn. */
const AT_ONCE = 500;

export async function importWater(
	service: Service,
	who: Administrator,
	bytes: Uint8Array,
	{ format, dryRun = false }: { format: GroundFormat; dryRun?: boolean },
): Promise<WaterImport> {
	mustSeeEverything(who.scope, "import water");
	const { lines, rejected, ignored } =
		format === "csv" ? waterOfTable(bytes) : waterOfMap(bytes);
	const found = await compared(service, lines, rejected);
	if (rejected.length > 0)
		return { created: 0, updated: 0, unchanged: 0, ignored, rejected };
	const { rows, ...counts } = found;
	if (!dryRun && rows.length > 0) await write(service, who, bytes, found);
	return { ...counts, ignored, rejected };
}

type Compared = {
	rows: WaterPointRow[];
	created: number;
	updated: number;
	unchanged: number;
};

async function compared(
	{ ground, clock }: Service,
	lines: readonly WaterLine[],
	rejected: GroundFault[],
): Promise<Compared> {
	const now = clock.now();
	const byRef = await knownByRef(ground, lines);
	const taken = new Map<string, WaterLine>();
	const result: Compared = { rows: [], created: 0, updated: 0, unchanged: 0 };
	for (const [at, line] of lines.entries()) {
		if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
		const before =
			(line.ref === undefined ? undefined : byRef.get(line.ref)) ??
			(await sameNear(ground, line));
		const other = before && taken.get(before.id);
		if (other) {
			rejected.push({
				...line.at,
				column: line.ref === undefined ? "lat" : "ref",
				message: `expected every point once, came the one of ${other.at.line === undefined ? `feature ${other.at.feature}` : `line ${other.at.line}`} again: the same kind within ${SAME_METRES} metres`,
			});
			continue;
		}
		if (before) taken.set(before.id, line);
		const row = merged(before, line, now);
		if (!before) result.created += 1;
		else if (isSame(before, row)) {
			result.unchanged += 1;
			continue;
		} else result.updated += 1;
		result.rows.push(row);
	}
	return result;
}

async function knownByRef(
	ground: Ground,
	lines: readonly WaterLine[],
): Promise<Map<string, WaterPointRow>> {
	const refs = lines.flatMap(({ ref }) => ref ?? []);
	const known = new Map<string, WaterPointRow>();
	for (let from = 0; from < refs.length; from += AT_ONCE)
		for (const row of await ground.waterByRefs(
			refs.slice(from, from + AT_ONCE),
		))
			if (row.ref !== undefined) known.set(row.ref, row);
	return known;
}

/** A point another file has named keeps its name: two refs are two points. */
async function sameNear(
	ground: Ground,
	{ kind, location, ref }: WaterLine,
): Promise<WaterPointRow | undefined> {
	const near = await ground.water({
		near: location,
		withinMetres: SAME_METRES,
		limit: 10,
	});
	return near.find(
		(row) => row.kind === kind && (ref === undefined || row.ref === undefined),
	);
}

/** What the file says; a state that somebody saw later than the file was made is theirs to change, so only another one counts. */
function merged(
	before: WaterPointRow | undefined,
	{ at: _at, ...line }: WaterLine,
	now: Instant,
): WaterPointRow {
	const state = line.state ?? before?.state ?? "unknown";
	const isOther = before?.state !== state;
	const { saidDryAt, ...known } = before ?? {};
	return {
		id: newId(),
		...known,
		...line,
		state,
		stateAt: isOther ? now : (before?.stateAt ?? now),
		...(saidDryAt !== undefined && !isOther ? { saidDryAt } : {}),
	};
}

const isSame = (a: WaterPointRow, b: WaterPointRow): boolean =>
	a.ref === b.ref &&
	a.kind === b.kind &&
	a.name === b.name &&
	a.location.lat === b.location.lat &&
	a.location.lon === b.location.lon &&
	a.refillMinutes === b.refillMinutes &&
	a.access === b.access &&
	a.testedAt === b.testedAt &&
	a.state === b.state;

async function write(
	service: Service,
	{ by }: Administrator,
	bytes: Uint8Array,
	{ rows, ...counts }: Compared,
): Promise<void> {
	for (let from = 0; from < rows.length; from += AT_ONCE) {
		await service.store.append({
			at: service.clock.now(),
			roster: [
				{ table: "waterPoints", rows: rows.slice(from, from + AT_ONCE) },
			],
		});
		await setImmediate();
	}
	await writeRoster(service, async () => ({
		event: {
			type: "WaterImported",
			by,
			sha256: createHash("sha256").update(bytes).digest("hex"),
			...counts,
		},
		result: undefined,
	}));
}

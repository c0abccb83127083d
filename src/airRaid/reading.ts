/**
 * What api.ukrainealarm.com says, read for what we must know and nothing else.
 *
 * `status` of a message tells one change, its `activeAlertLevels` the whole of what is
 * left of that alert: DEACTIVATE may end one of several threats, so the arrays decide.
 * What cannot be understood counts as the worse: an alert without a level, or of a level
 * nobody knows, is red.
 */
import type { Instant } from "../core/kinds.ts";
import type { AirRegionRow } from "../ports.ts";

export type Level = AirRegionRow["levels"][number];

/** One region's threats by type, `none` = ended. */
export type Word = {
	regionId: string;
	levels: readonly Level[];
	/** Nothing else is on there: what is not named has ended. */
	whole?: { since: Instant };
};

export type RegionName = Pick<AirRegionRow, "id" | "name" | "kind"> & {
	parentId?: string;
};

/** «Тестовий регіон»: nobody lives there. */
const TEST_REGION = "0";
/** Tells people something, and is no danger. */
const NO_ALERT = "INFO";

/** 64 bits: JSON would round it, and two changes would look like one. */
export const readIndex = (text: string): string | undefined =>
	/"lastActionIndex"\s*:\s*"?(\d{1,20})"?/.exec(text)?.[1];

/** .NET counts tenths of microseconds from the year 1. */
const TICKS_AT_1970 = 621_355_968_000_000_000n;
const EARLIEST = Date.UTC(2022, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** The moment of the last change; the index is its time, though nobody promises so. */
export function timeOfIndex(index: string | undefined): Instant | undefined {
	if (index === undefined || !/^\d{17,20}$/.test(index)) return undefined;
	const at = Number((BigInt(index) - TICKS_AT_1970) / 10_000n);
	return at > EARLIEST && at < LATEST ? at : undefined;
}

/** Everything that is on in the country; undefined = no such list. */
export function readAlerts(
	text: string,
	now: Instant,
): ReadonlyMap<string, readonly Level[]> | undefined {
	const regions = parsed(text);
	if (!Array.isArray(regions)) return undefined;
	const found = new Map<string, Level[]>();
	for (const region of regions.map(objectIn))
		for (const { regionId, level } of activeIn(region, now)) {
			const levels = found.get(regionId) ?? [];
			// A raion repeats its oblast's alert; the worst of the same type counts.
			found.set(regionId, [
				...levels.filter(({ type }) => type !== level.type),
				worst(
					levels.find(({ type }) => type === level.type),
					level,
				),
			]);
		}
	return found;
}

/** What a webhook brings: changes of alerts, or whole regions; undefined = neither. */
export function readWords(text: string, now: Instant): Word[] | undefined {
	const body = parsed(text);
	if (typeof body !== "object" || body === null) return undefined;
	return [body].flat().flatMap((item) => wordsOf(objectIn(item), now));
}

function wordsOf(said: Record<string, unknown>, now: Instant): Word[] {
	const regionId = idIn(said.regionId);
	if (regionId === undefined || regionId === TEST_REGION) return [];
	if (Array.isArray(said.activeAlerts)) return wholeRegion(said, regionId, now);
	const type = typeIn(said.alarmType ?? said.type);
	if (type === NO_ALERT) return [];
	const since = timeIn(said.createdAt) ?? now;
	const ended = /^deactivate/i.test(String(said.status ?? ""));
	const levels = levelsIn(said.activeAlertLevels);
	const level =
		levels.length > 0 ? worstOf(levels) : ended ? "none" : ("red" as const);
	return [{ regionId, levels: [{ type, level, since }] }];
}

function wholeRegion(
	said: Record<string, unknown>,
	regionId: string,
	now: Instant,
): Word[] {
	const since = timeIn(said.lastUpdate);
	const own = activeIn(said, now).filter((one) => one.regionId === regionId);
	return [
		{
			regionId,
			levels: own.map(({ level }) => ({ ...level, since: since ?? now })),
			whole: { since: since ?? now },
		},
	];
}

/** Alerts of a region and of those above it, as the list gives them. */
function activeIn(
	region: Record<string, unknown>,
	now: Instant,
): { regionId: string; level: Level }[] {
	const above = idIn(region.regionId);
	return listIn(region.activeAlerts).flatMap((alert) => {
		const regionId = idIn(alert.regionId) ?? above;
		const type = typeIn(alert.type);
		if (regionId === undefined || regionId === TEST_REGION) return [];
		if (type === NO_ALERT) return [];
		const levels = levelsIn(alert.activeAlertLevels);
		const since = timeIn(alert.lastUpdate) ?? timeIn(region.lastUpdate) ?? now;
		const level = levels.length > 0 ? worstOf(levels) : ("red" as const);
		return [{ regionId, level: { type, level, since } }];
	});
}

/** Of every region its name and whose part it is; undefined = no such list. */
export function readRegions(text: string): RegionName[] | undefined {
	const { states } = objectIn(parsed(text));
	if (!Array.isArray(states)) return undefined;
	const found: RegionName[] = [];
	const visit = (raw: unknown, depth: number, parentId?: string): void => {
		const region = objectIn(raw);
		const id = idIn(region.regionId);
		if (id === undefined || id === TEST_REGION || depth > DEEPEST) return;
		found.push({
			id,
			name: String(region.regionName ?? ""),
			kind: kindOf(region.regionType, depth),
			...(parentId === undefined ? {} : { parentId }),
		});
		for (const child of Array.isArray(region.regionChildIds)
			? region.regionChildIds
			: [])
			visit(child, depth + 1, id);
	};
	for (const state of states) visit(state, 0);
	return found;
}

const DEEPEST = 4;
const KINDS = ["oblast", "raion", "hromada"] as const;
const kindOf = (type: unknown, depth: number): AirRegionRow["kind"] =>
	(({ State: "oblast", District: "raion", Community: "hromada" }) as const)[
		String(type)
	] ??
	KINDS[depth] ??
	"hromada";

// --- Levels ---------------------------------------------------------------------

const RANK = { none: 0, yellow: 1, red: 2 } as const;

export const isWorse = (one: Level["level"], other: Level["level"]): boolean =>
	RANK[one] > RANK[other];

const worst = (one: Level | undefined, other: Level): Level =>
	one && !isWorse(other.level, one.level) ? one : other;

export const worstOf = (levels: readonly Level["level"][]): Level["level"] =>
	levels.reduce((one, other) => (isWorse(other, one) ? other : one), "none");

const levelsIn = (given: unknown): Level["level"][] =>
	Array.isArray(given)
		? given.map((item) =>
				/^yellow$/i.test(String(objectIn(item).alertLevel ?? ""))
					? "yellow"
					: "red",
			)
		: [];

// --- Pieces of JSON -----------------------------------------------------------

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const objectIn = (given: unknown): Record<string, unknown> =>
	typeof given === "object" && given !== null
		? (given as Record<string, unknown>)
		: {};

const listIn = (given: unknown): Record<string, unknown>[] =>
	Array.isArray(given) ? given.map(objectIn) : [];

/** Up to 64 digits of anything: ids are strings today and were numbers once. */
const idIn = (given: unknown): string | undefined =>
	/^\w{1,64}$/.test(String(given ?? "")) ? String(given) : undefined;

const typeIn = (given: unknown): string =>
	String(given ?? "UNKNOWN")
		.toUpperCase()
		.slice(0, 40);

function timeIn(given: unknown): Instant | undefined {
	const at = typeof given === "string" ? Date.parse(withZone(given)) : NaN;
	return Number.isNaN(at) ? undefined : at;
}

/** Without a zone it is UTC, wherever this machine stands. */
const withZone = (time: string): string =>
	/(Z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`;

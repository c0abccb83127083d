/**
 * What is known of the sky, and what it means for a place.
 *
 * The list is the truth and corrects everything; between two lists a signed word may
 * change one region, when it is newer by the source's own time than what is kept. In
 * doubt the worse is shown: the next list, seconds later, decides.
 */
import type { AirState, Instant } from "../core/kinds.ts";
import type { AirRegionRow } from "../ports.ts";
import {
	isWorse,
	type Level,
	type RegionName,
	type Word,
	worstOf,
} from "./reading.ts";

/** Older than that it tells nothing. */
export const PATIENCE_MS = 90_000;
/** Between the time of a change and that of a message about it. */
const SLACK_MS = 2_000;

export type Picture = {
	regions: Map<string, AirRegionRow>;
	/** When everything was last heard in full. */
	heardAt?: Instant;
	/** The source's own time up to which the last list is complete. */
	asOf?: Instant;
	/** When the last signed word about a region was heard, and which of all words it was. */
	told: Map<string, { at: Instant; order: number }>;
	words: number;
};

export const emptyPicture = (): Picture => ({
	regions: new Map(),
	told: new Map(),
	words: 0,
});

/** Regions that concern a place. */
export type PlaceRegions = {
	/** The place's own and those above it. */
	own: readonly string[];
	/** Without it nobody knows what its oblast says. */
	hasOblast: boolean;
	/** Not known which areas they are: the place may be one of them. */
	doubtful: readonly string[];
};

const levelOf = ({ levels }: AirRegionRow): Level["level"] =>
	worstOf(levels.map(({ level }) => level));

const isOn = (region: AirRegionRow): boolean => levelOf(region) !== "none";

// --- What the source says ----------------------------------------------------------

/** Names and parents; what is on there stays. Returns the rows that changed. */
export function nameRegions(
	{ regions }: Picture,
	names: readonly RegionName[],
): AirRegionRow[] {
	const changed: AirRegionRow[] = [];
	for (const name of names) {
		const old = regions.get(name.id);
		const { parentId: _former, ...kept } = old ?? { levels: [], changedAt: 0 };
		const row: AirRegionRow = { ...kept, ...name };
		if (
			old?.name === row.name &&
			old.kind === row.kind &&
			old.parentId === row.parentId
		)
			continue;
		regions.set(row.id, row);
		changed.push(row);
	}
	return changed;
}

/** The whole list: what it does not name has ended. Returns the rows that changed. */
export function applyList(
	picture: Picture,
	list: ReadonlyMap<string, readonly Level[]>,
	{
		asOf,
		after,
		now,
	}: {
		asOf?: Instant | undefined;
		/** `words` when it was asked for. */
		after: number;
		now: Instant;
	},
): AirRegionRow[] {
	const complete = asOf ?? newestIn(list) ?? picture.asOf;
	const changed = [
		...new Set([...picture.regions.keys(), ...list.keys()]),
	].flatMap((id) => {
		const old = regionOf(picture, id);
		const listed = list.get(id) ?? [];
		// A word that came while the list was on its way may be newer than the list.
		const wasTold = (picture.told.get(id)?.order ?? 0) > after;
		const levels = typesOf(old.levels, listed).map((type): Level => {
			const kept = old.levels.find((level) => level.type === type);
			const given = listed.find((level) => level.type === type) ?? {
				type,
				level: "none" as const,
				// Of that time it is known: the same word once more changes nothing.
				since: kept?.level === "none" ? kept.since : (kept?.since ?? 0) + 1,
			};
			return kept && wasTold && isWorse(kept.level, given.level) ? kept : given;
		});
		return keep(picture, old, levels, now);
	});
	if (complete !== undefined)
		picture.asOf = Math.max(complete, picture.asOf ?? complete);
	return changed;
}

/** One signed word. Returns the rows that changed: none when it is late or repeated. */
export function applyWord(
	picture: Picture,
	{ regionId, levels, whole }: Word,
	now: Instant,
): AirRegionRow[] {
	const old = regionOf(picture, regionId);
	const ended = whole
		? old.levels
				.filter(({ type }) => levels.every((level) => level.type !== type))
				.map(({ type }) => ({ type, level: "none" as const, ...whole }))
		: [];
	const news = [...levels, ...ended].filter((word) =>
		isNews(
			old.levels.find(({ type }) => type === word.type),
			word,
			picture.asOf,
		),
	);
	if (news.length === 0) return [];
	picture.words += 1;
	picture.told.set(regionId, { at: now, order: picture.words });
	return keep(
		picture,
		old,
		[
			...old.levels.filter(({ type }) =>
				news.every((word) => word.type !== type),
			),
			...news,
		],
		now,
	);
}

/** Newer than what is kept for this type and than the list; of the same time when it is worse. */
function isNews(
	kept: Level | undefined,
	word: Level,
	asOf: Instant | undefined,
): boolean {
	const worse = isWorse(word.level, kept?.level ?? "none");
	const listedAt = asOf ?? Number.NEGATIVE_INFINITY;
	if (worse ? word.since < listedAt - SLACK_MS : word.since < listedAt)
		return false;
	if (kept === undefined) return true;
	return worse ? word.since >= kept.since : word.since > kept.since;
}

const newestIn = (
	list: ReadonlyMap<string, readonly Level[]>,
): Instant | undefined => {
	const times = [...list.values()].flat().map(({ since }) => since);
	return times.length > 0 ? Math.max(...times) : undefined;
};

const typesOf = (...all: (readonly Level[])[]): string[] => [
	...new Set(all.flat().map(({ type }) => type)),
];

const regionOf = ({ regions }: Picture, id: string): AirRegionRow =>
	regions.get(id) ?? {
		id,
		name: "",
		kind: "hromada",
		levels: [],
		changedAt: 0,
	};

function keep(
	{ regions }: Picture,
	old: AirRegionRow,
	levels: Level[],
	now: Instant,
): AirRegionRow[] {
	const same =
		levels.length === old.levels.length &&
		levels.every((level) =>
			old.levels.some(
				(known) =>
					known.type === level.type &&
					known.level === level.level &&
					known.since === level.since,
			),
		);
	if (same) return [];
	const row: AirRegionRow = {
		...old,
		levels,
		changedAt: Math.max(0, ...levels.map(({ since }) => since)),
	};
	// Also at its end: until now it was red.
	if (levelOf(old) === "red" || levelOf(row) === "red") row.redAt = now;
	regions.set(row.id, row);
	return [row];
}

// --- What it means -----------------------------------------------------------------

export const isFresh = ({ heardAt }: Picture, now: Instant): boolean =>
	heardAt !== undefined && now - heardAt <= PATIENCE_MS;

/** Between yellow and red: it may be red. */
const ORDER: Record<AirState, number> = {
	none: 0,
	yellow: 1,
	unknown: 2,
	red: 3,
};

export function stateOf(
	picture: Picture,
	place: PlaceRegions,
	now: Instant,
): AirState {
	const fresh = isFresh(picture, now);
	const states: AirState[] = place.own.map((id) => {
		const region = picture.regions.get(id);
		if (!region) return "unknown";
		if (fresh) return levelOf(region);
		// A signed word is believed for as long as it is new; what is less than red is unknown all the same.
		const toldAt = picture.told.get(id)?.at;
		return toldAt !== undefined && now - toldAt <= PATIENCE_MS
			? levelOf(region)
			: "unknown";
	});
	const unsure =
		!fresh ||
		!place.hasOblast ||
		place.doubtful.some((id) => {
			const region = picture.regions.get(id);
			return region !== undefined && isOn(region);
		});
	return [...states, ...(unsure ? (["unknown"] as const) : [])].reduce(
		(one, other) => (ORDER[other] > ORDER[one] ? other : one),
		"none" as AirState,
	);
}

/** The last moment one of them was known to be red. */
export function redAtOf(
	picture: Picture,
	{ own }: PlaceRegions,
	now: Instant,
): Instant | undefined {
	const fresh = isFresh(picture, now);
	const times = own.flatMap((id) => {
		const region = picture.regions.get(id);
		if (!region) return [];
		const { redAt } = region;
		if (levelOf(region) !== "red") return redAt === undefined ? [] : [redAt];
		return [
			fresh
				? now
				: Math.max(
						redAt ?? 0,
						picture.heardAt ?? 0,
						picture.told.get(id)?.at ?? 0,
					),
		];
	});
	return times.length > 0 ? Math.max(...times) : undefined;
}

/** Since when the shown state holds, by the source's own time. */
export function sinceOf(
	picture: Picture,
	{ own }: PlaceRegions,
	state: AirState,
): Instant | undefined {
	if (state === "unknown") return picture.heardAt;
	const levels = own.flatMap((id) => picture.regions.get(id)?.levels ?? []);
	const times = levels
		.filter(({ level }) => level === state)
		.map(({ since }) => since);
	if (times.length === 0) return undefined;
	// Danger began with the first of several threats; calm with the last one's end.
	return state === "none" ? Math.max(...times) : Math.min(...times);
}

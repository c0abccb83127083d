/**
 * The air-raid feed of a running service: what is known of the sky, kept true by the
 * official list every twenty seconds and by signed words between, and told to every
 * incident it concerns.
 *
 * Nothing here may stop or delay an alarm: whoever asks gets an answer within 50 ms, and
 * what is not known is `unknown`. Ninety seconds without the list are silence, and in
 * silence nothing is called calm.
 */
import type { AirRaid } from "../core/incident.ts";
import type { AirState, Instant, Point } from "../core/kinds.ts";
import {
	type AirRaids,
	type AirRegionRow,
	EVERYTHING,
	type RosterWrite,
} from "../ports.ts";
import type { Service } from "../service.ts";
import { soon } from "../soon.ts";
import {
	applyList,
	applyWord,
	emptyPicture,
	isFresh,
	nameRegions,
	type PlaceRegions,
	redAtOf,
	sinceOf,
	stateOf,
} from "./picture.ts";
import { matchAreas, regionsOf } from "./places.ts";
import {
	readAlerts,
	readIndex,
	readRegions,
	readWords,
	timeOfIndex,
} from "./reading.ts";
import type { SignatureCheck, Signed } from "./signed.ts";
import type { AlarmSource, Answered } from "./source.ts";

export type AirRaidFeed = {
	/** Never throws, never takes longer than 50 ms. */
	at(place: AirRaidPlace): Promise<AirRaid>;
	view(areaCode: string): Promise<AirRaidView>;
	/** Asks the source once, and tells whom it concerns. */
	look(): Promise<void>;
	/** A webhook as it came: whether it was the source's own. */
	take(message: Signed): Promise<boolean>;
	/** Tells incidents when the feed has fallen silent meanwhile. */
	watch(): Promise<void>;
	/** Looks from now on; returns what stops it. */
	start(): () => void;
	degraded(): string[];
	metrics(): string;
	/** How many of the API's regions are known to be which area. */
	matched(): Promise<Matched>;
};

export type AirRaidPlace = { areaCode?: string; location?: Point };
export type AirRaidView = {
	state: AirState;
	sinceAt?: Instant;
	heardAt?: Instant;
	redAt?: Instant;
};
export type Matched = {
	regions: number;
	oblasts: number;
	unmatched: { kind: AirRegionRow["kind"]; name: string }[];
};

type Deps = Pick<
	Service,
	"store" | "areas" | "clock" | "log" | "handle" | "load"
> & { airRaids: AirRaids; source: AlarmSource; check: SignatureCheck };

const FEED = "ukrainealarm";

/** The source takes about three requests a minute of one key, and answers 401 to the rest. */
const EVERY_MS = 20_000;
/** After a refusal: a refused request makes nobody wait longer. */
const AGAIN_MS = 10_000;
const LONGEST_WAIT_MS = 60_000;
/** A signed word is checked against the list so soon. */
const HURRY_MS = 2_000;
/** The list is read anew though its index says that nothing changed. */
const LIST_EVERY_MS = 2 * 60_000;
const REGIONS_EVERY_MS = 24 * 60 * 60_000;
/** A word of a region nobody has named yet. */
const REGIONS_AGAIN_MS = 10 * 60_000;
const NAMES_AGAIN_MS = 30_000;
const SAVED_EVERY_MS = 30_000;
const TICK_MS = 1_000;
const LEAST_TICK_MS = 50;
const ROWS_AT_ONCE = 300;
const PAGE = 200;
const MOST_CHAINS = 2_000;
/** Beyond it the nearest settlement is another country's. */
const FARTHEST_METRES = 20_000;

export function airRaidFeed(deps: Deps): AirRaidFeed {
	const { store, clock, log, source, check } = deps;
	const picture = emptyPicture();
	const chains = new Map<string, readonly string[]>();
	const whole = new WeakSet<readonly string[]>();
	const dirty = new Set<string>();
	let index: string | undefined;
	let listedAt: Instant | undefined;
	let namedAt: Instant | undefined;
	let areasKnown = -1;
	/** The list is older than a word that was believed. */
	let doubted = true;
	let savedAt = Number.NEGATIVE_INFINITY;
	let failure: string | undefined;
	let failures = 0;
	let looks = 0;
	let dueMono = 0;
	const stopping = new AbortController();
	let looking: Promise<void> | undefined;
	let telling: Promise<void> | undefined;
	let tellAgain = false;
	let wasFresh = false;
	let loaded: Promise<void> | undefined;

	// --- What was kept --------------------------------------------------------------

	/** Tried again by the next who asks: a database that is away has not forgotten. */
	const load = (): Promise<void> => {
		loaded ??= loadOnce().catch(() => {
			loaded = undefined;
		});
		return loaded;
	};

	async function loadOnce(): Promise<void> {
		const [rows, feed] = await Promise.all([
			deps.airRaids.regions(),
			deps.airRaids.feed(FEED),
		]);
		// What was heard meanwhile is newer.
		for (const row of rows)
			if (!picture.regions.has(row.id)) picture.regions.set(row.id, row);
		if (!feed || picture.heardAt !== undefined) return;
		picture.heardAt = Math.min(feed.heardAt, clock.now());
		const asOf = timeOfIndex(feed.lastActionIndex);
		if (asOf !== undefined) picture.asOf = asOf;
		wasFresh = isFresh(picture, clock.now());
	}

	async function save(): Promise<void> {
		const now = clock.now();
		if (dirty.size === 0 && now - savedAt < SAVED_EVERY_MS) return;
		try {
			do {
				// The country's regions in one write would hold up an alarm.
				const ids = [...dirty].slice(0, ROWS_AT_ONCE);
				await store.append({ at: now, roster: writesOf(ids) });
				for (const id of ids) dirty.delete(id);
			} while (dirty.size > 0);
			savedAt = now;
		} catch {
			// Memory knows it; the next look writes what is left.
		}
	}

	const writesOf = (ids: readonly string[]): RosterWrite[] => [
		...(ids.length > 0
			? [
					{
						table: "airRegions" as const,
						rows: ids.flatMap((id) => picture.regions.get(id) ?? []),
					},
				]
			: []),
		...(picture.heardAt === undefined
			? []
			: [
					{
						table: "airFeed" as const,
						row: {
							id: FEED,
							heardAt: picture.heardAt,
							...(index === undefined ? {} : { lastActionIndex: index }),
							...(failure === undefined ? {} : { failure }),
						},
					},
				]),
	];

	const changed = (rows: readonly AirRegionRow[]): void => {
		for (const { id } of rows) dirty.add(id);
	};

	// --- The list -------------------------------------------------------------------

	async function look(): Promise<void> {
		looking ??= lookOnce().finally(() => {
			looking = undefined;
		});
		return looking;
	}

	async function lookOnce(): Promise<void> {
		await load();
		const said = await askAll();
		if (stopping.signal.aborted) return;
		looks += 1;
		if (said.ok) {
			if (failures > 0) log.info("air raid: the feed is heard again");
			failures = 0;
			failure = undefined;
			due(doubted ? HURRY_MS : EVERY_MS);
		} else {
			failures += 1;
			failure = said.why;
			if (failures === 1)
				log.warn("air raid: the feed could not be read, tried again soon", {
					why: said.why,
				});
			due(
				said.refused
					? AGAIN_MS
					: Math.min(AGAIN_MS * 2 ** (failures - 1), LONGEST_WAIT_MS),
			);
		}
		await matchAnew().catch(() => undefined);
		await save();
		await tell();
	}

	async function askAll(): Promise<Answered> {
		const after = picture.words;
		const status = await source.ask("alerts/status", stopping.signal);
		if (!status.ok) return status;
		const newest = readIndex(status.text);
		if (newest === undefined) return unreadable;
		await askNames();
		const now = clock.now();
		if (
			newest !== index ||
			doubted ||
			listedAt === undefined ||
			now - listedAt >= LIST_EVERY_MS
		) {
			const list = await source.ask("alerts", stopping.signal);
			if (!list.ok) return list;
			const heardAt = clock.now();
			const alerts = readAlerts(list.text, heardAt);
			if (!alerts) return unreadable;
			changed(
				applyList(picture, alerts, {
					asOf: timeOfIndex(newest),
					after,
					now: heardAt,
				}),
			);
			doubted = picture.words > after;
			listedAt = heardAt;
			index = newest;
		}
		picture.heardAt = clock.now();
		return status;
	}

	/** Names come seldom; without new ones the known ones serve. */
	async function askNames(): Promise<void> {
		const now = clock.now();
		const names = [...picture.regions.values()].map(({ name }) => name);
		const hasNames = names.some((name) => name !== "");
		const isWhole = hasNames && names.every((name) => name !== "");
		const every = isWhole ? REGIONS_EVERY_MS : REGIONS_AGAIN_MS;
		// Without names nothing can be known of any place.
		if (hasNames && namedAt !== undefined && now - namedAt < every) return;
		const answer = await source.ask("regions", stopping.signal);
		const found = answer.ok ? readRegions(answer.text) : undefined;
		if (found) {
			changed(nameRegions(picture, found));
			areasKnown = -1;
		}
		namedAt = found ? now : now - every + NAMES_AGAIN_MS;
	}

	/** After names or areas changed: which region is which area. */
	async function matchAnew(): Promise<void> {
		const known = await deps.areas.count(["oblast", "raion", "hromada"]);
		if (known === areasKnown || picture.regions.size === 0) return;
		changed(matchAreas(picture.regions, await deps.airRaids.areas()));
		chains.clear();
		areasKnown = known;
	}

	// --- Words ----------------------------------------------------------------------

	async function take(message: Signed): Promise<boolean> {
		// A village that is played has a time of its own, and its carriers live in it.
		const wallMs = clock.speed === 1 ? clock.wall() : clock.now();
		if (!(await check.isOurs(message, wallMs))) return false;
		await load();
		const now = clock.now();
		const words = readWords(message.body, now) ?? [];
		const rows = words.flatMap((word) => applyWord(picture, word, now));
		// Whatever it said, the source has something new.
		doubted = true;
		hurry();
		if (rows.length === 0) return true;
		changed(rows);
		await save();
		// The source waits for our answer, not for what comes of it.
		void tell();
		return true;
	}

	// --- Places ---------------------------------------------------------------------

	async function chainOf({
		location,
		areaCode,
	}: AirRaidPlace): Promise<readonly string[]> {
		const found = location && (await chainAround(location));
		return found ?? (areaCode === undefined ? [] : chainUp(areaCode));
	}

	async function chainAround(
		point: Point,
	): Promise<readonly string[] | undefined> {
		const key = `${point.lat.toFixed(4)},${point.lon.toFixed(4)}`;
		const known = chains.get(key);
		if (known) return known;
		const [settlement] = await deps.areas.find({
			words: [],
			near: [point],
			within: { metres: FARTHEST_METRES },
			limit: 1,
		});
		return settlement && remember(key, await chainUp(settlement.code));
	}

	async function chainUp(code: string): Promise<readonly string[]> {
		const known = chains.get(code);
		if (known) return known;
		const chain = [code];
		let [top] = await deps.areas.byCodes([code]);
		while (top?.parentCode && chain.length < DEEPEST) {
			chain.push(top.parentCode);
			[top] = await deps.areas.byCodes([top.parentCode]);
		}
		if (top?.kind === "oblast" || top?.category === "K") whole.add(chain);
		return remember(code, chain);
	}

	/** What ends before its oblast may be imported later: it is looked up again. */
	function remember(key: string, chain: readonly string[]): readonly string[] {
		if (!whole.has(chain)) return chain;
		if (chains.size >= MOST_CHAINS) chains.clear();
		chains.set(key, chain);
		return chain;
	}

	const regionsAt = async (place: AirRaidPlace): Promise<PlaceRegions> => {
		await load();
		const chain = await chainOf(place);
		return regionsOf(picture.regions, chain, whole.has(chain));
	};

	async function at(place: AirRaidPlace): Promise<AirRaid> {
		const regions = await soon(() => regionsAt(place));
		return regions ? shown(regions) : { state: "unknown" };
	}

	function shown(regions: PlaceRegions): AirRaid {
		const now = clock.now();
		const redAt = redAtOf(picture, regions, now);
		return {
			state: stateOf(picture, regions, now),
			...(redAt === undefined ? {} : { redAt }),
		};
	}

	async function view(areaCode: string): Promise<AirRaidView> {
		const regions = await regionsAt({ areaCode });
		const now = clock.now();
		const state = stateOf(picture, regions, now);
		const sinceAt = sinceOf(picture, regions, state);
		const redAt = redAtOf(picture, regions, now);
		return {
			state,
			...(sinceAt === undefined ? {} : { sinceAt }),
			...(picture.heardAt === undefined ? {} : { heardAt: picture.heardAt }),
			...(redAt === undefined ? {} : { redAt }),
		};
	}

	// --- Incidents ------------------------------------------------------------------

	/** Every open incident hears what has changed above it; one round at a time. */
	async function tell(): Promise<void> {
		tellAgain = true;
		telling ??= (async () => {
			while (tellAgain) {
				tellAgain = false;
				await tellOnce();
			}
		})()
			.catch((error: unknown) =>
				log.warn("air raid: incidents could not be told, tried again soon", {
					error: error instanceof Error ? error.name : typeof error,
				}),
			)
			.finally(() => {
				telling = undefined;
				if (tellAgain) void tell();
			});
		return telling;
	}

	async function tellOnce(): Promise<void> {
		wasFresh = isFresh(picture, clock.now());
		let cursor: string | undefined;
		do {
			const page = await store.heads(EVERYTHING, {
				status: ["open", "unconfirmed"],
				limit: PAGE,
				...(cursor === undefined ? {} : { cursor }),
			});
			for (const { id } of page.items)
				await tellIncident(id).catch((error: unknown) =>
					log.warn("air raid: an incident could not be told", {
						incidentId: id,
						error: error instanceof Error ? error.name : typeof error,
					}),
				);
			cursor = page.nextCursor;
		} while (cursor !== undefined);
	}

	async function tellIncident(id: string): Promise<void> {
		const incident = await deps.load(id);
		if (incident.status !== "open" && incident.status !== "unconfirmed") return;
		const { location, areaCode } = incident;
		// Without a limit of time: a slow look must not tell them that nobody knows.
		const airRaid = shown(
			await regionsAt({
				...(location ? { location } : {}),
				...(areaCode ? { areaCode } : {}),
			}),
		);
		// Calm is nothing new to an incident that was never told otherwise.
		if (airRaid.state === (incident.airRaid?.state ?? "none")) return;
		await deps.handle(
			id,
			{ type: "AirRaid", airRaid },
			// Of the same state of the same incident one deed, however often it is tried.
			{ commandId: `airRaid/${index ?? "silent"}/${incident.version}` },
		);
	}

	async function watch(): Promise<void> {
		if (isFresh(picture, clock.now()) !== wasFresh) await tell();
	}

	// --- Time -----------------------------------------------------------------------

	const due = (ms: number): void => {
		dueMono = clock.mono() + ms / clock.speed;
	};
	/** Not while it is being left in peace after a failure. */
	const hurry = (): void => {
		if (failures === 0)
			dueMono = Math.min(dueMono, clock.mono() + HURRY_MS / clock.speed);
	};

	function start(): () => void {
		void check.prepare();
		const tick = () => {
			void watch();
			if (!looking && clock.mono() >= dueMono)
				look().catch((error: unknown) => {
					// An answer nobody foresaw must not end the process that rings for fires.
					due(AGAIN_MS);
					log.error("air raid: a look at the feed broke, tried again soon", {
						error: error instanceof Error ? (error.stack ?? error.name) : "",
					});
				});
		};
		tick();
		const timer = setInterval(
			tick,
			Math.max(LEAST_TICK_MS, TICK_MS / clock.speed),
		);
		return () => {
			clearInterval(timer);
			stopping.abort();
		};
	}

	const isSilent = (): boolean => looks > 0 && !isFresh(picture, clock.now());

	return {
		at,
		view,
		look,
		take,
		watch,
		start,
		degraded: () => (isSilent() ? ["airRaid"] : []),
		metrics: () => metricsOf(picture.regions.values(), isSilent()),
		async matched() {
			await load();
			const named = [...picture.regions.values()].filter(
				({ name }) => name !== "",
			);
			return {
				regions: named.length,
				oblasts: named.filter(({ kind, code }) => kind === "oblast" && code)
					.length,
				unmatched: named
					.filter(({ code }) => code === undefined)
					.map(({ kind, name }) => ({ kind, name })),
			};
		},
	};
}

const DEEPEST = 5;

const unreadable: Answered = { ok: false, why: "unreadable", refused: false };

function metricsOf(regions: Iterable<AirRegionRow>, isSilent: boolean): string {
	const on = { yellow: 0, red: 0 };
	for (const { levels } of regions) {
		if (levels.some(({ level }) => level === "red")) on.red += 1;
		else if (levels.some(({ level }) => level === "yellow")) on.yellow += 1;
	}
	return [
		"# HELP dzvin_air_raid_silent 1 while the air-raid feed is not heard\n",
		"# TYPE dzvin_air_raid_silent gauge\n",
		`dzvin_air_raid_silent ${isSilent ? 1 : 0}\n`,
		"# HELP dzvin_air_raid_regions Regions of the feed with an alert, by level\n",
		"# TYPE dzvin_air_raid_regions gauge\n",
		...Object.entries(on).map(
			([level, count]) => `dzvin_air_raid_regions{level="${level}"} ${count}\n`,
		),
	].join("");
}

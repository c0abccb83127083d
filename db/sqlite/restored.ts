/**
 * A copy put in the place of a database brings its past along: alerts that were
 * to go out then, timers long overdue. They are held here until a human says so.
 *
 * Held rows are `withdrawn` with the code `restored`, so that no claim finds them
 * and the auditor knows them (`invariants.ts`).
 */
export type Hand = {
	all(
		sql: string,
		...params: (string | number | null)[]
	): Record<string, unknown>[];
	/** How many rows it changed. */
	run(sql: string, ...params: (string | number | null)[]): number;
};

/** Something sealed by the installation the copy comes from; none in an empty one. */
export function sealedOf({ all }: Hand): string | undefined {
	const sources = [
		"select name as sealed from responder limit 1",
		"select text as sealed from words limit 1",
		"select body as sealed from outbox where body <> '' limit 1",
		"select body as sealed from inbound limit 1",
	];
	for (const source of sources) {
		const [found] = all(source);
		if (found) return String(found.sealed);
	}
	return undefined;
}

export const isWhole = ({ all }: Hand): boolean =>
	all("pragma quick_check(1)")[0]?.quick_check === "ok";

/** When it was last written, and what burned then. */
export function pastOf({ all }: Hand): {
	newestAt?: number;
	running: number[];
} {
	const [newest] = all("select max(at) as at from event");
	return {
		...(newest?.at === null || newest?.at === undefined
			? {}
			: { newestAt: Number(newest.at) }),
		running: all(
			"select number from head where status in ('open', 'unconfirmed') order by number",
		).map(({ number }) => Number(number)),
	};
}

/** Nothing planned before `now` goes out by itself; returns how many rows wait for a word. */
export function holdPast({ run, all }: Hand, now: number): number {
	const held = run(
		`update outbox set state = 'withdrawn', code = 'restored',
			lease_by = null, lease_until = null, lease_attempt = null
			where state in ('pending', 'leased') and created_at <= ?`,
		now,
	);
	// Numbers given out after the copy was made are known to people; a gap is allowed, a repeat is not.
	// A copy of before the year's first fire has no counter of the year yet.
	run(
		"insert into counter (year, n) values (?, ?) on conflict (year) do nothing",
		new Date(now).getUTCFullYear(),
		BEFORE_THE_FIRST,
	);
	run("update counter set n = n + ? where year > 0", NUMBERS_SKIPPED);
	// Whoever polls stands at a position given out after the copy was made; a copy of
	// before there were any has no such table.
	const [counts] = all(
		"select name from sqlite_master where name = 'sqlite_sequence'",
	);
	if (counts)
		run(
			"update sqlite_sequence set seq = seq + ? where name = 'outward'",
			POSITIONS_SKIPPED,
		);
	return held;
}

/** A human said so: what was held is due now, and not too late for it. */
export function releasePast({ run }: Hand, now: number): number {
	return run(
		`update outbox set state = 'pending', code = null, recalled = 0, due_at = max(due_at, ?),
			not_after = case when not_after is null then null else max(not_after, ?) end
			where state = 'withdrawn' and code = 'restored'`,
		now,
		now + LATE_MS,
	);
}

const NUMBERS_SKIPPED = 100;
/** A year's first incident is #100. */
const BEFORE_THE_FIRST = 99;
const POSITIONS_SKIPPED = 1_000_000;
/** As long as an alert planned now would be worth sending. */
const LATE_MS = 30 * 60_000;

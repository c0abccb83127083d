/**
 * The blind alert: an alarm that the database cannot take rings all the same.
 *
 * `failover` stands before Store and Roster. While the database works it only
 * passes on. When a write of a new incident fails, that incident lives in memory
 * and in a sealed journal on another path, chosen from the last roster snapshot:
 * it rings, it is answered, its ladder goes on. Once the database takes writes
 * again it is moved there, its alerts as already sent. Of older incidents the alerts
 * that are due ring too, lent to memory; what people say of them is kept until then.
 *
 * At most once per person and channel: a try whose outcome is unknown is not
 * repeated here, since nobody could prove after a crash what had left.
 */
import { memoryStore } from "../db/memory.ts";
import { AppError } from "./errors.ts";
import type { Journal } from "./journal.ts";
import type {
	Append,
	Attempt,
	Claimed,
	Inbound,
	NewRow,
	OutboxRow,
	Reporters,
	Roster,
	Sealed,
	Settlement,
	Store,
} from "./ports.ts";
import type { Log } from "./service.ts";
import type { Snapshots } from "./snapshot.ts";

/** An outbox row as it stands, with the try its lease belongs to. */
export type AdoptedRow = NewRow &
	Pick<
		OutboxRow,
		"state" | "unknowns" | "tries" | "sentAt" | "leaseBy" | "leaseUntil"
	> & {
		leaseAttempt?: string;
	};

/** Puts rows into the database as they are: sent ones as sent. Adapter of the file: `db/sqlite/adopt.ts`. */
export type Adopt = (moved: {
	rows: readonly AdoptedRow[];
	/** Rows of its own that were carried out here. */
	lent: readonly AdoptedRow[];
	attempts: readonly Attempt[];
	/** The counter goes on after it. */
	number: { year: number; n: number };
}) => Promise<void>;

/** Alerts of the database that should have gone by now and wait. */
export type AlertsDue = (now: number) => Promise<NewRow[]>;

export type Failover = {
	store: Store;
	roster: Roster;
	/** Whoever reports blind is found again here: their second message is no second fire. */
	reporters: Reporters;
	/** Raised while the database took no writes, and not moved into it yet. */
	isBlind(incidentId: string): boolean;
	/** Blind incidents with alerts that wait for a carrier. */
	waitingAlerts(): Promise<string[]>;
	/** Moves everything into the database; throws when it still takes no writes. */
	moveIn(): Promise<number>;
	degraded(): string[];
};

export type FailoverDeps = {
	store: Store;
	roster: Roster;
	reporters: Reporters;
	snapshots: Snapshots;
	journal: Journal;
	adopt: Adopt;
	alertsDue: AlertsDue;
	/** Machine time. */
	mono(): number;
	log: Log;
};

/** Something else than a planned answer: the database itself did not do it. */
export function isDatabaseFault(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	if (error instanceof AppError)
		return error.cause !== undefined && isDatabaseFault(error.cause);
	const code = String((error as { code?: unknown }).code ?? "");
	return (
		/sqlite|D1_ERROR/i.test(`${error.name} ${code} ${error.message}`) ||
		/database (connection is not open|was closed)/i.test(error.message)
	);
}

// Numbers of the minute since the snapshot are not known; a gap is allowed, a repeated number is not.
const NUMBER_GAP = 20;
// A database that fails is asked for work once a second; it fails fast, but for nothing.
const REST_MS = 1_000;

export function failover(deps: FailoverDeps): Failover {
	const { store: real, journal, log } = deps;
	let {
		store: memory,
		roster: memoryRoster,
		reporters: memoryReporters,
	} = memoryStore();
	/** Ids of incidents that live here. */
	let blind = new Set<string>();
	/** Every row ever planned here, by id, and the tries begun for it. */
	let planned = new Map<string, NewRow>();
	/** Those of them that stand in the database, waiting. */
	let lent = new Set<string>();
	let tries = new Map<string, string>();
	/** Rows a process before this one had begun, and how they ended: never sent again. */
	let begunBefore = new Map<string, Settlement | undefined>();
	let restsUntil = Number.NEGATIVE_INFINITY;
	let newestNumber: { year: number; n: number } | undefined;
	/** Messages taken while the database takes none. */
	let heard = new Set<string>();
	let faulty = false;
	let moving: Promise<unknown> = Promise.resolve();
	/** Done to the moved before they were moved: never in between. */
	const afterMoving = async <T>(work: () => Promise<T>): Promise<T> => {
		await moving;
		return work();
	};

	/** The database's answer; when it fails, memory's. */
	const orBlind = async <T>(
		work: () => Promise<T>,
		otherwise: () => Promise<T>,
	): Promise<T> => {
		try {
			const answer = await work();
			return answer;
		} catch (error) {
			if (!isDatabaseFault(error)) throw error;
			faulty = true;
			return otherwise();
		}
	};

	/** The database's answer, or the planned word that it gives none now. */
	const orUnavailable = <T>(work: () => Promise<T>): Promise<T> =>
		orBlind(work, () => Promise.reject(unavailable()));

	const note = (append: Append): void => {
		for (const row of append.outbox ?? []) planned.set(row.id, row);
		for (const { stream } of append.streams ?? [])
			if (stream.startsWith(INCIDENT)) blind.add(stream.slice(INCIDENT.length));
	};

	/** In memory first, so that a refusal leaves no line; then on the other disk. */
	const appendBlind = async (append: Append) => {
		const own: Append = {
			...append,
			// Streams of areas stand in the database, whose end is not known here.
			streams: (append.streams ?? []).filter(({ stream }) =>
				stream.startsWith(INCIDENT),
			),
			...(append.settle ? { settle: append.settle.map(onlyOnce) } : {}),
		};
		const result = await memory.append(own);
		if (result !== "ok") return result;
		note(own);
		journal.add({ kind: "append", append: own });
		return result;
	};

	const concernsBlind = ({ streams = [] }: Append): boolean =>
		streams.some(
			({ stream }) =>
				stream.startsWith(INCIDENT) && blind.has(stream.slice(INCIDENT.length)),
		);

	const reachesIntoDatabase = ({ streams = [] }: Append): boolean =>
		streams.some(
			({ stream, expectedSeq }) =>
				stream.startsWith(INCIDENT) &&
				expectedSeq > 0 &&
				!blind.has(stream.slice(INCIDENT.length)),
		);

	async function append(asked: Append) {
		if (blind.size === 0 && planned.size === 0) return appendReal(asked);
		return afterMoving(async () => {
			if (concernsBlind(asked)) {
				// One of two that are merged stands in the database: written as one deed once it takes writes.
				if (reachesIntoDatabase(asked)) throw unavailable();
				return appendBlind(asked);
			}
			const here = (asked.settle ?? []).filter(({ rowId }) =>
				planned.has(rowId),
			);
			if (here.length === 0) return appendReal(asked);
			// A row of ours that carried something to an incident of the database.
			const rest = {
				...asked,
				settle: (asked.settle ?? []).filter((one) => !here.includes(one)),
			};
			const elsewhere =
				(rest.streams ?? []).length > 0 || rest.settle.length > 0;
			const refused = here.every(({ next }) => next.state === "failed");
			const result = elsewhere
				? await appendReal(rest).catch(async (error: unknown) => {
						// Its incident cannot be told now; to ask the carrier again would change nothing.
						if (refused) await appendBlind({ at: asked.at, settle: here });
						throw error;
					})
				: "ok";
			const { settle: _settle, streams: _streams, ...beside } = asked;
			if (result !== "conflict")
				await appendBlind({
					...(elsewhere ? { at: asked.at } : beside),
					settle: here,
				});
			return result;
		});
	}

	const appendReal = (asked: Append) =>
		orBlind(
			async () => {
				const result = await real.append(asked);
				faulty = false;
				return result;
			},
			async () => {
				const opens = (asked.streams ?? []).some(
					({ stream, expectedSeq }) =>
						stream.startsWith(INCIDENT) && expectedSeq === 0,
				);
				if (!opens) throw unavailable();
				const result = await appendBlind(asked);
				log.error(
					"blind: the database took no alarm, it rings from the snapshot",
					{
						incidents: blind.size,
					},
				);
				return result;
			},
		);

	async function claim(
		request: Parameters<Store["claim"]>[0],
	): Promise<Claimed[]> {
		const ours =
			planned.size === 0 ? [] : await afterMoving(() => claimBlind(request));
		// What rings blind does not wait for a lock of the database's.
		if (ours.length > 0 || deps.mono() < restsUntil) return ours;
		const borrow = async () => {
			restsUntil = deps.mono() + REST_MS;
			await lendDue(request.now);
			return planned.size === 0 ? [] : afterMoving(() => claimBlind(request));
		};
		return orBlind(async () => {
			// What was lent is given back before the database hands out anything: nobody gets it from both.
			if (lent.size > 0) await moveIn().catch(notMoved);
			const theirs = await real.claim(request);
			return theirs.filter(({ row }) => !lent.has(row.id));
		}, borrow);
	}

	/** Alerts the database holds and cannot lease now would wait for it with their people asleep. */
	async function lendDue(now: number): Promise<void> {
		const due = await deps.alertsDue(now).catch(() => []);
		await afterMoving(async () => {
			const rows = due.filter(({ id }) => !planned.has(id));
			if (rows.length === 0) return;
			journal.add({ kind: "lent", at: now, rows });
			await lend(now, rows);
			log.error(
				"blind: the database hands out no alerts, those due are sent from memory",
				{ rows: rows.length },
			);
		});
	}

	async function lend(at: number, rows: readonly NewRow[]): Promise<void> {
		for (const row of rows) {
			planned.set(row.id, row);
			lent.add(row.id);
		}
		await memory.append({ at, outbox: rows });
	}

	async function claimBlind(
		request: Parameters<Store["claim"]>[0],
	): Promise<Claimed[]> {
		const claimed = await memory.claim(request);
		const fresh = claimed.filter(({ row }) => !begunBefore.has(row.id));
		for (const { row, attemptId } of claimed)
			if (begunBefore.has(row.id))
				await memory.append({
					at: request.now,
					settle: [
						{
							rowId: row.id,
							leaseBy: request.leaseBy,
							attemptId,
							endedAt: request.now,
							next: { state: "unproven" },
						},
					],
				});
		if (fresh.length === 0) return [];
		for (const { row, attemptId } of fresh) tries.set(row.id, attemptId);
		journal.add({
			kind: "claimed",
			tries: fresh.map(({ row, attemptId }) => ({
				rowId: row.id,
				attemptId,
				at: request.now,
			})),
		});
		return fresh;
	}

	/** Of memory for what lives here, else of the database. */
	const ofIncident =
		<Rest extends unknown[], T>(
			theirs: (incidentId: string, ...rest: Rest) => Promise<T>,
			ours: (incidentId: string, ...rest: Rest) => Promise<T>,
		) =>
		(incidentId: string, ...rest: Rest): Promise<T> =>
			blind.has(incidentId)
				? ours(incidentId, ...rest)
				: theirs(incidentId, ...rest);

	const holding = (stream: string): Store =>
		blind.has(stream.slice(INCIDENT.length)) ? memory : real;

	/** Here, else there; a database that cannot even be read knows nothing. */
	const eitherOf = async <T>(
		ours: () => Promise<T | undefined>,
		theirs: () => Promise<T | undefined>,
	) =>
		(blind.size + planned.size > 0 ? await ours() : undefined) ??
		orBlind(theirs, async () => undefined);

	const store: Store = {
		...real,
		append,
		claim,
		load: (stream, afterSeq) =>
			blind.has(stream.slice(INCIDENT.length))
				? memory.load(stream, afterSeq)
				: orBlind(
						() => real.load(stream, afterSeq),
						() => memory.load(stream, afterSeq),
					),
		// Whether it was said before is asked of an answer, which is kept when nobody can tell.
		written: (stream, commandId) =>
			orUnavailable(() => holding(stream).written(stream, commandId)),
		lastSeq: (stream) => holding(stream).lastSeq(stream),
		nextNumber: (year) =>
			orBlind(
				async () => {
					const n = await real.nextNumber(year);
					if (year !== 0) newestNumber = { year, n };
					return n;
				},
				async () => {
					const known = newestNumber ?? deps.snapshots.newestNumber();
					const n =
						known?.year === year
							? known.n + (newestNumber ? 1 : NUMBER_GAP)
							: 100 + NUMBER_GAP;
					newestNumber = { year, n };
					return n;
				},
			),
		async heads(scope, query) {
			const theirs = await orBlind(
				() => real.heads(scope, query),
				async () => ({ items: [] }),
			);
			if (blind.size === 0 || query.cursor !== undefined) return theirs;
			const { items } = await memory.heads(scope, query);
			return { ...theirs, items: [...items, ...theirs.items] };
		},
		head: (scope, id) =>
			eitherOf(
				() => memory.head(scope, id),
				() => real.head(scope, id),
			),
		findExternal: (source, id) =>
			eitherOf(
				() => memory.findExternal(source, id),
				() => real.findExternal(source, id),
			),
		findIdempotency: (keyId, key) =>
			eitherOf(
				() => memory.findIdempotency(keyId, key),
				() => real.findIdempotency(keyId, key),
			),
		async words(ids) {
			const ours = await memory.words(ids);
			const rest = ids.filter((id) => !ours.has(id));
			if (rest.length === 0) return ours;
			const theirs = await orBlind(
				() => real.words(rest),
				async () => new Map<string, never>(),
			);
			return new Map([...ours, ...theirs]);
		},
		// A link that cannot be looked up now is not a wrong one.
		capability: async (hash) =>
			(await memory.capability(hash)) ??
			orUnavailable(() => real.capability(hash)),
		async commitments(of) {
			const theirs = await orBlind(
				() => real.commitments(of),
				async () => [],
			);
			return blind.size === 0
				? theirs
				: [...(await memory.commitments(of)), ...theirs];
		},
		commitmentsOf: ofIncident(real.commitmentsOf, (id) =>
			memory.commitmentsOf(id),
		),
		callsOf: ofIncident(real.callsOf, (id) => memory.callsOf(id)),
		// Of an older incident the rows lent stand here too, and have come further.
		alertStates: async (id) => [
			...(blind.has(id) ? [] : await real.alertStates(id)),
			...(await memory.alertStates(id)),
		],
		sendsOf: async (id) => [
			...(blind.has(id) ? [] : await real.sendsOf(id)),
			...(await memory.sendsOf(id)),
		],
		positions: ofIncident(real.positions, (...of) => memory.positions(...of)),
		rows: ofIncident(real.rows, (id) => memory.rows(id)),
		row: (id) =>
			eitherOf(
				() => memory.row(id),
				() => real.row(id),
			),
		async nextDueAt() {
			const theirs = await orBlind(
				() => real.nextDueAt(),
				async () => undefined,
			);
			const ours = planned.size === 0 ? undefined : await memory.nextDueAt();
			return ours === undefined || theirs === undefined
				? (ours ?? theirs)
				: Math.min(ours, theirs);
		},
		recover: (request) =>
			orBlind(
				() => real.recover(request),
				async () => 0,
			),
		attempt: (id) =>
			eitherOf(
				() => memory.attempt(id),
				() => real.attempt(id),
			),
		attemptsOf: ofIncident(real.attemptsOf, (...of) =>
			memory.attemptsOf(...of),
		),
		async awaitingReceipt(query) {
			const theirs = await orBlind(
				() => real.awaitingReceipt(query),
				async () => [],
			);
			if (planned.size === 0) return theirs;
			const ours = await memory.awaitingReceipt(query);
			const known = new Set(ours.map(({ id }) => id));
			return [...ours, ...theirs.filter(({ id }) => !known.has(id))];
		},
		spent: (of) =>
			"incidentId" in of && blind.has(of.incidentId)
				? memory.spent(of)
				: orBlind(
						() => real.spent(of),
						() => memory.spent(of),
					),
		raise: (receipt) =>
			afterMoving(async () => {
				if (planned.size === 0 || !(await memory.attempt(receipt.attemptId)))
					return orUnavailable(() => real.raise(receipt));
				journal.add({
					kind: "receipt",
					attemptId: receipt.attemptId,
					rank: receipt.rank,
				});
				return memory.raise(receipt);
			}),
		receive: (inbound) =>
			orBlind(
				() => real.receive(inbound),
				() => afterMoving(() => receiveBlind(inbound)),
			),
		async pendingInbound(limit) {
			const theirs = await orBlind(
				() => real.pendingInbound(limit),
				async () => [],
			);
			const ours = await memory.pendingInbound(limit);
			const known = new Set(ours.map(inboundKey));
			return [
				...ours,
				...theirs.filter((one) => !known.has(inboundKey(one))),
			].slice(0, limit);
		},
		async inboundDone(...which) {
			await memory.inboundDone(...which);
			await orBlind(
				() => real.inboundDone(...which),
				async () => undefined,
			);
		},
		// A question left open is a courtesy: while nothing can be read none is.
		conversation: (chatHash) =>
			orBlind(
				() => real.conversation(chatHash),
				async () => undefined,
			),
		recording: (incidentId, of) =>
			orBlind(
				() => real.recording(incidentId, of),
				async () => undefined,
			),
		card: ofIncident(real.card, (...of) => memory.card(...of)),
		saveCard: (card) =>
			blind.has(card.incidentId)
				? memory.saveCard(card)
				: orUnavailable(() => real.saveCard(card)),
		savePosition: (position) =>
			blind.has(position.incidentId)
				? memory.savePosition(position)
				: orUnavailable(() => real.savePosition(position)),
	};

	const known = deps.reporters;
	const reporters: Reporters = {
		byChat: (hash) =>
			eitherOf(
				() => memoryReporters.byChat(hash),
				() => known.byChat(hash),
			),
		byPhone: (hash) =>
			eitherOf(
				() => memoryReporters.byPhone(hash),
				() => known.byPhone(hash),
			),
		async byIds(ids) {
			const ours = await memoryReporters.byIds(ids);
			const rest = ids.filter((id) => !ours.some((row) => row.id === id));
			if (rest.length === 0) return ours;
			const theirs = await orBlind(
				() => known.byIds(rest),
				async () => [],
			);
			return [...ours, ...theirs];
		},
		async reportsBy(reporterId, page) {
			const ours = await memoryReporters.reportsBy(reporterId, page);
			const theirs = await orBlind(
				() => known.reportsBy(reporterId, page),
				async () => [],
			);
			return [...ours, ...theirs]
				.sort((a, b) => b.at - a.at)
				.slice(0, page.limit);
		},
		report: (id) =>
			eitherOf(
				() => memoryReporters.report(id),
				() => known.report(id),
			),
	};

	/** On the other disk before anybody is told that it was taken. */
	async function receiveBlind(inbound: Inbound): Promise<boolean> {
		if (heard.has(inboundKey(inbound))) return false;
		if (!journal.add({ kind: "inbound", inbound }))
			throw new AppError(
				"unavailable",
				"expected to store the message, neither disk took it; send it again",
			);
		heard.add(inboundKey(inbound));
		return memory.receive(inbound);
	}

	/** Those that live here beside the database's; one that cannot be read leaves only what is known here. */
	async function incidentsOf(responderId: string): Promise<string[]> {
		const ours =
			blind.size === 0 ? [] : await memoryRoster.incidentsOf(responderId);
		const theirs = await orBlind(
			() => deps.roster.incidentsOf(responderId),
			async () => {
				// «Nothing is open» would be a guess, and the answer lost by it.
				if (ours.length === 0) throw unavailable();
				return [];
			},
		);
		return [...ours, ...theirs];
	}

	/** What a process before this one did without the database. */
	function readBack(): Promise<void> {
		const last = new Map<string, Settlement | undefined>();
		moving = (async () => {
			for (const line of journal.lines())
				switch (line.kind) {
					case "append": {
						const { settle: _settle, ...rest } = line.append;
						await memory.append(rest);
						note(line.append);
						for (const one of line.append.settle ?? [])
							last.set(one.rowId, one);
						break;
					}
					case "claimed":
						for (const { rowId, attemptId } of line.tries) {
							last.set(rowId, undefined);
							tries.set(rowId, attemptId);
						}
						break;
					case "inbound":
						heard.add(inboundKey(line.inbound));
						await memory.receive(line.inbound);
						break;
					case "lent":
						await lend(line.at, line.rows);
						break;
					case "receipt":
						break;
					default:
						line satisfies never;
				}
			for (const [rowId, end] of last)
				if (isOver(planned.get(rowId), end)) begunBefore.set(rowId, end);
		})();
		return moving as Promise<void>;
	}
	void readBack();

	let oneMove: Promise<number> | undefined;
	/** One at a time: a second would take away what came during the first. */
	const moveIn = (): Promise<number> => {
		oneMove ??= moveAll().finally(() => {
			oneMove = undefined;
		});
		return oneMove;
	};
	/** A database that still takes nothing is no news; anything else is a defect of ours. */
	const notMoved = (error: unknown): void => {
		if (!isDatabaseFault(error))
			log.error("blind: not moved into the database", {
				error: error instanceof Error ? (error.stack ?? error.name) : "unknown",
			});
	};

	async function moveAll(): Promise<number> {
		await moving;
		const moved = blind.size;
		const lines = journal.lines();
		if (lines.length === 0) {
			faulty = false;
			return 0;
		}
		const work = (async () => {
			const waiting = new Set(
				(await memory.pendingInbound(Number.MAX_SAFE_INTEGER)).map(inboundKey),
			);
			for (const line of lines) {
				if (line.kind === "append") await moveAppend(line.append);
				if (line.kind === "inbound") {
					const { inbound } = line;
					const done = waiting.has(inboundKey(inbound))
						? {}
						: // What was done needs no words any more; they may tell where somebody was.
							{ doneAt: inbound.receivedAt, body: "" as Sealed };
					await real.receive({ ...inbound, ...done });
				}
			}
			const rows = await rowsNow();
			await deps.adopt({
				rows: rows.filter(({ id }) => !lent.has(id)),
				lent: rows.filter(({ id, tries }) => lent.has(id) && tries > 0),
				attempts: await attemptsNow(lines),
				number: newestNumber ?? { year: 0, n: 0 },
			});
			({
				store: memory,
				roster: memoryRoster,
				reporters: memoryReporters,
			} = memoryStore());
			blind = new Set();
			heard = new Set();
			planned = new Map();
			lent = new Set();
			tries = new Map();
			begunBefore = new Map();
			journal.clear();
			faulty = false;
			if (moved > 0)
				log.info("blind: what rang without the database stands in it now", {
					incidents: moved,
				});
		})();
		moving = work.catch(() => undefined);
		await work;
		return moved;
	}

	async function moveAppend({
		at,
		streams = [],
		heads,
		words,
		forgetWords,
		capabilities,
		take,
		free,
		external,
		idempotency,
		outward,
		roster,
	}: Append) {
		if (streams.length === 0) return;
		const facts: Append = {
			at,
			streams,
			...defined({ heads, words, forgetWords, capabilities, outward, roster }),
		};
		const whole = await real.append({
			...facts,
			...defined({ take, free, external, idempotency }),
		});
		// Given to somebody else meanwhile, or known under its key already: the facts stand all the same.
		const result = whole === "conflict" ? await real.append(facts) : whole;
		if (result === "conflict")
			log.error(
				"blind: an incident could not be moved into the database, its log there is another",
				{
					streams: streams.map(({ stream }) => stream).join(" "),
				},
			);
	}

	async function rowsNow(): Promise<AdoptedRow[]> {
		const rows = await Promise.all(
			[...planned.values()].map(
				async (row): Promise<AdoptedRow | undefined> => {
					const now = await memory.row(row.id);
					if (!now) return undefined;
					if (begunBefore.has(row.id))
						return rowBefore(row, begunBefore.get(row.id));
					const leaseAttempt =
						now.state === "leased" ? tries.get(row.id) : undefined;
					return {
						...now,
						...(leaseAttempt === undefined ? {} : { leaseAttempt }),
					};
				},
			),
		);
		return rows.flatMap((row) => row ?? []);
	}

	async function attemptsNow(
		lines: ReturnType<Journal["lines"]>,
	): Promise<Attempt[]> {
		const begun = lines.flatMap((line) =>
			line.kind === "claimed" ? line.tries : [],
		);
		const ends = new Map<string, Settlement>();
		for (const line of lines)
			if (line.kind === "append")
				for (const one of line.append.settle ?? [])
					if (one.attemptId) ends.set(one.attemptId, one);
		const attempts = await Promise.all(
			begun.map(async ({ rowId, attemptId, at }) => {
				const row = planned.get(rowId);
				if (!row || row.lane === "clock") return undefined;
				return (
					(await memory.attempt(attemptId)) ??
					attemptBefore(row, row.lane, attemptId, at, ends.get(attemptId))
				);
			}),
		);
		return attempts.flatMap((attempt) => attempt ?? []);
	}

	return {
		store,
		roster: {
			...rosterWith(deps.roster, deps.snapshots, () => {
				faulty = true;
			}),
			incidentsOf,
			// Of what lives here nothing is merged with what the database holds.
			duplicatesOf: (responderId) =>
				orBlind(
					() => deps.roster.duplicatesOf(responderId),
					async () => [],
				),
		},
		reporters,
		isBlind: (incidentId) => blind.has(incidentId),
		async waitingAlerts() {
			const waiting: string[] = [];
			for (const id of blind) {
				const rows = await memory.rows(id);
				if (
					rows.some(
						(row) =>
							row.kind === "send" &&
							(row.purpose === "alert" || row.purpose === "human"),
					)
				)
					waiting.push(id);
			}
			return waiting;
		},
		moveIn,
		degraded: () => [
			...(faulty ? ["store"] : []),
			...(blind.size > 0 ? ["blind"] : []),
		],
	};
}

const INCIDENT = "incident/";

const inboundKey = ({ carrier, externalId }: Inbound): string =>
	`${carrier}/${externalId}`;

const unavailable = (): AppError =>
	new AppError(
		"unavailable",
		"expected the database to take the write, it refused; nothing was changed, send it again",
	);

/** What may have left is not sent again from memory. */
const onlyOnce = (settlement: Settlement): Settlement =>
	settlement.next.state === "pending" && settlement.next.unknown
		? { ...settlement, next: { state: "unproven" } }
		: settlement;

/** A send that may have left is over; a timer only when it was carried out. */
const isOver = (
	row: NewRow | undefined,
	end: Settlement | undefined,
): boolean =>
	row?.kind === "send"
		? end?.next.state !== "pending"
		: end?.next.state === "done";

const rowBefore = (row: NewRow, end: Settlement | undefined): AdoptedRow => ({
	...row,
	state: end?.next.state ?? "unproven",
	unknowns: end ? 0 : 1,
	tries: 1,
	...defined({
		sentAt: end?.next.state === "done" ? end.next.sentAt : undefined,
	}),
});

const attemptBefore = (
	row: NewRow,
	channel: Attempt["channel"],
	id: string,
	startedAt: number,
	end: Settlement | undefined,
): Attempt => ({
	id,
	rowId: row.id,
	incidentId: row.incidentId,
	channel,
	startedAt,
	outcome: end?.outcome ?? "unknown",
	rank: end?.rank ?? 0,
	...defined({
		responderId: row.responderId,
		purpose: row.purpose,
		endedAt: end?.endedAt,
		code: end?.code,
		carrierId: end?.carrierId,
	}),
});

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const defined = <T extends object>(fields: T): Defined<T> =>
	Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Defined<T>;

/** A roster that can be asked while the database cannot be read. */
function rosterWith(
	real: Roster,
	snapshots: Snapshots,
	failed: () => void,
): Roster {
	const ask =
		<Name extends keyof Roster>(name: Name) =>
		async (...given: unknown[]) => {
			const question = (roster: Roster) =>
				(roster[name] as (...given: unknown[]) => Promise<unknown>)(...given);
			try {
				return await question(real);
			} catch (error) {
				const snapshot = isDatabaseFault(error)
					? snapshots.roster()
					: undefined;
				if (!snapshot) throw error;
				failed();
				return question(snapshot);
			}
		};
	return Object.fromEntries(
		(Object.keys(real) as (keyof Roster)[]).map((name) => [name, ask(name)]),
	) as unknown as Roster;
}

/** A database that could not be opened: everything asked of it fails, so the alarm rings blind. */
export function unopened(
	why: unknown,
): Pick<
	ReturnType<typeof memoryStore>,
	| "store"
	| "roster"
	| "signIn"
	| "reporters"
	| "areas"
	| "airRaids"
	| "ground"
	| "others"
> {
	const fail = (): Promise<never> =>
		Promise.reject(
			new Error("SQLITE_CANTOPEN: the database could not be opened", {
				cause: why,
			}),
		);
	const { store, roster, signIn, reporters, areas, airRaids, ground, others } =
		memoryStore();
	const failing = <T extends object>(port: T): T =>
		Object.fromEntries(Object.keys(port).map((name) => [name, fail])) as T;
	return {
		store: {
			...failing(store),
			close: async () => {},
			newestAt: async () => undefined,
		},
		roster: failing(roster),
		signIn: failing(signIn),
		areas: failing(areas),
		airRaids: failing(airRaids),
		reporters: failing(reporters),
		ground: failing(ground),
		others: failing(others),
	};
}

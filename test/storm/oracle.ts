/**
 * Holds the database against the phones: who was to be reached was, nobody too
 * often, nothing after the end, every step and answer once, every chain whole.
 */

import { setTimeout as pause } from "node:timers/promises";
import type Database from "better-sqlite3";
import { verifyChain } from "../../db/rows.ts";
import type { StoredEvent } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";
import { SECRET } from "../bench/village.ts";
import { type Fire, nowMs, type Rig } from "./rig.ts";

/** Who said something, and how many of their answers must stand in the log. */
export type Answered = { fireId: string; responderId: string; times: number };

export type Findings = {
	fires: number;
	people: number;
	/** Alerts planned, one per person and channel. */
	messages: number;
	/** Planned, not taken back, and on no phone. */
	lostMessages: number;
	/** Selected, and reached on no channel. */
	lostPeople: number;
	lostFires: number;
	/** Copies beyond the first. */
	duplicates: number;
	mostCopies: number;
	/** Alerts begun after the end of their incident. */
	afterClose: number;
	doubleSteps: number;
	/** Answers with no effect, or with more than one. */
	answersLost: number;
	answersDoubled: number;
	brokenChains: number;
	/** Due and neither sent nor given up. */
	stuck: number;
	/** What is behind each count above that should be 0. */
	faults: string[];
};

const COUNTED = [
	"fires",
	"people",
	"messages",
	"lostMessages",
	"lostPeople",
	"lostFires",
	"duplicates",
	"afterClose",
	"doubleSteps",
	"answersLost",
	"answersDoubled",
	"brokenChains",
	"stuck",
] as const;

const QUIET_MS = 25_000;
const LOOK_EVERY_MS = 100;
/** The last cards are due within four seconds; an SMS reaches a phone within two. */
const CARDS_MS = 6_000;
const MOST_COPIES = 3;
const FAULTS_KEPT = 20;
/** A row younger than this has not had its turn. */
const ITS_TURN_MS = 1_000;

/** Waits until every text of these incidents has gone out, and nothing else is due. */
export async function quiet(
	rig: Rig,
	fires: readonly Fire[],
	patienceMs: number = QUIET_MS,
	kinds = "'send'",
): Promise<boolean> {
	const untilMs = nowMs() + patienceMs;
	const ids = JSON.stringify(fires.map(({ id }) => id));
	while (nowMs() < untilMs) {
		const now = rig.incidentMs();
		if (rig.ask((database) => dueOf(database, ids, now, kinds)) === 0)
			return true;
		await pause(LOOK_EVERY_MS);
	}
	return false;
}

/** Cards are courtesy: they may take their beat of four seconds. */
const dueOf = (
	database: Database.Database,
	ids: string,
	now: number,
	kinds: string,
): number =>
	count(
		database,
		`select count(*) as n from outbox where incident_id in (select value from json_each(?))
			and (kind in ('timer', 'command') and (state = 'leased' or (state = 'pending' and due_at <= ?))
			or kind in (${kinds}) and lane in ('telegram', 'sms') and state in ('pending', 'leased'))`,
		ids,
		now,
	);

/** A service that was dead when somebody answered hears it when the carrier repeats it, or looks itself. */
const HEARD_MS = 45_000;

/** Waits until each of these answers stands in the log; whoever ends the incident before has ended it. */
export async function heard(
	rig: Rig,
	answered: readonly Answered[],
): Promise<void> {
	const untilMs = nowMs() + HEARD_MS;
	const missing = (database: Database.Database): boolean =>
		answered.some(
			({ fireId, responderId, times }) =>
				effectsOf(database, fireId, responderId) < times,
		);
	while (rig.ask(missing) && nowMs() < untilMs) await pause(LOOK_EVERY_MS);
}

const effectsOf = (
	database: Database.Database,
	fireId: string,
	responderId: string,
): number =>
	count(
		database,
		`select count(*) as n from event where stream = ? and type = 'ResponderAcknowledged'
			and payload ->> '$.responderId' = ?`,
		`incident/${fireId}`,
		responderId,
	);

const count = (
	database: Database.Database,
	sql: string,
	...params: unknown[]
): number => (database.prepare(sql).get(...params) as { n: number }).n;

type Row = {
	id: string;
	incident_id: string;
	lane: string;
	responder_id: string;
	state: string;
	code: string | null;
	body: string;
};

const NONE: Findings = {
	fires: 0,
	people: 0,
	messages: 0,
	lostMessages: 0,
	lostPeople: 0,
	lostFires: 0,
	duplicates: 0,
	mostCopies: 0,
	afterClose: 0,
	doubleSteps: 0,
	answersLost: 0,
	answersDoubled: 0,
	brokenChains: 0,
	stuck: 0,
	faults: [],
};

export type Examination = {
	/**
	 * Of incidents among many, with lives of their own: only their logs are
	 * verified, and a crew, an end, a repeat take alerts back as an answer does.
	 */
	ofMany?: boolean;
};

export async function examine(
	rig: Rig,
	fires: readonly Fire[],
	answered: readonly Answered[] = [],
	{ ofMany = false }: Examination = {},
): Promise<Findings> {
	// Among many a card waits for everybody's alerts.
	await quiet(rig, fires, QUIET_MS, ofMany ? "'send', 'card'" : "'send'");
	await pause(CARDS_MS);
	const { entries } = await rig.look();
	const ids = JSON.stringify(fires.map(({ id }) => id));
	const secrets = createSecrets(SECRET);
	const findings: Findings = {
		...NONE,
		fires: fires.length,
		faults: [],
	};
	const fault = (what: string): void => {
		if (findings.faults.length < FAULTS_KEPT) findings.faults.push(what);
	};

	const received = new Map<string, number>();
	for (const { phone, carrier, kind, text } of entries)
		if (kind === "message" || kind === "sms") {
			const key = `${carrier}|${phone}|${text ?? ""}`;
			received.set(key, (received.get(key) ?? 0) + 1);
		}

	const rows = rig.ask(
		(database) =>
			database
				.prepare(
					`select id, incident_id, lane, responder_id, state, code, body from outbox
						where kind = 'send' and message_kind = 'alert' and lane in ('telegram', 'sms')
						and incident_id in (select value from json_each(?))`,
				)
				.all(ids) as Row[],
	);
	const planned = Map.groupBy(rows, (row) => {
		const carrier = row.lane === "telegram" ? "telegram" : "twilio";
		const phone = row.responder_id.replace("person-of-", "");
		return `${carrier}|${phone}|${textOf(secrets.open(row.body as never))}`;
	});
	const reached = new Set<string>();
	const said = rig.ask((database) => whoAnswered(database, ids));
	const takenBack = ofMany
		? rig.ask((database) => whoTookBack(database, ids))
		: new Set<string>();
	const person = (row: Row): string => `${row.incident_id}|${row.responder_id}`;
	/** Refused for good, or taken back because the person had answered: the row says why not. */
	const excused = (row: Row): boolean =>
		row.state === "failed"
			? row.code !== null
			: row.state === "withdrawn" &&
				(said.has(person(row)) || takenBack.has(row.incident_id));
	for (const [key, same] of planned) {
		const copies = received.get(key) ?? 0;
		const due = same.filter((row) => !excused(row));
		const [first] = same;
		if (!first) continue;
		findings.messages += due.length;
		if (copies > 0) reached.add(person(first));
		if (due.length > 0 && copies === 0) {
			findings.lostMessages += due.length;
			fault(`${first.id} is ${first.state} and on no phone`);
		}
		findings.duplicates += Math.max(0, copies - Math.max(1, due.length));
		const each = copies / same.length;
		findings.mostCopies = Math.max(findings.mostCopies, Math.ceil(each));
		if (each > MOST_COPIES) fault(`${first.id} came ${copies} times`);
	}
	for (const [name, theirs] of Map.groupBy(rows, person)) {
		if (theirs.every(excused)) continue;
		findings.people += 1;
		if (reached.has(name)) continue;
		findings.lostPeople += 1;
		fault(`nobody reached ${name}`);
	}

	rig.ask((database) => {
		for (const { id, number } of fires) {
			if (
				count(
					database,
					"select count(*) as n from event where stream = ?",
					`incident/${id}`,
				) === 0
			) {
				findings.lostFires += 1;
				fault(`#${number} was answered with 201 and is not in the log`);
			}
		}
		findings.afterClose = afterClose(database, ids, fault);
		findings.doubleSteps = doubleSteps(database, ids, fault);
		findings.brokenChains = brokenChains(database, fault, ofMany ? ids : null);
		findings.stuck = count(
			database,
			`select count(*) as n from outbox where incident_id in (select value from json_each(?))
				and (state = 'leased' or (state = 'pending' and due_at <= ?))`,
			ids,
			rig.incidentMs() - ITS_TURN_MS * rig.speed,
		);
		if (findings.stuck > 0)
			fault(`${findings.stuck} rows are due or leased at the end`);
		for (const { fireId, responderId, times } of answered) {
			const effects = effectsOf(database, fireId, responderId);
			if (effects < times) {
				findings.answersLost += 1;
				fault(`the answer of ${responderId} to ${fireId} had no effect`);
			}
			if (effects > times) {
				findings.answersDoubled += 1;
				fault(
					`the answer of ${responderId} to ${fireId} had ${effects} effects`,
				);
			}
		}
	});
	return findings;
}

/** Incident and person of everybody who has answered. */
const whoAnswered = (database: Database.Database, ids: string): Set<string> =>
	new Set(
		(
			database
				.prepare(
					`select substr(stream, 10) || '|' || (payload ->> '$.responderId') as who from event
						where type = 'ResponderAcknowledged'
						and stream in (select 'incident/' || value from json_each(?))`,
				)
				.all(ids) as { who: string }[]
		).map(({ who }) => who),
	);

/** Incidents in which alerts were taken back from people who had not answered. */
const whoTookBack = (database: Database.Database, ids: string): Set<string> =>
	new Set(
		(
			database
				.prepare(
					`select distinct substr(stream, 10) as id from event
						where type in ('CrewPromised', 'StoodDown', 'IncidentClosed', 'IncidentCancelled', 'RespondersAlertedAgain')
						and stream in (select 'incident/' || value from json_each(?))`,
				)
				.all(ids) as { id: string }[]
		).map(({ id }) => id),
	);

/** What a phone shows of a rendered text. */
function textOf(body: string): string {
	const rendered = JSON.parse(body) as { html?: string; text?: string };
	if (rendered.html === undefined) return rendered.text ?? "";
	return rendered.html
		.replace(/<[^>]+>/g, "")
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&quot;", '"')
		.replaceAll("&amp;", "&")
		.trim();
}

/** I6: no alert is begun once its incident has ended. */
function afterClose(
	database: Database.Database,
	ids: string,
	fault: (what: string) => void,
): number {
	const found = database
		.prepare(
			`select a.id, a.started_at - e.at as late from attempt as a
				join event as e on e.stream = 'incident/' || a.incident_id
				and e.type in ('IncidentClosed', 'IncidentCancelled')
				where a.incident_id in (select value from json_each(?))
				and a.purpose = 'alert' and a.started_at > e.at`,
		)
		.all(ids) as { id: string; late: number }[];
	for (const { id, late } of found)
		fault(`attempt ${id} began ${late} ms after the end`);
	return found.length;
}

/** Steps that come once a round; the humans' and the hourly question repeat. */
function doubleSteps(
	database: Database.Database,
	ids: string,
	fault: (what: string) => void,
): number {
	const found = database
		.prepare(
			`select stream, payload ->> '$.step' as step, count(*) as n from event
				where type = 'StepReached' and payload ->> '$.step' not in ('humans', 'close', 'departure')
				and stream in (select 'incident/' || value from json_each(?))
				group by stream, step, payload ->> '$.round', payload ->> '$.responderId' having n > 1`,
		)
		.all(ids) as { stream: string; step: string; n: number }[];
	for (const { stream, step, n } of found)
		fault(`${step} of ${stream} was reached ${n} times`);
	return found.length;
}

/** Of these incidents' logs, or of every stream there is. */
function brokenChains(
	database: Database.Database,
	fault: (what: string) => void,
	ids: string | null,
): number {
	const events = database
		.prepare(
			`select stream, seq, command_id as commandId, n, type, v, at, payload,
				prev_hash as prevHash, hash from event
				${ids === null ? "" : "where stream in (select 'incident/' || value from json_each(?))"}
				order by stream, seq`,
		)
		.all(...(ids === null ? [] : [ids])) as StoredEvent[];
	let broken = 0;
	for (const [stream, ofStream] of Map.groupBy(events, (e) => e.stream)) {
		const verdict = verifyChain(ofStream);
		if (verdict.ok) continue;
		broken += 1;
		fault(`${stream}: ${verdict.why}`);
	}
	return broken;
}

/** Of several examinations one, as if all had been looked at together. */
export const together = (all: readonly Findings[]): Findings =>
	all.reduce(
		(sum, one) => ({
			...(Object.fromEntries(
				COUNTED.map((name) => [name, sum[name] + one[name]]),
			) as Record<(typeof COUNTED)[number], number>),
			mostCopies: Math.max(sum.mostCopies, one.mostCopies),
			faults: [...sum.faults, ...one.faults].slice(0, FAULTS_KEPT),
		}),
		NONE,
	);

/** What must be 0, whatever the row. */
export const wrongs = (findings: Findings): number =>
	findings.lostMessages +
	findings.lostPeople +
	findings.lostFires +
	findings.afterClose +
	findings.doubleSteps +
	findings.answersLost +
	findings.answersDoubled +
	findings.brokenChains +
	findings.stuck +
	(findings.mostCopies > MOST_COPIES ? 1 : 0);

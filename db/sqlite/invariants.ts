/**
 * What must always hold, as queries that return what breaks it: the SQLite file
 * and D1 share them. The auditor runs them every 5 s, so each looks only into
 * partial indexes of pending work and into the logs of incidents still running.
 *
 * Incidents restored from a copy and not yet released by a human (`restored`
 * rows) are nobody's fault: they are counted apart.
 */
import type { Evidence } from "../../src/auditor.ts";
import type { Engine, RawRow, Value } from "./queries.ts";
import { justWrite, query, run } from "./queries.ts";

/** A call that rang so long ago has ended, and nobody told us how. */
const RINGING_MS = 2 * 60_000;

export function invariantsOver(engine: Engine): Evidence {
	const rows = (sql: string, ...params: Value[]): Promise<RawRow[]> =>
		engine.read(query(sql, ...params));
	const count = async (sql: string, ...params: Value[]): Promise<number> =>
		Number((await rows(sql, ...params))[0]?.n ?? 0);

	return {
		async timers() {
			const found = await rows(TIMERS_OF_RUNNING);
			return found.map((raw) => ({
				incidentId: String(raw.id),
				version: Number(raw.version),
				keys: JSON.parse(String(raw.keys)) as string[],
			}));
		},
		async unasked() {
			const found = await rows(NOBODY_ASKS_THEM);
			return found.map((raw) => ({
				incidentId: String(raw.incident_id),
				responderId: String(raw.responder_id),
			}));
		},
		overLeased: (wallMs) =>
			count(
				"select count(*) as n from outbox where state = 'leased' and lease_until < ?",
				wallMs,
			),
		unhandled: (before) =>
			count(
				// A call that still rings waits for its own end (src/http/calls/reportCall.ts).
				`select count(*) as n from inbound where done_at is null
					and received_at < case carrier when 'ringing' then ? else ? end`,
				before - RINGING_MS,
				before,
			),
		async overdue(before) {
			const found = await rows(
				`select lane, count(*) as n, min(due_at) as oldest from outbox indexed by outbox_due
					where state = 'pending' and lane in ('telegram', 'sms', 'voice', 'console', 'clock')
					and due_at < ? group by lane`,
				before,
			);
			return found.map((raw) => ({
				lane: String(raw.lane),
				count: Number(raw.n),
				oldestDueAt: Number(raw.oldest),
			}));
		},
		async waitingAlerts() {
			const found = await rows(
				`select distinct incident_id from outbox where state = 'pending'
					and kind = 'send' and purpose in ('alert', 'human') and incident_id in (${RUNNING})`,
			);
			return found.map((raw) => String(raw.incident_id));
		},
		held: () =>
			count(`select count(distinct incident_id) as n from outbox where ${HELD}
			and incident_id in (${RUNNING})`),
		// The counter of year 0 counts the looks: a page is really written, as an alarm would.
		write: () =>
			engine.work(
				justWrite(
					[
						run(
							"insert into counter (year, n) values (0, 1) on conflict (year) do update set n = n + 1",
						),
					],
					() => undefined,
				),
			),
	};
}

/** Rows of a restored copy that wait for a human's word. */
export const HELD = "state = 'withdrawn' and code = 'restored'";

const RUNNING = "select id from head where status in ('open', 'unconfirmed')";

const NOT_HELD = (incidentId: string): string =>
	`not exists (select 1 from outbox as held where held.incident_id = ${incidentId}
		and held.state = 'withdrawn' and held.code = 'restored')`;

/** Every running incident with the keys of its timers that wait or are carried out now. */
const TIMERS_OF_RUNNING = `
	select h.id, h.version, coalesce((select json_group_array(coalesce(o.key, o.id)) from outbox as o
		where o.incident_id = h.id and o.kind in ('timer', 'command')
		and o.state in ('pending', 'leased')), '[]') as keys
	from head as h where h.status in ('open', 'unconfirmed') and ${NOT_HELD("h.id")}`;

/** Of the alerted those with no alert row that was sent, goes out or is to go out; the state tells who of them must be asked. */
const NOBODY_ASKS_THEM = `
	select distinct h.id as incident_id, person.value ->> 'responderId' as responder_id
	from head as h
	join event as e on e.stream = 'incident/' || h.id and e.type = 'RespondersAlerted'
	join json_each(e.payload, '$.people') as person
	where h.status in ('open', 'unconfirmed') and ${NOT_HELD("h.id")}
	and not exists (select 1 from outbox as o where o.incident_id = h.id
		and o.responder_id = person.value ->> 'responderId'
		and o.kind = 'send' and o.purpose = 'alert'
		and o.state in ('pending', 'leased', 'done', 'unproven'))`;

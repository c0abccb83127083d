/**
 * What a chief, a deputy or a duty officer orders about an incident, from a chat.
 *
 * The rights are the API's (`access.ts`), asked at every press: who is no chief any more
 * presses in vain. What the present state does not allow changes nothing, and the state
 * comes back for the words.
 */
import { type Right, scopeFor } from "./access.ts";
import { isOver } from "./answer.ts";
import type { Command, Known } from "./core/incident.ts";
import { AppError } from "./errors.ts";
import { grantsOf } from "./grants.ts";
import { meant } from "./http/livePage/command.ts";
import type { Head, ResponderRow, Scope } from "./ports.ts";
import type { Alongside, Service } from "./service.ts";

/** Words of the live page's own actions, and the right each needs. */
const RIGHT_OF = {
	confirm: "incidents.decide",
	dismiss: "incidents.decide",
	"alert-next": "incidents.askMore",
	"stand-down": "incidents.steer",
	"take-over": "incidents.takeOver",
	"acknowledge-hazards": "incidents.steer",
	close: "incidents.steer",
	cancel: "incidents.cancel",
	"vehicle-down": "incidents.steer",
	mark: "incidents.mark",
	"ask-state": "incidents.askMore",
	"ask-helpers": "incidents.askMore",
	correct: "incidents.correct",
	"answer-for": "incidents.steer",
	unseat: "incidents.steer",
	write: "incidents.steer",
	reopen: "incidents.steer",
	impact: "incidents.decide",
	"allow-departure": "incidents.steer",
	number: "incidents.lead",
} as const satisfies Record<string, Right>;
export type OrderName = keyof typeof RIGHT_OF;

export type Ordering = {
	person: ResponderRow;
	incidentId: string;
	name: OrderName;
	/** What a form would say: `vehicleId`, `mark`, `responderId`, … */
	fields?: Readonly<Record<string, string>>;
	/** Instead of a form. */
	command?: Command;
	alongside?: Alongside;
	/** The same press twice is one order. */
	commandId: string;
};

export type Ordered =
	| { kind: "done"; incident: Known }
	/** Nothing had to be done: nobody is left to call, it was said before. */
	| { kind: "nothing"; incident: Known; why?: string }
	/** Somebody was faster, or it is over. */
	| { kind: "late"; incident: Known }
	/** Not this person's to order, or not in sight. */
	| { kind: "refused" };

/** The incident, when this person may order this of it. */
export async function orderable(
	service: Service,
	person: ResponderRow,
	incidentId: string,
	name: OrderName,
): Promise<Known | undefined> {
	const grants = await grantsOf(service, { responderId: person.id });
	const scope = scopeFor(grants, RIGHT_OF[name]);
	if (!scope || !(await service.store.head(scope, incidentId)))
		return undefined;
	const incident = await service.load(incidentId);
	return incident.status === "unknown" ? undefined : incident;
}

export async function order(
	service: Service,
	ordering: Ordering,
): Promise<Ordered> {
	const { person, incidentId, name, commandId, alongside = {} } = ordering;
	const incident = await orderable(service, person, incidentId, name);
	if (!incident) return { kind: "refused" };
	const asked = commandOf(service, incident, ordering);
	if (!asked) return { kind: "late", incident };
	try {
		const handled = await service.handle(incidentId, asked.command, {
			commandId,
			alongside: {
				...alongside,
				...(asked.words
					? { words: [...(alongside.words ?? []), ...asked.words] }
					: {}),
			},
		});
		const isIdle = handled.events.length === 0 && !handled.repeated;
		const { incident: after, ignored } = handled;
		return isIdle
			? {
					kind: "nothing",
					incident: after,
					...(ignored === undefined ? {} : { why: ignored }),
				}
			: { kind: "done", incident: after };
	} catch (error) {
		if (!(error instanceof AppError) || error.kind !== "conflict") throw error;
		const now = await service.load(incidentId);
		return {
			kind: "late",
			incident: now.status === "unknown" ? incident : now,
		};
	}
}

/** Undefined: the incident has no such truck or person any more. */
function commandOf(
	{ keepWords }: Service,
	incident: Known,
	{ person, name, fields = {}, command }: Ordering,
): { command: Command; words?: Alongside["words"] } | undefined {
	if (command) return { command };
	const by = { kind: "responder", id: person.id } as const;
	if (name === "reopen")
		return isOver(incident) ? { command: { type: "Reopen", by } } : undefined;
	const does = meant({
		action: name,
		fields: new URLSearchParams(fields),
		incident,
		responderId: person.id,
		keepWords,
	});
	return typeof does === "string" ? undefined : does;
}

/** Which of all this a person may order at all; the incident is asked about at the press. */
export async function ordersOf(
	service: Service,
	person: ResponderRow,
): Promise<ReadonlySet<OrderName>> {
	const grants = await grantsOf(service, { responderId: person.id });
	const names = Object.keys(RIGHT_OF) as OrderName[];
	return new Set(names.filter((name) => scopeFor(grants, RIGHT_OF[name])));
}

/** What this person may look at and steer; undefined: nothing. */
export async function sightOf(
	service: Service,
	person: ResponderRow | undefined,
): Promise<Scope | undefined> {
	if (!person) return undefined;
	const grants = await grantsOf(service, { responderId: person.id });
	return scopeFor(grants, "incidents.read");
}

/** An ended one is of use for half a day: to be opened again. */
const LOOK_BACK_MS = 12 * 3_600_000;
const MOST = 20;

/** What goes on, newest first, then what ended within half a day. */
export async function incidentsFor(
	service: Service,
	scope: Scope,
): Promise<Head[]> {
	const open = await service.store.heads(scope, {
		status: ["unconfirmed", "open"],
		limit: MOST,
	});
	const ended = await service.store.heads(scope, {
		status: ["closed", "cancelled"],
		since: service.clock.now() - LOOK_BACK_MS,
		limit: MOST,
	});
	return [...open.items, ...ended.items].slice(0, MOST);
}

/** Over whose people this person decides; undefined: over nobody's but himself. */
export async function peopleScope(
	service: Service,
	person: ResponderRow,
	right: "people.read" | "people.availability",
): Promise<Scope | undefined> {
	const grants = await grantsOf(service, { responderId: person.id });
	return scopeFor(
		grants.filter(({ role }) => role !== "responder"),
		right,
	);
}

/**
 * A decision → what leaves it for other people's machines: the facts as they may be
 * polled, and one outbox row for each subscription that hears them. Both stand in the
 * append of the decision, so nothing is told that did not happen and nothing that
 * happened is forgotten.
 */
import type { Decided } from "../core/decide.ts";
import type { Incident, Known } from "../core/incident.ts";
import { type OutwardFact, outwardFacts } from "../core/outward.ts";
import type { HandleDeps } from "../handle.ts";
import type {
	Append,
	Head,
	NewRow,
	OutwardRow,
	SubscriptionRow,
} from "../ports.ts";
import { seesHead } from "../sees.ts";
import { scopeNow } from "./hearing.ts";

/** A day late it is history: whoever was away so long asks for the incidents anew. */
export const TRIED_FOR_MS = 24 * 3_600_000;

export async function outgoing(
	deps: HandleDeps,
	before: Incident,
	decided: Decided & { incident: Known },
	head: Head,
	now: number,
): Promise<{ rows: NewRow[]; append: Pick<Append, "outward"> }> {
	const facts = outwardFacts(before, decided.events, now);
	if (facts.length === 0) return { rows: [], append: {} };
	const outward = facts.map(
		(fact): OutwardRow => ({
			id: fact.id,
			incidentId: head.id,
			at: fact.at,
			type: fact.type,
			body: JSON.stringify(bodyOf(deps, fact)),
		}),
	);
	const hearing = await whoHears(deps, head);
	const rows = facts.flatMap((fact, index) =>
		hearing
			.filter(({ events }) => events.includes(fact.type))
			.map(({ id }) =>
				webhookRow(deps, {
					id: fact.id,
					incidentId: head.id,
					subscriptionId: id,
					seq: fact.seq,
					at: now,
					body: outward[index]?.body ?? "",
				}),
			),
	);
	return { rows, append: { outward } };
}

/** What waits for a subscription: its name and the fact's, so that it is planned once. */
export const webhookRow = (
	{ secrets }: Pick<HandleDeps, "secrets">,
	given: {
		id: string;
		incidentId: string;
		subscriptionId: string;
		seq: number;
		at: number;
		body: string;
	},
): NewRow => ({
	id: `${given.id}.${given.subscriptionId}`,
	incidentId: given.incidentId,
	kind: "webhook",
	lane: "webhook",
	subscriptionId: given.subscriptionId,
	laneClass: 5,
	rank: given.seq,
	dueAt: given.at,
	notAfter: given.at + TRIED_FOR_MS,
	units: 1,
	body: secrets.seal(JSON.stringify({ id: given.id, body: given.body })),
	createdAt: given.at,
});

/** Stands before the id of what is of no incident, and so waits behind nothing. */
export const TEST = "test/";

/** What a row carries, opened. */
export type WebhookBody = { id: string; body: string };

/** An alarm never waits or fails because nobody can tell who listens to it. */
async function whoHears(
	deps: HandleDeps,
	head: Head,
): Promise<SubscriptionRow[]> {
	const all = await deps.roster.subscriptions().catch((error: unknown) => {
		deps.log.error("webhooks: nobody could be told, the facts may be polled", {
			incidentId: head.id,
			error: error instanceof Error ? error.name : "unknown",
		});
		return [];
	});
	const hearing = await Promise.all(
		all.map(async (row) => {
			// Sent only after a look at what the owner sees then.
			const scope = await scopeNow(deps, row).catch(() => row.scope);
			return scope !== undefined && seesHead(scope, head);
		}),
	);
	return all.filter((_, index) => hearing[index]);
}

/** Instants as the API writes them. */
function bodyOf(
	{ settings }: Pick<HandleDeps, "settings">,
	{ id, type, at, seq, incident, details }: OutwardFact,
) {
	return {
		type,
		id,
		at: iso(at),
		incident: {
			id: incident.id,
			number: incident.number,
			externalId: incident.externalId ?? null,
			source: incident.source,
			type: incident.incidentType,
			mode: incident.mode,
			status: incident.status,
			version: seq,
			url: `${settings.publicUrl}/v1/incidents/${incident.id}`,
		},
		[DETAILS[type]]: Object.fromEntries(
			Object.entries(details).map(([name, value]) => [
				name,
				/^(at|\w+At)$/.test(name) && typeof value === "number"
					? iso(value)
					: value,
			]),
		),
	};
}

/** The part of the body that is particular to a type. */
const DETAILS = {
	verdict: "verdict",
	crew_complete: "crew",
	departed: "crew",
	on_scene: "crew",
	not_gathering: "gathering",
	cancelled: "cancellation",
} as const satisfies Record<OutwardFact["type"], string>;

const iso = (at: number): string => new Date(at).toISOString();

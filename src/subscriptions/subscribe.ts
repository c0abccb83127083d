/**
 * Subscriptions, made and taken away by whoever may look at incidents: check → row +
 * `admin/…` event → append. The log says who subscribed to what, never where it goes
 * or what it is signed with.
 */
import { scopeFor } from "../access.ts";
import { type Administrator, newId, writeRoster } from "../administer.ts";
import type { Instant } from "../core/kinds.ts";
import { OUTWARD_TYPES, type OutwardType } from "../core/outward.ts";
import { AppError } from "../errors.ts";
import type { SubscriptionOwner, SubscriptionRow, Webhooks } from "../ports.ts";
import type { Service } from "../service.ts";
import { TEST, webhookRow } from "./outgoing.ts";
import { newSigningSecret } from "./signature.ts";

export type KnownSubscription = Omit<
	SubscriptionRow,
	"url" | "secret" | "previousSecret" | "scope"
> & { url: string; waiting: number };

/** Of one owner: every one is a request more at every fact. */
const AT_MOST = 10;
const DAY_MS = 86_400_000;
/** The peer changes over meanwhile. */
const OLD_SECRET_SIGNS_MS = DAY_MS;

export async function subscribe(
	service: Service,
	who: Administrator,
	asked: { url: string; events?: readonly OutwardType[]; name?: string },
): Promise<{ subscription: KnownSubscription; secret: string }> {
	const fault = webhooksOf(service).fault(asked.url);
	if (fault !== undefined)
		throw new AppError(
			"invalid",
			"Nothing was written: one fault, see errors.",
			{
				faults: [{ path: "url", message: fault }],
			},
		);
	const owner = ownerOf(who);
	const secret = newSigningSecret();
	const { secrets, clock } = service;
	return writeRoster(service, async () => {
		const own = (await service.roster.subscriptions()).filter((row) =>
			isOwn(row, owner),
		);
		if (own.length >= AT_MOST)
			throw new AppError(
				"conflict",
				`Expected at most ${AT_MOST} subscriptions of one owner, there are ${own.length}. Take one away first: DELETE /v1/subscriptions/{id}.`,
			);
		const row: SubscriptionRow = {
			id: newId(),
			...(asked.name === undefined ? {} : { name: asked.name }),
			url: secrets.seal(asked.url),
			events: [...new Set(asked.events ?? OUTWARD_TYPES)],
			secret: secrets.seal(secret),
			owner,
			scope: who.scope,
			createdAt: clock.now(),
		};
		return {
			event: {
				type: "SubscriptionMade",
				by: who.by,
				subscriptionId: row.id,
				events: row.events,
			},
			roster: [{ table: "subscription", row }],
			result: { subscription: shown(service, { ...row, waiting: 0 }), secret },
		};
	});
}

/** One's own; whoever gives access sees everybody's. */
export async function subscriptionsOf(
	service: Service,
	who: Administrator,
): Promise<KnownSubscription[]> {
	const all = await service.roster.subscriptions();
	return all
		.filter((row) => maySee(who, row))
		.map((row) => shown(service, row));
}

export async function subscriptionIn(
	service: Service,
	who: Administrator,
	id: string,
): Promise<KnownSubscription> {
	return shown(service, await rowIn(service, who, id));
}

/** What waits for it goes with it. */
export function unsubscribe(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	return writeRoster(service, async () => {
		await rowIn(service, who, id);
		return {
			event: { type: "SubscriptionEnded", by: who.by, subscriptionId: id },
			roster: [{ delete: "subscription", id }],
			result: undefined,
		};
	});
}

/** The old secret signs beside the new one for a day. */
export function newSecretFor(
	service: Service,
	who: Administrator,
	id: string,
): Promise<{ secret: string; previousUntil: Instant }> {
	const secret = newSigningSecret();
	return writeRoster(service, async () => {
		const { waiting: _waiting, ...row } = await rowIn(service, who, id);
		const previousUntil = service.clock.now() + OLD_SECRET_SIGNS_MS;
		return {
			event: {
				type: "SubscriptionSecretRenewed",
				by: who.by,
				subscriptionId: id,
			},
			roster: [
				{
					table: "subscription",
					row: {
						...row,
						secret: service.secrets.seal(secret),
						previousSecret: row.secret,
						previousUntil,
					},
				},
			],
			result: { secret, previousUntil },
		};
	});
}

/** Goes the whole way a fact goes, so what comes back proves it. */
export function testSubscription(
	service: Service,
	who: Administrator,
	id: string,
): Promise<{ eventId: string }> {
	webhooksOf(service);
	const eventId = `${newId()}-test`;
	return writeRoster(service, async () => {
		await rowIn(service, who, id);
		const at = service.clock.now();
		const body = { type: "test", id: eventId, at: new Date(at).toISOString() };
		return {
			event: { type: "SubscriptionTested", by: who.by, subscriptionId: id },
			outbox: [
				webhookRow(service, {
					id: eventId,
					incidentId: TEST + eventId,
					subscriptionId: id,
					seq: 0,
					at,
					body: JSON.stringify({ ...body, incident: null }),
				}),
			],
			result: { eventId },
		};
	});
}

function webhooksOf({ webhooks }: Service): Webhooks {
	if (webhooks) return webhooks;
	throw new AppError(
		"unavailable",
		"expected a home from which webhooks can be posted, this one cannot; poll GET /v1/events?since= instead, it says the same",
	);
}

async function rowIn(service: Service, who: Administrator, id: string) {
	const row = (await service.roster.subscriptions()).find(
		(known) => known.id === id && maySee(who, known),
	);
	if (row) return row;
	throw new AppError(
		"notFound",
		"Expected the id of a subscription this key may see, came one that no such subscription has.",
	);
}

const maySee = (who: Administrator, row: SubscriptionRow): boolean =>
	scopeFor(who.grants ?? [], "access.manage")?.kind === "everything" ||
	isOwn(row, ownerOf(who));

const isOwn = ({ owner }: SubscriptionRow, of: SubscriptionOwner): boolean =>
	owner.kind === of.kind && owner.id === of.id;

function ownerOf({ by }: Administrator): SubscriptionOwner {
	if (by.kind === "service" || by.kind === "wall")
		throw new AppError(
			"forbidden",
			"Expected a key or a session to own the subscription, came neither.",
		);
	return { kind: by.kind, id: by.id };
}

const shown = (
	{ secrets, clock }: Service,
	row: SubscriptionRow & { waiting: number },
): KnownSubscription => {
	const {
		url,
		secret: _secret,
		previousSecret: _previous,
		previousUntil = 0,
		scope: _scope,
		...rest
	} = row;
	return {
		...rest,
		url: secrets.open(url),
		...(previousUntil > clock.now() ? { previousUntil } : {}),
	};
};

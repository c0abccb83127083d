/**
 * Sessions of people and desks: 256 random bits in a cookie, their keyed hash in a
 * row. Read at each request together with what its holder holds now, so one that was
 * ended, or a role taken away, works no more with the next request.
 */
import type { Asking } from "../access.ts";
import { newId } from "../administer.ts";
import type { Instant } from "../core/kinds.ts";
import { grantsOf } from "../grants.ts";
import type { DeskRow, ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import type { AccountRow, Holder, SessionRow } from "./store.ts";
import { hashFor, newToken } from "./tokens.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Lifetime = { idleMs: number; wholeMs: number };
/** A phone lies about, a workstation stands in a guarded room and is not signed in each morning. */
const LIVES: Record<"person" | "desk", Lifetime> = {
	person: { idleMs: 12 * HOUR_MS, wholeMs: 30 * DAY_MS },
	desk: { idleMs: 30 * DAY_MS, wholeMs: 365 * DAY_MS },
};

/** A board that asks each second must not write each second. */
const NOTED_EVERY_MS = 5 * 60_000;
/** Lists of people leave, and keys are added, only soon after a code or a passkey. */
const PROVEN_MS = 10 * 60_000;

/** A session that holds, with whose it is. */
export type Visitor = { session: SessionRow; account: AccountRow } & (
	| { person: ResponderRow; desk?: never }
	| { desk: DeskRow; person?: never }
);

type Parts = Pick<Service, "signIn" | "roster" | "secrets" | "clock">;

export type NewSession = {
	token: string;
	/** For how long a browser may keep the cookie. */
	keepMs: number;
};

/** A new token each time: whoever knew an older one of this browser knows nothing. */
export async function startSession(
	parts: Parts,
	holder: Holder,
	made: Pick<SessionRow, "madeBy" | "device">,
): Promise<NewSession> {
	const { signIn, clock } = parts;
	const now = clock.now();
	const account = await signIn.accountFor(holder, { id: newId(), at: now });
	const { idleMs, wholeMs } = lifeOf(account);
	const person = await personOfAccount(parts, account);
	const token = newToken();
	await signIn.addSession({
		id: newId(),
		tokenHash: hashFor(parts, "session", token),
		accountId: account.id,
		...made,
		...(person ? { phoneHash: person.phoneHash } : {}),
		madeAt: now,
		usedAt: now,
		expiresAt: now + idleMs,
		endsAt: now + wholeMs,
	});
	return { token, keepMs: wholeMs };
}

/** Whose session this is; `undefined` = none, or one that is over. */
export async function visitorOf(
	parts: Parts,
	token: string,
): Promise<Visitor | undefined> {
	const { signIn, clock } = parts;
	const found = await signIn.session(hashFor(parts, "session", token));
	const now = clock.now();
	if (!found || found.session.expiresAt <= now || found.session.endsAt <= now)
		return undefined;
	const whose = await holderOf(parts, found);
	if (!whose) return undefined;
	await note(parts, found, now);
	return { ...found, ...whose };
}

/** Who asks, as the guard of the API knows callers. */
export async function askingOf(
	parts: Parts,
	visitor: Visitor,
): Promise<Asking> {
	const { account, session, person, desk } = visitor;
	const holder: Holder = person
		? { responderId: person.id }
		: { deskId: desk.id };
	return {
		keyId: `account:${account.id}`,
		name: account.id,
		by: person
			? { kind: "responder", id: person.id }
			: { kind: "desk", id: desk.id },
		grants: await grantsOf(parts, holder),
		isProven: isProven(parts, session),
	};
}

export const isProven = (
	{ clock }: Pick<Service, "clock">,
	{ madeAt }: Pick<SessionRow, "madeAt">,
): boolean => clock.now() - madeAt <= PROVEN_MS;

async function holderOf(
	parts: Parts,
	{ session, account }: { session: SessionRow; account: AccountRow },
): Promise<
	| { person: ResponderRow; desk?: never }
	| { desk: DeskRow; person?: never }
	| undefined
> {
	if (account.deskId !== undefined) {
		const [desk] = await parts.signIn.desks([account.deskId]);
		return desk && { desk };
	}
	const person = await personOfAccount(parts, account);
	// Another phone may be in another hand.
	return person && person.phoneHash === session.phoneHash
		? { person }
		: undefined;
}

async function personOfAccount(
	{ roster }: Parts,
	{ responderId }: AccountRow,
): Promise<ResponderRow | undefined> {
	if (responderId === undefined) return undefined;
	const [person] = await roster.people([responderId]);
	return person;
}

async function note(
	{ signIn }: Parts,
	{ session, account }: { session: SessionRow; account: AccountRow },
	now: Instant,
): Promise<void> {
	if (now - session.usedAt < NOTED_EVERY_MS) return;
	await signIn.touchSession(session.id, now, now + lifeOf(account).idleMs);
}

const lifeOf = ({ deskId }: AccountRow): Lifetime =>
	LIVES[deskId === undefined ? "person" : "desk"];

/**
 * Screens on the walls of stations: made by who leads the brigade, opened by a link
 * of 128 bits, bound to the first screen that says yes to it. Nobody signs in there
 * day by day; whoever leads the brigade frees it or takes it away, and the screen is
 * dark within seconds.
 *
 * 128 and 256 random bits cannot be guessed from a plain hash, so a wall outlives a
 * change of DZVIN_SECRET: nobody climbs a ladder for that.
 */
import { createHash } from "node:crypto";
import {
	type Administrator,
	brigadeIn,
	newId,
	writeRoster,
} from "./administer.ts";
import type { Instant } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import { EVERYTHING, type KeyedHash, type WallRow } from "./ports.ts";
import type { Service } from "./service.ts";
import { LINK, newLink, newToken } from "./signIn/tokens.ts";

/** Until then a link lies about that any screen could bind; then it opens nothing. */
const BIND_MS = 7 * 86_400_000;
/** A screen that asks every four seconds must not write every four seconds. */
const NOTED_EVERY_MS = 15 * 60_000;
const MOST_WALLS = 20;

export type NewWall = { id: string; url: string; expiresAt: Instant };

export type Bound =
	/** To this screen: the secret its cookie holds. */
	| { kind: "bound"; screen: string }
	/** Another screen was first. */
	| { kind: "taken"; wall: WallRow }
	| { kind: "tooLate" }
	| { kind: "unknown" };

// --- Whoever leads the brigade -------------------------------------------------------

export async function makeWall(
	service: Service,
	who: Administrator,
	brigadeId: string,
	name: string,
): Promise<NewWall> {
	const token = newLink();
	return writeRoster(service, async () => {
		await brigadeIn(service, who.scope, brigadeId);
		const walls = await service.signIn.walls({ brigadeId });
		if (walls.length >= MOST_WALLS)
			throw new AppError(
				"conflict",
				`Expected at most ${MOST_WALLS} walls of a brigade; take one away first.`,
			);
		const now = service.clock.now();
		const row: WallRow = {
			id: newId(),
			brigadeId,
			name,
			tokenHash: hashOf("wall", token),
			madeAt: now,
			bindUntil: now + BIND_MS,
		};
		return {
			event: {
				type: "WallMade",
				by: who.by,
				wallId: row.id,
				brigadeId,
				name,
			},
			roster: [{ table: "wall", row }],
			result: {
				id: row.id,
				url: `${service.settings.publicUrl}/wall/${token}`,
				expiresAt: row.bindUntil,
			},
		};
	});
}

export async function wallsOf(
	service: Service,
	who: Administrator,
	brigadeId: string,
): Promise<WallRow[]> {
	await brigadeIn(service, who.scope, brigadeId);
	return service.signIn.walls({ brigadeId });
}

/** A television was replaced, or forgot its cookie: the same link binds the next screen. */
export async function freeWall(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	return writeRoster(service, async () => {
		const wall = await wallIn(service, who, id);
		const {
			screenHash: _screenHash,
			screen: _screen,
			boundAt: _boundAt,
			...rest
		} = wall;
		return {
			event: { type: "WallFreed", by: who.by, wallId: id },
			roster: [
				{
					table: "wall",
					row: { ...rest, bindUntil: service.clock.now() + BIND_MS },
				},
			],
			result: undefined,
		};
	});
}

export async function removeWall(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	return writeRoster(service, async () => {
		await wallIn(service, who, id);
		return {
			event: { type: "WallRemoved", by: who.by, wallId: id },
			roster: [{ delete: "wall", id }],
			result: undefined,
		};
	});
}

async function wallIn(
	service: Service,
	who: Administrator,
	id: string,
): Promise<WallRow> {
	const [wall] = await service.signIn.walls({ ids: [id] });
	const seen =
		wall && (await service.roster.brigade(who.scope, wall.brigadeId));
	if (wall && seen) return wall;
	throw new AppError(
		"notFound",
		"Expected the id of a wall this key may see, came one that no such wall has.",
	);
}

// --- The screen ----------------------------------------------------------------------

/** Whose link this is; looking at it binds nothing. */
export async function wallBy(
	{ signIn }: Pick<Service, "signIn">,
	token: string,
): Promise<WallRow | undefined> {
	return LINK.test(token) ? signIn.wall(hashOf("wall", token)) : undefined;
}

export const isScreenOf = (
	{ screenHash }: WallRow,
	screen: string | undefined,
): boolean =>
	screenHash !== undefined &&
	screen !== undefined &&
	hashOf("screen", screen) === screenHash;

export const mayBind = (
	{ clock }: Pick<Service, "clock">,
	{ screenHash, bindUntil }: WallRow,
): boolean => screenHash === undefined && clock.now() <= bindUntil;

/** The first screen has it; of two at once one. */
export async function bindWall(
	service: Service,
	token: string,
	screen: string,
): Promise<Bound> {
	const secret = newToken();
	return writeRoster<Bound>(service, async () => {
		const wall = await wallBy(service, token);
		if (!wall) return { result: { kind: "unknown" } };
		if (wall.screenHash !== undefined)
			return { result: { kind: "taken", wall } };
		if (!mayBind(service, wall)) return { result: { kind: "tooLate" } };
		const now = service.clock.now();
		return {
			event: {
				type: "WallBound",
				by: { kind: "wall", id: wall.id },
				wallId: wall.id,
				screen,
			},
			roster: [
				{
					table: "wall",
					row: {
						...wall,
						screenHash: hashOf("screen", secret),
						screen,
						boundAt: now,
						lastSeenAt: now,
					},
				},
			],
			result: { kind: "bound", screen: secret },
		};
	});
}

/** That it is lit, for whoever administers; a database that takes no writes loses nothing by it. */
export async function noteSeen(
	{ store, clock, log }: Pick<Service, "store" | "clock" | "log">,
	{ id, lastSeenAt = 0 }: WallRow,
): Promise<void> {
	const at = clock.now();
	if (at - lastSeenAt < NOTED_EVERY_MS) return;
	await store
		.append({ at, roster: [{ table: "wallSeen", id, at }] })
		.catch(() => log.warn("When a wall was last seen could not be noted."));
}

/** The leaders' names, to be asked by whoever stands before a screen that another has. */
export async function whoMayFree(
	{ roster, secrets }: Pick<Service, "roster" | "secrets">,
	brigadeId: string,
): Promise<string[]> {
	const brigade = await roster.brigade(EVERYTHING, brigadeId);
	const roles = [...(brigade?.roles ?? [])]
		.filter(({ role }) => role === "chief" || role === "deputy")
		.sort((a, b) => a.order - b.order);
	const people = await roster.people(roles.map((role) => role.responderId));
	return roles.flatMap(({ responderId }) => {
		const person = people.find(({ id }) => id === responderId);
		return person ? [secrets.open(person.name)] : [];
	});
}

/** The word before it keeps it from ever equalling another hash. */
const hashOf = (kind: "wall" | "screen", secret: string): KeyedHash =>
	createHash("sha256")
		.update(`${kind}:${secret}`)
		.digest("base64url") as KeyedHash;

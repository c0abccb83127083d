/**
 * Duty desks: posts with a workstation of their own. A desk is bound to its
 * workstation once, by a link; who sits there is one of its officers, whose names
 * lie sealed with the desk. A shift handed over is an event of the administration
 * log with both names beside it.
 */
import type { Administrator } from "../administer.ts";
import { mustSeeEverything, newId, writeRoster } from "../administer.ts";
import type { Instant } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import { OPERATOR } from "../keys.ts";
import type { DeskRow, GrantRow, Scope, Words } from "../ports.ts";
import type { KeepWords, Service } from "../service.ts";
import type { AccountRow } from "./store.ts";
import { hashFor, newLink } from "./tokens.ts";

/** Until then the link lies about; then it opens nothing. */
const ENROLMENT_MS = 24 * 3_600_000;
const MOST_OFFICERS = 60;
const LONGEST_NAME = 100;

export type Officer = { id: string; name: string };
export type Enrolment = { url: string; expiresAt: Instant };
export type KnownDesk = {
	id: string;
	name: string;
	scopes: Scope[];
	createdAt: Instant;
	/** Workstations that hold a passkey or a key of this desk. */
	bound: number;
};

// --- What an administrator does ----------------------------------------------------

export async function createDesk(
	service: Service,
	asked: { name: string; scope: Scope },
	who: Administrator = OPERATOR,
): Promise<{ id: string } & Enrolment> {
	mustSeeEverything(who.scope, "make a desk");
	if (!["area", "brigades", "everything"].includes(asked.scope.kind))
		throw new AppError(
			"invalid",
			"Expected what the desk watches: area:<KATOTTG code>, brigades:<id>,<id> or everything.",
		);
	const desk = await writeRoster(service, async () => {
		const now = service.clock.now();
		const row: DeskRow = {
			id: newId(),
			name: asked.name,
			officers: sealedOfficers(service, []),
			createdAt: now,
		};
		const grant: GrantRow = {
			id: newId(),
			deskId: row.id,
			role: "dutyOfficer",
			scope: asked.scope,
			createdAt: now,
		};
		const { officers: _officers, ...shown } = row;
		return {
			event: { type: "DeskMade", by: who.by, desk: shown, grant },
			roster: [
				{ table: "desk", row },
				{ table: "grant", row: grant },
			],
			result: row,
		};
	});
	return { id: desk.id, ...(await openEnrolment(service, desk.id)) };
}

/** A workstation was replaced: a new link, and the old one is void. What is bound stays bound. */
export async function enrolAgain(
	service: Service,
	deskId: string,
	who: Administrator = OPERATOR,
): Promise<Enrolment> {
	mustSeeEverything(who.scope, "bind a desk");
	await deskIn(service, deskId);
	await writeRoster(service, async () => ({
		event: { type: "DeskEnrolmentOpened", by: who.by, deskId },
		result: undefined,
	}));
	return openEnrolment(service, deskId);
}

export async function listDesks(
	service: Service,
	who: Administrator = OPERATOR,
): Promise<KnownDesk[]> {
	mustSeeEverything(who.scope, "see the desks");
	const { signIn, clock } = service;
	return Promise.all(
		(await signIn.desks()).map(async ({ id, name, createdAt }) => {
			const [account, grants] = await Promise.all([
				signIn.accountOf({ deskId: id }),
				signIn.grantsOf({ deskId: id }),
			]);
			const [passkeys, sessions] = account
				? await Promise.all([
						signIn.passkeysOf(account.id),
						signIn.sessionsOf(account.id, clock.now()),
					])
				: [[], []];
			const keys = sessions.filter(({ madeBy }) => madeBy === "enrolment");
			return {
				id,
				name,
				createdAt,
				scopes: grants.map(({ scope }) => scope),
				bound: passkeys.length + keys.length,
			};
		}),
	);
}

/** With its sessions, passkeys and roles: the workstation shows nothing with the next request. */
export async function removeDesk(
	service: Service,
	deskId: string,
	who: Administrator = OPERATOR,
): Promise<void> {
	mustSeeEverything(who.scope, "remove a desk");
	return writeRoster(service, async () => {
		await deskIn(service, deskId);
		return {
			event: { type: "DeskRemoved", by: who.by, deskId },
			roster: [{ delete: "desk", id: deskId }],
			result: undefined,
		};
	});
}

async function openEnrolment(
	service: Service,
	deskId: string,
): Promise<Enrolment> {
	const { signIn, clock, settings } = service;
	const now = clock.now();
	const account = await signIn.accountFor({ deskId }, { id: newId(), at: now });
	const link = newLink();
	const expiresAt = now + ENROLMENT_MS;
	await signIn.addCeremony(
		{
			idHash: hashFor(service, "enrol", link),
			kind: "enrol",
			challenge: "",
			accountId: account.id,
			expiresAt,
		},
		{ at: now, alone: true },
	);
	return { url: `${settings.publicUrl}/desk/${link}`, expiresAt };
}

// --- The workstation ----------------------------------------------------------------

/** Whose link this is; looking at it uses nothing up. */
export async function enrolling(
	service: Service,
	link: string,
): Promise<{ account: AccountRow; desk: DeskRow } | undefined> {
	const { signIn, clock } = service;
	const found = await signIn.ceremony(hashFor(service, "enrol", link));
	if (found?.kind !== "enrol" || found.expiresAt <= clock.now())
		return undefined;
	const account = await signIn.account(found.accountId ?? "");
	const [desk] = account?.deskId ? await signIn.desks([account.deskId]) : [];
	return account && desk && { account, desk };
}

/** True for the first who binds a workstation with this link. */
export async function takeEnrolment(
	service: Service,
	link: string,
): Promise<boolean> {
	const taken = await service.signIn.takeCeremony(
		hashFor(service, "enrol", link),
	);
	return taken?.kind === "enrol" && taken.expiresAt > service.clock.now();
}

// --- Who sits there -----------------------------------------------------------------

export const officersOf = (
	{ secrets }: Pick<Service, "secrets">,
	desk: DeskRow,
): Officer[] => JSON.parse(secrets.open(desk.officers)) as Officer[];

export async function sittingAt(
	{ signIn, secrets }: Pick<Service, "signIn" | "secrets">,
	deskId: string,
): Promise<{ name: string; since: Instant } | undefined> {
	const [shift] = await signIn.shifts([deskId]);
	return shift && { name: secrets.open(shift.officer), since: shift.since };
}

export async function addOfficer(
	service: Service,
	deskId: string,
	given: string,
): Promise<void> {
	const name = given.trim();
	if (name === "" || name.length > LONGEST_NAME || /\p{Cc}/u.test(name))
		throw new AppError(
			"invalid",
			`Expected a name of 1 to ${LONGEST_NAME} characters on one line.`,
		);
	return changeOfficers(service, deskId, "OfficerAdded", (officers) => {
		if (officers.some((officer) => officer.name === name)) return officers;
		if (officers.length >= MOST_OFFICERS)
			throw new AppError(
				"conflict",
				`Expected at most ${MOST_OFFICERS} officers at a desk; remove one first.`,
			);
		return [...officers, { id: newId(), name }];
	});
}

export const removeOfficer = (
	service: Service,
	deskId: string,
	officerId: string,
): Promise<void> =>
	changeOfficers(service, deskId, "OfficerRemoved", (officers) =>
		officers.filter(({ id }) => id !== officerId),
	);

/** The log says that the list changed and never who is on it. */
function changeOfficers(
	service: Service,
	deskId: string,
	type: string,
	change: (officers: Officer[]) => Officer[],
): Promise<void> {
	return writeRoster(service, async () => {
		const desk = await deskIn(service, deskId);
		const officers = officersOf(service, desk);
		const after = change(officers);
		if (after.length === officers.length) return { result: undefined };
		return {
			event: { type, by: { kind: "desk", id: deskId }, deskId },
			roster: [
				{
					table: "desk",
					row: { ...desk, officers: sealedOfficers(service, after) },
				},
			],
			result: undefined,
		};
	});
}

/** «Прийняти зміну»: taking it twice is one hand-over. */
export async function takeShift(
	service: Service,
	deskId: string,
	officerId: string,
): Promise<void> {
	await writeRoster(service, async () => {
		const desk = await deskIn(service, deskId);
		const officer = officersOf(service, desk).find(
			({ id }) => id === officerId,
		);
		if (!officer)
			throw new AppError(
				"notFound",
				"Expected one of the officers of this desk, came somebody who is not; the list was changed meanwhile.",
			);
		const before = await sittingAt(service, deskId);
		if (before?.name === officer.name) return { result: undefined };
		const kept = {
			...(before ? { from: service.keepWords(before.name) } : {}),
			to: service.keepWords(officer.name),
		};
		return {
			event: {
				type: "ShiftTaken",
				by: { kind: "desk", id: deskId },
				deskId,
				...refsOf(kept),
			},
			roster: [
				{
					table: "shift",
					row: {
						deskId,
						officer: service.secrets.seal(officer.name),
						since: service.clock.now(),
					},
				},
			],
			alongside: { words: wordsOf(kept) },
			result: undefined,
		};
	});
}

type Kept = Record<string, ReturnType<KeepWords>>;
const refsOf = (kept: Kept) =>
	Object.fromEntries(
		Object.entries(kept).map(([name, { ref }]) => [name, ref]),
	);
const wordsOf = (kept: Kept): Words[] =>
	Object.values(kept).map(({ words }) => words);

const sealedOfficers = (
	{ secrets }: Pick<Service, "secrets">,
	officers: readonly Officer[],
) => secrets.seal(JSON.stringify(officers));

async function deskIn({ signIn }: Service, id: string): Promise<DeskRow> {
	const [desk] = await signIn.desks([id]);
	if (desk) return desk;
	throw new AppError(
		"notFound",
		"Expected the id of a desk, came one no desk has; `dzvin desk list` shows them.",
	);
}

/**
 * What sign-in keeps, in memory: the reference that the contract suite compares
 * the file and D1 with. Each method is one step that nothing interrupts.
 */
import type { BrigadeRole } from "../src/core/kinds.ts";
import type { Brigade } from "../src/core/roster.ts";
import type { DeskRow, GrantRow, ShiftRow, WallRow } from "../src/ports.ts";
import type {
	AccountRow,
	CeremonyRow,
	CodeRow,
	Holder,
	PasskeyRow,
	SessionRow,
	SignInStore,
} from "../src/signIn/store.ts";

/** By their ids; codes by the hash of their ticket, shifts by their desk. */
export type SignInTables = ReturnType<typeof emptySignIn>;

export const emptySignIn = () => ({
	accounts: new Map<string, AccountRow>(),
	sessions: new Map<string, SessionRow>(),
	passkeys: new Map<string, PasskeyRow>(),
	ceremonies: new Map<string, CeremonyRow>(),
	codes: new Map<string, CodeRow>(),
	grants: new Map<string, GrantRow>(),
	desks: new Map<string, DeskRow>(),
	shifts: new Map<string, ShiftRow>(),
	walls: new Map<string, WallRow>(),
});

export function signInOf(
	t: SignInTables,
	brigades: ReadonlyMap<string, Brigade>,
): SignInStore {
	const ofHolder = (holder: Holder) =>
		[...t.accounts.values()].find((row) => isOf(row, holder));

	return {
		accountOf: async (holder) => copy(ofHolder(holder)),
		async accountFor(holder, { id, at }) {
			const known = ofHolder(holder);
			const row = known ?? { id, createdAt: at, ...holder };
			t.accounts.set(row.id, row);
			return copy(row);
		},
		account: async (id) => copy(t.accounts.get(id)),

		async addSession(row) {
			removeWhere(t.sessions, (old) => old.expiresAt <= row.madeAt);
			t.sessions.set(row.id, copy(row));
		},
		async session(tokenHash) {
			const session = [...t.sessions.values()].find(
				(row) => row.tokenHash === tokenHash,
			);
			const account = session && t.accounts.get(session.accountId);
			return account && copy({ session, account });
		},
		async touchSession(id, usedAt, expiresAt) {
			const session = t.sessions.get(id);
			if (session) Object.assign(session, { usedAt, expiresAt });
		},
		sessionsOf: async (accountId, now) =>
			copy(
				[...t.sessions.values()]
					.filter(
						(row) =>
							row.accountId === accountId &&
							row.expiresAt > now &&
							row.endsAt > now,
					)
					.sort((a, b) => b.usedAt - a.usedAt || (a.id < b.id ? -1 : 1)),
			),
		endSessions: async (accountId, id) =>
			removeWhere(
				t.sessions,
				(row) =>
					row.accountId === accountId && (id === undefined || row.id === id),
			),

		async addPasskey(row) {
			if (t.passkeys.has(row.id)) return false;
			t.passkeys.set(row.id, copy(row));
			return true;
		},
		passkey: async (id) => copy(t.passkeys.get(id)),
		passkeysOf: async (accountId) =>
			copy(
				[...t.passkeys.values()]
					.filter((row) => row.accountId === accountId)
					.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1)),
			),
		async usePasskey(id, { before, counter, at }) {
			const passkey = t.passkeys.get(id);
			if (passkey?.counter !== before) return false;
			Object.assign(passkey, { counter, usedAt: at });
			return true;
		},
		removePasskey: async (accountId, id) =>
			removeWhere(
				t.passkeys,
				(row) => row.accountId === accountId && row.id === id,
			) === 1,

		async addCeremony(row, { at, alone }) {
			removeWhere(
				t.ceremonies,
				(old) =>
					old.expiresAt <= at ||
					(alone === true &&
						old.kind === row.kind &&
						old.accountId === row.accountId),
			);
			t.ceremonies.set(row.idHash, copy(row));
		},
		ceremony: async (idHash) => copy(t.ceremonies.get(idHash)),
		async takeCeremony(idHash) {
			const taken = t.ceremonies.get(idHash);
			t.ceremonies.delete(idHash);
			return taken;
		},

		async addCode(row, { since, perPhone, perAddress }) {
			removeWhere(
				t.codes,
				(old) => old.expiresAt <= row.createdAt && old.createdAt <= since,
			);
			const recent = [...t.codes.values()].filter(
				({ createdAt }) => createdAt > since,
			);
			const asked = (key: "phoneHash" | "addressHash") =>
				recent.filter((old) => old[key] === row[key]).length;
			if (asked("phoneHash") >= perPhone || asked("addressHash") >= perAddress)
				return false;
			t.codes.set(row.ticketHash, copy(row));
			return true;
		},
		code: async (by) =>
			copy(
				"ticketHash" in by
					? t.codes.get(by.ticketHash)
					: [...t.codes.values()].find((row) => row.linkHash === by.linkHash),
			),
		async tryCode(ticketHash, codeHash, now) {
			const row = t.codes.get(ticketHash);
			if (!row) return undefined;
			if (
				row.codeHash === codeHash &&
				row.triesLeft > 0 &&
				isStillGood(row, now)
			) {
				row.usedAt = now;
				return copy(row);
			}
			if (row.usedAt === undefined) row.triesLeft -= 1;
			return undefined;
		},
		async takeLink(linkHash, now) {
			const row = [...t.codes.values()].find(
				(code) => code.linkHash === linkHash,
			);
			if (!row || !isStillGood(row, now)) return undefined;
			row.usedAt = now;
			return copy(row);
		},

		rolesOf: async (responderId) =>
			[...brigades.values()]
				.sort((a, b) => (a.id < b.id ? -1 : 1))
				.flatMap(({ id, roles }) =>
					roles
						.filter((role) => role.responderId === responderId)
						.map(({ role }): { brigadeId: string; role: BrigadeRole } => ({
							brigadeId: id,
							role,
						})),
				),
		grantsOf: async (holder) =>
			copy(inOrder([...t.grants.values()].filter((row) => isOf(row, holder)))),
		grants: async () => copy(inOrder([...t.grants.values()])),
		desks: async (ids) =>
			copy(
				[...t.desks.values()]
					.filter(({ id }) => !ids || ids.includes(id))
					.sort((a, b) =>
						a.name === b.name
							? a.id < b.id
								? -1
								: 1
							: a.name < b.name
								? -1
								: 1,
					),
			),
		shifts: async (deskIds) =>
			copy(
				[...t.shifts.values()].filter(({ deskId }) => deskIds.includes(deskId)),
			),
		wall: async (tokenHash) =>
			copy([...t.walls.values()].find((row) => row.tokenHash === tokenHash)),
		walls: async (of) =>
			copy(
				[...t.walls.values()]
					.filter((row) =>
						"ids" in of
							? of.ids.includes(row.id)
							: row.brigadeId === of.brigadeId,
					)
					.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1)),
			),
	};
}

/** Whoever is gone signs in no more, and leaves nothing to sign in with. */
export function removeAccess(t: SignInTables, holder: Holder): void {
	for (const [id, row] of t.accounts) {
		if (!isOf(row, holder)) continue;
		t.accounts.delete(id);
		const own = (of: { accountId?: string }) => of.accountId === id;
		removeWhere(t.sessions, own);
		removeWhere(t.passkeys, own);
		removeWhere(t.ceremonies, own);
	}
	removeWhere(t.grants, (row) => isOf(row, holder));
	if ("deskId" in holder) t.shifts.delete(holder.deskId);
	else removeWhere(t.codes, (row) => row.responderId === holder.responderId);
}

const isOf = (
	row: { responderId?: string; deskId?: string },
	holder: Holder,
): boolean =>
	"deskId" in holder
		? row.deskId === holder.deskId
		: row.responderId === holder.responderId;

const isStillGood = (row: CodeRow, now: number): boolean =>
	row.responderId !== undefined &&
	row.usedAt === undefined &&
	row.expiresAt > now;

const inOrder = (rows: GrantRow[]): GrantRow[] =>
	rows.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));

function removeWhere<T>(
	table: Map<string, T>,
	isGone: (row: T) => boolean,
): number {
	let removed = 0;
	for (const [key, row] of table)
		if (isGone(row)) {
			table.delete(key);
			removed += 1;
		}
	return removed;
}

const copy = <T>(value: T): T => structuredClone(value);

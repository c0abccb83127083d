/**
 * What sign-in keeps: accounts, sessions, passkeys, ceremonies and codes, under
 * opaque ids and keyed hashes. One contract suite holds its three adapters
 * (test/contract/signIn.contract.ts).
 *
 * Grants, desks, shifts and walls are written by `Store.append` together with their event
 * in the administration log, and only read here.
 */
import type { BrigadeRole, Instant } from "../core/kinds.ts";
import type {
	DeskRow,
	GrantRow,
	KeyedHash,
	ShiftRow,
	WallRow,
} from "../ports.ts";

/** Whose account it is. */
export type Holder = { responderId: string } | { deskId: string };
export type AccountRow = { id: string; createdAt: Instant } & (
	| { responderId: string; deskId?: never }
	| { deskId: string; responderId?: never }
);

export type SessionRow = {
	/** Shown in lists; opens nothing. */
	id: string;
	tokenHash: KeyedHash;
	accountId: string;
	madeBy: "code" | "link" | "passkey" | "enrolment";
	/** Program and system, as the list of sessions shows it. */
	device: string;
	/** Of the person when the session began: with another phone it is over. */
	phoneHash?: KeyedHash;
	/** When whoever holds it last proved who they are. */
	madeAt: Instant;
	usedAt: Instant;
	/** Over when it was not used until then. */
	expiresAt: Instant;
	/** Over then, used or not. */
	endsAt: Instant;
};

export type PasskeyRow = {
	/** The credential's own id. */
	id: string;
	accountId: string;
	publicKey: string;
	counter: number;
	transports: string[];
	name: string;
	madeAt: Instant;
	usedAt?: Instant;
};

export type CeremonyRow = {
	idHash: KeyedHash;
	kind: "register" | "signIn" | "enrol";
	challenge: string;
	accountId?: string;
	expiresAt: Instant;
};

export type CodeRow = {
	/** Of the browser that asked; the code is of use only there. */
	ticketHash: KeyedHash;
	phoneHash: KeyedHash;
	/** Where it was asked from; for counting. */
	addressHash: KeyedHash;
	/** Absent: nobody has that phone. The row is written all the same, so that both take as long. */
	responderId?: string;
	codeHash: KeyedHash;
	linkHash: KeyedHash;
	triesLeft: number;
	createdAt: Instant;
	expiresAt: Instant;
	usedAt?: Instant;
};

export type CodeLimits = {
	since: Instant;
	perPhone: number;
	perAddress: number;
};

export type SignInStore = {
	accountOf(holder: Holder): Promise<AccountRow | undefined>;
	/** The account of this person or desk; made with this id when there was none. */
	accountFor(
		holder: Holder,
		made: { id: string; at: Instant },
	): Promise<AccountRow>;
	account(id: string): Promise<AccountRow | undefined>;

	/** Takes away what expired before `madeAt`, too. */
	addSession(row: SessionRow): Promise<void>;
	session(
		tokenHash: KeyedHash,
	): Promise<{ session: SessionRow; account: AccountRow } | undefined>;
	touchSession(id: string, usedAt: Instant, expiresAt: Instant): Promise<void>;
	/** Those that are not over, the last used first. */
	sessionsOf(accountId: string, now: Instant): Promise<SessionRow[]>;
	/** One, or all of the account. Returns how many. */
	endSessions(accountId: string, id?: string): Promise<number>;

	/** False when this credential is known already, to whomever. */
	addPasskey(row: PasskeyRow): Promise<boolean>;
	passkey(id: string): Promise<PasskeyRow | undefined>;
	passkeysOf(accountId: string): Promise<PasskeyRow[]>;
	/** False when somebody used it since `before` was read: two at once, or a copy. */
	usePasskey(
		id: string,
		use: { before: number; counter: number; at: Instant },
	): Promise<boolean>;
	removePasskey(accountId: string, id: string): Promise<boolean>;

	/** Takes away what expired before `at`, too; `alone` also others of this kind and account. */
	addCeremony(
		row: CeremonyRow,
		made: { at: Instant; alone?: boolean },
	): Promise<void>;
	ceremony(idHash: KeyedHash): Promise<CeremonyRow | undefined>;
	/** Gone once taken, so that an answer counts once. */
	takeCeremony(idHash: KeyedHash): Promise<CeremonyRow | undefined>;

	/** False when the phone or the address had too many since; nothing is written then. */
	addCode(row: CodeRow, limits: CodeLimits): Promise<boolean>;
	code(
		by: { ticketHash: KeyedHash } | { linkHash: KeyedHash },
	): Promise<CodeRow | undefined>;
	/** The row when it was right, and never again; a wrong one costs a try. */
	tryCode(
		ticketHash: KeyedHash,
		codeHash: KeyedHash,
		now: Instant,
	): Promise<CodeRow | undefined>;
	takeLink(linkHash: KeyedHash, now: Instant): Promise<CodeRow | undefined>;

	/** Roles in brigades. */
	rolesOf(
		responderId: string,
	): Promise<{ brigadeId: string; role: BrigadeRole }[]>;
	grantsOf(holder: Holder): Promise<GrantRow[]>;
	grants(): Promise<GrantRow[]>;
	/** All, or those of these ids. */
	desks(ids?: readonly string[]): Promise<DeskRow[]>;
	shifts(deskIds: readonly string[]): Promise<ShiftRow[]>;
	/** A screen on a wall by the hash of its link. */
	wall(tokenHash: KeyedHash): Promise<WallRow | undefined>;
	/** Oldest first. */
	walls(
		of: { brigadeId: string } | { ids: readonly string[] },
	): Promise<WallRow[]>;
};

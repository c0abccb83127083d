/**
 * What every SignInStore promises (src/signIn/store.ts), and what becomes of it when
 * the roster loses a person or a desk: run against memory, a file and D1.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
	DeskRow,
	GrantRow,
	KeyedHash,
	ResponderRow,
	Sealed,
	Store,
} from "../../src/ports.ts";
import type {
	CodeRow,
	SessionRow,
	SignInStore,
} from "../../src/signIn/store.ts";

type Opened = { store: Store; signIn: SignInStore };

const NOW = 1_790_000_000_000;
const hash = (word: string) => word as KeyedHash;
const PETRO = { responderId: "petro" };
const DESK = { deskId: "desk" };

export function signInContract(
	name: string,
	open: () => Promise<Opened>,
): void {
	describe(`SignInStore: ${name}`, () => {
		let store: Store;
		let signIn: SignInStore;

		beforeEach(async () => {
			({ store, signIn } = await open());
		});
		afterEach(() => store.close());

		const account = (holder: typeof PETRO | typeof DESK = PETRO) =>
			signIn.accountFor(holder, { id: crypto.randomUUID(), at: NOW });

		describe("accounts", () => {
			it("are made once, whoever asks at the same time", async () => {
				expect(await signIn.accountOf(PETRO)).toBeUndefined();
				const [one, other] = await Promise.all([account(), account()]);
				expect(other).toEqual(one);
				expect(await signIn.accountOf(PETRO)).toEqual(one);
				expect(await signIn.account(one.id)).toEqual(one);
				expect(await signIn.account("none")).toBeUndefined();
				expect((await account(DESK)).id).not.toBe(one.id);
			});
		});

		describe("sessions", () => {
			it("are found by the hash of their token, with the account", async () => {
				const whose = await account();
				const row = session(whose.id, "s1");
				await signIn.addSession(row);
				expect(await signIn.session(row.tokenHash)).toEqual({
					session: row,
					account: whose,
				});
				expect(await signIn.session(hash("another"))).toBeUndefined();
			});

			it("are listed while they last, the last used first", async () => {
				const { id } = await account();
				await signIn.addSession(session(id, "s1"));
				await signIn.addSession(session(id, "s2", { expiresAt: NOW + 50 }));
				await signIn.addSession(session("of others", "s3"));
				await signIn.touchSession("s1", NOW + 10, NOW + 500);
				const ids = async (now: number) =>
					(await signIn.sessionsOf(id, now)).map((row) => row.id);
				expect(await ids(NOW + 20)).toEqual(["s1", "s2"]);
				expect(await ids(NOW + 50)).toEqual(["s1"]);
				expect(await signIn.session(hash("hash of s1"))).toMatchObject({
					session: { usedAt: NOW + 10, expiresAt: NOW + 500 },
				});
			});

			it("end one by one or all, and only those of the account", async () => {
				const { id } = await account();
				for (const one of ["s1", "s2", "s3"])
					await signIn.addSession(session(id, one));
				await signIn.addSession(session("of others", "s4"));
				expect(await signIn.endSessions(id, "s1")).toBe(1);
				expect(await signIn.endSessions(id, "s4")).toBe(0);
				expect(await signIn.session(hash("hash of s1"))).toBeUndefined();
				expect(await signIn.endSessions(id)).toBe(2);
				expect(await signIn.sessionsOf(id, NOW)).toEqual([]);
				expect(await signIn.sessionsOf("of others", NOW)).toHaveLength(1);
			});

			it("that expired are taken away when the next one begins", async () => {
				const { id } = await account();
				await signIn.addSession(session(id, "old", { expiresAt: NOW + 5 }));
				await signIn.addSession(session(id, "new", { madeAt: NOW + 5 }));
				expect(await signIn.endSessions(id, "old")).toBe(0);
			});
		});

		describe("passkeys", () => {
			const passkey = (accountId: string, id: string) => ({
				id,
				accountId,
				publicKey: "key",
				counter: 3,
				transports: ["internal"],
				name: "Chrome, Android",
				madeAt: NOW,
			});

			it("belong to one account, whoever adds the same again", async () => {
				expect(await signIn.addPasskey(passkey("a", "p1"))).toBe(true);
				expect(await signIn.addPasskey(passkey("b", "p1"))).toBe(false);
				expect(await signIn.passkey("p1")).toEqual(passkey("a", "p1"));
				expect(await signIn.passkeysOf("b")).toEqual([]);
			});

			it("count forward, and one used meanwhile is refused", async () => {
				await signIn.addPasskey(passkey("a", "p1"));
				const use = { before: 3, counter: 4, at: NOW + 1 };
				expect(
					await Promise.all([
						signIn.usePasskey("p1", use),
						signIn.usePasskey("p1", use),
					]),
				).toEqual([true, false]);
				expect(await signIn.passkey("p1")).toMatchObject({
					counter: 4,
					usedAt: NOW + 1,
				});
			});

			it("are removed by their own account alone", async () => {
				await signIn.addPasskey(passkey("a", "p1"));
				expect(await signIn.removePasskey("b", "p1")).toBe(false);
				expect(await signIn.removePasskey("a", "p1")).toBe(true);
				expect(await signIn.passkeysOf("a")).toEqual([]);
			});
		});

		describe("ceremonies", () => {
			const ceremony = (id: string, expiresAt = NOW + 100) => ({
				idHash: hash(id),
				kind: "enrol" as const,
				challenge: "",
				accountId: "a",
				expiresAt,
			});

			it("are taken once, whoever asks at the same time", async () => {
				await signIn.addCeremony(ceremony("c1"), { at: NOW });
				expect(await signIn.ceremony(hash("c1"))).toEqual(ceremony("c1"));
				const taken = await Promise.all([
					signIn.takeCeremony(hash("c1")),
					signIn.takeCeremony(hash("c1")),
				]);
				expect(taken.filter(Boolean)).toEqual([ceremony("c1")]);
				expect(await signIn.ceremony(hash("c1"))).toBeUndefined();
			});

			it("make room: what expired goes, and `alone` voids those of its kind", async () => {
				await signIn.addCeremony(ceremony("old", NOW + 1), { at: NOW });
				await signIn.addCeremony(ceremony("c1"), { at: NOW + 1 });
				expect(await signIn.ceremony(hash("old"))).toBeUndefined();
				await signIn.addCeremony(
					{ ...ceremony("register"), kind: "register" },
					{ at: NOW + 1 },
				);
				await signIn.addCeremony(ceremony("c2"), { at: NOW + 1, alone: true });
				expect(await signIn.ceremony(hash("c1"))).toBeUndefined();
				expect(await signIn.ceremony(hash("c2"))).toBeDefined();
				expect(await signIn.ceremony(hash("register"))).toBeDefined();
			});
		});

		describe("codes", () => {
			const limits = { since: NOW - 1_000, perPhone: 3, perAddress: 5 };
			const add = (id: string, more: Partial<CodeRow> = {}) =>
				signIn.addCode(code(id, more), limits);
			const right = (id: string, now = NOW + 1) =>
				signIn.tryCode(hash(id), hash(`code of ${id}`), now);

			it("are right once", async () => {
				await add("t1");
				expect(await right("t1")).toMatchObject({ responderId: "petro" });
				expect(await right("t1")).toBeUndefined();
			});

			it("are right once, whoever asks at the same time", async () => {
				await add("t1");
				const found = await Promise.all([right("t1"), right("t1")]);
				expect(found.filter(Boolean)).toHaveLength(1);
			});

			it("bear five wrong tries and then not even the right one", async () => {
				await add("t1");
				const wrong = () => signIn.tryCode(hash("t1"), hash("wrong"), NOW + 1);
				for (let tries = 0; tries < 4; tries += 1)
					expect(await wrong()).toBeUndefined();
				await add("t2");
				expect(await right("t2")).toBeDefined();
				expect(await wrong()).toBeUndefined();
				expect(await right("t1")).toBeUndefined();
			});

			it("are right until they expire", async () => {
				await add("t1");
				expect(await right("t1", NOW + 100)).toBeUndefined();
				expect(await right("t1", NOW + 99)).toBeDefined();
			});

			it("of nobody are never right", async () => {
				const { responderId: _nobody, ...nobodys } = code("t1");
				await signIn.addCode(nobodys, limits);
				expect(await right("t1")).toBeUndefined();
				expect(await signIn.takeLink(hash("link of t1"), NOW)).toBeUndefined();
			});

			it("have a link that is taken once, and leaves the code used", async () => {
				await add("t1");
				expect(
					await signIn.code({ linkHash: hash("link of t1") }),
				).toMatchObject({ ticketHash: "t1" });
				expect(
					await signIn.takeLink(hash("link of t1"), NOW + 100),
				).toBeUndefined();
				expect(
					await signIn.takeLink(hash("link of t1"), NOW + 1),
				).toMatchObject({ responderId: "petro", usedAt: NOW + 1 });
				expect(
					await signIn.takeLink(hash("link of t1"), NOW + 1),
				).toBeUndefined();
				expect(await right("t1")).toBeUndefined();
				expect(await signIn.code({ ticketHash: hash("none") })).toBeUndefined();
			});

			it("are counted per phone and per address, asked at the same time too", async () => {
				const phone = { addressHash: hash("a1") };
				const asked = await Promise.all(
					["t1", "t2", "t3", "t4"].map((id) => add(id, phone)),
				);
				expect(asked.filter(Boolean)).toHaveLength(3);
				const elsewhere = ["p2", "p3", "p4"].map((phoneHash) =>
					add(`of ${phoneHash}`, {
						addressHash: hash("a1"),
						phoneHash: hash(phoneHash),
					}),
				);
				expect((await Promise.all(elsewhere)).filter(Boolean)).toHaveLength(2);
				// Older than the limit's time, they count no more.
				expect(
					await signIn.addCode(code("t9", { createdAt: NOW + 2_000 }), {
						...limits,
						since: NOW,
					}),
				).toBe(true);
				expect(await signIn.code({ ticketHash: hash("t1") })).toBeUndefined();
			});
		});

		it("keeps nothing that expired longer than the next tidying", async () => {
			const { id } = await account();
			await signIn.addSession(session(id, "s1"));
			await signIn.addSession(session(id, "s2", { expiresAt: NOW + 500 }));
			await signIn.addCeremony(
				{
					idHash: hash("c1"),
					kind: "signIn",
					challenge: "",
					expiresAt: NOW + 100,
				},
				{ at: NOW },
			);
			await signIn.addCode(code("t1"), {
				since: 0,
				perPhone: 9,
				perAddress: 9,
			});
			for (const [before, gone] of [
				[NOW + 100, 0],
				[NOW + 101, 1],
				[NOW + 102, 0],
			] as const)
				for (const kind of ["sessions", "ceremonies", "codes"] as const)
					expect(await store.expire(kind, { before, limit: 10 })).toBe(gone);
			expect(await signIn.session(hash("hash of s1"))).toBeUndefined();
			expect(await signIn.session(hash("hash of s2"))).toBeDefined();
		});

		describe("roles, grants and desks", () => {
			beforeEach(async () => {
				const written = await store.append({
					at: NOW,
					roster: [
						{ table: "responder", row: responder("petro") },
						{ table: "responder", row: responder("olha") },
						{
							table: "brigade",
							row: {
								id: "rosokhach",
								name: "Росохач",
								kind: "volunteer",
								location: { lat: 49, lon: 25 },
								locale: "uk",
								roles: [
									{ role: "chief", responderId: "petro", order: 0 },
									{ role: "deputy", responderId: "olha", order: 1 },
									{ role: "coordinator", responderId: "petro", order: 2 },
								],
								policy: {},
							},
						},
						{ table: "desk", row: desk("desk", "ОКЦ") },
						{ table: "desk", row: desk("other", "Інший") },
						{ table: "grant", row: grant("g1", PETRO) },
						{ table: "grant", row: grant("g2", DESK) },
						{
							table: "shift",
							row: { deskId: "desk", officer: "i" as Sealed, since: NOW },
						},
					],
				});
				expect(written).toBe("ok");
			});

			it("walls are found by link, by brigade and by id, seen without coming back, and gone with their brigade", async () => {
				const wall = (id: string, brigadeId = "rosokhach") => ({
					id,
					brigadeId,
					name: `Стіна ${id}`,
					tokenHash: hash(`token of ${id}`),
					madeAt: NOW,
					bindUntil: NOW + 1,
				});
				const bound = {
					...wall("b"),
					screenHash: hash("screen"),
					screen: "Chrome, Linux",
					boundAt: NOW,
				};
				await store.append({
					at: NOW,
					roster: [
						{ table: "wall", row: wall("b") },
						{ table: "wall", row: wall("a") },
						{ table: "wall", row: wall("c", "uhryn") },
					],
				});
				expect(await signIn.wall(hash("token of b"))).toEqual(wall("b"));
				expect(await signIn.wall(hash("token of x"))).toBeUndefined();
				await store.append({
					at: NOW,
					roster: [
						{ table: "wall", row: bound },
						{ table: "wallSeen", id: "b", at: NOW + 5 },
						{ table: "wallSeen", id: "x", at: NOW + 5 },
					],
				});
				expect(await signIn.walls({ brigadeId: "rosokhach" })).toEqual([
					wall("a"),
					{ ...bound, lastSeenAt: NOW + 5 },
				]);
				// Freed: what is absent in the row is gone from it.
				await store.append({
					at: NOW,
					roster: [{ table: "wall", row: wall("b") }],
				});
				expect(await signIn.walls({ ids: ["b", "c", "x"] })).toEqual([
					wall("b"),
					wall("c", "uhryn"),
				]);
				await store.append({
					at: NOW,
					roster: [
						{ delete: "wall", id: "c" },
						{ delete: "brigade", id: "rosokhach" },
						{ table: "wallSeen", id: "c", at: NOW + 9 },
					],
				});
				expect(await signIn.walls({ ids: ["a", "b", "c"] })).toEqual([]);
			});

			it("are read as they were written", async () => {
				expect(await signIn.rolesOf("petro")).toEqual([
					{ brigadeId: "rosokhach", role: "chief" },
					{ brigadeId: "rosokhach", role: "coordinator" },
				]);
				expect(await signIn.rolesOf("nobody")).toEqual([]);
				expect(await signIn.grantsOf(PETRO)).toEqual([grant("g1", PETRO)]);
				expect(await signIn.grantsOf(DESK)).toEqual([grant("g2", DESK)]);
				expect((await signIn.grants()).map(({ id }) => id)).toEqual([
					"g1",
					"g2",
				]);
				expect((await signIn.desks()).map(({ id }) => id).sort()).toEqual([
					"desk",
					"other",
				]);
				expect(await signIn.desks(["desk"])).toEqual([desk("desk", "ОКЦ")]);
				expect(await signIn.shifts(["desk", "other"])).toEqual([
					{ deskId: "desk", officer: "i", since: NOW },
				]);
			});

			it("a grant taken away is gone", async () => {
				await store.append({
					at: NOW,
					roster: [{ delete: "grant", id: "g1" }],
				});
				expect(await signIn.grantsOf(PETRO)).toEqual([]);
				expect(await signIn.grantsOf(DESK)).toHaveLength(1);
			});

			it.each([
				["responder", PETRO, DESK],
				["desk", DESK, PETRO],
			] as const)(
				"a %s removed leaves nothing to sign in with, and takes nothing from others",
				async (table, gone, stays) => {
					for (const holder of [gone, stays]) {
						const { id } = await account(holder);
						await signIn.addSession(session(id, `session of ${id}`));
						await signIn.addPasskey({
							id: `passkey of ${id}`,
							accountId: id,
							publicKey: "",
							counter: 0,
							transports: [],
							name: "",
							madeAt: NOW,
						});
						await signIn.addCeremony(
							{
								idHash: hash(`ceremony of ${id}`),
								kind: "register",
								challenge: "",
								accountId: id,
								expiresAt: NOW + 100,
							},
							{ at: NOW },
						);
					}
					await signIn.addCode(code("t1"), {
						since: 0,
						perPhone: 9,
						perAddress: 9,
					});
					const left = async (holder: typeof gone | typeof stays) => {
						const { id = "" } = (await signIn.accountOf(holder)) ?? {};
						return [
							(await signIn.sessionsOf(id, NOW)).length,
							(await signIn.passkeysOf(id)).length,
							(await signIn.ceremony(hash(`ceremony of ${id}`))) ? 1 : 0,
							(await signIn.grantsOf(holder)).length,
						];
					};
					const { id: before = "" } = (await signIn.accountOf(gone)) ?? {};
					expect(await left(gone)).toEqual([1, 1, 1, 1]);
					const [id = ""] = Object.values(gone);
					await store.append({ at: NOW, roster: [{ delete: table, id }] });
					expect(await signIn.accountOf(gone)).toBeUndefined();
					expect(await signIn.sessionsOf(before, NOW)).toEqual([]);
					expect(await signIn.passkeysOf(before)).toEqual([]);
					expect(
						await signIn.ceremony(hash(`ceremony of ${before}`)),
					).toBeUndefined();
					expect(await signIn.grantsOf(gone)).toEqual([]);
					expect(await left(stays)).toEqual([1, 1, 1, 1]);
					expect(await signIn.shifts(["desk"])).toHaveLength(
						table === "desk" ? 0 : 1,
					);
					expect((await signIn.code({ ticketHash: hash("t1") })) ? 1 : 0).toBe(
						table === "desk" ? 1 : 0,
					);
				},
			);
		});
	});
}

const session = (
	accountId: string,
	id: string,
	more: Partial<SessionRow> = {},
): SessionRow => ({
	id,
	tokenHash: hash(`hash of ${id}`),
	accountId,
	madeBy: "code",
	device: "Chrome, Android",
	madeAt: NOW,
	usedAt: NOW,
	expiresAt: NOW + 100,
	endsAt: NOW + 1_000,
	...more,
});

const code = (ticket: string, more: Partial<CodeRow> = {}): CodeRow => ({
	ticketHash: hash(ticket),
	phoneHash: hash("phone of petro"),
	addressHash: hash(`address of ${ticket}`),
	responderId: "petro",
	codeHash: hash(`code of ${ticket}`),
	linkHash: hash(`link of ${ticket}`),
	triesLeft: 5,
	createdAt: NOW,
	expiresAt: NOW + 100,
	...more,
});

const grant = (id: string, holder: typeof PETRO | typeof DESK): GrantRow => ({
	id,
	...holder,
	role: "dutyOfficer",
	scope: { kind: "everything" },
	createdAt: NOW,
});

const desk = (id: string, name: string): DeskRow => ({
	id,
	name,
	officers: "sealed" as Sealed,
	createdAt: NOW,
});

const responder = (id: string): ResponderRow => ({
	id,
	name: "name" as Sealed,
	phone: "phone" as Sealed,
	phoneHash: hash(`phone of ${id}`),
	brigadeIds: ["rosokhach"],
	places: "places" as Sealed,
	qualifications: [],
	locale: "uk",
	phoneKind: "smart",
	smsAlphabet: "cyrillic",
	travel: "car",
	availability: "availability" as Sealed,
});

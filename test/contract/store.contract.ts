/**
 * What every Store and Roster promises (src/ports.ts), run against each
 * adapter. Two brigades from the first line: Rosokhach and Svydova, each with
 * its area, people and vehicle, so that whatever leaks between them is seen.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyChain } from "../../db/rows.ts";
import type { Brigade } from "../../src/core/roster.ts";
import type {
	Append,
	Claimed,
	ClaimRequest,
	Head,
	Kept,
	KeyedHash,
	NewRow,
	OutboxRow,
	ResponderRow,
	Roster,
	Scope,
	Sealed,
	Settlement,
	Store,
	VehicleRow,
} from "../../src/ports.ts";
import { EVERYTHING } from "../../src/ports.ts";

type Opened = { store: Store; roster: Roster };

const NOW = 1_790_000_000_000;
const FIRE = "fire-1";
const OTHER_FIRE = "fire-2";
const AREA_A = "UA61060390000064928";
const AREA_B = "UA61060330000043531";
const OF_A: Scope = { kind: "brigades", ids: ["rosokhach"] };
const OF_B: Scope = { kind: "brigades", ids: ["svydova"] };
const NOBODY: Scope = { kind: "brigades", ids: [] };

export function storeContract(name: string, open: () => Promise<Opened>): void {
	describe(`Store and Roster: ${name}`, () => {
		let store: Store;
		let roster: Roster;

		beforeEach(async () => {
			({ store, roster } = await open());
			expect(await store.append({ at: NOW, roster: village() })).toBe("ok");
		});
		afterEach(() => store.close());

		const appendOk = async (append: Omit<Append, "at"> & { at?: number }) =>
			expect(await store.append({ at: NOW, ...append })).toBe("ok");

		let attempts = 0;
		const claim = (
			lanes: ClaimRequest["lanes"],
			over: Partial<ClaimRequest> = {},
		): Promise<Claimed[]> =>
			store.claim({
				now: NOW,
				wallMs: 1000,
				leaseMs: 8000,
				leaseBy: "boot-1",
				newAttemptId: () => `attempt-${++attempts}`,
				lanes,
				...over,
			});
		const claimAll = (
			lane: OutboxRow["lane"],
			over: Partial<ClaimRequest> = {},
		) => claim([{ lane, units: 100, rows: 100 }], over);
		const expire = (kind: Kept, before: number, limit = 9) =>
			store.expire(kind, { before, limit });
		const one = <T>(list: readonly T[]): T => {
			expect(list).toHaveLength(1);
			return list[0] as T;
		};
		const rowIds = async (incidentId = FIRE) =>
			(await store.rows(incidentId)).map((row) => row.id).sort();
		const rowNamed = async (id: string, incidentId = FIRE) =>
			(await store.rows(incidentId)).find((row) => row.id === id);

		describe("the log", () => {
			it("gives back the events of a stream in order, with their payload as it was", async () => {
				await appendOk({ streams: [adds("incident/a", 0, "c1", 2)] });
				await appendOk({
					streams: [adds("incident/a", 2, "c2", 1)],
					at: NOW + 5,
				});
				await appendOk({ streams: [adds("incident/b", 0, "c1", 1)] });

				const log = await store.load("incident/a");
				expect(
					log.map(({ seq, commandId, n, at }) => [seq, commandId, n, at]),
				).toEqual([
					[1, "c1", 0, NOW],
					[2, "c1", 1, NOW],
					[3, "c2", 0, NOW + 5],
				]);
				expect(JSON.parse(log[2]?.payload ?? "")).toEqual({
					type: "Noted",
					of: "c2",
					i: 0,
				});
				expect((await store.load("incident/a", 2)).map((e) => e.seq)).toEqual([
					3,
				]);
				expect(await store.load("incident/none")).toEqual([]);
			});

			it("names its streams by how they begin", async () => {
				await appendOk({
					streams: [
						adds("incident/a_1", 0, "c1", 2),
						adds("intake/x", 0, "c1", 1),
					],
				});
				await appendOk({ streams: [adds("incident/b", 0, "c2", 1)] });
				expect(await store.streams("incident/")).toEqual([
					"incident/a_1",
					"incident/b",
				]);
				expect(await store.streams("none/")).toEqual([]);
			});

			it("finds a row in any state by its id", async () => {
				await appendOk({
					outbox: [
						{
							id: "r1",
							incidentId: FIRE,
							kind: "timer",
							lane: "clock",
							laneClass: 0,
							rank: 0,
							dueAt: NOW,
							units: 1,
							body: "x" as never,
							createdAt: NOW,
						},
					],
				});
				expect((await store.row("r1"))?.state).toBe("pending");
				expect(await store.row("none")).toBeUndefined();
			});

			it("chains each stream by itself, and a changed byte is found", async () => {
				await appendOk({
					streams: [
						adds("incident/a", 0, "c1", 2),
						adds("intake/x", 0, "c1", 1),
					],
				});
				await appendOk({
					streams: [
						adds("intake/x", 1, "c2", 1),
						adds("incident/a", 2, "c2", 2),
					],
				});
				const log = await store.load("incident/a");
				expect(verifyChain(log)).toMatchObject({ ok: true, end: { seq: 4 } });
				expect(verifyChain(await store.load("intake/x"))).toMatchObject({
					ok: true,
					end: { seq: 2 },
				});

				const altered = log.map((event) =>
					event.seq === 2
						? { ...event, payload: event.payload.replace("c1", "c9") }
						: event,
				);
				expect(verifyChain(altered)).toMatchObject({ ok: false, seq: 2 });
				expect(verifyChain(log.toSpliced(2, 1))).toMatchObject({
					ok: false,
					seq: 3,
				});
			});

			it("lets only the first of two writers take a sequence number", async () => {
				await appendOk({ streams: [adds("incident/a", 0, "c1", 1)] });
				const late = { at: NOW, streams: [adds("incident/a", 0, "c2", 1)] };
				expect(await store.append(late)).toBe("conflict");
				const early = { at: NOW, streams: [adds("incident/a", 2, "c2", 1)] };
				expect(await store.append(early)).toBe("conflict");
				const racers = await Promise.all(
					["c3", "c4", "c5"].map((c) =>
						store.append({ at: NOW, streams: [adds("incident/a", 1, c, 1)] }),
					),
				);
				expect(racers.toSorted()).toEqual(["conflict", "conflict", "ok"]);
				expect(await store.load("incident/a")).toHaveLength(2);
			});

			it("says that a command is in the log already, also to a stale writer", async () => {
				await appendOk({ streams: [adds("incident/a", 0, "c1", 1)] });
				await appendOk({ streams: [adds("incident/a", 1, "c2", 1)] });
				for (const seq of [0, 1, 2])
					expect(
						await store.append({
							at: NOW,
							streams: [adds("incident/a", seq, "c1", 1)],
							outbox: [row("r1")],
						}),
					).toBe("repeated");
				expect(await store.load("incident/a")).toHaveLength(2);
				expect(await rowIds()).toEqual([]);
				// The same command id in another stream is another command.
				await appendOk({ streams: [adds("incident/b", 0, "c1", 1)] });
			});

			it("takes several commands of one stream in one append", async () => {
				await appendOk({
					streams: [
						adds("incident/a", 0, "c1", 2),
						adds("incident/a", 2, "c2", 1),
					],
				});
				const log = await store.load("incident/a");
				expect(log.map((event) => event.commandId)).toEqual(["c1", "c1", "c2"]);
				expect(verifyChain(log).ok).toBe(true);
			});

			it("guards a stream also when a command adds nothing to it", async () => {
				await appendOk({ streams: [adds("incident/a", 0, "c1", 1)] });
				expect(
					await store.append({
						at: NOW,
						streams: [adds("incident/a", 0, "c2", 0)],
					}),
				).toBe("conflict");
				await appendOk({ streams: [adds("incident/a", 1, "c2", 0)] });
			});

			it("finds what one command wrote, and where a stream ends", async () => {
				expect(await store.lastSeq("incident/a")).toBe(0);
				await appendOk({
					streams: [
						adds("incident/a", 0, "c1", 1),
						adds("incident/b", 0, "c1", 1),
					],
				});
				await appendOk({ streams: [adds("incident/a", 1, "c2", 2)] });
				await appendOk({ streams: [adds("incident/a", 3, "c3", 1)] });
				const log = await store.load("incident/a");
				expect(await store.written("incident/a", "c2")).toEqual(
					log.slice(1, 3),
				);
				expect(await store.written("incident/b", "c2")).toEqual([]);
				expect(await store.written("incident/none", "c1")).toEqual([]);
				expect(await store.lastSeq("incident/a")).toBe(4);
				expect(await store.lastSeq("incident/b")).toBe(1);
			});

			it("knows the newest instant of the log", async () => {
				expect(await store.newestAt()).toBeUndefined();
				await appendOk({
					streams: [adds("incident/a", 0, "c1", 1)],
					at: NOW + 7,
				});
				await appendOk({
					streams: [adds("incident/b", 0, "c1", 1)],
					at: NOW + 3,
				});
				expect(await store.newestAt()).toBe(NOW + 7);
			});

			it("still verifies after a person's words are erased", async () => {
				await appendOk({
					streams: [adds("incident/a", 0, "c1", 2)],
					words: [
						{ id: "w1", salt: "s1", text: sealed("горить дах") },
						{ id: "w2", salt: "s2", text: sealed("ключ у мене") },
					],
				});
				expect(
					[...(await store.words(["w1", "w2", "w3"])).keys()].toSorted(),
				).toEqual(["w1", "w2"]);
				await appendOk({ forgetWords: ["w1"] });
				const left = await store.words(["w1", "w2"]);
				expect(left.get("w1")).toBeUndefined();
				expect(left.get("w2")).toEqual({
					id: "w2",
					salt: "s2",
					text: sealed("ключ у мене"),
				});
				expect(verifyChain(await store.load("incident/a")).ok).toBe(true);
			});

			it("numbers the year from 100, each number once", async () => {
				const numbers = await Promise.all(
					[1, 2, 3].map(() => store.nextNumber(2026)),
				);
				expect(numbers.toSorted()).toEqual([100, 101, 102]);
				expect(await store.nextNumber(2027)).toBe(100);
			});
		});

		describe("together or not at all", () => {
			const everything = (): Append => ({
				at: NOW,
				streams: [
					adds("incident/new", 0, "c1", 1),
					adds("intake/x", 0, "c1", 1),
				],
				heads: [head("new")],
				words: [{ id: "w9", salt: "s", text: sealed("x") }],
				capabilities: [capability("new-token", "new")],
				take: [commits("vehicle", "tanker-b", "new")],
				external: { source: "okc_101", externalId: "new", incidentId: "new" },
				idempotency: {
					keyId: "k",
					key: "new",
					bodyHash: "h",
					incidentId: "new",
				},
				outbox: [row("new-row", { incidentId: "new" })],
				withdraw: [{ incidentId: FIRE, purposes: ["alert"] }],
				hasten: [
					{ incidentId: FIRE, responderId: "ana", channels: ["sms"], dueAt: 1 },
				],
				clearTimers: [{ incidentId: FIRE }],
				inboundDone: [{ carrier: "sms", externalId: "SM1" }],
				roster: [
					{
						table: "vehicle",
						row: vehicle("tanker-a", "rosokhach", { state: "away" }),
					},
				],
			});
			const conflicts: Record<string, (append: Append) => Append> = {
				"a sequence number": (a) => ({
					...a,
					streams: [...(a.streams ?? []), adds("incident/known", 0, "c9", 1)],
				}),
				"an external id": (a) => ({
					...a,
					external: { source: "okc_101", externalId: "118", incidentId: "new" },
				}),
				"an idempotency key": (a) => ({
					...a,
					idempotency: {
						keyId: "k",
						key: "1",
						bodyHash: "h",
						incidentId: "new",
					},
				}),
				"a person": (a) => ({
					...a,
					take: [...(a.take ?? []), commits("responder", "ana", "new")],
				}),
				"a lease": (a) => ({
					...a,
					settle: [settles("leased", { leaseBy: "boot-0" })],
				}),
				"a row that is pending": (a) => ({
					...a,
					settle: [settles("sms-ana")],
				}),
			};

			for (const [what, clash] of Object.entries(conflicts))
				it(`writes nothing when ${what} was not free`, async () => {
					await appendOk({
						streams: [adds("incident/known", 0, "c1", 1)],
						external: {
							source: "okc_101",
							externalId: "118",
							incidentId: FIRE,
						},
						idempotency: {
							keyId: "k",
							key: "1",
							bodyHash: "h",
							incidentId: FIRE,
						},
						take: [commits("responder", "ana", FIRE)],
						outbox: [
							row("leased", { lane: "telegram" }),
							row("sms-ana", {
								lane: "sms",
								responderId: "ana",
								purpose: "alert",
								dueAt: NOW + 20_000,
							}),
							timer("widen"),
						],
					});
					await store.receive(inbound("SM1"));
					expect(await claimAll("telegram")).toHaveLength(1);
					const before = await rowIds();

					expect(await store.append(clash(everything()))).toBe("conflict");

					expect(await store.load("incident/new")).toEqual([]);
					expect(await store.load("intake/x")).toEqual([]);
					expect(await store.load("incident/known")).toHaveLength(1);
					expect(await store.head(EVERYTHING, "new")).toBeUndefined();
					expect((await store.words(["w9"])).size).toBe(0);
					expect(await store.capability(hashed("new-token"))).toBeUndefined();
					expect(await store.commitmentsOf("new")).toEqual([]);
					expect(await store.findExternal("okc_101", "new")).toBeUndefined();
					expect(await store.findIdempotency("k", "new")).toBeUndefined();
					expect(await rowIds("new")).toEqual([]);
					expect(await rowIds()).toEqual(before);
					expect((await rowNamed("sms-ana"))?.dueAt).toBe(NOW + 20_000);
					expect(await store.pendingInbound(9)).toHaveLength(1);
					expect((await roster.vehicle(EVERYTHING, "tanker-a"))?.state).toBe(
						"ready",
					);
				});

			it("writes all of it when everything was free", async () => {
				await appendOk({
					outbox: [
						row("sms-ana", { lane: "sms", purpose: "alert" }),
						timer("widen"),
					],
				});
				await store.receive(inbound("SM1"));
				expect(await store.append(everything())).toBe("ok");
				expect(await store.load("incident/new")).toHaveLength(1);
				expect(await store.load("intake/x")).toHaveLength(1);
				expect(await store.head(EVERYTHING, "new")).toEqual(head("new"));
				expect(await store.capability(hashed("new-token"))).toEqual(
					capability("new-token", "new"),
				);
				expect(await store.commitmentsOf("new")).toEqual([
					commits("vehicle", "tanker-b", "new"),
				]);
				expect(await store.findExternal("okc_101", "new")).toBe("new");
				expect(await store.findIdempotency("k", "new")).toEqual({
					bodyHash: "h",
					incidentId: "new",
				});
				expect(await rowIds("new")).toEqual(["new-row"]);
				expect(await rowIds()).toEqual([]);
				expect(await store.pendingInbound(9)).toEqual([]);
				expect((await roster.vehicle(EVERYTHING, "tanker-a"))?.state).toBe(
					"away",
				);
			});

			it("refuses a row id that is known, because that is a mistake and not a race", async () => {
				await appendOk({ outbox: [row("r1")] });
				await expect(
					store.append({ at: NOW, outbox: [row("r1")] }),
				).rejects.toThrow();
			});
		});

		describe("commitments and capabilities", () => {
			it("give a person to one incident at a time", async () => {
				await appendOk({ take: [commits("responder", "ana", FIRE)] });
				expect(
					await store.append({
						at: NOW,
						take: [commits("responder", "ana", OTHER_FIRE)],
					}),
				).toBe("conflict");
				// To the same incident again is no conflict, and a vehicle of that id is another thing.
				await appendOk({
					take: [
						commits("responder", "ana", FIRE),
						commits("vehicle", "ana", OTHER_FIRE),
					],
				});
				expect(
					await store.commitments([
						{ kind: "responder", id: "ana" },
						{ kind: "responder", id: "petro" },
					]),
				).toEqual([commits("responder", "ana", FIRE)]);
			});

			it("pass a person on in one append, freed before taken", async () => {
				await appendOk({ take: [commits("responder", "ana", FIRE)] });
				await appendOk({
					free: [{ kind: "responder", id: "ana", incidentId: FIRE }],
					take: [commits("responder", "ana", OTHER_FIRE)],
				});
				expect(await store.commitmentsOf(FIRE)).toEqual([]);
				expect(one(await store.commitmentsOf(OTHER_FIRE)).id).toBe("ana");
				// Who frees for an incident that no longer holds the person frees nothing.
				await appendOk({
					free: [{ kind: "responder", id: "ana", incidentId: FIRE }],
				});
				expect(await store.commitmentsOf(OTHER_FIRE)).toHaveLength(1);
			});

			it("replace a capability, for instance by a revoked one", async () => {
				const token = capability("t", FIRE);
				await appendOk({ capabilities: [token] });
				await appendOk({ capabilities: [{ ...token, revokedAt: NOW + 1 }] });
				expect(await store.capability(hashed("t"))).toEqual({
					...token,
					revokedAt: NOW + 1,
				});
			});

			it("keep a capability revoked, whatever grants it again", async () => {
				const token = capability("t", FIRE);
				const revoked = { ...token, revokedAt: NOW + 1 };
				await appendOk({ capabilities: [revoked] });
				await appendOk({ capabilities: [token, capability("u", FIRE)] });
				expect(await store.capability(hashed("t"))).toEqual(revoked);
				expect(await store.capability(hashed("u"))).toEqual(
					capability("u", FIRE),
				);
			});
		});

		describe("scopes", () => {
			beforeEach(() =>
				appendOk({
					heads: [
						head("of-a", { reportedAt: NOW + 1 }),
						head("of-b", {
							brigadeIds: ["svydova"],
							areaCodes: [AREA_B],
							reportedAt: NOW + 2,
						}),
						head("of-both", {
							brigadeIds: ["rosokhach", "svydova"],
							areaCodes: [AREA_A, AREA_B],
							reportedAt: NOW + 3,
							status: "closed",
						}),
					],
				}),
			);
			const seen = async (scope: Scope) =>
				(await store.heads(scope, { limit: 9 })).items.map((h) => h.id);

			it("show an incident to its own brigades and areas only", async () => {
				expect(await seen(EVERYTHING)).toEqual(["of-both", "of-b", "of-a"]);
				expect(await seen(OF_A)).toEqual(["of-both", "of-a"]);
				expect(await seen(OF_B)).toEqual(["of-both", "of-b"]);
				expect(await seen({ kind: "area", code: AREA_B })).toEqual([
					"of-both",
					"of-b",
				]);
				expect(await seen(NOBODY)).toEqual([]);
				expect(await store.head(OF_B, "of-a")).toBeUndefined();
				expect((await store.head(OF_B, "of-both"))?.id).toBe("of-both");
				expect(
					await store.head({ kind: "area", code: AREA_A }, "of-b"),
				).toBeUndefined();
			});

			it("follow an incident that another brigade joins or leaves", async () => {
				await appendOk({
					heads: [
						head("of-a", {
							brigadeIds: ["svydova"],
							areaCodes: [AREA_B],
							version: 2,
						}),
					],
				});
				expect(await store.head(OF_A, "of-a")).toBeUndefined();
				expect((await store.head(OF_B, "of-a"))?.version).toBe(2);
				expect(
					await store.head({ kind: "area", code: AREA_A }, "of-a"),
				).toBeUndefined();
			});

			it("hold for every read of the roster", async () => {
				expect((await roster.brigade(OF_A, "rosokhach"))?.name).toBe(
					"Rosokhach",
				);
				expect(await roster.brigade(OF_A, "svydova")).toBeUndefined();
				expect(
					(await roster.brigades(OF_A, { limit: 9 })).items.map((b) => b.id),
				).toEqual(["rosokhach"]);
				expect(
					(
						await roster.brigades({ kind: "area", code: AREA_B }, { limit: 9 })
					).items.map((b) => b.id),
				).toEqual(["svydova"]);
				expect((await roster.vehicle(OF_A, "tanker-a"))?.id).toBe("tanker-a");
				expect(await roster.vehicle(OF_A, "tanker-b")).toBeUndefined();
				expect(await roster.vehicles(OF_A, "svydova")).toEqual([]);
				expect(
					(await roster.vehicles(EVERYTHING, "svydova")).map((v) => v.id),
				).toEqual(["tanker-b"]);
				expect((await roster.responder(OF_A, "ana"))?.id).toBe("ana");
				expect(await roster.responder(OF_A, "bohdan")).toBeUndefined();
				expect(
					await roster.responder({ kind: "area", code: AREA_A }, "bohdan"),
				).toBeUndefined();
				expect(
					(await roster.responders(OF_B, { limit: 9 })).items.map((r) => r.id),
				).toEqual(["bohdan", "olena"]);
				expect(
					(
						await roster.responders(OF_A, { limit: 9, brigadeId: "svydova" })
					).items.map((r) => r.id),
				).toEqual(["olena"]);
				expect((await roster.responders(NOBODY, { limit: 9 })).items).toEqual(
					[],
				);
			});

			it("show whoever holds a role in the brigade, member or not", async () => {
				expect((await roster.responder(OF_A, "headman"))?.id).toBe("headman");
				expect(await roster.responder(OF_B, "headman")).toBeUndefined();
				expect(
					(await roster.responders(OF_A, { limit: 9 })).items.map((r) => r.id),
				).toEqual(["ana", "headman", "olena", "petro"]);
			});

			it("page through without losing or repeating anything", async () => {
				const pages: string[] = [];
				let cursor: string | undefined;
				do {
					const page = await store.heads(OF_A, {
						limit: 1,
						...(cursor ? { cursor } : {}),
					});
					pages.push(...page.items.map((h) => h.id));
					cursor = page.nextCursor;
				} while (cursor);
				expect(pages).toEqual(["of-both", "of-a"]);

				const first = await roster.responders(EVERYTHING, { limit: 2 });
				const second = await roster.responders(EVERYTHING, {
					limit: 9,
					cursor: first.nextCursor ?? "",
				});
				expect([...first.items, ...second.items].map((r) => r.id)).toEqual([
					"ana",
					"bohdan",
					"headman",
					"olena",
					"petro",
				]);
				expect(second.nextCursor).toBeUndefined();
				expect(
					(await roster.brigades(EVERYTHING, { limit: 1 })).nextCursor,
				).toBeDefined();
				// A cursor that is not ours shows nothing, rather than the first page for ever.
				expect(
					await store.heads(EVERYTHING, { limit: 9, cursor: "%%%" }),
				).toEqual({ items: [] });
			});

			it("list by status and since when", async () => {
				const ids = async (query: {
					status?: Head["status"][];
					since?: number;
				}) =>
					(await store.heads(EVERYTHING, { limit: 9, ...query })).items.map(
						(h) => h.id,
					);
				expect(await ids({ status: ["open"] })).toEqual(["of-b", "of-a"]);
				expect(await ids({ status: ["closed", "cancelled"] })).toEqual([
					"of-both",
				]);
				expect(await ids({ since: NOW + 2 })).toEqual(["of-both", "of-b"]);
			});

			it("list by when they ended, whenever they were reported", async () => {
				await appendOk({
					heads: [
						head("long", { status: "closed", endedAt: NOW + 9 }),
						head("short", {
							status: "cancelled",
							reportedAt: NOW + 4,
							endedAt: NOW + 5,
						}),
					],
				});
				const ids = async (endedSince: number, cursor?: string) => {
					const page = await store.heads(EVERYTHING, {
						limit: 1,
						endedSince,
						...(cursor ? { cursor } : {}),
					});
					return { ...page, items: page.items.map(({ id }) => id) };
				};
				const first = await ids(NOW + 5);
				expect(first.items).toEqual(["short"]);
				expect(await ids(NOW + 5, first.nextCursor)).toEqual({
					items: ["long"],
				});
				expect(await ids(NOW + 6)).toEqual({ items: ["long"] });
				expect(await ids(NOW + 10)).toEqual({ items: [] });
			});
		});

		describe("claiming", () => {
			it("takes the graver class first, then ranks, so that incidents take turns", async () => {
				await appendOk({
					outbox: [
						row("a-courtesy", { laneClass: 5, rank: 0 }),
						...[0, 1, 2].map((rank) => row(`a${rank}`, { rank })),
						...[0, 1].map((rank) =>
							row(`b${rank}`, { rank, incidentId: OTHER_FIRE, dueAt: NOW - 5 }),
						),
						row("driver", { laneClass: 0, rank: 7 }),
					],
				});
				const order = (await claimAll("telegram")).map(({ row }) => row.id);
				expect(order).toEqual([
					"driver",
					"b0",
					"a0",
					"b1",
					"a1",
					"a2",
					"a-courtesy",
				]);
			});

			it("keeps to the rows and units of each lane, and never lets a short text overtake a long one", async () => {
				await appendOk({
					outbox: [
						...[0, 1, 2].map((rank) => row(`t${rank}`, { rank })),
						row("s0", { lane: "sms", rank: 0, units: 2 }),
						row("s1", { lane: "sms", rank: 1, units: 3 }),
						row("s2", { lane: "sms", rank: 2, units: 1 }),
						row("v0", { lane: "voice" }),
					],
				});
				const taken = await claim([
					{ lane: "telegram", units: 100, rows: 2 },
					{ lane: "sms", units: 4, rows: 100 },
				]);
				expect(taken.map(({ row }) => row.id)).toEqual(["t0", "t1", "s0"]);
				expect(
					(await claim([{ lane: "sms", units: 4, rows: 100 }])).map(
						({ row }) => row.id,
					),
				).toEqual(["s1", "s2"]);
				expect(await claim([{ lane: "voice", units: 0, rows: 5 }])).toEqual([]);
				expect(await claim([])).toEqual([]);
			});

			it("takes in order also when very much is due at once", async () => {
				await appendOk({
					outbox: Array.from({ length: 450 }, (_, i) =>
						row(`m${i}`, {
							rank: 449 - i,
							laneClass: i === 7 ? 0 : 1,
							dueAt: NOW - (i % 3),
						}),
					),
				});
				const taken = await claim([{ lane: "telegram", units: 3, rows: 50 }]);
				expect(taken.map(({ row }) => row.id)).toEqual(["m7", "m449", "m448"]);
			});

			it("writes down the try before it is made", async () => {
				await appendOk({
					outbox: [row("r1", { responderId: "ana", purpose: "alert" })],
				});
				const { row: claimed, attemptId } = one(await claimAll("telegram"));
				expect(claimed).toEqual({
					...row("r1", { responderId: "ana", purpose: "alert" }),
					state: "leased",
					unknowns: 0,
					tries: 1,
					leaseBy: "boot-1",
					leaseUntil: 9000,
				});
				expect(await store.attempt(attemptId)).toEqual({
					id: attemptId,
					rowId: "r1",
					incidentId: FIRE,
					responderId: "ana",
					channel: "telegram",
					purpose: "alert",
					startedAt: NOW,
					rank: 0,
				});
				expect(await store.rows(FIRE)).toEqual([claimed]);
				expect(await claimAll("telegram")).toEqual([]);
			});

			it("gives each row to one of two claimers", async () => {
				await appendOk({
					outbox: Array.from({ length: 20 }, (_, i) =>
						row(`r${i}`, { rank: i }),
					),
				});
				const both = await Promise.all([
					claimAll("telegram"),
					claimAll("telegram", { leaseBy: "boot-2" }),
				]);
				const ids = both.flat().map(({ row }) => row.id);
				expect(ids).toHaveLength(20);
				expect(new Set(ids).size).toBe(20);
				for (const { row, attemptId } of both.flat())
					expect((await store.attempt(attemptId))?.rowId).toBe(row.id);
			});

			it("leaves what is not due yet, and says when it will be", async () => {
				expect(await store.nextDueAt()).toBeUndefined();
				await appendOk({
					outbox: [
						row("later", { dueAt: NOW + 20_000 }),
						timer("widen", { dueAt: NOW + 30_000 }),
					],
				});
				expect(await claimAll("telegram")).toEqual([]);
				expect(await store.nextDueAt()).toBe(NOW + 20_000);
				expect(await claimAll("telegram", { now: NOW + 20_000 })).toHaveLength(
					1,
				);
				expect(await store.nextDueAt()).toBe(NOW + 30_000);
			});

			it("gives timers and commands no attempt, for no carrier is tried", async () => {
				await appendOk({
					outbox: [
						timer("widen"),
						row("tell", { kind: "command", lane: "clock" }),
					],
				});
				const taken = await claimAll("clock");
				expect(taken).toHaveLength(2);
				for (const { attemptId } of taken)
					expect(await store.attempt(attemptId)).toBeUndefined();
			});

			it("fails what comes up after its time, rather than sending it", async () => {
				await appendOk({
					outbox: [
						row("late", {
							responderId: "ana",
							purpose: "alert",
							notAfter: NOW + 10,
						}),
						row("fresh", { responderId: "petro", notAfter: NOW + 11 }),
					],
				});
				expect(one(await claimAll("telegram", { now: NOW + 11 })).row.id).toBe(
					"fresh",
				);
				expect(await store.alertStates(FIRE)).toContainEqual(
					expect.objectContaining({
						responderId: "ana",
						state: "failed",
						code: "expired",
					}),
				);
				expect(await claimAll("telegram", { now: NOW + 11 })).toEqual([]);
			});

			it("counts the sends that wait per lane up to a class", async () => {
				await appendOk({
					outbox: [
						row("r1", { laneClass: 0 }),
						row("r2", { laneClass: 2 }),
						row("r3", { laneClass: 3 }),
						row("r4", { lane: "sms", laneClass: 1 }),
						row("r5", { lane: "sms", dueAt: NOW + 1 }),
						timer("widen", { laneClass: 0 }),
					],
				});
				const waiting = await store.waiting(NOW, 2);
				expect(waiting.toSorted((a, b) => (a.lane < b.lane ? -1 : 1))).toEqual([
					{ lane: "sms", count: 1 },
					{ lane: "telegram", count: 2 },
				]);
			});
		});

		describe("what carriers took", () => {
			/** Sends one row through a carrier, as `deliver.ts` does. */
			const sent = async (
				id: string,
				over: Partial<NewRow>,
				settled: Partial<Settlement> | undefined,
			): Promise<string> => {
				await appendOk({
					outbox: [row(id, { responderId: "ana", purpose: "alert", ...over })],
				});
				const { attemptId } = one(await claimAll(over.lane ?? "sms"));
				if (settled)
					await appendOk({
						settle: [
							settles(id, { attemptId, next: { state: "done" }, ...settled }),
						],
					});
				return attemptId;
			};
			const accepted = { outcome: "accepted", rank: 3 } as const;

			it("is asked for while its end is not known, newest first and not too old", async () => {
				const taken = await sent("r1", { lane: "sms" }, accepted);
				const perhaps = await sent(
					"r2",
					{ lane: "sms" },
					{ outcome: "unknown", next: { state: "unproven" } },
				);
				await sent("r3", { lane: "sms" }, { outcome: "rejected", rank: 3.5 });
				const arrived = await sent("r4", { lane: "sms" }, accepted);
				await store.raise({ attemptId: arrived, rank: 4, at: NOW });
				await sent("r5", { lane: "voice" }, accepted);
				await sent("r6", { lane: "sms" }, undefined);
				const asked = async (since: number, limit = 10) =>
					(await store.awaitingReceipt({ channel: "sms", since, limit })).map(
						({ id }) => id,
					);
				expect((await asked(NOW)).toSorted()).toEqual(
					[taken, perhaps].toSorted(),
				);
				expect(await asked(NOW, 1)).toHaveLength(1);
				expect(await asked(NOW + 1)).toEqual([]);
				await store.raise({ attemptId: taken, rank: 3.5, at: NOW });
				expect(await asked(NOW)).toEqual([perhaps]);
			});

			it("is counted: segments and calls that were taken or proven, of one incident and of all since", async () => {
				await appendOk({
					heads: [
						head(FIRE, { reportedAt: NOW }),
						head(OTHER_FIRE, { reportedAt: NOW - 1_000 }),
					],
				});
				await sent("r1", { lane: "sms", units: 2 }, accepted);
				await sent("r2", { lane: "voice" }, accepted);
				await sent("r3", { lane: "telegram" }, accepted);
				await sent("r4", { lane: "sms" }, { outcome: "rejected", rank: 3.5 });
				const perhaps = await sent(
					"r5",
					{ lane: "sms" },
					{ outcome: "unknown", next: { state: "unproven" } },
				);
				await sent("r6", { lane: "sms", incidentId: OTHER_FIRE }, accepted);
				expect(await store.spent({ incidentId: FIRE })).toEqual({
					segments: 2,
					calls: 1,
				});
				await store.raise({ attemptId: perhaps, rank: 4, at: NOW });
				expect(await store.spent({ incidentId: FIRE })).toEqual({
					segments: 3,
					calls: 1,
				});
				expect(await store.spent({ reportedSince: NOW })).toEqual({
					segments: 3,
					calls: 1,
				});
				expect(await store.spent({ reportedSince: NOW - 1_000 })).toEqual({
					segments: 4,
					calls: 1,
				});
				expect(await store.spent({ incidentId: "nothing" })).toEqual({
					segments: 0,
					calls: 0,
				});
			});
		});

		describe("settling", () => {
			const claimOne = async (over: Partial<NewRow> = {}): Promise<Claimed> => {
				await appendOk({
					outbox: [
						row("r1", { responderId: "ana", purpose: "alert", ...over }),
					],
				});
				return one(await claimAll(over.lane ?? "telegram"));
			};

			it("ends a row together with the event that follows from it", async () => {
				const { attemptId } = await claimOne();
				await appendOk({
					streams: [adds("incident/a", 0, "c1", 1)],
					settle: [
						settles("r1", {
							attemptId,
							outcome: "accepted",
							carrierId: "m77",
							rank: 3,
							next: { state: "done", sentAt: NOW + 2 },
						}),
					],
				});
				expect(await store.attempt(attemptId)).toMatchObject({
					outcome: "accepted",
					carrierId: "m77",
					rank: 3,
					endedAt: NOW + 9,
				});
				expect(await store.alertStates(FIRE)).toEqual([
					{
						responderId: "ana",
						channel: "telegram",
						state: "done",
						rank: 3,
						purpose: "alert",
						sentAt: NOW + 2,
					},
				]);
				expect(await store.rows(FIRE)).toEqual([]);
				expect(
					(await store.attemptsOf(FIRE, "ana", "telegram")).map((a) => a.id),
				).toEqual([attemptId]);
				expect(await store.attemptsOf(FIRE, "petro", "telegram")).toEqual([]);
			});

			it("puts a row back for another try, and counts the copies that may have arrived", async () => {
				const { attemptId } = await claimOne();
				await appendOk({
					settle: [
						settles("r1", {
							attemptId,
							outcome: "throttled",
							code: "429",
							next: { state: "pending", dueAt: NOW + 100, unknown: false },
						}),
					],
				});
				expect(await rowNamed("r1")).toEqual({
					...row("r1", {
						responderId: "ana",
						purpose: "alert",
						dueAt: NOW + 100,
					}),
					state: "pending",
					unknowns: 0,
					tries: 1,
				});
				const second = one(await claimAll("telegram", { now: NOW + 100 }));
				await appendOk({
					settle: [
						settles("r1", {
							attemptId: second.attemptId,
							outcome: "unknown",
							next: { state: "pending", dueAt: NOW + 200, unknown: true },
						}),
					],
				});
				expect(await rowNamed("r1")).toMatchObject({
					unknowns: 1,
					tries: 2,
					dueAt: NOW + 200,
				});
			});

			it("puts another text in its place for the next try, and keeps it from then on", async () => {
				const { attemptId } = await claimOne();
				const back = { state: "pending" as const, dueAt: NOW, unknown: false };
				await appendOk({
					settle: [
						settles("r1", {
							attemptId,
							outcome: "rejected",
							code: "400",
							next: { ...back, body: sealed("without markup") },
						}),
					],
				});
				const second = one(await claimAll("telegram"));
				expect(second.row.body).toBe(sealed("without markup"));
				await appendOk({
					settle: [
						settles("r1", {
							attemptId: second.attemptId,
							outcome: "throttled",
							code: "429",
							next: back,
						}),
					],
				});
				expect((await rowNamed("r1"))?.body).toBe(sealed("without markup"));
			});

			it("ends a row that no carrier will take, with the carrier's code", async () => {
				const { attemptId } = await claimOne();
				await appendOk({
					settle: [
						settles("r1", {
							attemptId,
							outcome: "rejected",
							code: "403",
							next: { state: "failed" },
						}),
					],
				});
				expect(one(await store.alertStates(FIRE))).toMatchObject({
					state: "failed",
					code: "403",
				});
			});

			it("lets a late loser change nothing but its own attempt", async () => {
				const first = await claimOne();
				expect(
					await store.recover({
						leaseBy: "boot-1",
						wallMs: 9001,
						now: NOW + 8000,
					}),
				).toBe(1);
				const second = one(
					await claimAll("telegram", { now: NOW + 8000, wallMs: 9001 }),
				);

				const late = settles("r1", {
					attemptId: first.attemptId,
					outcome: "accepted",
					rank: 3,
					next: { state: "done", sentAt: NOW },
				});
				expect(await store.append({ at: NOW, settle: [late] })).toBe(
					"conflict",
				);
				expect(
					await store.raise({ attemptId: first.attemptId, rank: 3, at: NOW }),
				).toBe(true);
				expect((await store.attempt(first.attemptId))?.rank).toBe(3);
				expect(await rowNamed("r1")).toMatchObject({
					state: "leased",
					leaseBy: "boot-1",
				});

				await appendOk({
					settle: [
						settles("r1", {
							attemptId: second.attemptId,
							next: { state: "done", sentAt: NOW + 1 },
						}),
					],
				});
				// The second settle of the same try finds the lease gone.
				expect(
					await store.append({
						at: NOW,
						settle: [settles("r1", { attemptId: second.attemptId })],
					}),
				).toBe("conflict");
			});

			it("does not repeat a row of which a receipt has proved that it was sent", async () => {
				const { attemptId } = await claimOne({ lane: "sms" });
				await appendOk({
					settle: [
						settles("r1", {
							attemptId,
							outcome: "unknown",
							next: { state: "pending", dueAt: NOW + 4000, unknown: true },
						}),
					],
				});
				expect(
					await store.raise({
						attemptId,
						rank: 4,
						carrierId: "SM1",
						at: NOW + 3000,
					}),
				).toBe(true);
				expect(await store.rows(FIRE)).toEqual([]);
				expect(one(await store.alertStates(FIRE))).toMatchObject({
					state: "done",
					rank: 4,
					sentAt: NOW,
				});
				expect(await store.attempt(attemptId)).toMatchObject({
					outcome: "accepted",
					carrierId: "SM1",
				});
			});

			it("does not repeat it either when the receipt overtook the answer", async () => {
				const { attemptId } = await claimOne({ lane: "sms" });
				await store.raise({ attemptId, rank: 2, at: NOW + 1 });
				await appendOk({
					settle: [
						settles("r1", {
							attemptId,
							outcome: "unknown",
							next: { state: "pending", dueAt: NOW + 4000, unknown: true },
						}),
					],
				});
				expect(one(await store.alertStates(FIRE))).toMatchObject({
					state: "done",
					rank: 2,
				});
			});

			it("does try again after a receipt that says it failed", async () => {
				const { attemptId } = await claimOne({ lane: "sms" });
				await appendOk({
					settle: [
						settles("r1", {
							attemptId,
							outcome: "unknown",
							next: { state: "pending", dueAt: NOW + 4000, unknown: true },
						}),
					],
				});
				await store.raise({ attemptId, rank: 3.5, code: "30003", at: NOW + 1 });
				expect(await rowNamed("r1")).toMatchObject({ state: "pending" });
				expect(await store.attempt(attemptId)).toMatchObject({
					rank: 3.5,
					code: "30003",
					outcome: "unknown",
				});
			});
		});

		describe("receipts", () => {
			it("only raise a rank, in whatever order they come", async () => {
				const ranks = [1, 2, 3, 3.5, 4, 5] as const;
				await appendOk({
					outbox: Array.from({ length: 6 }, (_, i) =>
						row(`r${i}`, { rank: i }),
					),
				});
				const claimed = await claimAll("telegram");
				for (const [i, { attemptId }] of claimed.entries()) {
					const order = ranks.map((_, j) => ranks[(j * 5 + i) % 6] ?? 1);
					let best = 0;
					for (const rank of order) {
						expect(await store.raise({ attemptId, rank, at: NOW })).toBe(
							rank > best,
						);
						best = Math.max(best, rank);
						expect((await store.attempt(attemptId))?.rank).toBe(best);
					}
				}
			});

			it("keep the code of the receipt that raised, and the first carrier id", async () => {
				await appendOk({ outbox: [row("r1")] });
				const { attemptId } = one(await claimAll("telegram"));
				await store.raise({
					attemptId,
					rank: 3.5,
					code: "30003",
					carrierId: "SM1",
					at: NOW,
				});
				await store.raise({
					attemptId,
					rank: 3,
					code: "sent",
					carrierId: "SM2",
					at: NOW,
				});
				expect(await store.attempt(attemptId)).toMatchObject({
					rank: 3.5,
					code: "30003",
					carrierId: "SM1",
				});
				expect(
					await store.raise({ attemptId: "nobody's", rank: 5, at: NOW }),
				).toBe(false);
			});
		});

		describe("after a crash", () => {
			it("gives back the leases of a dead process at once and of a living one when they run out", async () => {
				await appendOk({
					outbox: [row("dead"), row("alive", { lane: "sms" }), timer("widen")],
				});
				await claimAll("telegram", { leaseBy: "boot-0" });
				await claimAll("clock", { leaseBy: "boot-0" });
				const alive = one(await claimAll("sms"));

				expect(
					await store.recover({
						leaseBy: "boot-1",
						wallMs: 1001,
						now: NOW + 5,
					}),
				).toBe(2);
				expect(await rowNamed("dead")).toEqual({
					...row("dead", { dueAt: NOW + 5 }),
					state: "pending",
					unknowns: 1,
					tries: 1,
				});
				expect(await rowNamed("timer-widen")).toMatchObject({
					state: "pending",
					unknowns: 0,
				});
				expect(await rowNamed("alive")).toMatchObject({ state: "leased" });

				expect(
					await store.recover({
						leaseBy: "boot-1",
						wallMs: 9001,
						now: NOW + 9,
					}),
				).toBe(1);
				expect((await store.attempt(alive.attemptId))?.outcome).toBe("unknown");
				expect(
					await store.recover({
						leaseBy: "boot-1",
						wallMs: 9001,
						now: NOW + 9,
					}),
				).toBe(0);
			});

			it("stops after three copies and says that none is proved", async () => {
				await appendOk({
					outbox: [row("r1", { responderId: "ana", purpose: "alert" })],
				});
				for (const copy of [1, 2, 3]) {
					expect(
						await claimAll("telegram", { leaseBy: `boot-${copy}` }),
					).toHaveLength(1);
					await store.recover({ leaseBy: "boot-9", wallMs: 1, now: NOW });
				}
				expect(one(await store.alertStates(FIRE))).toMatchObject({
					state: "unproven",
					rank: 0,
				});
				expect(await store.rows(FIRE)).toEqual([]);
			});

			it("never sends a courtesy twice", async () => {
				await appendOk({ outbox: [row("r1", { purpose: "courtesy" })] });
				await claimAll("telegram");
				await store.recover({ leaseBy: "boot-2", wallMs: 1, now: NOW });
				expect(await store.rows(FIRE)).toEqual([]);
			});

			it("does not repeat what a receipt has proved", async () => {
				await appendOk({
					outbox: [
						row("r1", { lane: "sms", responderId: "ana", purpose: "alert" }),
					],
				});
				const { attemptId } = one(await claimAll("sms"));
				await store.raise({ attemptId, rank: 3, at: NOW + 1 });
				expect(
					await store.recover({ leaseBy: "boot-2", wallMs: 1, now: NOW + 2 }),
				).toBe(1);
				expect(one(await store.alertStates(FIRE))).toMatchObject({
					state: "done",
					rank: 3,
					sentAt: NOW,
				});
				expect((await store.attempt(attemptId))?.outcome).toBe("accepted");
			});
		});

		describe("taking back and hastening", () => {
			it("withdraws pending sends of the named purposes, of one person or of everybody", async () => {
				await appendOk({
					outbox: [
						row("ana-sms", {
							responderId: "ana",
							purpose: "alert",
							lane: "sms",
						}),
						row("ana-inform", {
							responderId: "ana",
							purpose: "inform",
							lane: "sms",
						}),
						row("petro-sms", {
							responderId: "petro",
							purpose: "alert",
							lane: "sms",
						}),
						row("ana-card", {
							kind: "card",
							key: "card/ana",
							responderId: "ana",
						}),
						row("other", {
							incidentId: OTHER_FIRE,
							responderId: "ana",
							purpose: "alert",
						}),
						timer("widen"),
					],
				});
				await appendOk({
					withdraw: [
						{ incidentId: FIRE, responderId: "ana", purposes: ["alert"] },
					],
				});
				expect(await rowIds()).toEqual([
					"ana-card",
					"ana-inform",
					"petro-sms",
					"timer-widen",
				]);
				await appendOk({
					withdraw: [{ incidentId: FIRE, purposes: ["alert", "inform"] }],
				});
				expect(await rowIds()).toEqual(["ana-card", "timer-widen"]);
				expect(await rowIds(OTHER_FIRE)).toEqual(["other"]);
				expect((await store.alertStates(FIRE)).map((s) => s.state)).toEqual([
					"withdrawn",
					"withdrawn",
				]);
			});

			it("withdraws before it adds, so that a new send of the same decision stays", async () => {
				await appendOk({ outbox: [row("old", { purpose: "alert" })] });
				await appendOk({
					withdraw: [{ incidentId: FIRE, purposes: ["alert"] }],
					outbox: [row("new", { purpose: "alert" })],
				});
				expect(await rowIds()).toEqual(["new"]);
			});

			it("lets a leased row finish, but never sends it again once it is taken back", async () => {
				await appendOk({
					outbox: ["r1", "r2", "r3"].map((id, rank) =>
						row(id, { rank, responderId: id, purpose: "alert" }),
					),
				});
				const claimed = await claimAll("telegram");
				await appendOk({
					withdraw: [{ incidentId: FIRE, purposes: ["alert"] }],
				});
				expect(await rowIds()).toEqual(["r1", "r2", "r3"]);
				await appendOk({
					settle: [
						settles("r1", {
							attemptId: claimed[0]?.attemptId ?? "",
							next: { state: "done", sentAt: NOW },
						}),
						settles("r2", {
							attemptId: claimed[1]?.attemptId ?? "",
							next: { state: "pending", dueAt: NOW, unknown: true },
						}),
					],
				});
				await store.recover({ leaseBy: "boot-2", wallMs: 1, now: NOW });
				const states = await store.alertStates(FIRE);
				expect(
					Object.fromEntries(states.map((s) => [s.responderId, s.state])),
				).toEqual({
					r1: "done",
					r2: "withdrawn",
					r3: "withdrawn",
				});
			});

			it("hastens a person's pending rows on the named channels, never delays them, and leaves redials alone", async () => {
				await appendOk({
					outbox: [
						row("sms", {
							lane: "sms",
							responderId: "ana",
							dueAt: NOW + 20_000,
						}),
						row("sooner", { lane: "sms", responderId: "ana", dueAt: NOW - 5 }),
						row("telegram", { responderId: "ana", dueAt: NOW + 20_000 }),
						row("redial", {
							lane: "sms",
							responderId: "ana",
							dueAt: NOW + 20_000,
							afterOwnCallMs: 40_000,
						}),
						row("petro", {
							lane: "sms",
							responderId: "petro",
							dueAt: NOW + 20_000,
						}),
					],
				});
				await appendOk({
					hasten: [
						{
							incidentId: FIRE,
							responderId: "ana",
							channels: ["sms", "voice"],
							dueAt: NOW,
						},
					],
				});
				const due = Object.fromEntries(
					(await store.rows(FIRE)).map((r) => [r.id, r.dueAt - NOW]),
				);
				expect(due).toEqual({
					sms: 0,
					sooner: -5,
					telegram: 20_000,
					redial: 20_000,
					petro: 20_000,
				});
			});
		});

		it("leaves a row that was tried before to its own time, or two dead channels would hasten each other without end", async () => {
			await appendOk({
				outbox: [row("r1", { lane: "sms", responderId: "ana" })],
			});
			const { attemptId } = one(await claimAll("sms"));
			await appendOk({
				settle: [
					settles("r1", {
						attemptId,
						outcome: "retry",
						next: { state: "pending", dueAt: NOW + 4_000, unknown: false },
					}),
				],
			});
			await appendOk({
				hasten: [
					{
						incidentId: FIRE,
						responderId: "ana",
						channels: ["sms"],
						dueAt: NOW,
					},
				],
			});
			expect((await rowNamed("r1"))?.dueAt).toBe(NOW + 4_000);
		});

		describe("redialling", () => {
			const call = (id: string, over: Partial<NewRow> = {}) =>
				row(id, {
					lane: "voice",
					responderId: "ana",
					purpose: "alert",
					...over,
				});
			const redial = (id: string, over: Partial<NewRow> = {}) =>
				call(id, { afterOwnCallMs: 40_000, dueAt: NOW + 900_000, ...over });
			const ringing = async (id: string, sentAt: number) => {
				const claimed = (await claimAll("voice")).find(
					({ row }) => row.id === id,
				);
				await appendOk({
					settle: [
						settles(id, {
							attemptId: claimed?.attemptId ?? "",
							outcome: "accepted",
							next: { state: "done", sentAt },
						}),
					],
				});
			};

			it("is due after the person's own first call began, and not before", async () => {
				await appendOk({
					outbox: [
						call("call"),
						redial("redial"),
						redial("petro's", { responderId: "petro" }),
					],
				});
				expect(await store.callsOf(FIRE)).toEqual({ waiting: 1 });
				await ringing("call", NOW + 3000);
				expect(await store.callsOf(FIRE)).toEqual({
					waiting: 0,
					lastBeganAt: NOW + 3000,
				});
				expect((await rowNamed("redial"))?.dueAt).toBe(NOW + 43_000);
				expect((await rowNamed("petro's"))?.dueAt).toBe(NOW + 900_000);
				expect(await claimAll("voice", { now: NOW + 42_999 })).toEqual([]);
				expect(one(await claimAll("voice", { now: NOW + 43_000 })).row.id).toBe(
					"redial",
				);
			});

			it("counts from a call that began before the redial was planned", async () => {
				await appendOk({ outbox: [call("call")] });
				await ringing("call", NOW + 3000);
				await appendOk({ outbox: [redial("redial")] });
				expect((await rowNamed("redial"))?.dueAt).toBe(NOW + 43_000);
			});

			it("waits for the new call when the person is called anew", async () => {
				await appendOk({ outbox: [call("call")] });
				await ringing("call", NOW + 3000);
				await appendOk({ outbox: [call("again"), redial("redial")] });
				expect((await rowNamed("redial"))?.dueAt).toBe(NOW + 900_000);
				await ringing("again", NOW + 90_000);
				expect((await rowNamed("redial"))?.dueAt).toBe(NOW + 130_000);
			});

			it("learns of a call whose answer was lost from its receipt", async () => {
				await appendOk({ outbox: [call("call"), redial("redial")] });
				const { attemptId } = one(await claimAll("voice"));
				await appendOk({
					settle: [
						settles("call", {
							attemptId,
							outcome: "unknown",
							next: { state: "pending", dueAt: NOW + 4000, unknown: true },
						}),
					],
				});
				await store.raise({ attemptId, rank: 2, at: NOW + 1000 });
				expect((await rowNamed("redial"))?.dueAt).toBe(NOW + 40_000);
			});
		});

		describe("keys", () => {
			it("let a timer be set again: the pending row is replaced", async () => {
				await appendOk({
					outbox: [timer("widen", { dueAt: NOW + 1 }), timer("other")],
				});
				await appendOk({
					outbox: [timer("widen", { id: "moved", dueAt: NOW + 2 })],
				});
				expect(await rowIds()).toEqual(["moved", "timer-other"]);
				// The same key in another incident is another timer.
				await appendOk({
					outbox: [timer("widen", { id: "elsewhere", incidentId: OTHER_FIRE })],
				});
				expect(await rowIds()).toEqual(["moved", "timer-other"]);
			});

			it("set a timer while its old row is being done or is over", async () => {
				await appendOk({ outbox: [timer("widen")] });
				const { attemptId } = one(await claimAll("clock"));
				await appendOk({
					outbox: [timer("widen", { id: "second", dueAt: NOW + 60_000 })],
				});
				expect(await rowIds()).toEqual(["second", "timer-widen"]);
				await appendOk({
					settle: [
						settles("timer-widen", { attemptId, next: { state: "done" } }),
					],
				});
				expect(await rowIds()).toEqual(["second"]);
				await appendOk({ outbox: [timer("widen", { id: "third" })] });
				expect(await rowIds()).toEqual(["third"]);
			});

			it("set twice in one decision count once, the last time", async () => {
				await appendOk({
					outbox: [
						timer("widen", { id: "first" }),
						timer("widen", { id: "last" }),
					],
				});
				expect(await rowIds()).toEqual(["last"]);
			});

			it("clear timers by key or all of an incident, and nothing else", async () => {
				await appendOk({
					outbox: [
						timer("widen"),
						timer("verdict"),
						timer("close"),
						row("card", { kind: "card", key: "card/ana" }),
						row("send"),
						timer("widen", { id: "elsewhere", incidentId: OTHER_FIRE }),
					],
				});
				await appendOk({
					clearTimers: [{ incidentId: FIRE, keys: ["widen", "unknown"] }],
				});
				expect(await rowIds()).toEqual([
					"card",
					"send",
					"timer-close",
					"timer-verdict",
				]);
				await appendOk({
					clearTimers: [{ incidentId: FIRE }],
					outbox: [timer("hourly")],
				});
				expect(await rowIds()).toEqual(["card", "send", "timer-hourly"]);
				expect(await rowIds(OTHER_FIRE)).toEqual(["elsewhere"]);
			});
		});

		describe("what came in", () => {
			it("is stored once under the carrier's own id, and waits until it is done", async () => {
				expect(
					await store.receive(inbound("SM2", { receivedAt: NOW + 2 })),
				).toBe(true);
				expect(await store.receive(inbound("SM1"))).toBe(true);
				expect(await store.receive(inbound("SM1"))).toBe(false);
				expect(
					await store.receive(inbound("SM1", { carrier: "telegram" })),
				).toBe(true);
				const waiting = await store.pendingInbound(9);
				expect(waiting.map((i) => i.receivedAt)).toEqual([NOW, NOW, NOW + 2]);
				expect(waiting).toContainEqual(inbound("SM1"));
				expect(await store.pendingInbound(1)).toHaveLength(1);

				await store.inboundDone("sms", "SM1", NOW + 3);
				await appendOk({
					inboundDone: [{ carrier: "sms", externalId: "SM2" }],
				});
				expect((await store.pendingInbound(9)).map((i) => i.carrier)).toEqual([
					"telegram",
				]);
				expect(await store.receive(inbound("SM1"))).toBe(false);
			});

			it("is forgotten when it was a position, and still known to have come", async () => {
				await store.receive(inbound("SM1"));
				await store.inboundDone("sms", "SM1", NOW, { forget: true });
				expect((await store.sealed("messages")).items).toEqual([]);
				expect(await store.receive(inbound("SM1"))).toBe(false);
			});
		});

		describe("cards and positions", () => {
			it("remember the one message that is edited in place", async () => {
				const card = { incidentId: FIRE, responderId: "ana", messageId: "7" };
				expect(await store.card(FIRE, "ana")).toBeUndefined();
				await store.saveCard(card);
				expect(await store.card(FIRE, "ana")).toEqual(card);
				await store.saveCard({ ...card, shownHash: "h" });
				expect(await store.card(FIRE, "ana")).toEqual({
					...card,
					shownHash: "h",
				});
				expect(await store.card(OTHER_FIRE, "ana")).toBeUndefined();
			});

			it("keep the newest position only, and let it go by its own time", async () => {
				const at = (when: number) => ({
					incidentId: FIRE,
					responderId: "ana",
					position: sealed(`49,25 ${when}`),
					at: when,
				});
				await store.savePosition(at(NOW));
				await store.savePosition(at(NOW + 1));
				await store.savePosition(at(NOW - 1));
				const { positions } = await store.aboutPerson("ana", []);
				expect(positions).toEqual([at(NOW + 1)]);
				expect(await expire("positions", NOW + 1)).toBe(0);
				expect(await expire("positions", NOW + 2)).toBe(1);
				expect((await store.aboutPerson("ana", [])).positions).toEqual([]);
			});

			it("of one incident, not older than asked for", async () => {
				const at = (responderId: string, when: number, incidentId = FIRE) => ({
					incidentId,
					responderId,
					position: sealed("49,25"),
					at: when,
				});
				for (const position of [
					at("petro", NOW),
					at("ana", NOW + 1),
					at("ivan", NOW - 1),
					at("olha", NOW + 1, OTHER_FIRE),
				])
					await store.savePosition(position);
				expect(await store.positions(FIRE, NOW)).toEqual([
					at("ana", NOW + 1),
					at("petro", NOW),
				]);
			});
		});

		describe("what each channel is doing", () => {
			it("is told row by row, whatever became of it", async () => {
				await appendOk({
					outbox: [
						row("a", {
							lane: "telegram",
							responderId: "ana",
							purpose: "alert",
							createdAt: NOW,
						}),
						row("b", {
							lane: "sms",
							responderId: "ana",
							purpose: "human",
							createdAt: NOW + 1,
							dueAt: NOW + 20_000,
						}),
						row("c", {
							lane: "sms",
							responderId: "ana",
							purpose: "courtesy",
							createdAt: NOW + 2,
						}),
						row("d", {
							lane: "voice",
							responderId: "ana",
							purpose: "alert",
							messageKind: "wakeHousehold",
							createdAt: NOW + 3,
						}),
					],
				});
				const { attemptId } = one(await claimAll("telegram"));
				await appendOk({
					settle: [
						settles("a", {
							attemptId,
							outcome: "rejected",
							code: "403",
							next: { state: "failed" },
						}),
					],
				});
				const { startedAt } = (await store.attempt(attemptId)) ?? {};
				expect(await store.sendsOf(FIRE)).toEqual([
					{
						responderId: "ana",
						channel: "telegram",
						state: "failed",
						rank: expect.any(Number),
						purpose: "alert",
						code: "403",
						dueAt: NOW,
						tries: 1,
						triedAt: startedAt,
					},
					{
						responderId: "ana",
						channel: "sms",
						state: "pending",
						rank: 0,
						purpose: "human",
						dueAt: NOW + 20_000,
						tries: 0,
					},
				]);
			});
		});

		describe("another text for what waits", () => {
			it("replaces that of a row nobody has tried, and of no other", async () => {
				await appendOk({
					outbox: [
						row("waits", { lane: "sms", units: 1 }),
						row("tried", { lane: "telegram" }),
					],
				});
				const [claimed] = await claimAll("telegram");
				expect(claimed?.row.id).toBe("tried");
				await appendOk({
					reword: ["waits", "tried"].map((rowId) => ({
						rowId,
						body: sealed("with the place"),
						units: 2,
					})),
				});
				expect(await store.row("waits")).toMatchObject({
					body: sealed("with the place"),
					units: 2,
				});
				expect((await store.row("tried"))?.body).not.toBe(
					sealed("with the place"),
				);
			});
		});

		describe("conversations, requests to join, groups and what was spoken", () => {
			const open = (chat: string, responderId?: string) => ({
				chatHash: hashed(chat),
				...(responderId === undefined ? {} : { responderId }),
				state: sealed(`asked ${chat}`),
				at: NOW,
			});

			it("hold one question per chat, until it is answered or a day old", async () => {
				const later = { ...open("1"), state: sealed("another"), at: NOW + 5 };
				await appendOk({ conversations: [open("1"), open("2", "ana")] });
				await appendOk({ conversations: [later] });
				expect(await store.conversation(hashed("1"))).toEqual(later);
				const { state: _state, ...answered } = open("2", "ana");
				await appendOk({ conversations: [answered] });
				expect(await store.conversation(hashed("2"))).toBeUndefined();
				expect(await expire("conversations", NOW + 5)).toBe(0);
				expect(await expire("conversations", NOW + 6)).toBe(1);
				expect(await store.conversation(hashed("1"))).toBeUndefined();
			});

			it("keep who asks to join until it is decided, oldest first", async () => {
				const request = (id: string, createdAt: number, brigadeId: string) => ({
					id,
					brigadeId,
					chatHash: hashed(id),
					told: sealed(id),
					createdAt,
				});
				const asked = [
					request("b", NOW, "rosokhach"),
					request("a", NOW + 1, "rosokhach"),
					request("c", NOW, "svydova"),
				];
				await appendOk({
					roster: asked.map((row) => ({ table: "joinRequest", row })),
				});
				expect(await roster.joinRequests(["rosokhach"])).toEqual(
					asked.slice(0, 2),
				);
				expect(await roster.joinRequest("c")).toEqual(asked[2]);
				await appendOk({ roster: [{ delete: "joinRequest", id: "b" }] });
				expect(await roster.joinRequest("b")).toBeUndefined();
				expect(await expire("joinRequests", NOW + 1)).toBe(1);
				expect(await roster.joinRequests(["rosokhach", "svydova"])).toEqual(
					asked.slice(1, 2),
				);
			});

			it("know which group reads along with which brigade, until it is gone", async () => {
				const group = (chat: string, brigadeId: string) => ({
					chatHash: hashed(chat),
					chat: sealed(chat),
					brigadeId,
					since: NOW,
				});
				const groups = [group("-1", "rosokhach"), group("-2", "rosokhach")];
				await appendOk({
					roster: groups.map((row) => ({ table: "groupChat", row })),
				});
				expect(await roster.groupChats(["rosokhach"])).toEqual(groups);
				expect(await roster.groupChats(["svydova"])).toEqual([]);
				await appendOk({
					roster: [{ delete: "groupChat", id: hashed("-1") }],
				});
				expect(await roster.groupChat(hashed("-1"))).toBeUndefined();
				await appendOk({ roster: [{ delete: "brigade", id: "rosokhach" }] });
				expect(await roster.groupChat(hashed("-2"))).toBeUndefined();
			});

			it("keep the newest recording of a fire until long after its end, or its speaker is erased", async () => {
				const spoken = (id: string, at: number, incidentId = FIRE) => ({
					id,
					incidentId,
					responderId: "petro",
					audio: sealed(id),
					mediaType: "audio/mpeg",
					seconds: 6,
					at,
				});
				await appendOk({
					heads: [head(FIRE, { endedAt: NOW })],
					recordings: [spoken("one", NOW), spoken("two", NOW + 1)],
				});
				await appendOk({ recordings: [spoken("two", NOW + 9)] });
				expect(await store.recording(FIRE)).toEqual(spoken("two", NOW + 1));
				expect(await store.recording(OTHER_FIRE)).toBeUndefined();
				const halyna = {
					...spoken("hers", NOW + 1, OTHER_FIRE),
					responderId: "halyna",
				};
				await appendOk({
					recordings: [halyna, spoken("his", NOW + 2, OTHER_FIRE)],
				});
				const only = { only: ["halyna"] };
				expect(await store.recording(OTHER_FIRE, only)).toEqual(halyna);
				expect(await store.recording(FIRE, only)).toBeUndefined();
				const except = { except: ["petro"] };
				expect(await store.recording(OTHER_FIRE, except)).toEqual(halyna);
				await appendOk({
					erase: {
						responderId: "halyna",
						incidentIds: [],
						rowIds: [],
						inbound: [],
					},
				});
				expect(await store.recording(OTHER_FIRE, except)).toBeUndefined();
				expect(await expire("recordings", NOW)).toBe(0);
				expect(await expire("recordings", NOW + 1)).toBe(2);
				await appendOk({ recordings: [spoken("three", NOW, OTHER_FIRE)] });
				await appendOk({
					erase: {
						responderId: "petro",
						incidentIds: [],
						rowIds: [],
						inbound: [],
					},
				});
				expect(await store.recording(OTHER_FIRE)).toBeUndefined();
			});

			it("count what reached whom, and forget it with the person", async () => {
				const proof = (channel: "sms" | "voice", reached: number) => ({
					responderId: "ana",
					channel,
					asked: 4,
					reached,
					lastAskedAt: NOW,
				});
				await appendOk({
					roster: [
						{ table: "proof", row: proof("voice", 1) },
						{ table: "proof", row: proof("sms", 2) },
						{ table: "proof", row: proof("sms", 3) },
					],
					conversations: [open("3", "ana")],
				});
				expect(await roster.proofs(["ana", "petro"])).toEqual([
					proof("sms", 3),
					proof("voice", 1),
				]);
				await appendOk({ roster: [{ delete: "responder", id: "ana" }] });
				expect(await roster.proofs(["ana"])).toEqual([]);
				expect(await store.conversation(hashed("3"))).toBeUndefined();
			});
		});

		describe("what is kept for a time only", () => {
			/** Two fires that ended at different times, one that burns, each with all that is kept of it. */
			const threeFires = async () => {
				const fires = [
					["old", NOW - 1000],
					["fresh", NOW],
					["running", undefined],
				] as const;
				for (const [id, endedAt] of fires) {
					await appendOk({
						heads: [head(id, endedAt ? { status: "closed", endedAt } : {})],
						streams: [
							{
								stream: `incident/${id}`,
								expectedSeq: 0,
								commandId: "c1",
								events: [
									{
										type: "IncidentReported",
										place: { id: `place-${id}`, hash: "h" },
										description: { id: `description-${id}`, hash: "h" },
									},
									{ type: "Noted", note: { id: `note-${id}`, hash: "h" } },
									{
										type: "StoodDown",
										words: { id: `words-${id}`, hash: "h" },
									},
								],
							},
						],
						words: ["place", "description", "note", "words"].map((kind) => ({
							id: `${kind}-${id}`,
							salt: "s",
							text: sealed(kind),
						})),
						capabilities: [capability(`token-${id}`, id)],
						outbox: [
							row(`sms-${id}`, { incidentId: id }),
							row(`late-${id}`, { incidentId: id, dueAt: NOW + 9_000 }),
						],
						external: { source: "s112", externalId: id, incidentId: id },
						idempotency: {
							keyId: "k",
							key: id,
							bodyHash: "b",
							incidentId: id,
						},
					});
					await store.saveCard({
						incidentId: id,
						responderId: "ana",
						messageId: "7",
					});
				}
				for (const { row: claimed, attemptId } of await claimAll("telegram"))
					await appendOk({ settle: [accepted(claimed.id, attemptId)] });
			};

			it("goes with the end of its incident, in pieces; what burns keeps everything", async () => {
				await threeFires();
				for (const [kind, count] of [
					["links", 1],
					["texts", 1],
					["words", 3],
					["sends", 1],
					["cards", 1],
					["requests", 1],
				] as const) {
					expect(await expire(kind, NOW - 1000), kind).toBe(0);
					expect(await expire(kind, NOW), kind).toBe(count);
					expect(await expire(kind, NOW), kind).toBe(0);
				}
				expect(await expire("words", NOW + 1, 2)).toBe(2);
				expect(await expire("words", NOW + 1, 2)).toBe(1);
				const words = await store.words(
					["old", "fresh", "running"].flatMap((id) =>
						["place", "description", "note", "words"].map((w) => `${w}-${id}`),
					),
				);
				expect([...words.keys()].toSorted()).toEqual([
					"description-running",
					"note-running",
					"place-fresh",
					"place-old",
					"place-running",
					"words-running",
				]);
				expect(await store.capability(hashed("token-old"))).toBeUndefined();
				expect(await store.capability(hashed("token-fresh"))).toBeDefined();
				expect(await store.card("old", "ana")).toBeUndefined();
				expect(await store.card("fresh", "ana")).toBeDefined();
				expect(await store.findExternal("s112", "old")).toBeUndefined();
				expect(await store.findIdempotency("k", "old")).toBeUndefined();
				expect(await store.findIdempotency("k", "fresh")).toBeDefined();
				expect(await store.row("sms-old")).toBeUndefined();
				expect(verifyChain(await store.load("incident/old"))).toMatchObject({
					ok: true,
				});
			});

			it("takes texts away and leaves the rows, but not of what is still to go out", async () => {
				await threeFires();
				expect(await expire("texts", NOW + 1, 1)).toBe(1);
				expect(await expire("texts", NOW + 1)).toBe(1);
				expect(await store.row("sms-fresh")).toMatchObject({
					state: "done",
					body: "",
				});
				expect((await store.row("late-old"))?.body).toBe(
					sealed("text of late-old"),
				);
				expect((await store.row("sms-running"))?.body).not.toBe("");
				expect(await expire("sends", NOW + 1)).toBe(2);
				expect(await store.row("late-old")).toBeDefined();
			});

			it("leaves out what was looked at already", async () => {
				await threeFires();
				const request = { before: NOW + 1, after: NOW, limit: 9 };
				expect(await store.expire("texts", request)).toBe(1);
				expect((await store.row("sms-old"))?.body).not.toBe("");
				expect(await store.expire("words", request)).toBe(3);
				expect((await store.words(["note-old"])).size).toBe(1);
			});

			it("counts rows of no incident from when they were made", async () => {
				await appendOk({
					outbox: [
						row("lone", { incidentId: "", createdAt: NOW - 5 }),
						row("lone-2", { incidentId: "none", createdAt: NOW + 5 }),
					],
				});
				for (const { row: claimed, attemptId } of await claimAll("telegram"))
					await appendOk({ settle: [accepted(claimed.id, attemptId)] });
				expect(await expire("texts", NOW)).toBe(1);
				expect((await store.row("lone"))?.body).toBe("");
				expect((await store.row("lone-2"))?.body).not.toBe("");
				expect(await expire("sends", NOW)).toBe(1);
				expect(await store.row("lone")).toBeUndefined();
			});

			it("goes by its own time when it has one: messages, invitations", async () => {
				await appendOk({
					roster: [
						{ table: "invitation", row: invitation("ana", "old", NOW) },
						{ table: "invitation", row: invitation("petro", "new", NOW + 9) },
					],
				});
				await store.receive(inbound("SM1"));
				await store.receive(inbound("SM2", { receivedAt: NOW + 9 }));
				expect(await expire("invitations", NOW + 1)).toBe(1);
				expect(await roster.invitation(hashed("old"))).toBeUndefined();
				expect(await roster.invitation(hashed("new"))).toBeDefined();
				expect(await expire("messages", NOW + 1)).toBe(1);
				expect(
					(await store.pendingInbound(9)).map((i) => i.externalId),
				).toEqual(["SM2"]);
			});
		});

		describe("one person", () => {
			const CHAT = { carrier: "telegram", externalId: "u1" };
			/** Ana and Petro at two fires; ana's note, a text about her to him. */
			const twoAtTwoFires = async () => {
				for (const id of [FIRE, OTHER_FIRE])
					await appendOk({
						streams: [
							{
								stream: `incident/${id}`,
								expectedSeq: 0,
								commandId: "c1",
								events: [
									{
										type: "RespondersAlerted",
										people: [
											{ responderId: "petro" },
											...(id === FIRE ? [{ responderId: "ana" }] : []),
										],
									},
									...(id === FIRE
										? [
												{
													type: "Noted",
													responderId: "ana",
													note: { id: "note-ana", hash: "h" },
												},
											]
										: []),
								],
							},
						],
					});
				await appendOk({
					words: [{ id: "note-ana", salt: "s", text: sealed("words of ana") }],
					capabilities: [
						{ ...capability("t-ana", FIRE), responderId: "ana" },
						{ ...capability("t-petro", FIRE), responderId: "petro" },
					],
					roster: [
						{ table: "invitation", row: invitation("ana", "code", NOW) },
					],
					outbox: [
						row("to-ana", { responderId: "ana" }),
						row("about-ana", { responderId: "petro" }),
						row("to-petro", { responderId: "petro" }),
						row("later-to-ana", { responderId: "ana", dueAt: NOW + 9_000 }),
						row("elsewhere", { responderId: "petro", incidentId: OTHER_FIRE }),
					],
				});
				for (const responderId of ["ana", "petro"]) {
					await store.saveCard({
						incidentId: FIRE,
						responderId,
						messageId: "7",
					});
					await store.savePosition({
						incidentId: FIRE,
						responderId,
						position: sealed("49,25"),
						at: NOW,
					});
				}
				await store.receive({ ...inbound("u1"), ...CHAT });
				await store.receive(inbound("SM1"));
			};
			const erase = {
				responderId: "ana",
				incidentIds: [FIRE],
				rowIds: ["about-ana"],
				inbound: [CHAT],
			};
			const whole = async <Item>(
				read: (after?: number) => Promise<{ items: Item[]; next?: number }>,
			) => {
				const items: Item[] = [];
				for (let after: number | undefined = 0; after !== undefined; ) {
					const part: { items: Item[]; next?: number } = await read(after);
					items.push(...part.items);
					after = part.next;
				}
				return items;
			};

			it("is found in the log, in everything sealed, and beside the log", async () => {
				await twoAtTwoFires();
				expect((await store.naming("ana")).streams).toEqual([
					`incident/${FIRE}`,
				]);
				expect((await store.naming("petro")).streams.toSorted()).toEqual([
					`incident/${FIRE}`,
					`incident/${OTHER_FIRE}`,
				]);
				expect(await whole((after) => store.sealed("words", after))).toEqual([
					{ id: "note-ana", salt: "s", text: sealed("words of ana") },
				]);
				const texts = await whole((after) => store.sealed("texts", after));
				expect(texts.map(({ id }) => id).toSorted()).toEqual([
					"about-ana",
					"elsewhere",
					"later-to-ana",
					"to-ana",
					"to-petro",
				]);
				const messages = await whole((after) =>
					store.sealed("messages", after),
				);
				expect(messages.map(({ externalId }) => externalId).toSorted()).toEqual(
					["SM1", "u1"],
				);
				const about = await store.aboutPerson("ana", [FIRE]);
				expect(about.capabilities).toHaveLength(1);
				expect(about.cards).toHaveLength(1);
				expect(about.positions).toHaveLength(1);
				expect(about.invitations).toHaveLength(1);
				expect(about.sends.map(({ id }) => id).toSorted()).toEqual([
					"later-to-ana",
					"to-ana",
				]);
				expect((await store.aboutPerson("ana", [])).sends).toEqual([]);
			});

			it("is erased with everything beside the log; others keep theirs, and the rows keep the account", async () => {
				await twoAtTwoFires();
				const sent = await claimAll("telegram");
				for (const { row: claimed, attemptId } of sent)
					await appendOk({ settle: [accepted(claimed.id, attemptId)] });
				const attemptTo = (id: string) =>
					store.attempt(sent.find(({ row }) => row.id === id)?.attemptId ?? "");
				expect((await attemptTo("to-ana"))?.carrierId).toBe("SM1");
				await appendOk({
					erase,
					forgetWords: ["note-ana"],
					roster: [{ delete: "responder", id: "ana" }],
				});
				for (const id of ["to-ana", "about-ana"])
					expect(await store.row(id)).toMatchObject({
						state: "done",
						body: "",
					});
				expect(await store.row("later-to-ana")).toMatchObject({
					state: "withdrawn",
					body: "",
				});
				expect((await attemptTo("to-ana"))?.outcome).toBe("accepted");
				expect((await attemptTo("to-ana"))?.carrierId).toBeUndefined();
				expect((await attemptTo("about-ana"))?.carrierId).toBe("SM1");
				for (const id of ["to-petro", "elsewhere"])
					expect((await store.row(id))?.body).toBe(sealed(`text of ${id}`));
				expect(await store.aboutPerson("ana", [FIRE])).toMatchObject({
					capabilities: [],
					cards: [],
					positions: [],
					invitations: [],
				});
				expect(await store.aboutPerson("petro", [FIRE])).toMatchObject({
					capabilities: [expect.anything()],
					cards: [expect.anything()],
					positions: [expect.anything()],
				});
				const messages = await whole((after) =>
					store.sealed("messages", after),
				);
				expect(messages.map(({ externalId }) => externalId)).toEqual(["SM1"]);
				expect((await store.words(["note-ana"])).size).toBe(0);
				expect(verifyChain(await store.load(`incident/${FIRE}`))).toMatchObject(
					{
						ok: true,
					},
				);
			});

			it("is not erased under the hands of a carrier: nothing at all is written", async () => {
				await twoAtTwoFires();
				await claimAll("telegram");
				expect(
					await store.append({
						at: NOW,
						erase,
						roster: [{ delete: "responder", id: "ana" }],
					}),
				).toBe("conflict");
				expect(await roster.responder(EVERYTHING, "ana")).toBeDefined();
				expect(await store.card(FIRE, "ana")).toBeDefined();
				expect((await store.row("to-ana"))?.body).toBe(
					sealed("text of to-ana"),
				);
			});
		});

		describe("the roster", () => {
			it("gives back what was written, whole", async () => {
				expect(await roster.brigade(EVERYTHING, "rosokhach")).toEqual(
					brigade("rosokhach"),
				);
				expect(await roster.vehicle(EVERYTHING, "tanker-a")).toEqual(
					vehicle("tanker-a", "rosokhach"),
				);
				expect(await roster.responder(EVERYTHING, "ana")).toEqual(
					responder("ana", ["rosokhach"]),
				);
				expect(
					(await roster.people(["ana", "petro", "gone"]))
						.map((r) => r.id)
						.toSorted(),
				).toEqual(["ana", "petro"]);
			});

			it("follows changes of membership and deletions", async () => {
				await appendOk({
					roster: [{ table: "responder", row: responder("ana", ["svydova"]) }],
				});
				expect(await roster.responder(OF_A, "ana")).toBeUndefined();
				expect((await roster.responder(OF_B, "ana"))?.id).toBe("ana");
				await appendOk({
					roster: [
						{ delete: "responder", id: "ana" },
						{ delete: "vehicle", id: "tanker-a" },
						{ delete: "brigade", id: "svydova" },
					],
				});
				expect(await roster.responder(EVERYTHING, "ana")).toBeUndefined();
				expect(await roster.vehicles(EVERYTHING, "rosokhach")).toEqual([]);
				expect(await roster.brigade(EVERYTHING, "svydova")).toBeUndefined();
				expect(await roster.responder(OF_B, "bohdan")).toBeUndefined();
				expect((await roster.vehicle(EVERYTHING, "tanker-b"))?.id).toBe(
					"tanker-b",
				);
			});

			it("finds people by what is known of them only as hash", async () => {
				await appendOk({
					roster: [
						{
							table: "responder",
							row: {
								...responder("olena", ["svydova"]),
								secondPhone: sealed("+380671112233"),
								secondPhoneHash: hashed("phone-ana"),
								telegramChat: sealed("777"),
								telegramHash: hashed("tg-olena"),
								history: { alerted: 4, came: 3 },
							},
						},
					],
				});
				expect(
					(await roster.byPhone(hashed("phone-ana"))).map((r) => r.id),
				).toEqual(["ana", "olena"]);
				expect(await roster.byPhone(hashed("phone-nobody"))).toEqual([]);
				expect((await roster.byTelegram(hashed("tg-olena")))?.history).toEqual({
					alerted: 4,
					came: 3,
				});
				expect(await roster.byTelegram(hashed("tg-nobody"))).toBeUndefined();
			});

			it("knows keys and lets a new invitation void the old", async () => {
				const key = {
					id: "k1",
					name: "101",
					keyHash: hashed("k1"),
					scope: { kind: "area" as const, code: AREA_A },
					createdAt: NOW,
					expiresAt: NOW + 9,
				};
				await appendOk({
					roster: [
						{ table: "apiKey", row: key },
						{ table: "invitation", row: invitation("ana", "old", NOW + 9) },
					],
				});
				expect(await roster.apiKey(hashed("k1"))).toEqual(key);
				expect(await roster.apiKey(hashed("k2"))).toBeUndefined();
				expect(await roster.apiKeys()).toEqual([key]);
				await appendOk({
					roster: [
						{
							table: "invitation",
							row: { ...invitation("ana", "new", NOW + 9), consumedAt: NOW },
						},
						{ delete: "apiKey", id: "k1" },
					],
				});
				expect(await roster.invitation(hashed("old"))).toBeUndefined();
				expect((await roster.invitation(hashed("new")))?.consumedAt).toBe(NOW);
				expect(await roster.apiKeys()).toEqual([]);
			});

			it("knows in which running incidents a person was alerted, called or informed", async () => {
				await appendOk({
					heads: [
						head("f1", { reportedAt: NOW + 1 }),
						head("f2", { reportedAt: NOW + 2, status: "unconfirmed" }),
						head("f3", { reportedAt: NOW + 3, status: "closed" }),
						head("f4", { reportedAt: NOW + 4 }),
					],
					outbox: [
						row("r1", {
							incidentId: "f1",
							responderId: "ana",
							purpose: "alert",
						}),
						row("r2", {
							incidentId: "f2",
							responderId: "ana",
							purpose: "inform",
						}),
						row("r3", {
							incidentId: "f3",
							responderId: "ana",
							purpose: "alert",
						}),
						row("r4", {
							incidentId: "f4",
							responderId: "ana",
							purpose: "courtesy",
						}),
						row("r5", {
							incidentId: "f4",
							responderId: "petro",
							purpose: "alert",
						}),
					],
				});
				await appendOk({
					withdraw: [{ incidentId: "f1", purposes: ["alert"] }],
				});
				expect(await roster.incidentsOf("ana")).toEqual(["f2", "f1"]);
				expect(await roster.incidentsOf("nobody")).toEqual([]);
			});

			it("knows the duplicates whose fire still goes on, over one merge or several", async () => {
				const merged = (id: string, mergedInto: string) =>
					head(id, { status: "cancelled", mergedInto });
				await appendOk({
					heads: [
						merged("d1", "goes"),
						merged("d2", "d1"),
						merged("d3", "over"),
						head("goes", { status: "open" }),
						head("over", { status: "closed" }),
					],
					outbox: ["d1", "d2", "d3"].map((incidentId) =>
						row(`to ${incidentId}`, {
							incidentId,
							responderId: "ana",
							purpose: "alert",
						}),
					),
				});
				expect((await store.head(EVERYTHING, "d1"))?.mergedInto).toBe("goes");
				expect(
					(await store.head(EVERYTHING, "goes"))?.mergedInto,
				).toBeUndefined();
				expect(await roster.duplicatesOf("ana")).toEqual(["d1", "d2"]);
				expect(await roster.duplicatesOf("petro")).toEqual([]);
			});
		});

		describe("candidates", () => {
			const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
			const NEAR_A = { lat: 49.02, lon: 25.8 };

			it("are the nearest brigades' people and vehicles, nearest first", async () => {
				const found = await roster.candidates({
					place: NEAR_A,
					brigadeIds: [],
					limit: 300,
				});
				expect(ids(found.brigades)).toEqual(["rosokhach", "svydova"]);
				expect(ids(found.responders)).toEqual([
					"ana",
					"olena",
					"petro",
					"bohdan",
					// Of no brigade, but the village head of one listed: he is told and called.
					"headman",
				]);
				expect(ids(found.vehicles).toSorted()).toEqual([
					"tanker-a",
					"tanker-b",
				]);
				expect(found.beyond).toBe(0);
				expect(found.responders[0]).toEqual({
					id: "ana",
					brigadeIds: ["rosokhach"],
					places: responder("ana", []).places,
					qualifications: ["driver_c"],
					travel: "car",
					availability: responder("ana", []).availability,
					reach: { telegram: false, sms: true, voice: true },
				});
			});

			it("hold a named brigade whole, however far, and count whom the limit cut off", async () => {
				const found = await roster.candidates({
					place: NEAR_A,
					brigadeIds: ["svydova"],
					limit: 3,
				});
				expect(ids(found.brigades)).toEqual(["svydova", "rosokhach"]);
				// Beyond the limit only those who hold a role of a listed brigade.
				expect(ids(found.responders)).toEqual([
					"bohdan",
					"olena",
					"ana",
					"petro",
					"headman",
				]);
				expect(found.beyond).toBe(0);
				const whole = await roster.candidates({
					place: NEAR_A,
					brigadeIds: ["svydova"],
					limit: 1,
				});
				expect(ids(whole.responders)).toEqual(["bohdan", "olena"]);
				expect(whole.beyond).toBe(2);
			});

			it("without a place are the named brigades alone", async () => {
				const found = await roster.candidates({
					brigadeIds: ["svydova", "gone"],
					limit: 300,
				});
				expect(ids(found.brigades)).toEqual(["svydova"]);
				expect(ids(found.responders)).toEqual(["bohdan", "olena"]);
				const none = await roster.candidates({ brigadeIds: [], limit: 300 });
				expect(none).toEqual({
					brigades: [],
					vehicles: [],
					responders: [],
					beyond: 0,
				});
			});

			it("find a brigade in the next oblast when nobody is nearer", async () => {
				const found = await roster.candidates({
					place: { lat: 46.5, lon: 30.7 },
					brigadeIds: [],
					limit: 300,
				});
				expect(found.brigades).toHaveLength(2);
			});

			it("say which channels work for a person", async () => {
				await appendOk({
					roster: [
						{
							table: "responder",
							row: {
								...responder("ana", ["rosokhach"]),
								telegramChat: sealed("7"),
							},
						},
						{
							table: "responder",
							row: {
								...responder("petro", ["rosokhach"]),
								telegramChat: sealed("8"),
							},
						},
						{
							table: "channelState",
							row: {
								responderId: "petro",
								channel: "telegram",
								state: "blocked",
								since: NOW,
							},
						},
						{
							table: "channelState",
							row: {
								responderId: "petro",
								channel: "sms",
								state: "optedOut",
								since: NOW,
							},
						},
						{
							table: "channelState",
							row: {
								responderId: "petro",
								channel: "voice",
								state: "works",
								since: NOW,
							},
						},
					],
				});
				expect(await roster.channelStates(["petro", "ana"])).toHaveLength(3);
				const { responders } = await roster.candidates({
					brigadeIds: ["rosokhach"],
					limit: 300,
				});
				const reach = Object.fromEntries(
					responders.map((r) => [r.id, r.reach]),
				);
				expect(reach.ana).toEqual({ telegram: true, sms: true, voice: true });
				expect(reach.petro).toEqual({
					telegram: false,
					sms: false,
					voice: true,
				});
				// The state is overwritten, not added to.
				await appendOk({
					roster: [
						{
							table: "channelState",
							row: {
								responderId: "petro",
								channel: "sms",
								state: "works",
								since: NOW,
							},
						},
					],
				});
				expect(await roster.channelStates(["petro"])).toHaveLength(3);
			});
		});
	});
}

// --- The village ---------------------------------------------------------------------

const village = (): NonNullable<Append["roster"]> => [
	{ table: "brigade", row: brigade("rosokhach") },
	{
		table: "brigade",
		row: {
			...brigade("svydova"),
			name: "Svydova",
			location: { lat: 48.95, lon: 25.72 },
			areaCode: AREA_B,
			roles: [],
		},
	},
	{ table: "vehicle", row: vehicle("tanker-a", "rosokhach") },
	{ table: "vehicle", row: vehicle("tanker-b", "svydova") },
	{ table: "responder", row: responder("ana", ["rosokhach"]) },
	{ table: "responder", row: responder("petro", ["rosokhach"]) },
	{ table: "responder", row: responder("bohdan", ["svydova"]) },
	{ table: "responder", row: responder("olena", ["rosokhach", "svydova"]) },
	{ table: "responder", row: responder("headman", []) },
];

const brigade = (id: string): Brigade => ({
	id,
	name: "Rosokhach",
	kind: "volunteer",
	location: { lat: 49.017, lon: 25.795 },
	areaCode: AREA_A,
	locale: "uk",
	roles: [
		{ role: "chief", responderId: "petro", order: 0 },
		{ role: "villageHead", responderId: "headman", order: 1 },
	],
	policy: { default: { waveSize: 4 } },
});

const vehicle = (
	id: string,
	brigadeId: string,
	over: Partial<VehicleRow> = {},
): VehicleRow => ({
	id,
	brigadeId,
	name: "АЦ-40",
	kind: "tanker",
	seats: 4,
	crewRule: [{ qualification: "driver_c", count: 1 }, { count: 2 }],
	state: "ready",
	...over,
});

const responder = (id: string, brigadeIds: string[]): ResponderRow => ({
	id,
	name: sealed(`name of ${id}`),
	phone: sealed(`phone of ${id}`),
	phoneHash: hashed(`phone-${id}`),
	brigadeIds,
	places: sealed(`home of ${id}`),
	qualifications: ["driver_c"],
	locale: "uk",
	phoneKind: "smart",
	smsAlphabet: "cyrillic",
	travel: "car",
	availability: sealed(`week of ${id}`),
});

const head = (id: string, over: Partial<Head> = {}): Head => ({
	id,
	number: 118,
	status: "open",
	incidentType: "structure_fire",
	mode: "actual",
	source: "okc_101",
	location: { lat: 49.017, lon: 25.795, accuracyMetres: 30 },
	brigadeIds: ["rosokhach"],
	areaCodes: [AREA_A],
	reportedAt: NOW,
	version: 1,
	...over,
});

const row = (id: string, over: Partial<NewRow> = {}): NewRow => ({
	id,
	incidentId: FIRE,
	kind: "send",
	lane: "telegram",
	laneClass: 1,
	rank: 0,
	dueAt: NOW,
	units: 1,
	body: sealed(`text of ${id}`),
	createdAt: NOW,
	...over,
});

/** The carrier took it. */
const accepted = (rowId: string, attemptId: string): Settlement => ({
	rowId,
	leaseBy: "boot-1",
	attemptId,
	outcome: "accepted",
	carrierId: "SM1",
	rank: 3,
	endedAt: NOW,
	next: { state: "done", sentAt: NOW },
});

const timer = (key: string, over: Partial<NewRow> = {}): NewRow =>
	row(`timer-${key}`, { kind: "timer", lane: "clock", key, ...over });

const settles = (
	rowId: string,
	over: Partial<Settlement> = {},
): Settlement => ({
	rowId,
	leaseBy: "boot-1",
	endedAt: NOW + 9,
	next: { state: "done" },
	...over,
});

const adds = (
	stream: string,
	expectedSeq: number,
	commandId: string,
	events: number,
) => ({
	stream,
	expectedSeq,
	commandId,
	events: Array.from({ length: events }, (_, i) => ({
		type: "Noted",
		of: commandId,
		i,
	})),
});

const commits = (
	kind: "responder" | "vehicle",
	id: string,
	incidentId: string,
) => ({ kind, id, incidentId, number: 118, mode: "actual" as const });

const capability = (token: string, incidentId: string) => ({
	tokenHash: hashed(token),
	incidentId,
	responderId: "ana",
	opens: "answer" as const,
	createdAt: NOW,
});

const invitation = (responderId: string, code: string, expiresAt: number) => ({
	responderId,
	codeHash: hashed(code),
	createdAt: NOW,
	expiresAt,
});

const inbound = (
	externalId: string,
	over: { carrier?: string; receivedAt?: number } = {},
) => ({
	carrier: "sms",
	externalId,
	receivedAt: NOW,
	body: sealed("1 10"),
	...over,
});

/** The store must not care what ciphertext is. */
const sealed = (text: string): Sealed => `sealed:${text}` as Sealed;
const hashed = (text: string): KeyedHash => `hash:${text}` as KeyedHash;

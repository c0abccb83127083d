/** What a decision learns of the sky: quickly, or nothing; an explosion near it, and no other. */
import { describe, expect, it } from "vitest";
import { type SkyDeps, skyFor } from "../../src/airRaid/facts.ts";
import { type Command, fold, UNKNOWN } from "../../src/core/incident.ts";
import { policyFor } from "../../src/core/policy.ts";
import type { Head, Store } from "../../src/ports.ts";
import {
	minutes,
	NIGHT,
	ROSOKHACH,
	reportOf,
	roster,
} from "../core/village.ts";

const shell = (more: Partial<Head> = {}): Head => ({
	id: "shell",
	number: 100,
	status: "open",
	incidentType: "shelling_impact",
	mode: "actual",
	source: "okc_101",
	location: { lat: ROSOKHACH.lat + 0.05, lon: ROSOKHACH.lon },
	brigadeIds: [],
	areaCodes: [],
	reportedAt: NIGHT - minutes(20),
	version: 1,
	...more,
});

const deps = (heads: Head[], more: Partial<SkyDeps> = {}): SkyDeps => ({
	store: {
		heads: async (_scope: unknown, { since = 0, status }) => ({
			items: heads.filter(
				(head) =>
					head.reportedAt >= since && (status?.includes(head.status) ?? true),
			),
		}),
	} as Pick<Store, "heads"> as Store,
	clock: { now: () => NIGHT },
	...more,
});
const look = (given: SkyDeps, command: Command = reportOf({}, 0)) =>
	skyFor(given, UNKNOWN, command, roster());

describe("the last explosion", () => {
	it("counts within ten kilometres and an hour, in earnest, and not once it was nothing", async () => {
		expect(await look(deps([shell()]))).toEqual({
			explosionAt: NIGHT - minutes(20),
		});
		for (const other of [
			{ location: { lat: ROSOKHACH.lat + 0.2, lon: ROSOKHACH.lon } },
			{ reportedAt: NIGHT - minutes(61) },
			{ status: "cancelled" as const },
			{ mode: "exercise" as const },
			{ incidentType: "structure_fire" as const },
		])
			expect(await look(deps([shell(other)]))).toEqual({});
	});

	it("is never the incident itself", async () => {
		const known = fold([
			{
				seq: 1,
				at: NIGHT - minutes(20),
				commandId: "c",
				event: {
					...reportOf({ id: "shell", incidentType: "shelling_impact" }, 0),
					type: "IncidentReported",
					policy: policyFor("shelling_impact"),
					humans: [],
					confirmed: false,
				},
			},
		]);
		const correct = {
			type: "Correct",
			by: { kind: "service" },
			incidentType: "structure_fire",
		} as const;
		expect(await skyFor(deps([shell()]), known, correct, roster())).toEqual({});
	});

	it("the newest of several is told; without places the area decides", async () => {
		const { location: _where, ...placeless } = shell({
			areaCodes: ["UA61060490010000001"],
			reportedAt: NIGHT - minutes(5),
		});
		const candidates = roster();
		for (const brigade of candidates.brigades)
			brigade.areaCode = "UA61060490010000001";
		const seen = await skyFor(
			deps([shell(), placeless]),
			UNKNOWN,
			reportOf({}, 0),
			candidates,
		);
		expect(seen.explosionAt).toBe(NIGHT - minutes(5));
		expect(await look(deps([placeless]))).toEqual({});
	});
});

describe("the feed", () => {
	it("absent says nothing; silent or broken says unknown; and nobody waits for it", async () => {
		expect(await look(deps([]))).toEqual({});
		const sky = (at: NonNullable<SkyDeps["airRaid"]>["at"]) =>
			look(deps([], { airRaid: { at } }));
		expect(await sky(async () => ({ state: "red" }))).toEqual({
			airRaid: { state: "red" },
		});
		expect(
			await sky(async () => {
				throw new Error("no table");
			}),
		).toEqual({ airRaid: { state: "unknown" } });
		expect(await sky(() => new Promise(() => {}))).toEqual({
			airRaid: { state: "unknown" },
		});
	});

	it("a table that cannot be read costs the explosion, never the alert", async () => {
		const broken = deps([]);
		broken.store = {
			heads: () => Promise.reject(new Error("disk I/O error")),
		} as Pick<Store, "heads"> as Store;
		expect(await look(broken)).toEqual({});
	});

	it("is not asked for answers, marks and steps: it tells of its changes by itself", async () => {
		let asked = 0;
		const given = deps([], {
			airRaid: {
				at: async () => {
					asked += 1;
					return { state: "none" };
				},
			},
		});
		for (const command of [
			{ type: "StepDue", step: "widen", round: 1 },
			{
				type: "Acknowledge",
				responderId: "ivan",
				answer: "responding",
				channel: "sms",
			},
		] as const)
			expect(await look(given, command)).toEqual({});
		expect(asked).toBe(0);
	});
});

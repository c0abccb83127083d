/** What the alerts API says, and what we make of it. */
import { describe, expect, it } from "vitest";
import {
	readAlerts,
	readIndex,
	readRegions,
	readWords,
	timeOfIndex,
} from "../../src/airRaid/reading.ts";

const NOW = Date.parse("2026-09-25T09:00:00Z");
const AT = "2026-09-25T08:57:49.824902Z";
const list = (...regions: unknown[]) =>
	readAlerts(JSON.stringify(regions), NOW);
const word = (more: object) =>
	readWords(
		JSON.stringify({
			regionId: "21",
			alarmType: "AIR",
			createdAt: AT,
			...more,
		}),
		NOW,
	)?.[0]?.levels[0];
const levels = (...names: string[]) =>
	names.map((alertLevel) => ({ alertLevel, reason: "", createdAt: AT }));

describe("the index", () => {
	it("keeps all its digits, as a number and as a text", () => {
		const index = "639258728888077549";
		expect(readIndex(`{"lastActionIndex":${index}}`)).toBe(index);
		expect(readIndex(`{ "lastActionIndex" : "${index}" }`)).toBe(index);
		expect(String(JSON.parse(index))).not.toBe(index);
		expect(readIndex("{}")).toBeUndefined();
		expect(readIndex("<html>")).toBeUndefined();
	});

	it("is the moment of the last change, unless it is some other number", () => {
		const ticks = BigInt(NOW) * 10_000n + 621_355_968_000_000_000n;
		expect(timeOfIndex(String(ticks))).toBe(NOW);
		for (const other of [undefined, "17", "99999999999999999999"])
			expect(timeOfIndex(other)).toBeUndefined();
	});
});

describe("the list", () => {
	it("gives each region its own alerts, not those it repeats from above", () => {
		const alert = (regionId: string, ...of: string[]) => ({
			regionId,
			type: "AIR",
			lastUpdate: AT,
			activeAlertLevels: levels(...of),
		});
		const found = list(
			{ regionId: "21", activeAlerts: [alert("21", "Yellow")] },
			{
				regionId: "153",
				activeAlerts: [alert("21", "Yellow"), alert("153", "Red")],
			},
		);
		expect(Object.fromEntries(found ?? [])).toEqual({
			"21": [{ type: "AIR", level: "yellow", since: Date.parse(AT) }],
			"153": [{ type: "AIR", level: "red", since: Date.parse(AT) }],
		});
	});

	it.each([
		["Red and Yellow", levels("Yellow", "Red"), "red"],
		["Yellow alone", levels("Yellow"), "yellow"],
		["a level nobody knows", levels("Violet"), "red"],
		["no level", [], "red"],
		["none at all", undefined, "red"],
	])("makes of %s the worse", (_what, activeAlertLevels, level) => {
		const found = list({
			regionId: "21",
			activeAlerts: [{ type: "AIR", lastUpdate: AT, activeAlertLevels }],
		});
		expect(found?.get("21")?.[0]?.level).toBe(level);
	});

	it("leaves out INFO and the test region", () => {
		expect(
			list(
				{ regionId: "21", activeAlerts: [{ type: "INFO" }] },
				{ regionId: "0", activeAlerts: [{ type: "AIR" }] },
				{ regionId: "22", activeAlerts: null },
			)?.size,
		).toBe(0);
	});

	it("is none when it is no list", () => {
		for (const text of ["", "<html>", "{}", "null"])
			expect(readAlerts(text, NOW)).toBeUndefined();
	});
});

describe("a word", () => {
	it("is what is left, whatever its status says", () => {
		expect(
			word({ status: "DEACTIVATE", activeAlertLevels: levels("Yellow") }),
		).toMatchObject({ level: "yellow" });
		expect(word({ status: "DEACTIVATE", activeAlertLevels: [] })).toMatchObject(
			{ level: "none" },
		);
		expect(word({ status: "DEACTIVATE" })).toMatchObject({ level: "none" });
		expect(word({ status: "ACTIVATE" })).toMatchObject({ level: "red" });
		expect(word({ status: "SOMETHING", activeAlertLevels: [] })).toMatchObject({
			level: "red",
		});
	});

	it("may be a region whole", () => {
		expect(
			readWords(
				JSON.stringify([{ regionId: "21", lastUpdate: AT, activeAlerts: [] }]),
				NOW,
			),
		).toEqual([
			{ regionId: "21", levels: [], whole: { since: Date.parse(AT) } },
		]);
	});

	it("is nothing of INFO, of the test region and of another shape", () => {
		for (const body of [
			{ regionId: "21", alarmType: "INFO", status: "ACTIVATE" },
			{ regionId: "0", alarmType: "AIR", status: "ACTIVATE" },
			{ alarmType: "AIR" },
			[],
			[null, 3, "x"],
		])
			expect(readWords(JSON.stringify(body), NOW)).toEqual([]);
		expect(readWords("no json", NOW)).toBeUndefined();
	});

	it("without a zone is of UTC", () => {
		expect(word({ createdAt: "2026-09-25T08:57:49" })?.since).toBe(
			Date.parse("2026-09-25T08:57:49Z"),
		);
	});
});

describe("the regions", () => {
	it("are read with their kinds and parents, without the test region", () => {
		const child = (
			regionId: string,
			regionType: string,
			regionChildIds = [] as unknown[],
		) => ({
			regionId,
			regionName: `назва ${regionId}`,
			regionType,
			regionChildIds,
		});
		expect(
			readRegions(
				JSON.stringify({
					states: [
						child("0", "State"),
						child("21", "State", [
							child("153", "District", [child("1531", "Community")]),
						]),
					],
				}),
			),
		).toEqual([
			{ id: "21", name: "назва 21", kind: "oblast" },
			{ id: "153", name: "назва 153", kind: "raion", parentId: "21" },
			{ id: "1531", name: "назва 1531", kind: "hromada", parentId: "153" },
		]);
		expect(readRegions("[]")).toBeUndefined();
	});
});

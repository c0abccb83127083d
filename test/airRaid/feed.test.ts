/** The feed as it is asked: what is shown is right, or unknown. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { PATIENCE_MS } from "../../src/airRaid/picture.ts";
import type { Known } from "../../src/core/incident.ts";
import {
	CHORTKIV,
	HROMADA,
	openSky,
	SKY,
	START,
	TERNOPIL_CITY,
} from "./sky.ts";

const minute = 60_000;

describe("what the list says", () => {
	it("is unknown before the first look and calm after it", async () => {
		const sky = await openSky();
		expect(await sky.state()).toBe("unknown");
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
	});

	it.each([
		["the hromada", SKY.hromada],
		["its raion", SKY.raion],
		["its oblast", SKY.oblast],
	])(
		"is red when %s is red, and calm again after it",
		async (_what, region) => {
			const sky = await openSky();
			sky.peer.set(region, ["Red"]);
			await sky.feed.look();
			expect(await sky.state()).toBe("red");
			sky.push(20_000);
			sky.peer.set(region, []);
			await sky.feed.look();
			expect(await sky.state()).toBe("none");
		},
	);

	it("does not take a neighbour's alert for one's own", async () => {
		const sky = await openSky();
		for (const region of [SKY.neighbour, SKY.otherRaion, SKY.elsewhere])
			sky.peer.set(region, ["Red"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
		expect(await sky.state(CHORTKIV)).toBe("red");
		expect(await sky.state(TERNOPIL_CITY)).toBe("red");
	});

	it("takes the strongest of several above one another", async () => {
		const sky = await openSky();
		sky.peer.set(SKY.oblast, ["Yellow"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("yellow");
		sky.push(20_000);
		sky.peer.set(SKY.hromada, ["Red"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
		expect(await sky.state(CHORTKIV)).toBe("yellow");
	});

	it("counts an alert without a level, and one of a level nobody knows, as red", async () => {
		for (const level of ["plain", "Purple"]) {
			const sky = await openSky();
			sky.peer.set(SKY.hromada, [level], { type: "ARTILLERY" });
			await sky.feed.look();
			expect(await sky.state()).toBe("red");
		}
	});

	it("does not count INFO as an alert, and a threat that is left as none", async () => {
		const sky = await openSky();
		sky.peer.set(SKY.hromada, ["plain"], { type: "INFO" });
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
		sky.push(20_000);
		sky.peer.set(SKY.hromada, ["Red", "Yellow"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
		sky.push(20_000);
		sky.peer.set(SKY.hromada, ["Yellow"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("yellow");
	});

	it("is strong of a whole raion while any part of it is", async () => {
		const sky = await openSky();
		sky.peer.set(SKY.neighbour, ["Red"]);
		await sky.feed.look();
		expect(await sky.state("UA61060000000068766")).toBe("red");
		expect(await sky.state("UA61000000000060328")).toBe("red");
	});

	it("tells changes apart whose indexes differ beyond 2^53", async () => {
		const sky = await openSky();
		await sky.feed.look();
		const before = sky.peer.index();
		// The same millisecond: as numbers both would be one.
		sky.peer.set(SKY.hromada, ["Red"]);
		const after = sky.peer.index();
		expect(BigInt(after) - BigInt(before)).toBe(1n);
		expect(Number(after)).toBe(Number(before));
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
		expect(
			(await sky.kept.airRaids.feed("ukrainealarm"))?.lastActionIndex,
		).toBe(after);
	});

	it("does not ask for the list again while its index stands still", async () => {
		const sky = await openSky();
		await sky.feed.look();
		const asked = () => sky.peer.requests.filter((what) => what === "alerts");
		expect(asked()).toHaveLength(1);
		for (let i = 0; i < 3; i++) {
			sky.push(20_000);
			await sky.feed.look();
		}
		expect(asked()).toHaveLength(1);
		// An index that lies is found out within two minutes.
		sky.peer.fail({ indexLies: true });
		sky.peer.set(SKY.hromada, ["Red"]);
		sky.push(minute);
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
	});
});

describe("words", () => {
	const heard = async () => {
		const sky = await openSky();
		await sky.feed.look();
		return sky;
	};

	it("change their own region at once, and twice is once", async () => {
		const sky = await heard();
		sky.push(5_000);
		const red = sky.peer.set(SKY.hromada, ["Red"]);
		await sky.hears(red);
		expect(await sky.state()).toBe("red");
		expect(await sky.state(CHORTKIV)).toBe("none");
		sky.push(5_000);
		await sky.hears(sky.peer.set(SKY.hromada, []));
		await sky.hears(red);
		expect(await sky.state()).toBe("none");
	});

	it("that end what nobody has heard begin are remembered", async () => {
		const sky = await heard();
		sky.push(5_000);
		const red = sky.peer.set(SKY.hromada, ["Red"]);
		sky.push(5_000);
		await sky.hears(sky.peer.set(SKY.hromada, []));
		await sky.hears(red);
		expect(await sky.state()).toBe("none");
	});

	it("older than the list change nothing, whether they raise or end", async () => {
		const sky = await heard();
		sky.push(5_000);
		const red = sky.peer.set(SKY.hromada, ["Red"]);
		sky.push(5_000);
		const over = sky.peer.set(SKY.hromada, []);
		sky.push(5_000);
		sky.peer.set(SKY.hromada, ["Yellow"]);
		await sky.feed.look();
		await sky.hears(red);
		await sky.hears(over);
		expect(await sky.state()).toBe("yellow");
	});

	it("that nobody heard before the list told their end are late, too", async () => {
		const sky = await heard();
		sky.push(5_000);
		const red = sky.peer.set(SKY.hromada, ["Red"]);
		sky.push(5_000);
		sky.peer.set(SKY.hromada, []);
		await sky.feed.look();
		await sky.hears(red);
		expect(await sky.state()).toBe("none");
	});

	it("that were believed and that a list ended do not come back", async () => {
		const sky = await heard();
		// An index that is no time says nothing of when a list was made.
		sky.peer.fail({ indexLies: true });
		sky.push(5_000);
		const red = sky.peer.set(SKY.hromada, ["Red"]);
		await sky.hears(red);
		sky.push(5_000);
		sky.peer.set(SKY.hromada, []);
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
		await sky.hears(red);
		expect(await sky.state()).toBe("none");
	});

	it("are corrected by the next list, also when its index stands still", async () => {
		const sky = await heard();
		sky.push(5_000);
		const red = sky.peer.set(SKY.hromada, ["Red"]);
		sky.peer.set(SKY.hromada, []);
		await sky.feed.look();
		sky.push(5_000);
		// Of a moment to come: nothing the list knows is newer.
		await sky.hears({
			...red,
			createdAt: new Date(sky.now() + minute).toISOString(),
		});
		expect(await sky.state()).toBe("red");
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
	});

	it("that overtake the list on its way are kept while they are worse", async () => {
		const sky = await heard();
		sky.push(5_000);
		sky.peer.set(SKY.elsewhere, ["Red"]);
		sky.onTheWay.work = async (what) => {
			if (what !== "alerts") return;
			delete sky.onTheWay.work;
			// The list was made before, and comes after.
			await sky.hears(
				sky.peer.set(SKY.hromada, ["Red"], { at: sky.now() + 1 }),
			);
		};
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
		sky.push(2_000);
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
		sky.push(5_000);
		sky.peer.set(SKY.hromada, []);
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
	});

	it("of a region nobody has named wait for its name", async () => {
		const sky = await heard();
		sky.push(5_000);
		await sky.hears(sky.peer.set("4711", ["Red"]));
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
		expect((await sky.feed.matched()).regions).toBe(31);
	});

	it("of other bodies are the source's own and say nothing", async () => {
		const sky = await heard();
		for (const body of [[], [null], [{ regionId: {} }], ["x".repeat(500)]])
			expect(await sky.hears(body)).toBe(true);
		expect(await sky.state()).toBe("none");
	});
});

describe("silence", () => {
	it.each([
		["503", { status: 503 }],
		["401 as to whoever asks too often", { status: 401 }],
	])(
		"of %s becomes unknown after 90 s, and is over at the next answer",
		async (_what, faults) => {
			const sky = await openSky();
			await sky.feed.look();
			sky.peer.fail(faults);
			sky.push(PATIENCE_MS);
			await sky.feed.look();
			expect(await sky.state()).toBe("none");
			expect(sky.feed.degraded()).toEqual([]);
			sky.push(1);
			expect(await sky.state()).toBe("unknown");
			expect(sky.feed.degraded()).toEqual(["airRaid"]);
			expect(sky.feed.metrics()).toContain("dzvin_air_raid_silent 1");
			sky.peer.fail({});
			await sky.feed.look();
			expect(await sky.state()).toBe("none");
			expect(sky.feed.degraded()).toEqual([]);
			// Once when it began, once when it was over.
			expect(sky.logged).toHaveLength(2);
		},
	);

	it("keeps its key out of the log", async () => {
		const sky = await openSky();
		sky.peer.fail({ status: 500 });
		await sky.feed.look();
		expect(sky.logged.join()).not.toContain("key of the test");
	});

	it("believes a signed word of danger in it, and none of calm", async () => {
		const sky = await openSky();
		await sky.feed.look();
		sky.peer.fail({ status: 503 });
		sky.push(10 * minute);
		await sky.hears(sky.peer.set(SKY.hromada, ["Red"]));
		expect(await sky.state()).toBe("red");
		expect(await sky.state(CHORTKIV)).toBe("unknown");
		sky.push(10_000);
		await sky.hears(sky.peer.set(SKY.hromada, []));
		expect(await sky.state()).toBe("unknown");
		await sky.hears(sky.peer.set(SKY.hromada, ["Red"], { at: sky.now() + 1 }));
		sky.push(PATIENCE_MS + 1);
		expect(await sky.state()).toBe("unknown");
	});

	it("is not heard through an answer that is none", async () => {
		const sky = await openSky();
		sky.onTheWay.work = async () => {};
		await sky.feed.look();
		sky.push(PATIENCE_MS + 1);
		// The index has moved and the list does not come: nobody knows what has changed.
		sky.peer.set(SKY.elsewhere, ["Red"]);
		sky.onTheWay.work = async (what) => {
			sky.peer.fail(what === "alerts/status" ? { status: 500 } : {});
		};
		await sky.feed.look();
		expect(await sky.state()).toBe("unknown");
	});

	it("outlives a restart for as long as it would have lasted", async () => {
		const sky = await openSky();
		sky.peer.set(SKY.hromada, ["Red"]);
		await sky.feed.look();
		const soon = await openSky({
			kept: sky.kept,
			areas: false,
			startMs: START + minute,
		});
		expect(await soon.state()).toBe("red");
		const late = await openSky({
			kept: sky.kept,
			areas: false,
			startMs: START + 10 * minute,
		});
		expect(await late.state()).toBe("unknown");
		expect((await late.feed.at({ areaCode: HROMADA })).redAt).toBe(START);
	});
});

describe("the last red", () => {
	it("is now while it is red, and the moment it ended afterwards, also of those above", async () => {
		const sky = await openSky();
		await sky.feed.look();
		expect((await sky.feed.at({ areaCode: HROMADA })).redAt).toBeUndefined();
		sky.peer.set(SKY.oblast, ["Red"]);
		await sky.feed.look();
		sky.push(minute);
		expect((await sky.feed.at({ areaCode: HROMADA })).redAt).toBe(
			START + minute,
		);
		sky.peer.set(SKY.oblast, []);
		await sky.feed.look();
		sky.push(30 * minute);
		await sky.feed.look();
		expect(await sky.feed.at({ areaCode: HROMADA })).toEqual({
			state: "none",
			redAt: START + minute,
		});
	});
});

describe("a place", () => {
	it("is known by the nearest settlement, and by its area when there is none near", async () => {
		const sky = await openSky();
		sky.peer.set(SKY.hromada, ["Red"]);
		await sky.feed.look();
		const at = (lat: number, lon: number, areaCode?: string) =>
			sky.feed.at({
				location: { lat, lon },
				...(areaCode ? { areaCode } : {}),
			});
		expect((await at(48.95, 25.81)).state).toBe("red");
		expect((await at(49.55, 25.59)).state).toBe("none");
		expect((await at(50.45, 30.52)).state).toBe("unknown");
		expect((await at(50.45, 30.52, HROMADA)).state).toBe("red");
	});

	it("is looked up again while its tables are not whole", async () => {
		const sky = await openSky({ areas: false });
		await sky.feed.look();
		sky.push(20_000);
		sky.peer.set(SKY.hromada, ["Red"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("unknown");
		// All regions are known now, and not which of them the village is in.
		await sky.importAreas(0);
		await sky.feed.look();
		expect(await sky.state()).toBe("unknown");
		await sky.importAreas(1);
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
		expect(await sky.state(CHORTKIV)).toBe("none");
	});

	it("is unknown without any word of where", async () => {
		const sky = await openSky();
		await sky.feed.look();
		expect((await sky.feed.at({})).state).toBe("unknown");
	});

	it("is known by its oblast without tables, and unknown while a part nobody can match is under alert", async () => {
		const sky = await openSky({ areas: false });
		await sky.feed.look();
		expect(await sky.state()).toBe("none");
		sky.push(20_000);
		sky.peer.set(SKY.neighbour, ["Red"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("unknown");
		sky.push(20_000);
		sky.peer.set(SKY.oblast, ["Red"]);
		await sky.feed.look();
		expect(await sky.state()).toBe("red");
	});

	it("never throws and never waits, whatever the database does", async () => {
		const sky = await openSky();
		await sky.feed.look();
		sky.kept.areas.byCodes = () => new Promise(() => {});
		expect(await sky.feed.at({ areaCode: HROMADA })).toEqual({
			state: "unknown",
		});
		sky.kept.areas.byCodes = () => Promise.reject(new Error("SQLITE_IOERR"));
		expect(await sky.feed.at({ areaCode: HROMADA })).toEqual({
			state: "unknown",
		});
	});
});

describe("incidents", () => {
	const fire = (id: string, areaCode: string): Known =>
		({ id, status: "open", version: 3, areaCode }) as unknown as Known;

	it("hear each change of their own place once, and silence once", async () => {
		const sky = await openSky({
			incidents: [fire("here", HROMADA), fire("there", TERNOPIL_CITY)],
		});
		const told = () =>
			sky.handled
				.splice(0)
				.map(({ id, command }) => [
					id,
					command.type === "AirRaid" ? command.airRaid.state : "",
				]);
		await sky.feed.look();
		expect(told()).toEqual([]);
		sky.peer.set(SKY.raion, ["Red"]);
		for (let i = 0; i < 3; i++) {
			sky.push(20_000);
			await sky.feed.look();
		}
		expect(told()).toEqual([["here", "red"]]);
		sky.peer.fail({ status: 500 });
		sky.push(PATIENCE_MS + 1);
		await sky.feed.watch();
		await sky.feed.watch();
		await sky.feed.look();
		expect(told()).toEqual([
			["here", "unknown"],
			["there", "unknown"],
		]);
		sky.peer.fail({});
		await sky.feed.look();
		expect(told()).toEqual([
			["here", "red"],
			["there", "none"],
		]);
	});

	it("never get two deeds of one id", async () => {
		const sky = await openSky({ incidents: [fire("here", HROMADA)] });
		await sky.feed.look();
		for (let i = 0; i < 4; i++) {
			sky.push(20_000);
			await sky.hears(sky.peer.set(SKY.hromada, i % 2 ? [] : ["Red"]));
			await sky.feed.look();
		}
		const ids = sky.handled.map(({ commandId }) => commandId);
		expect(ids).toHaveLength(4);
		expect(new Set(ids).size).toBe(4);
	});
});

describe("asking", () => {
	afterEach(() => vi.useRealTimers());

	/** Ten minutes of ticks; how often the source was asked what. */
	async function tenMinutes(faults: { status?: number }) {
		vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
		const sky = await openSky();
		sky.peer.fail(faults);
		const stop = sky.feed.start();
		for (let second = 0; second < 600; second++) {
			sky.push(1_000);
			vi.advanceTimersByTime(1_000);
			// Whatever that began has ended: nothing here waits for anything outside.
			await new Promise((resolve) => setImmediate(resolve));
			await new Promise((resolve) => setImmediate(resolve));
		}
		stop();
		const count = (what: string) =>
			sky.peer.requests.filter((asked) => asked === what).length;
		return {
			status: count("alerts/status"),
			alerts: count("alerts"),
			regions: count("regions"),
			key: count("key"),
		};
	}

	it("keeps within what the source takes of one key", async () => {
		const { status, alerts, regions, key } = await tenMinutes({});
		expect(status).toBe(30);
		expect(alerts).toBe(5);
		expect(regions).toBe(1);
		expect(key).toBe(1);
	});

	it("leaves a broken source in peace for a minute, and asks again after ten seconds where it was refused", async () => {
		expect((await tenMinutes({ status: 503 })).status).toBe(12);
		expect((await tenMinutes({ status: 401 })).status).toBe(60);
	});

	it("is one question at a time, whoever wants it", async () => {
		const sky = await openSky();
		await Promise.all([sky.feed.look(), sky.feed.look(), sky.feed.look()]);
		expect(sky.peer.requests).toEqual(["alerts/status", "regions", "alerts"]);
	});
});

describe("regions and areas", () => {
	it("tells which regions could not be matched", async () => {
		const sky = await openSky();
		await sky.feed.look();
		const { regions, oblasts, unmatched } = await sky.feed.matched();
		expect(regions).toBe(31);
		expect(oblasts).toBe(1);
		expect(unmatched.map(({ name }) => name)).toContain("Київська область");
		expect(unmatched.map(({ name }) => name)).not.toContain(
			"м. Чортків та Чортківська територіальна громада",
		);
	});
});

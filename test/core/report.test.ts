/** Two people who see one smoke must not wake a village twice; two fires must not become one. */
import { describe, expect, it } from "vitest";
import { matchReport, type Open } from "../../src/core/report.ts";
import { DAY, minutes, ROSOKHACH, UHRYN } from "./village.ts";

const known = (rest: Partial<Open> = {}): Open => ({
	id: "first",
	incidentType: "structure_fire",
	mode: "actual",
	location: ROSOKHACH,
	at: DAY,
	...rest,
});
const matched = (told: Partial<Open>, ...open: Open[]) =>
	matchReport(
		{
			incidentType: "structure_fire",
			mode: "actual",
			at: DAY + minutes(5),
			...told,
		},
		open,
	)?.id;
const placed = (place: string): Open => {
	const { location: _location, ...rest } = known({ place });
	return rest;
};

describe("a report", () => {
	it("within a kilometre and half an hour is probably the same fire", () => {
		const near = { lat: ROSOKHACH.lat + 0.008, lon: ROSOKHACH.lon };
		const beyond = { lat: ROSOKHACH.lat + 0.0095, lon: ROSOKHACH.lon };
		expect(matched({ location: near }, known())).toBe("first");
		expect(matched({ location: beyond }, known())).toBeUndefined();
		expect(matched({ location: near, at: DAY + minutes(30) }, known())).toBe(
			"first",
		);
		expect(
			matched({ location: near, at: DAY + minutes(31) }, known()),
		).toBeUndefined();
	});

	it("of a shed or of grass may be the house, of a crash is not", () => {
		expect(
			matched(
				{ location: ROSOKHACH, incidentType: "vegetation_fire" },
				known(),
			),
		).toBe("first");
		expect(
			matched({ location: ROSOKHACH, incidentType: "other" }, known()),
		).toBe("first");
		expect(
			matched({ location: ROSOKHACH, incidentType: "road_accident" }, known()),
		).toBeUndefined();
		expect(
			matched(
				{ location: ROSOKHACH, incidentType: "rescue" },
				known({ incidentType: "road_accident" }),
			),
		).toBe("first");
	});

	it("of an exercise is never the real fire", () => {
		expect(
			matched({ location: ROSOKHACH, mode: "exercise" }, known()),
		).toBeUndefined();
	});

	it("is the nearest of several, and among those without a place the latest", () => {
		const near = { lat: ROSOKHACH.lat + 0.001, lon: ROSOKHACH.lon };
		expect(
			matched(
				{ location: ROSOKHACH },
				known({ id: "near", location: near }),
				known({ id: "same" }),
			),
		).toBe("same");
		expect(
			matched(
				{ place: "Росохач" },
				{ ...placed("Росохач"), id: "early" },
				{ ...placed("Росохач"), id: "late", at: DAY + minutes(2) },
			),
		).toBe("late");
	});

	it("without a point is matched by settlement and street", () => {
		expect(
			matched(
				{ place: "Росохач, Шевченка 12" },
				placed("Росохач (Чортківська громада), вул. Шевченка, 14"),
			),
		).toBe("first");
		expect(
			matched({ place: "росохач" }, placed("Росохач, вул. Шевченка, 12")),
		).toBe("first");
		expect(
			matched(
				{ place: "Угринь, вул. Шевченка, 12" },
				placed("Росохач, вул. Шевченка, 12"),
			),
		).toBeUndefined();
	});

	it("of another street is another fire, though both are streets and both have a house 12", () => {
		expect(
			matched(
				{ place: "Росохач, вул. Лісова, 12" },
				placed("Росохач, вул. Шевченка, 12"),
			),
		).toBeUndefined();
		expect(
			matched({ place: "Росохач, 12" }, placed("Росохач, вул. Шевченка, 12")),
		).toBe("first");
	});

	it("whose points disagree is not joined by its words", () => {
		expect(
			matched(
				{ place: "Росохач", location: UHRYN },
				known({ place: "Росохач" }),
			),
		).toBeUndefined();
	});

	it("that says no place at all matches nothing", () => {
		expect(matched({}, placed("Росохач"))).toBeUndefined();
		expect(matched({ place: "" }, placed(""))).toBeUndefined();
	});
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { drawBrigades, readHromadas } from "../../src/replay/brigades.ts";
import { readIncidents } from "../../src/replay/incidents.ts";
import { runReplay } from "../../src/replay.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-replay-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = "time,lat,lon,type,place,confidence";
const table = (...rows: string[]): string => [HEAD, ...rows].join("\n");
const fire = (
	time: string,
	lat = 49,
	lon = 25.8,
	place = "Тиха громада",
): string => `${time},${lat},${lon},vegetation_fire,${place},n`;

it("points within two kilometres and an hour are one fire, the earliest stands for it", () => {
	const { incidents } = readIncidents(
		table(
			fire("2023-04-01T10:40:00Z", 49.01),
			fire("2023-04-01T10:00:00Z"),
			// A bridge: too far from the first, near the second.
			fire("2023-04-01T11:20:00Z", 49.02),
		),
	);
	expect(incidents).toHaveLength(1);
	expect(incidents[0]).toMatchObject({
		at: Date.parse("2023-04-01T10:00:00Z"),
		points: 3,
		source: "duty_officer",
	});
});

it("the same field an hour and a minute later, and a field three kilometres away, are other fires", () => {
	const { incidents } = readIncidents(
		table(
			fire("2023-04-01T10:00:00Z"),
			fire("2023-04-01T11:01:00Z"),
			fire("2023-04-01T10:00:00Z", 49.03),
		),
	);
	expect(incidents.map(({ points }) => points)).toEqual([1, 1, 1]);
});

it("what lies in no hromada given, or cannot be read, is counted and left out", () => {
	const read = readIncidents(
		table(
			fire("2023-04-01T10:00:00Z"),
			fire("2023-04-01T10:00:00Z", 49, 26.5, "Далека громада"),
			fire("коли", 49),
			"2023-04-01T10:00:00Z,,25.8,vegetation_fire,Тиха громада,n",
			"2023-04-01T10:00:00Z,49,25.8,meteor,Тиха громада,n",
		),
		new Set(["Тиха громада"]),
	);
	expect(read).toMatchObject({ points: 5, outside: 1, broken: 3 });
	expect(read.incidents).toHaveLength(1);
});

it("a table without its columns is refused by their names", () => {
	expect(() => readIncidents("when,where\n1,2")).toThrow(
		/time, lat, lon, type, place/,
	);
});

it("a source in the table is kept", () => {
	const { incidents } = readIncidents(
		"time,lat,lon,type,place,source\n2023-04-01T10:00:00Z,49,25.8,structure_fire,x,resident",
	);
	expect(incidents[0]?.source).toBe("resident");
});

it("brigades are drawn by the seed: the same, or others, and each could man its tanker", () => {
	const hromadas = readHromadas(
		'{"hromadas":[{"name":"Тиха громада","centre":"Тиха","lat":49,"lon":25.8}]}',
	);
	const drawn = drawBrigades(hromadas, 1);
	expect(drawBrigades(hromadas, 1)).toEqual(drawn);
	expect(drawBrigades(hromadas, 2)).not.toEqual(drawn);
	for (const needed of ["driver_c", "leader"])
		expect(
			drawn.people.filter(({ qualifications }) =>
				qualifications.includes(needed),
			).length,
		).toBeGreaterThan(1);
});

it("a file of brigades that is none says what was expected", () => {
	expect(() => readHromadas('{"raion":"x"}')).toThrow(/hromadas/);
	expect(() => readHromadas("x")).toThrow(/JSON/);
});

it("three fires of a spring run through the service, each at its own hour", async () => {
	const fires = join(folder, "fires.csv");
	const brigades = join(folder, "brigades.json");
	writeFileSync(
		fires,
		table(
			fire("2023-04-01T10:00:00Z", 49.005),
			fire("2023-04-08T01:00:00Z", 49.06, 25.82, "Гучна громада"),
			fire("2023-04-09T15:00:00Z", 49.01),
			fire("2023-04-09T15:00:00Z", 50, 20, "Далека громада"),
		),
	);
	writeFileSync(
		brigades,
		JSON.stringify({
			hromadas: [
				{ name: "Тиха громада", centre: "Тиха", lat: 49, lon: 25.8 },
				{ name: "Гучна громада", centre: "Гучна", lat: 49.05, lon: 25.82 },
			],
		}),
	);
	const lines: string[] = [];
	const code = await runReplay({
		file: fires,
		brigades,
		print: (line) => lines.push(line),
	});
	const output = lines.join("\n");
	expect(code).toBe(0);
	expect(output).toContain("Точок 4: поза районом 1");
	// Kyiv is three hours ahead of UTC in April.
	expect(output).toMatch(/1\. сб, 01\.04\.2023, 13:00 {2}Тиха громада/);
	expect(output).toMatch(/2\. сб, 08\.04\.2023, 04:00 {2}Гучна громада/);
	expect(output).toMatch(/3\. нд, 09\.04\.2023, 18:00 {2}Тиха громада/);
	expect(output.match(/перший виклик \+\d/g)).toHaveLength(3);
	expect(output).toMatch(/Підсумок: 3 події/);
}, 300_000);

/** Coordinates as people paste them: understood, or not guessed at. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	readCoordinates,
	writeCoordinates,
} from "../../src/dashboard/map/coordinates.ts";

const HERE = { lat: 49.017, lon: 25.795 };

describe("coordinates", () => {
	it.each([
		"49.017, 25.795",
		"49.017 25.795",
		"49.017,25.795",
		"49.017;25.795",
		"49,017 25,795",
		"49,017, 25,795",
		"49,017; 25,795",
		"  49.017   25.795 ",
		"N 49.017, E 25.795",
		"49.017° N, 25.795° E",
		"49.017°N 25.795°E",
		"lat: 49.017, lon: 25.795",
		"широта 49.017, довгота 25.795",
		"49.017 пн. ш., 25.795 сх. д.",
		"(49.017, 25.795)",
	])("reads %s", (written) => {
		expect(readCoordinates(written)).toMatchObject(HERE);
	});

	it.each([
		"49°01'01.2\"N 25°47'42\"E",
		"49°01'01.2\" N, 25°47'42.0\" E",
		"N49°01'01.2\" E25°47'42\"",
		"49° 1′ 1.2″ пн. ш., 25° 47′ 42″ сх. д.",
		"49°01’01,2” 25°47’42,0”",
		"25°47'42\"E 49°01'01.2\"N",
		"49°01.020'N 25°47.700'E",
	])("reads degrees and minutes: %s", (written) => {
		const read = readCoordinates(written);
		expect(read?.lat).toBeCloseTo(HERE.lat, 4);
		expect(read?.lon).toBeCloseTo(HERE.lon, 4);
	});

	it.each([
		"https://www.google.com/maps/@49.0170,25.7950,17z",
		"https://www.google.com/maps/place/X/@49.1,25.9,12z/data=!3m1!3d49.0170!4d25.7950",
		"https://maps.google.com/?q=49.0170,25.7950",
		"https://www.google.com/maps/search/49.0170,+25.7950?entry=tts",
		"https://www.google.com/maps/search/?api=1&query=49.0170%2C25.7950",
		"https://www.google.com/maps/place/49.0170,25.7950/@49.2,25.1,9z",
		"https://www.openstreetmap.org/#map=15/49.0170/25.7950",
		"https://www.openstreetmap.org/?mlat=49.0170&mlon=25.7950#map=12/49.2/25.1",
		"https://maps.apple.com/?ll=49.0170,25.7950",
		"https://waze.com/ul?ll=49.0170%2C25.7950&navigate=yes",
		"geo:49.0170,25.7950?z=16",
	])("finds the pin in %s", (link) => {
		expect(readCoordinates(link)).toEqual(HERE);
	});

	it.each([
		"",
		"Росохач",
		"49.017",
		"49,017",
		"49, 25",
		"99.017, 25.795",
		"49.017, 195.795",
		"49.017, 25.795, 12.5",
		"https://maps.app.goo.gl/AbCdEf",
		"https://example.org/%E0%A4%A",
		"+380 67 123 45 67",
		"20.11.2026 03.14",
	])("does not guess at %j", (written) => {
		expect(readCoordinates(written)).toBeUndefined();
	});

	it("keeps how exactly it was said", () => {
		expect(readCoordinates("49.01700, 25.79500")).not.toHaveProperty(
			"accuracyMetres",
		);
		expect(readCoordinates("49.017, 25.795")?.accuracyMetres).toBe(56);
		expect(readCoordinates("49.0, 25.7953")?.accuracyMetres).toBe(5_566);
		expect(readCoordinates("49°01'N 25°47'E")?.accuracyMetres).toBe(928);
	});

	it("reads what it wrote, anywhere", () => {
		fc.assert(
			fc.property(
				fc.double({ min: -90, max: 90, noNaN: true }),
				fc.double({ min: -180, max: 180, noNaN: true }),
				(lat, lon) => {
					const read = readCoordinates(writeCoordinates({ lat, lon }));
					expect(read?.lat).toBeCloseTo(lat, 4);
					expect(read?.lon).toBeCloseTo(lon, 4);
				},
			),
		);
	});

	it("says nothing rather than fall over, whatever is pasted", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (written) => {
				const read = readCoordinates(written);
				if (read) expect(Math.abs(read.lat)).toBeLessThanOrEqual(90);
			}),
		);
	});
});

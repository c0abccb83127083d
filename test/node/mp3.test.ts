/** The cut of a chief's words: between two frames, and never of what cannot be read. */
import { describe, expect, it } from "vitest";
import { firstSeconds, silence } from "../../src/mp3.ts";
import { heardIn, soundOf } from "../../src/sandbox/sound.ts";

/** Silent frames of a real encoder's kinds. */
const frames = (head: number[], bytes: number, count: number) => {
	const sound = new Uint8Array(bytes * count);
	for (let frame = 0; frame < count; frame++) sound.set(head, frame * bytes);
	return sound;
};

describe("the first seconds of a sound", () => {
	it("are as long as asked, with the title still in front", () => {
		const cut = firstSeconds(soundOf("Шевченка дванадцять", 15_000), 6);
		expect(heardIn(cut)).toEqual({
			words: "Шевченка дванадцять",
			lastsMs: 6_000,
		});
	});

	it("of a shorter sound are all of it", () => {
		const sound = soundOf("Біля школи", 2_000);
		expect(firstSeconds(sound, 6)).toBe(sound);
	});

	it.each([
		// MPEG 1, 128 kbit/s, 44.1 kHz: 417 bytes last 26.12 ms.
		["MPEG 1", [0xff, 0xfb, 0x90, 0xc0], 417, 1152 / 44_100],
		// MPEG 2, 32 kbit/s, 22.05 kHz: 104 bytes last 26.12 ms.
		["MPEG 2", [0xff, 0xf3, 0x40, 0xc0], 104, 576 / 22_050],
		// MPEG 2.5, 16 kbit/s, 8 kHz: 144 bytes last 72 ms.
		["MPEG 2.5", [0xff, 0xe3, 0x28, 0xc0], 144, 576 / 8_000],
	])("are counted by the frames of %s", (_, head, bytes, lasts) => {
		const cut = firstSeconds(frames(head, bytes, 1_000), 6);
		expect(cut.length).toBe(Math.ceil(6 / lasts) * bytes);
	});

	it("of what is no MP3 stay whole", () => {
		const wav = new TextEncoder().encode("RIFF....WAVEfmt ");
		expect(firstSeconds(wav, 6)).toBe(wav);
	});
});

it("silence is a sound every phone plays", () => {
	expect(heardIn(silence())).toEqual({ words: "", lastsMs: 96 });
});

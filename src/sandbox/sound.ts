/**
 * What people say into a sandbox phone, as a real MP3 of the right length: the sound
 * is silence, the words stand in its title, so that whoever plays it can be shown them.
 */

const FRAME_BYTES = 96;
const FRAME_MS = 24;
/** MPEG 2 Layer III, 32 kbit/s, 24 kHz, mono: what Twilio's own recordings weigh. */
const FRAME_HEAD = [0xff, 0xf3, 0x44, 0xc0];
const HEADER_BYTES = 10;

/** How long somebody takes to say it: a voice reads about 14 characters a second. */
export const CHARACTERS_PER_SECOND = 14;
export const speakingMs = (words: string): number =>
	(words.length * 1000) / CHARACTERS_PER_SECOND;

export function soundOf(
	words: string,
	lastsMs: number,
): Uint8Array<ArrayBuffer> {
	const title = new TextEncoder().encode(words);
	const frames = Math.max(1, Math.ceil(lastsMs / FRAME_MS));
	const tag = HEADER_BYTES + 1 + title.length;
	const sound = new Uint8Array(HEADER_BYTES + tag + frames * FRAME_BYTES);
	sound.set([0x49, 0x44, 0x33, 4, 0, 0, ...syncSafe(tag)]);
	// TIT2, UTF-8.
	sound.set(
		[0x54, 0x49, 0x54, 0x32, ...syncSafe(1 + title.length), 0, 0, 3],
		HEADER_BYTES,
	);
	sound.set(title, 2 * HEADER_BYTES + 1);
	for (let frame = 0; frame < frames; frame++)
		sound.set(FRAME_HEAD, HEADER_BYTES + tag + frame * FRAME_BYTES);
	return sound;
}

/** The words of a sound made here, and how long it lasts; throws on what no phone could play. */
export function heardIn(sound: Uint8Array): { words: string; lastsMs: number } {
	const tagged = sound[0] === 0x49 && sound[1] === 0x44 && sound[2] === 0x33;
	const tag = tagged ? HEADER_BYTES + fromSyncSafe(sound.subarray(6, 10)) : 0;
	const isSound =
		sound[tag] === 0xff && ((sound[tag + 1] ?? 0) & 0xe0) === 0xe0;
	if (!isSound) throw new Error("expected an MP3, came something else");
	const words = tagged
		? new TextDecoder().decode(sound.subarray(2 * HEADER_BYTES + 1, tag))
		: "";
	return {
		words,
		lastsMs: ((sound.length - tag) / FRAME_BYTES) * FRAME_MS,
	};
}

const syncSafe = (size: number): number[] =>
	[21, 14, 7, 0].map((bits) => (size >> bits) & 0x7f);
const fromSyncSafe = (bytes: Uint8Array): number =>
	bytes.reduce((size, byte) => size * 128 + byte, 0);

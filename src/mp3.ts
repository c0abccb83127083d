/**
 * The beginning of an MP3: what a call plays before it speaks may last six seconds.
 *
 * Frames are counted by their own headers (ISO 11172-3, 13818-3; layer III), so the cut
 * falls between two of them and no decoder stumbles. What cannot be read stays whole.
 */

/** Kbit/s by the index of a frame's header: MPEG 1, then MPEG 2 and 2.5. */
const BITRATES = [
	[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	[0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
/** Samples a second of MPEG 1; half of it for 2, a quarter for 2.5. */
const RATES = [44_100, 48_000, 32_000] as const;
const TAG_BYTES = 10;

export function firstSeconds(
	sound: Uint8Array<ArrayBuffer>,
	seconds: number,
): Uint8Array<ArrayBuffer> {
	let at = tagEnd(sound);
	for (let played = 0; played < seconds; ) {
		const frame = frameAt(sound, at);
		if (!frame) return sound;
		at += frame.bytes;
		played += frame.seconds;
		if (at >= sound.length) return sound;
	}
	return sound.slice(0, at);
}

/** A tenth of a second of nothing: for a call that was promised a sound which is gone. */
export const silence = (): Uint8Array<ArrayBuffer> => {
	const bytes = new Uint8Array(4 * 96);
	// MPEG 2, 32 kbit/s, 24 kHz, mono.
	for (const frame of [0, 1, 2, 3])
		bytes.set([0xff, 0xf3, 0x44, 0xc0], frame * 96);
	return bytes;
};

/** ID3v2: seven bits of size a byte. */
function tagEnd(sound: Uint8Array): number {
	const [i, d, three] = sound;
	if (i !== 0x49 || d !== 0x44 || three !== 0x33) return 0;
	const size = sound
		.subarray(6, TAG_BYTES)
		.reduce((bytes, byte) => bytes * 128 + byte, 0);
	return TAG_BYTES + size;
}

function frameAt(
	sound: Uint8Array,
	at: number,
): { bytes: number; seconds: number } | undefined {
	const [sync = 0, kind = 0, rates = 0] = sound.subarray(at, at + 3);
	const version = (kind >> 3) & 3;
	const isLayerThree = ((kind >> 1) & 3) === 1;
	if (sync !== 0xff || (kind & 0xe0) !== 0xe0 || version === 1 || !isLayerThree)
		return undefined;
	const isFirst = version === 3;
	const kilobits = BITRATES[isFirst ? 0 : 1][rates >> 4];
	const samples = RATES[(rates >> 2) & 3];
	if (!kilobits || !samples) return undefined;
	const rate = samples / (isFirst ? 1 : version === 2 ? 2 : 4);
	const perFrame = isFirst ? 1152 : 576;
	const padding = (rates >> 1) & 1;
	return {
		bytes: Math.floor((perFrame * 125 * kilobits) / rate) + padding,
		seconds: perFrame / rate,
	};
}

/**
 * How many SMS segments a text takes, counted independently of the product.
 *
 * It is the second opinion: `wording/` counts for the sender's bucket, this counts
 * as the carrier bills. 3GPP TS 23.038 (GSM-7, § 6.2.1) and 23.040 (concatenation header).
 */
export type Alphabet = "gsm7" | "ucs2";

const BASIC = new Set(
	"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Sent as an escape and a letter: two septets each. */
const EXTENSION = new Set("\f^{}\\[~]|€");

export function countSegments(text: string): {
	alphabet: Alphabet;
	segments: number;
} {
	const characters = [...text];
	if (characters.every((c) => BASIC.has(c) || EXTENSION.has(c))) {
		const widths = characters.map((c) => (EXTENSION.has(c) ? 2 : 1));
		return { alphabet: "gsm7", segments: pack(widths, 160, 153) };
	}
	// A surrogate pair is never torn between two segments.
	return {
		alphabet: "ucs2",
		segments: pack(
			characters.map((c) => c.length),
			70,
			67,
		),
	};
}

/** A character is never cut in two, so a segment may end one unit short. */
function pack(widths: number[], single: number, joined: number): number {
	const total = widths.reduce((sum, width) => sum + width, 0);
	if (total <= single) return 1;
	let segments = 1;
	let used = 0;
	for (const width of widths) {
		if (used + width > joined) {
			segments++;
			used = 0;
		}
		used += width;
	}
	return segments;
}

/**
 * The arithmetic of an SMS: alphabet, units, segments, and Ukrainian in Latin letters.
 *
 * One Cyrillic letter, «, — or emoji turns the whole text into UCS-2, where a segment
 * holds 70 units instead of 160; a volunteer's alert must fit one.
 */

export type Measure = {
	alphabet: "gsm7" | "ucs2";
	segments: number;
	/** Septets in GSM-7 (an extension character takes two), UTF-16 units in UCS-2. */
	units: number;
};

/** What a carrier will count and bill. Source: GSM 03.38; 160/153 septets, 70/67 UTF-16 units. */
export function measure(text: string): Measure {
	const characters = [...text];
	const gsm = characters.every((c) => BASIC.has(c) || EXTENSION.has(c));
	const widths = characters.map((c) =>
		gsm ? (EXTENSION.has(c) ? 2 : 1) : c.length,
	);
	const units = widths.reduce((sum, width) => sum + width, 0);
	const [single, part] = gsm ? [160, 153] : [70, 67];
	return {
		alphabet: gsm ? "gsm7" : "ucs2",
		segments: units <= single ? 1 : partsOf(widths, part),
		units,
	};
}

/**
 * Ukrainian in GSM-7: Cabinet of Ministers' resolution № 55 of 27.01.2010.
 * What has no Latin letters (emoji, other scripts) is dropped; the rest keeps its meaning in plain signs.
 */
export function transliterate(text: string): string {
	const folded = text
		.normalize("NFC")
		.replace(/(\p{Script=Cyrillic})['’ʼ`´](?=\p{Script=Cyrillic})/gu, "$1");
	const characters = [...folded];
	return characters
		.map((c, i) => latin(c, characters[i - 1] ?? "", characters[i + 1] ?? ""))
		.join("");
}

const BASIC = new Set(
	"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENSION = new Set("^{}\\[~]|€\f");

/** A pair (surrogates, or escape and extension) never straddles two segments, so a part may end one unit short. */
function partsOf(widths: number[], room: number): number {
	let parts = 1;
	let used = 0;
	for (const width of widths) {
		if (used + width > room) {
			parts += 1;
			used = 0;
		}
		used += width;
	}
	return parts;
}

const LETTERS: Record<string, string> = {
	а: "a",
	б: "b",
	в: "v",
	г: "h",
	ґ: "g",
	д: "d",
	е: "e",
	є: "ie",
	ж: "zh",
	з: "z",
	и: "y",
	і: "i",
	ї: "i",
	й: "i",
	к: "k",
	л: "l",
	м: "m",
	н: "n",
	о: "o",
	п: "p",
	р: "r",
	с: "s",
	т: "t",
	у: "u",
	ф: "f",
	х: "kh",
	ц: "ts",
	ч: "ch",
	ш: "sh",
	щ: "shch",
	ь: "",
	ю: "iu",
	я: "ia",
	// Not Ukrainian, but people write them in place names.
	ё: "io",
	ы: "y",
	э: "e",
	ъ: "",
};
const INITIALS: Record<string, string> = {
	є: "ye",
	ї: "yi",
	й: "y",
	ю: "yu",
	я: "ya",
};
const SIGNS: Record<string, string> = {
	"«": '"',
	"»": '"',
	"“": '"',
	"”": '"',
	"„": '"',
	"’": "'",
	"‘": "'",
	ʼ: "'",
	"`": "'",
	"´": "'",
	"–": "-",
	"—": "-",
	"−": "-",
	"‑": "-",
	"…": "...",
	"№": "No",
	"•": "-",
	"·": "-",
	"×": "x",
	"\u00a0": " ",
	"\u202f": " ",
	"\u2009": " ",
};

function latin(character: string, before: string, after: string): string {
	const lower = character.toLowerCase();
	const letters = romanLetters(lower, before);
	if (letters === undefined) return plainSign(character);
	if (character === lower) return letters;
	const shouted = isCapital(after) || (!isLetter(after) && isCapital(before));
	return shouted
		? letters.toUpperCase()
		: letters.charAt(0).toUpperCase() + letters.slice(1);
}

function romanLetters(lower: string, before: string): string | undefined {
	// «Зг» is zgh, so that it is not read as ж (zh).
	if (lower === "г" && before.toLowerCase() === "з") return "gh";
	const first = !isLetter(before);
	return (first ? INITIALS[lower] : undefined) ?? LETTERS[lower];
}

/** A sign that GSM-7 has, or its plain twin, or a letter without its accent, or nothing. */
function plainSign(character: string): string {
	const sign = SIGNS[character] ?? character;
	const kept = (c: string) => BASIC.has(c) || EXTENSION.has(c);
	if ([...sign].every(kept)) return sign;
	return [...sign.normalize("NFKD")].filter(kept).join("");
}

const isLetter = (character: string) => /\p{L}/u.test(character);
const isCapital = (character: string) => /\p{Lu}/u.test(character);

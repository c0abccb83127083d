/**
 * Names as people write them: in whatever case, with any apostrophe or none, ґ or г,
 * ё or е, «с.» before or not. What is stored and what is looked for go through here,
 * so that both are written alike.
 */

/** «Кам’янка-Бузька» -> «камянка бузька». */
export function searchText(name: string): string {
	return name
		.normalize("NFC")
		.toLowerCase()
		.replace(/[\u0301'’ʼ‘`´′ʹ"“”«»]/g, "")
		.replace(/[ґёэыъ]/g, (letter) => LIKE[letter] ?? "")
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim();
}

const LIKE: Readonly<Record<string, string>> = {
	ґ: "г",
	ё: "е",
	э: "е",
	ы: "и",
};

/** A category's letter looks the same in both alphabets, and people write either. */
export const categoryLetter = (cell: string): string =>
	cell
		.toUpperCase()
		.replace(/[ОКРНМТХСВ]/, (letter) => LATIN[letter] ?? letter);

const LATIN: Readonly<Record<string, string>> = {
	О: "O",
	К: "K",
	Р: "P",
	Н: "H",
	М: "M",
	Т: "T",
	Х: "X",
	С: "C",
	В: "B",
};

/** More than name, hromada, raion and oblast need; the rest is left out. */
const MOST_WORDS = 6;

/** What somebody typed, as words to look for: «с. Росохач Чорт» -> росохач, чорт. */
export function wordsSought(text: string): string[] {
	const words = searchText(text)
		.split(" ")
		.filter((word) => word !== "");
	const telling = words.filter((word) => !SHORT_KINDS.has(word));
	const kept = telling.length > 0 ? telling : words;
	return [...new Set(kept)].slice(0, MOST_WORDS);
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));
/** Two letters begin half of all names, and say nothing before one. */
const SHORT_KINDS = setOf("с сел смт м х тг отг р н рн обл");
/** Whole words may be names themselves (Селище): left out only when nothing is called so. */
const KINDS = setOf("село селище місто хутір громада район область");

export const withoutKinds = (words: readonly string[]): string[] =>
	words.filter((word) => !KINDS.has(word));

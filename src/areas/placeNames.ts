/**
 * One place name as it is written in a sentence: in every case («у Росохачі», «до
 * Улашківців»), as a Russian speaker ends it, and in Latin letters; all of them
 * folded to one spelling, in which only what is heard differs.
 *
 * Nothing here is a dictionary: a form that no grammar knows costs a few bytes,
 * one that is missing costs a question to the resident.
 */
import { searchText } from "./spelling.ts";

/** All forms of a name of one or several words, its own first; written as `searchText` does, with spaces. */
export function formsOf(name: string): string[] {
	const words = searchText(name).split(" ");
	// Each further word multiplies them: no settlement is called so, and a bad file must not fill the memory.
	if (words.length > MOST_DECLINED) return [words.join(" ")];
	const cases = words.map(casesOf);
	const out = [words.join(" ")];
	// Words of one name stand in one case.
	for (let at = 0; at < CASES; at++)
		out.push(...together(cases.map((one, n) => one[at] ?? [words[n] ?? ""])));
	return [...new Set(out)];
}

const MOST_DECLINED = 4;

/** Every choice of one of each list, joined by spaces. */
const together = (lists: readonly (readonly string[])[]): string[] =>
	lists.reduce<string[]>(
		(begun, list) =>
			begun.length === 0
				? [...list]
				: begun.flatMap((head) => list.map((word) => `${head} ${word}`)),
		[],
	);

/** Genitive, dative, accusative, instrumental, locative; as a Russian speaker says it, and where. */
const CASES = 7;

const casesOf = (word: string): string[][] => [
	...(word.length < 3
		? [[word], [word], [word], [word], [word]]
		: declined(word)),
	...russian(word),
];

const isVowel = (letter: string | undefined): boolean =>
	letter !== undefined && "аеиіоуяєїю".includes(letter);

/** Of к, г, х before і: «у Вигодці», «на Розі». */
const SOFTENED: Readonly<Record<string, string>> = { к: "ц", г: "з", х: "с" };
const softened = (stem: string): string =>
	stem.slice(0, -1) + (SOFTENED[stem.at(-1) ?? ""] ?? stem.at(-1) ?? "");

/** Endings of the five cases behind a stem; several where nouns and adjectives end alike. */
const ended = (stem: string, ends: string): string[][] =>
	ends.split(",").map((some) =>
		some
			.trim()
			.split(" ")
			.map((end) => stem + end.replace("-", "")),
	);

function declined(word: string): string[][] {
	const stem = word.slice(0, -1);
	switch (word.at(-1)) {
		case "а": {
			const soft = `${softened(stem)}і`;
			return ended(stem, "и і ої, і ій, у, ою ею, і ій").map((forms, at) =>
				at === 1 || at === 4 ? [...forms, soft] : forms,
			);
		}
		case "я":
			return ended(stem, "і ї я ьої, і ї ю ій, ю я, ею єю ям, і ї ю ій");
		case "е":
			return ended(
				stem,
				"ого ього а я, ому ьому у ю, е, им ім ем, ому ім ьому і у ю",
			);
		case "є":
			return ended(stem, "ього я, ьому ю, є, ім їм, ьому ім ї");
		case "о":
			return ended(stem, "а, у ові, о, ом, і у ові").map((forms, at) =>
				at === 4 ? [...forms, `${softened(stem)}і`] : forms,
			);
		case "и":
		case "і":
		case "ї":
			return plural(word, stem);
		case "й":
			return /[иі]й$/.test(word)
				? ended(
						word.slice(0, -2),
						"ого ього ію ія, ому ьому ію, ий ій, им ім ієм, ому ім ьому ії",
					)
				: ended(stem, "ю я, ю єві, й, єм, ї ю єві");
		default:
			return masculine(word);
	}
}

function plural(word: string, stem: string): string[][] {
	const bare = stem.endsWith("ь") ? stem.slice(0, -1) : stem;
	// The genitive without an ending: «з Колиндян», «біля Черешеньок», «від Підгір».
	const without = isVowel(bare.at(-2))
		? [bare, bare.replace(/[ое]([^аеиіоуяєїю]+)$/, "і$1")]
		: [
				bare,
				`${bare.slice(0, -1)}о${bare.at(-1)}`,
				`${bare.slice(0, -1)}е${bare.at(-1)}`,
			];
	const of = ["ів", "їв", "их", "іх", "ей"].map((end) => stem + end);
	const all = ended(stem, "-, ам ям им ім, -, ами ями ими іми, ах ях их іх");
	return all.map((forms, at) =>
		at === 0 ? [...of, ...without] : at === 2 ? [word] : forms,
	);
}

function masculine(word: string): string[][] {
	const isSoft = word.endsWith("ь");
	const base = isSoft ? word.slice(0, -1) : word;
	const stems = new Set<string>();
	// Чортків, Чорткова; Київ, Києва; Тернопіль, Тернополя; Ріг, Рогу.
	const opened = /^(.*)([ії])([^аеиіоуяєїюь]+)$/.exec(base);
	if (opened)
		for (const letter of opened[2] === "ї" ? "є" : "ое")
			stems.add(`${opened[1]}${letter}${opened[3]}`);
	// Городець, Городця; Садок, Садка.
	const fleeting = /^(.+[^аеиіоуяєїю])([ое])([^аеиіоуяєїюь])$/.exec(base);
	if (fleeting) stems.add(`${fleeting[1]}${fleeting[3]}`);
	// Боєць, Бійця.
	const long = /^(.+[аеиіоуяєїю])[єї]ць$/.exec(word);
	if (long) stems.add(`${long[1]}йц`);
	stems.add(base);
	const cases: string[][] = [[], [], [word], [], []];
	for (const stem of stems)
		(isSoft
			? ended(stem, "я ю і, ю еві і, -, ем єм ю, і ю")
			: ended(stem, "а у, у ові, -, ом ем, і у ові")
		).forEach((forms, at) => {
			if (at !== 2) cases[at]?.push(...forms);
			if (at === 4 && !isSoft) cases[at]?.push(`${softened(stem)}і`);
		});
	return cases;
}

/** As a Russian speaker begins and ends the name, and where it burns; letters that only look different are folded anyway. */
function russian(word: string): [string[], string[]] {
	const begun = [
		word,
		...BEGINNINGS.flatMap(([own, other]) =>
			word.startsWith(own) ? [other + word.slice(own.length)] : [],
		),
	];
	const names = begun.map((one) =>
		one
			.replace(/івк(?=.$)/, "овк")
			.replace(/ївк(?=.$)/, "еевк")
			.replace(/івці$/, "овці")
			.replace(/ів$/, "ов")
			.replace(/їв$/, "ев"),
	);
	const adjectives = names.filter(
		(one) => /[^аеиіоуяєїю]е$/.test(one) && one.length > 3,
	);
	const feminine = names.filter((one) => one.endsWith("ка"));
	return [
		[
			...new Set([
				...names,
				...begun,
				...adjectives.map((one) => `${one.slice(0, -1)}ое`),
			]),
		],
		[
			...new Set([
				...names
					.filter((one) => /[иі]й$/.test(one))
					.map((one) => `${one.slice(0, -2)}ом`),
				...adjectives.map((one) => `${one.slice(0, -1)}ом`),
				...feminine.map((one) => `${one.slice(0, -1)}е`),
				...begun,
			]),
		],
	];
}

const BEGINNINGS: readonly (readonly [string, string])[] = [
	["олександр", "александр"],
	["олекс", "алекс"],
	["микола", "никола"],
	["миколо", "николо"],
	["микит", "никит"],
	["червон", "красн"],
	["камян", "камен"],
	["велик", "больш"],
	["гнат", "игнат"],
	["віль", "воль"],
];

// --- Folding ---------------------------------------------------------------------

/**
 * What is left of a word when only its sound counts: one letter a sound, no soft
 * signs, no doubled letters, all и, і, ї, й alike, г like х. Latin and Cyrillic
 * spellings of one name meet here. Spaces and hyphens vanish.
 */
export function folded(text: string): string {
	const plain = text.toLowerCase();
	const letters = /[a-z]/.test(plain) ? ofLatin(plain) : ofCyrillic(plain);
	return letters.replace(/i(?=[aeiou])/g, "").replace(/([^aeou])\1+/g, "$1");
}

const CYRILLIC: Readonly<Record<string, string>> = {
	а: "a",
	б: "b",
	в: "v",
	г: "h",
	ґ: "h",
	д: "d",
	е: "e",
	є: "ie",
	ё: "e",
	э: "e",
	ж: "Z",
	з: "z",
	и: "i",
	і: "i",
	ї: "i",
	й: "i",
	ы: "i",
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
	ў: "u",
	ф: "f",
	х: "h",
	ц: "c",
	ч: "C",
	ш: "S",
	щ: "S",
	ю: "iu",
	я: "ia",
};

const ofCyrillic = (text: string): string =>
	text
		.replace(/[ьъ]/g, "")
		.replace(/тс/g, "ц")
		.replace(/сч/g, "щ")
		.replace(
			/./gu,
			(letter) => CYRILLIC[letter] ?? (/[0-9]/.test(letter) ? letter : ""),
		);

const ofLatin = (text: string): string =>
	text
		.replace(/./gu, (letter) =>
			/[а-яґєії]/.test(letter) ? (CYRILLIC[letter] ?? "") : letter,
		)
		.replace(/[šś]/g, "sh")
		.replace(/[čć]/g, "ch")
		.replace(/[žźż]/g, "zh")
		.normalize("NFD")
		.replace(/[^a-zA-Z0-9]/g, "")
		.replace(/zgh/g, "z|")
		.replace(/shch|sch|sh/g, "S")
		.replace(/ch|tch/g, "C")
		.replace(/kh|gh/g, "h")
		.replace(/zh/g, "Z")
		.replace(/ts|tz|cz/g, "c")
		.replace(/ph/g, "f")
		.replace(/ck/g, "k")
		.replace(/\|/g, "h")
		.replace(/[gx]/g, "h")
		.replace(/w/g, "v")
		.replace(/q/g, "k")
		.replace(/[yj]/g, "i");

/** Letters that look alike in both alphabets, in a word that is Cyrillic otherwise: «Іванiвка». */
export const withoutLookAlikes = (word: string): string =>
	/[а-яґєіїё]/i.test(word) && /[a-z]/i.test(word)
		? word.replace(/[a-z]/gi, (letter) => LOOK_ALIKES[letter] ?? letter)
		: word;

/** A word of look-alikes alone may be either: «Poma» is no Рома by sound. */
export const asIfCyrillic = (word: string): string | undefined =>
	/^[aceiopxykmtbhACEIOPXYKMTBH]+$/.test(word)
		? word.replace(/./g, (letter) => LOOK_ALIKES[letter] ?? letter)
		: undefined;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
	a: "а",
	c: "с",
	e: "е",
	i: "і",
	o: "о",
	p: "р",
	x: "х",
	y: "у",
	k: "к",
	m: "м",
	t: "т",
	A: "А",
	C: "С",
	E: "Е",
	I: "І",
	O: "О",
	P: "Р",
	X: "Х",
	Y: "У",
	K: "К",
	M: "М",
	T: "Т",
	B: "В",
	H: "Н",
	b: "в",
	h: "н",
	n: "п",
	u: "и",
	r: "г",
};

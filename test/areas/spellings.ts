/**
 * How people write the name of a settlement, by a seeded script: the same seed, the
 * same spellings. Grammar and transliteration here are written apart from the ones
 * that are tried, so that one mistake is not made twice.
 */
import { renamed } from "../../src/areas/renamed.ts";

export type Spelt = {
	code: string;
	name: string;
	raion: string;
	hromadaCode: string;
	kind: string;
	text: string;
	/** Nothing else of the raion is called so. */
	isUnique: boolean;
};

export type CountryRow = {
	code: string;
	name: string;
	category: "M" | "X" | "C" | "K";
	hromadaCode: string;
	raion: string;
	oblast: string;
};

/** Mulberry32. */
export function chance(seed: number) {
	let state = seed;
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const below = (most: number): number => Math.floor(next() * most);
	return {
		below,
		one: <T>(some: readonly T[]): T => some[below(some.length)] as T,
	};
}
type Chance = ReturnType<typeof chance>;

/** In turn, so that every kind is tried equally often where names allow it. */
export function spellings(
	country: readonly CountryRow[],
	many: number,
	seed: number,
): Spelt[] {
	const { below, one } = chance(seed);
	const given = { below, one };
	const count = new Map<string, number>();
	for (const { raion, name } of country)
		count.set(`${raion}|${name}`, (count.get(`${raion}|${name}`) ?? 0) + 1);
	const old = country.filter(
		({ name, category, oblast }) => renamed(name, category, oblast).length > 0,
	);
	const repeated = country.filter(
		({ raion, name }) => (count.get(`${raion}|${name}`) ?? 0) > 1,
	);
	const out: Spelt[] = [];
	const kinds = Object.keys(KINDS);
	for (let n = 0; out.length < many; n++) {
		const kind = kinds[n % kinds.length] as string;
		// Half of all names repeat in the country; in one raion a tenth.
		const from = kind === "old name" ? old : n % 5 === 0 ? repeated : country;
		// Only one name in thirty has an apostrophe: the next that fits is taken.
		let row = one(from);
		let text = KINDS[kind]?.(row, given);
		for (let tries = 0; text === undefined && tries < MOST_TRIES; tries++) {
			row = one(from);
			text = KINDS[kind]?.(row, given);
		}
		if (text === undefined) continue;
		out.push({
			code: row.code,
			name: row.name,
			raion: row.raion,
			hromadaCode: row.hromadaCode,
			kind,
			text,
			isUnique: count.get(`${row.raion}|${row.name}`) === 1,
		});
	}
	return out;
}

const MOST_TRIES = 500;

type Kind = (row: CountryRow, chance: Chance) => string | undefined;

const KINDS: Readonly<Record<string, Kind>> = {
	"as it is": ({ name }, { one }) =>
		one([
			name,
			`с. ${name}`,
			`село ${name}, вул. Шевченка 12`,
			`${name} біля школи`,
			`Горить хата, ${name}`,
		]),
	letters: ({ name }, { one }) =>
		one([
			name.toUpperCase(),
			name.toLowerCase(),
			`горить ${name.toLowerCase()}`,
		]),
	"where it burns": ({ name }, { one }) => {
		const said = declined(name);
		if (!said) return undefined;
		const place = one([said.locative, said.locative.toLowerCase()]);
		return one([
			`горить в ${place} за школою`,
			`у ${place} горить стерня`,
			`пожежа у селі ${place}`,
			`В ${place} горить хата, є люди`,
			`горить сарай, це в ${place} біля магазину`,
		]);
	},
	"near it": ({ name }, { one }) => {
		const said = declined(name);
		if (!said) return undefined;
		return one([
			`горить трава біля ${said.genitive}`,
			`дим коло ${said.genitive.toLowerCase()}`,
			`недалеко від ${said.genitive} горить ліс`,
		]);
	},
	apostrophe: ({ name }, { one }) =>
		/['’]/.test(name)
			? `${one(["", "с. ", "горить "])}${name.replace(/['’]/g, one(["", "’", "ʼ", "`", '"', "´", " ", "*"]))}`
			: undefined,
	"Latin, by the rule": ({ name }, { one }) =>
		`${one(["", "s. ", "horyt "])}${byTheRule(name)}`,
	"Latin, as it comes": ({ name }, { one }) => {
		const text = byTheRule(name);
		return one([
			text.replace(/y/g, "i").replace(/v/g, "w"),
			text.replace(/kh/g, "h").replace(/Kh/g, "H"),
			text.replace(/ia/g, "ya").replace(/iu/g, "yu").replace(/ie/g, "ye"),
			text.replace(/ia/g, "ja").replace(/iu/g, "ju").replace(/Y/g, "J"),
			text.replace(/h/g, "g").replace(/([SsCcKkZz])g/g, "$1h"),
			text.toLowerCase(),
		]);
	},
	Russian: ({ name }, { one }) => {
		const said = inRussian(name);
		return said === undefined
			? undefined
			: one([said, `горит в ${said}`, `деревня ${said}`]);
	},
	"typing error": ({ name }, given) => {
		const letters = name.replace(/[^\p{L}]/gu, "").length;
		if (letters < 5) return undefined;
		const text = misspelt(name, given);
		return given.one([text, text.toLowerCase(), `горить ${text}`]);
	},
	"two typing errors": ({ name }, given) =>
		name.length < 10 ? undefined : misspelt(misspelt(name, given), given),
	"letters that look alike": ({ name }, { below }) => {
		const text = name.replace(/[аеіорсхукмтнв]/gi, (letter) =>
			below(2) === 0 ? letter : (ALIKE[letter] ?? letter),
		);
		return /[a-z]/i.test(text) && /[а-яїєґ]/i.test(text) ? text : undefined;
	},
	"space or hyphen": ({ name }, { one }) =>
		/[ -]/.test(name)
			? one([
					name.replace(/[ -]/g, ""),
					name.replace(/[ -]/g, " "),
					name.replace(/[ -]/g, "-"),
					name.replace(/[ -]/g, " - "),
				])
			: undefined,
	"old name": ({ name, category, oblast }, { one }) => {
		const former = one(renamed(name, category, oblast));
		return one([former, former.toLowerCase(), byTheRule(former)]);
	},
};

// --- Grammar ----------------------------------------------------------------------------

/** Only endings of which there is no doubt; others are left out. */
function declined(
	name: string,
): { locative: string; genitive: string } | undefined {
	const words = name.split(/(?=[ -])/);
	const said = words.map((word) => {
		const [, sign = "", bare = ""] = /^([ -]?)(.*)$/.exec(word) ?? [];
		const one = declinedWord(bare);
		return one && { locative: sign + one[0], genitive: sign + one[1] };
	});
	if (said.some((one) => one === undefined)) return undefined;
	return {
		locative: said.map((one) => one?.locative).join(""),
		genitive: said.map((one) => one?.genitive).join(""),
	};
}

function declinedWord(word: string): [string, string] | undefined {
	for (const [ending, locative, genitive] of ENDINGS)
		if (word.length > ending.length + 1 && word.endsWith(ending)) {
			const stem = word.slice(0, -ending.length);
			return [stem + locative, stem + genitive];
		}
	return undefined;
}

const ENDINGS: readonly (readonly [string, string, string])[] = [
	["ська", "ській", "ської"],
	["цька", "цькій", "цької"],
	["ька", "ьці", "ьки"],
	["ївка", "ївці", "ївки"],
	["івка", "івці", "івки"],
	["ка", "ці", "ки"],
	["га", "зі", "ги"],
	["ха", "сі", "хи"],
	["ова", "овій", "ової"],
	["ина", "ині", "ини"],
	["иця", "иці", "иці"],
	["рода", "роді", "роди"],
	["ове", "овому", "ового"],
	["еве", "евому", "евого"],
	["єве", "євому", "євого"],
	["ське", "ському", "ського"],
	["цьке", "цькому", "цького"],
	["не", "ному", "ного"],
	["нє", "ньому", "нього"],
	["те", "тому", "того"],
	["ле", "лому", "лого"],
	["ий", "ому", "ого"],
	["чів", "чеві", "чева"],
	["ків", "кові", "кова"],
	["рів", "рові", "рова"],
	["нів", "нові", "нова"],
	["тів", "тові", "това"],
	["їв", "єві", "єва"],
	["івці", "івцях", "івців"],
	["инці", "инцях", "инців"],
	["ці", "цях", "ців"],
	["ичі", "ичах", "ичів"],
	["ани", "анах", "ан"],
	["яни", "янах", "ян"],
	["ики", "иках", "иків"],
	["ськ", "ську", "ська"],
	["ець", "ці", "ця"],
	["ля", "лі", "лі"],
	["ння", "нні", "ння"],
	["лля", "ллі", "лля"],
	["ин", "ині", "ина"],
	["ач", "ачі", "ача"],
	["ів", "ові", "ова"],
	["иха", "исі", "ихи"],
	["ще", "щі", "ща"],
	["ки", "ках", "ок"],
	["Великі", "Великих", "Великих"],
	["Малі", "Малих", "Малих"],
	["Нові", "Нових", "Нових"],
	["Старі", "Старих", "Старих"],
	["ва", "вій", "вої"],
	["Велика", "Великій", "Великої"],
	["Мала", "Малій", "Малої"],
	["Стара", "Старій", "Старої"],
];

// --- Other letters -------------------------------------------------------------------------

/** The Cabinet's order No. 55 of 2010. */
const LATIN: Readonly<Record<string, string>> = {
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
	"'": "",
	"’": "",
};
const AT_THE_BEGINNING: Readonly<Record<string, string>> = {
	є: "ye",
	ї: "yi",
	й: "y",
	ю: "yu",
	я: "ya",
};

export function byTheRule(name: string): string {
	return name
		.split(/([ -])/)
		.map((word) => {
			const lower = word.toLowerCase().replace(/зг/g, "з\u0000");
			const text = [...lower]
				.map((letter, at) =>
					letter === "\u0000"
						? "gh"
						: ((at === 0 ? AT_THE_BEGINNING[letter] : undefined) ??
							LATIN[letter] ??
							letter),
				)
				.join("");
			return text.charAt(0).toUpperCase() + text.slice(1);
		})
		.join("");
}

/** Only endings whose Russian is certain. */
function inRussian(name: string): string | undefined {
	if (/[ -]/.test(name)) return undefined;
	for (const [ending, other] of RUSSIAN)
		if (name.endsWith(ending))
			return (name.slice(0, -ending.length) + other)
				.replace(/и/g, "ы")
				.replace(/[ії]/g, "и")
				.replace(/И|І/g, "И")
				.replace(/['’]я/g, "ья")
				.replace(/є/g, "е")
				.replace(/^Олександр/, "Александр")
				.replace(/^Олекс/, "Алекс")
				.replace(/^Мыколай/, "Николай");
	return undefined;
}
const RUSSIAN: readonly (readonly [string, string])[] = [
	["івка", "овка"],
	["ївка", "евка"],
	["ове", "овое"],
	["ське", "ское"],
	["не", "ное"],
	["ів", "ов"],
	["ськ", "ск"],
	["инці", "інцы"],
];

const ALIKE: Readonly<Record<string, string>> = {
	а: "a",
	е: "e",
	і: "i",
	о: "o",
	р: "p",
	с: "c",
	х: "x",
	у: "y",
	А: "A",
	Е: "E",
	І: "I",
	О: "O",
	Р: "P",
	С: "C",
	Х: "X",
	К: "K",
	М: "M",
	Т: "T",
	Н: "H",
	В: "B",
};

const ALPHABET = [..."абвгдежзиійклмнопрстуфхцчшюя"];

function misspelt(name: string, { below, one }: Chance): string {
	const places = [...name].flatMap((letter, at) =>
		/\p{L}/u.test(letter) ? [at] : [],
	);
	const at = one(places);
	const before = name.slice(0, at);
	const letter = name.charAt(at);
	const after = name.slice(at + 1);
	switch (below(4)) {
		case 0:
			return before + after;
		case 1:
			return before + letter + one(ALPHABET) + after;
		case 2:
			return before + one(ALPHABET) + after;
		default:
			return before + after.charAt(0) + letter + after.slice(1);
	}
}

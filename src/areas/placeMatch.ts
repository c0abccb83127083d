/**
 * Which settlements of an area somebody may mean, from a resident's words: «горить в
 * росохачі за школою». Every one, two, three words that stand together are tried as a
 * name; what fits best comes first, with the words that are left. No I/O.
 */
import {
	asIfCyrillic,
	folded,
	formsOf,
	withoutLookAlikes,
} from "./placeNames.ts";
import { searchText } from "./spelling.ts";

export type Named = {
	code: string;
	name: string;
	formerNames: readonly string[];
	hromada?: string;
};

export type Hit<T> = {
	settlement: T;
	/** 0 = letter by letter; every typing error costs about 1. */
	cost: number;
	formerName?: string;
	/** Where the name stands among the words. */
	from: number;
	to: number;
	rest: string;
	sure: boolean;
};

export type PlaceIndex<T> = {
	names: ReadonlyMap<string, readonly Form<T>[]>;
	/** For typing errors: forms by their length. */
	byLength: readonly (readonly Sound[])[];
	/** How many settlements are called so. */
	called: ReadonlyMap<string, number>;
	/** Words that names of several words are made of. */
	parts: ReadonlySet<string>;
};

type Form<T> = {
	settlement: T;
	/** Written as names are searched; the forms of it are reckoned when it fits. */
	name: string;
	kind: "name" | "case" | "part";
	formerName?: string;
};
type Sound = { text: string; letters: number };

// --- The index -----------------------------------------------------------------------

/** Settlements are added one by one: some hundred at once would hold up an alarm. */
export function indexer<T extends Named>(): PlaceIndex<T> & {
	add(settlement: T): void;
} {
	const names = new Map<string, Form<T>[]>();
	const called = new Map<string, number>();
	const byLength: Sound[][] = [];
	const parts = new Set<string>();
	const put = (sound: string, form: Form<T>) => {
		const before = names.get(sound);
		if (before) {
			before.push(form);
			return;
		}
		names.set(sound, [form]);
		byLength[sound.length] ??= [];
		byLength[sound.length]?.push({ text: sound, letters: lettersOf(sound) });
	};
	const name = (settlement: T, name: string, formerName?: string) => {
		const own = searchText(name);
		const seen = new Set<string>();
		const add = (text: string, kind: Form<T>["kind"], of: string) => {
			const sound = folded(text);
			if (sound.length < 2 || seen.has(sound)) return;
			seen.add(sound);
			put(sound, {
				settlement,
				name: of,
				kind,
				...(formerName === undefined ? {} : { formerName }),
			});
		};
		formsOf(own).forEach((form, at) => {
			add(form, at === 0 ? "name" : "case", own);
		});
		// «у Чорнокінцях» is said of Великі Чорнокінці.
		const words = own.split(" ");
		if (words.length > 1)
			for (const word of words) {
				parts.add(folded(word));
				if (word.length >= SHORTEST_PART && !isPlain(word))
					for (const form of formsOf(word)) add(form, "part", word);
			}
	};
	return {
		names,
		called,
		byLength,
		parts,
		add(settlement) {
			const own = searchText(settlement.name);
			called.set(own, (called.get(own) ?? 0) + 1);
			name(settlement, settlement.name);
			for (const former of settlement.formerNames)
				name(settlement, former, former);
		},
	};
}

const SHORTEST_PART = 5;
/** Stands before half of all names of two words, and tells none from another. */
const isPlain = (word: string): boolean =>
	/^(велик|мал|нов|стар|верхн|нижн|черво|біл|чорн|перш|друг|зелен|красн|долішн|горішн|середн|добр|сух|кам.?ян.{2}$|хутір|вільн|мирн)/.test(
		word,
	) && word.length < 9;

// --- What somebody wrote -----------------------------------------------------------------

type Word = {
	/** As written. */
	raw: string;
	plain: string;
	/** Where it stands in the words. */
	from: number;
	to: number;
	/** Behind «с.», «село»: the next one is a name. */
	named: boolean;
	/** Behind «вул.»: the next one is no settlement. */
	street: boolean;
	/** «у», «в», «на»: the next one is declined. */
	where: boolean;
	/** Begins with a capital letter, and no sentence with it. */
	capital: boolean;
	/** Nothing else was written. */
	alone: boolean;
};

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const KIND = setOf(
	"с село селі села селу селом сел смт селище селища селищі м місто місті міста городе город деревня деревне хутір хутора хуторі х s selo seli smt village misto v",
);
const STREET = setOf(
	"вул вулиця вулиці вулицю улица улице ул пров провулок провулку просп проспект проспекті vul vulytsia vulitsa street st траса трасі",
);
const WHERE = setOf("у в на v u na");
const PLACED = setOf(
	"у в на біля коло під до за із з зі від для поблизу недалеко неподалік між через поруч по при над перед возле около под от из с v u na bilia bilya kolo pid do za z vid",
);
/** What burns, where and who says so: never a name that is only nearly spelt so. */
const EVERYDAY = setOf(
	"горить горит горять горят пожежа пожежу пожар палає палають дим димить диму вогонь вогню трава траву трави стерня стерню хата хату хати дім дома будинок будинку сарай сараю хлів баня школа школи школою школу церква церкви церкву церквою магазин магазину магазином ферма ферми фермою ферму клуб клубу поле поля полі полем ліс лісу лісом лісі річка річки річкою міст мостом ставок ставку ставка ставком кладовище кладовища дорога дороги дорогою дорозі машина машини авто хутор садок село селі центр центрі край краю кінець кінці люди людей діти там тут десь сильно дуже швидше скоріше приїдьте допоможіть сусіда сусідів сусід сусіди двір дворі город городі солома соломи сіно сіна скирта скирти сміття звалище звалища зупинка зупинки зупинкою пошта пошти біля коло після вже уже зараз щойно десять метрів кілометр кілометри ми нас нам вас мене хто що це не так або може здається видно чути вулиця громада громаді громади район району області область fire burning house grass field forest near behind school church farm help smoke village",
);
/** Half of a name at most. */
const ALONE_NOTHING = setOf(
	"великий велика великі старий стара старі новий нова нові сухий суха лівий правий верхній нижній перша друга",
);
/** Names that are words of every day, too: asked even when nothing else is called so. */
const COMMON = setOf(
	"гай луг ліс сад яр поле став міст рів кут бір степ гора долина хутір ставок ставки садки сади яри гаї луги ями млини лан лани край центральне мирне нове зелене перше друге поляна рай рів річки річка озеро озера береги берег ферма",
);

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'’ʼ‘`´′ʹ"“”]*[\p{L}\p{N}])?/gu;
/** A message is a few sentences; the place stands near its beginning. */
const MOST_WORDS = 40;
const MOST_TOGETHER = 4;

function wordsOf(text: string): Word[] {
	const found = [...text.matchAll(WORD)].slice(0, MOST_WORDS);
	const out: Word[] = [];
	for (const one of found) {
		const raw = one[0];
		const plain = searchText(withoutLookAlikes(raw));
		const before = out.at(-1);
		const isKind = (word: Word | undefined) =>
			word !== undefined &&
			KIND.has(word.plain) &&
			!PLACED_ONLY.has(word.plain);
		out.push({
			raw,
			plain,
			from: one.index,
			to: one.index + raw.length,
			named: isKind(before),
			street:
				before !== undefined &&
				(STREET.has(before.plain) ||
					(before.street === true && before.plain.length < 4)),
			where:
				before !== undefined &&
				(WHERE.has(before.plain) || (before.where && isKind(before))),
			capital:
				before !== undefined && /^\p{Lu}/u.test(raw) && /\p{Ll}/u.test(text),
			alone: found.length === 1,
		});
	}
	return out;
}

/** «с» and «v» are both a kind and a preposition: nothing is concluded from them. */
const PLACED_ONLY = setOf("v");

// --- The matching --------------------------------------------------------------------------

/** The likeliest first; one settlement once. */
export function matchPlaces<T extends Named>(
	index: PlaceIndex<T>,
	said: string,
	limit: number,
	/** Less = likelier, of those that fit equally well. */
	nearness: (settlement: T) => number = () => 0,
): Hit<T>[] {
	const text = said.normalize("NFC");
	const words = wordsOf(text);
	const best = new Map<T, Hit<T>>();
	for (let from = 0; from < words.length; from++)
		for (
			let many = 1;
			many <= MOST_TOGETHER && from + many <= words.length;
			many++
		) {
			const some = words.slice(from, from + many);
			if (!mayBeName(some)) continue;
			for (const hit of fitting(index, some, from)) {
				const before = best.get(hit.settlement);
				if (before && before.cost <= hit.cost) continue;
				best.set(hit.settlement, hit);
			}
		}
	return ranked(index, words, text, [...best.values()], limit, nearness);
}

function mayBeName(words: readonly Word[]): boolean {
	const [first] = words;
	const last = words.at(-1);
	if (!first || !last || first.street) return false;
	if (words.length > 1 && words.slice(1).some((word) => word.named))
		return false;
	if (words.length === 1)
		return (
			first.plain.length > 1 &&
			!PLACED.has(first.plain) &&
			!/^\d+$/.test(first.plain) &&
			// Villages are called Пожежа, too.
			(first.named || first.alone || !SAID.has(first.plain))
		);
	return (
		!PLACED.has(first.plain) &&
		!PLACED.has(last.plain) &&
		!/^\d/.test(first.plain)
	);
}

function* fitting<T extends Named>(
	index: PlaceIndex<T>,
	words: readonly Word[],
	from: number,
): Generator<Hit<T>> {
	const typed = words.map((word) => word.plain).join(" ");
	const [first] = words;
	const readings = [folded(typed)];
	const other = words.length === 1 ? asIfCyrillic(first?.raw ?? "") : undefined;
	if (other) readings.push(folded(searchText(other)));
	const everyday =
		words.some((word) => EVERYDAY.has(word.plain)) ||
		words.every((word) => ALONE_NOTHING.has(word.plain));
	const hit = (form: Form<T>, cost: number): Hit<T> => ({
		settlement: form.settlement,
		cost: cost + besides(form, words, typed),
		...(form.formerName ? { formerName: form.formerName } : {}),
		from,
		to: from + words.length,
		rest: "",
		sure: false,
	});
	for (const sound of new Set(readings)) {
		for (const form of index.names.get(sound) ?? [])
			yield hit(form, letters(form, typed, words));
		if (everyday && !first?.named) continue;
		for (const { text, cost } of nearly(index, sound))
			for (const form of index.names.get(text) ?? []) yield hit(form, cost);
	}
}

/** How the words around speak for a name, or against it. */
function besides<T>(
	form: Form<T>,
	words: readonly Word[],
	typed: string,
): number {
	const [first] = words;
	let cost = 0;
	if (form.formerName) cost += 0.15;
	if (form.kind === "part") cost += 0.7;
	if (first?.named) cost -= 0.3;
	if (first?.where && form.kind === "name" && /[аяиіїо]$/.test(typed))
		cost += 0.12;
	if (first?.capital) cost -= 0.05;
	if (
		!first?.named &&
		words.every((word) => EVERYDAY.has(word.plain) || COMMON.has(word.plain))
	)
		cost += first?.capital ? 0.2 : 0.6;
	// More words that fit tell more.
	return cost - 0.02 * (words.length - 1);
}

/** It sounds the same: how far are the letters? */
function letters<T>(
	form: Form<T>,
	typed: string,
	words: readonly Word[],
): number {
	const bare = typed.replaceAll(" ", "");
	if (form.kind === "name" && form.name.replaceAll(" ", "") === bare) return 0;
	const forms = formsOf(form.name).map((one) => one.replaceAll(" ", ""));
	if (forms.includes(bare)) return 0.05;
	if (/[a-z]/.test(bare)) return 0.15;
	const away = Math.min(...forms.map((one) => distance(one, bare, 8)));
	return 0.15 + Math.min(0.3, away * 0.05) + (words.length > 1 ? 0.02 : 0);
}

// --- Typing errors ------------------------------------------------------------------------

/** In halves: a vowel for another is half an error. */
const HALVES = 2;
const mostFor = (length: number): number =>
	length < 4 ? 0 : length < 6 ? 2 : length < 7 ? 3 : 4;

function* nearly<T>(
	{ byLength }: PlaceIndex<T>,
	sound: string,
): Generator<{ text: string; cost: number }> {
	const most = mostFor(sound.length);
	if (most === 0) return;
	const letters = lettersOf(sound);
	const away = Math.floor(most / HALVES);
	for (
		let length = sound.length - away;
		length <= sound.length + away;
		length++
	)
		for (const form of byLength[length] ?? []) {
			// Each error changes two letters of the set at most.
			if (bits(form.letters ^ letters) > most) continue;
			if (form.text === sound) continue;
			const halves = distance(form.text, sound, most);
			if (halves <= most)
				yield { text: form.text, cost: 0.45 + halves / HALVES / 2 };
		}
}

const isVowelSound = (code: number): boolean =>
	code === 97 ||
	code === 101 ||
	code === 105 ||
	code === 111 ||
	code === 117 ||
	code === 1072 ||
	code === 1077 ||
	code === 1080 ||
	code === 1110 ||
	code === 1086 ||
	code === 1091 ||
	code === 1103 ||
	code === 1108 ||
	code === 1111 ||
	code === 1102;

const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];

/** Damerau and Levenshtein, neighbours changed once, in halves; above `most` it only says so. */
function distance(a: string, b: string, most: number): number {
	if (a.length > 62 || b.length > 62) return most + 1;
	let [older, before, now] = rows as [Uint8Array, Uint8Array, Uint8Array];
	for (let j = 0; j <= b.length; j++) before[j] = j * HALVES;
	for (let i = 1; i <= a.length; i++) {
		now[0] = i * HALVES;
		let least = now[0];
		const one = a.charCodeAt(i - 1);
		for (let j = 1; j <= b.length; j++) {
			const other = b.charCodeAt(j - 1);
			const change =
				one === other
					? 0
					: isVowelSound(one) && isVowelSound(other)
						? 1
						: HALVES;
			let cost = Math.min(
				(before[j - 1] as number) + change,
				(before[j] as number) + HALVES,
				(now[j - 1] as number) + HALVES,
			);
			if (
				i > 1 &&
				j > 1 &&
				one === b.charCodeAt(j - 2) &&
				other === a.charCodeAt(i - 2)
			)
				cost = Math.min(cost, (older[j - 2] as number) + HALVES);
			now[j] = cost;
			if (cost < least) least = cost;
		}
		if (least > most) return most + 1;
		[older, before, now] = [before, now, older];
	}
	return before[b.length] as number;
}

function lettersOf(text: string): number {
	let set = 0;
	for (let at = 0; at < text.length; at++)
		set |= 1 << (text.charCodeAt(at) & 31);
	return set;
}

function bits(set: number): number {
	let count = 0;
	for (let left = set; left !== 0; left &= left - 1) count++;
	return count;
}

// --- The order -----------------------------------------------------------------------------

/** What is farther off than this from the best is not meant. */
const MEANT_WITHIN = 0.9;
/** A vowel for another, at most. */
const SURE_UNTIL = 0.75;
const SURE_BEFORE_NEXT = 0.3;
const AMONG_HROMADAS = 0.4;
/** More words that are nearly a name tell more than one of them that is a name. */
const LONGER_WINS = 1;

function ranked<T extends Named>(
	{ called, parts }: PlaceIndex<T>,
	words: readonly Word[],
	text: string,
	hits: readonly Hit<T>[],
	limit: number,
	nearness: (settlement: T) => number,
): Hit<T>[] {
	const weighed = hits
		.map((hit) => {
			const said = hromadaSaid(called, hit, words);
			return {
				hit,
				said,
				cost: hit.cost - (said.length > 0 ? AMONG_HROMADAS : 0),
			};
		})
		// «Чорнокінці» within «Великі Чорнокінці»: the longer name is meant.
		.map((one, _, all) => ({
			...one,
			cost: all.some(
				(other) =>
					other.hit.to - other.hit.from > one.hit.to - one.hit.from &&
					other.hit.from <= one.hit.from &&
					other.hit.to >= one.hit.to &&
					other.cost <= one.cost + LONGER_WINS,
			)
				? one.cost + LONGER_WINS
				: one.cost,
		}))
		.sort(
			(a, b) =>
				a.cost - b.cost ||
				nearness(a.hit.settlement) - nearness(b.hit.settlement) ||
				(a.hit.settlement.code < b.hit.settlement.code ? -1 : 1),
		);
	const [first, second] = weighed;
	if (!first) return [];
	const isOnly =
		(called.get(searchText(first.hit.settlement.name)) ?? 0) < 2 &&
		first.cost <= SURE_UNTIL &&
		(!second || second.cost - first.cost >= SURE_BEFORE_NEXT) &&
		!(
			isPart(parts, words, first.hit) && isBesideMore(words, text, first.hit)
		) &&
		!(
			COMMON.has(searchText(first.hit.settlement.name)) &&
			!words[first.hit.from]?.named
		);
	return weighed
		.filter(({ cost }) => cost - first.cost <= MEANT_WITHIN)
		.slice(0, limit)
		.map(({ hit, cost, said }, at) => ({
			...hit,
			cost,
			sure: at === 0 && isOnly,
			rest: restOf(words, text, hit, said),
		}));
}

/** Names of several words are made of this one. */
const isPart = <T extends Named>(
	parts: ReadonlySet<string>,
	words: readonly Word[],
	{ settlement, from, to }: Hit<T>,
): boolean =>
	[
		searchText(settlement.name),
		...words.slice(from, to).map((word) => word.plain),
	].some((word) => parts.has(folded(word)));

/** A word right before or behind that nothing explains: perhaps half of the name. */
function isBesideMore<T>(
	words: readonly Word[],
	text: string,
	{ from, to }: Hit<T>,
): boolean {
	const isMore = (word: Word | undefined, between: string): boolean =>
		word !== undefined &&
		/^[\s-]*$/.test(between) &&
		![SAID, EVERYDAY, PLACED, KIND, STREET, OF_HROMADA].some((known) =>
			known.has(word.plain),
		);
	const first = words[from];
	const last = words[to - 1];
	const before = words[from - 1];
	const behind = words[to];
	return (
		isMore(before, text.slice(before?.to, first?.from)) ||
		isMore(behind, text.slice(last?.to, behind?.from))
	);
}

/** Words that name the hromada: «Іванівка Теребовлянська громада». */
function hromadaSaid<T extends Named>(
	called: PlaceIndex<T>["called"],
	{ settlement, from, to }: Hit<T>,
	words: readonly Word[],
): number[] {
	const stem = folded(
		searchText(settlement.hromada ?? "").split(" ")[0] ?? "",
	).slice(0, -2);
	if (stem.length < 4) return [];
	const isRepeated = (called.get(searchText(settlement.name)) ?? 0) > 1;
	return words.flatMap((word, at) =>
		(at < from || at >= to) &&
		folded(word.plain).startsWith(stem) &&
		(isRepeated || OF_HROMADA.has(words[at + 1]?.plain ?? ""))
			? [at]
			: [],
	);
}

const SAID = setOf(
	"горить горит горять горят пожежа пожежу пожар палає палають дим димить вогонь зайнялася зайнявся зайнялось загорілося загорілась алло добрий день допоможіть терміново швидше у в нас тут fire burning горіти",
);
const OF_HROMADA = setOf("громада громади громаді громаду тг отг мтг стг");

/** The words that are neither the settlement nor that it burns: «за школою». */
function restOf<T>(
	words: readonly Word[],
	text: string,
	{ from, to }: Hit<T>,
	said: readonly number[],
): string {
	const gone = new Set<number>(said);
	for (let at = from; at < to; at++) gone.add(at);
	let before = from - 1;
	while (
		before >= 0 &&
		(KIND.has(words[before]?.plain ?? "") ||
			PLACED.has(words[before]?.plain ?? ""))
	) {
		gone.add(before);
		before--;
	}
	if (said.length > 0)
		words.forEach((word, at) => {
			if (OF_HROMADA.has(word.plain)) gone.add(at);
		});
	for (
		let at = 0;
		at < words.length && (gone.has(at) || SAID.has(words[at]?.plain ?? ""));
		at++
	)
		gone.add(at);
	// Runs of words that are left, as they were written.
	const parts: string[] = [];
	for (let at = 0; at < words.length; at++) {
		if (gone.has(at)) continue;
		let end = at;
		while (end + 1 < words.length && !gone.has(end + 1)) end++;
		parts.push(
			text
				.slice(
					words[at]?.from,
					end + 1 < words.length ? words[end]?.to : undefined,
				)
				.trim()
				.replace(/[\s,.;:!?]+$/u, ""),
		);
		at = end;
	}
	return parts.filter((part) => part !== "").join(", ");
}

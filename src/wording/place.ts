/**
 * A place in somebody's words, made short enough to send and plain enough to say.
 *
 * Settlement and house number matter most: they are kept to the end, the middle goes first.
 */
import type { Texts } from "./rendered.ts";
import { numberWords } from "./speak.ts";

/** One line of ordinary characters: no control characters, no lone surrogates, no line breaks. */
export const oneLine = (words: string): string =>
	words
		.normalize("NFC")
		.replace(/\s+/gu, " ")
		.replace(/\p{C}/gu, "")
		.replace(/ {2,}/g, " ")
		.trim();

/** «Росохач (Чортківська громада), вул. Шевченка, 12» -> «Росохач, Шевченка 12». */
export function compactPlace(place: string): string {
	const line = oneLine(place.replace(/\p{Extended_Pictographic}/gu, ""));
	const bare = line.replace(/\([^()]*\)/g, " ");
	const parts = bare.split(",").map(withoutKind).filter(Boolean);
	const joined = parts.reduce(
		(whole, part) => whole + (/^\d/.test(part) ? " " : ", ") + part,
		"",
	);
	return oneLine(joined.replace(/^[,\s]+/, "")) || line.replace(/[()]/g, "");
}

const STREET =
	/^(вул|вулиця|пров|провулок|просп|проспект|пл|площа|бул|бульвар|шосе|траса|street|st|road)(?![\p{L}\p{N}])/iu;

const COMMUNITY = /\([^()]*(?:громада|hromada|community)\s*\)\s*$/iu;
/** No more than a name: «с. Росохач хата Петренка» says whose house it is. */
const NAMED_SETTLEMENT =
	/^(?:[СсМм]\.\s*|(?:[Сс]мт\.?|СМТ|[Сс]ело|[Сс]елище|[Мм]істо|[Хх]утір)\s+)\p{Lu}[\p{L}'’ʼ-]*(?:\s\p{Lu}[\p{L}'’ʼ-]*)?$/u;

/**
 * «Росохач» of «с. Росохач, вул. Шевченка, 12». «Хата Петренка, біля церкви» looks the
 * same, so only words that are a settlement for certain are told: by their kind, by their
 * community, or by a brigade that is called so.
 */
export function settlementOf(
	place: string | undefined,
	brigades: readonly string[],
): string | undefined {
	const [first = "", ...rest] = oneLine(place ?? "").split(",");
	const bare = oneLine(first.replace(/\([^()]*\)/g, " "));
	const isStreet = /\d/.test(bare) || STREET.test(bare);
	if (rest.length === 0 || bare === "" || isStreet) return undefined;
	const name = withoutKind(bare);
	const isCalledSo = (brigade: string) =>
		oneLine(brigade).toLowerCase() === name.toLowerCase();
	return COMMUNITY.test(first) ||
		NAMED_SETTLEMENT.test(bare) ||
		brigades.some(isCalledSo)
		? name
		: undefined;
}

/** At most `room` UTF-16 units: the street shrinks first, then the settlement, the house number last. */
export function shortenPlace(place: string, room: number): string {
	if (place.length <= room) return place;
	const { settlement, street, house } = take(place);
	for (let letters = street.length - 1; letters >= 4; letters -= 1) {
		const short = `${settlement}, ${cut(street, letters)}${house}`;
		// Half a number is another one: «1400 метрів» is never told as «14.».
		if (short.length <= room && !/\d\.$/.test(short)) return short;
	}
	const withoutStreet = `${settlement}${house}`;
	if (withoutStreet.length <= room) return withoutStreet;
	const left = room - house.length;
	return left >= 3 ? `${cut(settlement, left)}${house}` : cut(place, room);
}

/** The first `room` units with a full stop for what is missing; a surrogate pair is never halved. */
export function cut(words: string, room: number): string {
	if (words.length <= room) return words;
	if (room < 2) return "";
	const kept = words
		.slice(0, room - 1)
		.replace(/[\ud800-\udbff]$/, "")
		.replace(/[\s,.;:(«"-]+$/u, "");
	return kept === "" ? "" : `${kept}.`;
}

/** «Росохач, Шевченка 12» -> «Росохач, Шевченка, дванадцять»; a house number that is not simple stays in digits. */
export function spokenPlace(place: string, texts: Texts): string {
	const [, before, number, letter] =
		/^(.*\S)\s+(\d{1,3})(?:\s?(\p{L}))?$/u.exec(place) ?? [];
	const words = number && numberWords(Number(number), texts);
	if (!words) return place;
	return `${before?.replace(/,$/, "")}, ${words}${letter ? ` ${letter}` : ""}`;
}

/** What of the old place is no longer true: «12» when only the house number changed. */
export function droppedWords(oldPlace: string, place: string): string {
	const before = words(oldPlace);
	const after = words(place);
	let same = 0;
	while (same < before.length && before[same] === after[same]) same += 1;
	return before.slice(same).join(" ");
}

const KIND =
	/^(?:вул(?:иця)?|село|с|смт|сел(?:ище)?|місто|м|буд(?:инок)?)(?:\.\s*|\s+)(?=\S)/iu;
const INNER_KIND = /(\s)(?:вул|буд)\.\s*/giu;

function withoutKind(part: string): string {
	return part.trim().replace(KIND, "").replace(INNER_KIND, "$1").trim();
}

function take(place: string) {
	const [, before = place, house = ""] =
		/^(.*?\S)(\s+\d[\d/\p{L}-]{0,6})$/u.exec(place) ?? [];
	const comma = before.indexOf(",");
	const settlement = comma > 0 ? before.slice(0, comma) : before;
	const street = comma > 0 ? before.slice(comma + 1).trim() : "";
	return { settlement, street, house: house.replace(/\s+/, " ") };
}

const words = (place: string): string[] =>
	compactPlace(place)
		.split(/[\s,]+/)
		.filter(Boolean);

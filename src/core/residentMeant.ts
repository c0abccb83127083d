/**
 * What is read between a stranger's words: what probably burns when they do not say, and
 * which of the words are the place.
 *
 * Who writes «горить!» of a thing they do not name may mean a house, and a house waits
 * for nobody; smoke may be a neighbour's leaves, and wakes two people, not a village.
 */
import type { IncidentType } from "./kinds.ts";
import { soundOf } from "./raising.ts";
import type { ResidentSays } from "./residentWords.ts";

/** Undefined = nothing of a fire was said. */
export function typeMeant(
	says: ResidentSays,
	text: string,
): IncidentType | undefined {
	if (says.kind !== "fire") return undefined;
	if (says.type) return says.type;
	return isAflame(text) ? "structure_fire" : "other";
}

/** «Горить!» — of whoever has not reported yet it is the report. */
export const isAflame = (text: string): boolean =>
	wordsOf(text).some(({ sound }) => FLAMES.test(sound));

/** Words of a fire that is seen, not of smoke that may have any cause. */
const FLAMES =
	/^(пожеж\p{L}*|пожар\p{L}*|(за|під|об|роз|з)?гор(ить|ять|ит|ят|іла|іло|ів|іли|иться)|(за|роз)?пала(є|ють|ло)|вогонь|вогню|вогнем|огонь|полум\p{L}*|загорі\p{L}*|загоря\p{L}*|займа\p{L}*|зайнял\p{L}*|fires?|burn\p{L}*|flames?|pozh?e[jz]h?\p{L}*|pozhar|(za)?hor(yt|yat|iat|jat)|gor(it|yat|yt)|palaye)$/u;

/** The part that says where; undefined when nothing is left that could be a place. */
export function placeIn(text: string): string | undefined {
	for (const sentence of text.normalize("NFC").split(/[.!?;\n]+(?=\s|$)/u)) {
		const place = placeOfSentence(sentence);
		if (place) return place.slice(0, LONGEST);
	}
	return undefined;
}

const LONGEST = 160;

function placeOfSentence(sentence: string): string | undefined {
	const words = wordsOf(sentence);
	const isOther = ({ sound }: Word) => FLAMES.test(sound) || OTHER.test(sound);
	let first = words.findIndex((word) => !isOther(word));
	if (first < 0) return undefined;
	let last = words.length - 1;
	while (last > first && isOther(words[last] as Word)) last -= 1;
	// «… горить хата Шевченка 12»: what burns stands before, and where it burns behind it.
	const burns = words.findLastIndex(
		(word, at) => at < last && at > first && FLAMES.test(word.sound),
	);
	if (burns > 0 && words.slice(burns + 1, last + 1).some(isCue)) {
		first = burns + 1;
		while (first < last && isOther(words[first] as Word)) first += 1;
	}
	const place = words.slice(first, last + 1);
	if (!place.some(isCue) || !place.some(isNamed)) return undefined;
	const from = place[0]?.at ?? 0;
	const end = place.at(-1);
	return sentence
		.slice(from, (end?.at ?? 0) + (end?.word.length ?? 0))
		.replace(/\s+/gu, " ")
		.trim();
}

/** A name, a number, or a word that only stands with a place. */
const isCue = ({ word, sound, at }: Word): boolean =>
	/^\d/u.test(word) ||
	BESIDE.test(sound) ||
	(/^\p{Lu}\p{Ll}/u.test(word) && (at > 0 || word.length > 3));

/** «2» of «горить 2 хати» is no place. */
const isNamed = ({ word }: Word): boolean => /\p{L}{3}/u.test(word);

const BESIDE =
	/^(за|біля|коло|поруч|поряд|напроти|навпроти|вул|вулиц\p{L}*|провул\p{L}*|пров|сел(о|і|а)|с|хутір|хутор\p{L}*|трас\p{L}*|дорог\p{L}*|near|behind|street|str|village|road|vul)$/u;

/** What burns, who is in danger, how bad it is: none of it is where. */
const OTHER =
	/^(дим\p{L}*|дым\p{L}*|smok\p{L}*|dym|хат\p{L}{0,2}|будин\p{L}*|дім|дах\p{L}?|сара(й|ю|ї)|хлів\p{L}*|трав\p{L}{1,2}|стерн\p{L}*|авто|машин\p{L}|автомобіль|люди\p{L}*|людин\p{L}*|діт\p{L}*|дитин\p{L}*|баб\p{L}*|дід\p{L}*|всередині|усередині|рятуй\p{L}*|спасіть|допоможіть|допомог\p{L}*|швидше|швидко|приїдьте|приїжджайте|терміново|сильно|дуже|вже|ще|є|там|тут|це|і|й|та|а|в|у|на|нас|мене|ми|я|може|не|вийти|можуть|чути|крик\p{L}*|кричать|бачу|видно|стовп|чорний|білий|house|roof|people|inside|help|please|there|is|a|the|it|at|in|on|дтп|аварія|приліт|вибух\p{L}*|газ\p{L}*)$/u;

type Word = { word: string; sound: string; at: number };

const wordsOf = (text: string): Word[] =>
	[...text.matchAll(/[\p{L}\p{N}'’ʼ/-]+/gu)].map((found) => ({
		word: found[0],
		sound: soundOf(found[0].replace(/[’ʼ]/gu, "'")),
		at: found.index,
	}));

/**
 * Whether anybody is in danger, as far as it was said: «там дитина», «бабуся не може
 * вийти», «людей немає». Somebody named beside a fire is in danger until the words say
 * that they are out; an aunt who called is not.
 */
export function dangerSaid(text: string): boolean | undefined {
	const words = wordsOf(text).map(({ sound }) => sound);
	const said = words.join(" ");
	if (NOBODY.test(said) || SAFE.test(said)) return false;
	if (HELPLESS.test(said)) return true;
	const someone = words.findIndex((word) => SOMEONE.test(word));
	if (someone < 0) return undefined;
	return TRAPPED.test(said) || FRAIL.test(words[someone] ?? "")
		? true
		: undefined;
}

const START = "(^| )";
const END = "( |$)";
const about = (words: string): RegExp =>
	new RegExp(`${START}(${words})${END}`, "u");

const NOBODY = about(
	"(людей|дітей|нікого|никого|людини) ((там|всередині|усередині|вдома|[ву] (хаті|будинку|домі|квартирі|машині)) )?(немає|нема|нет|не видно)|(немає|нема|без) (людей|нікого|жертв|постраждалих)|нікого (всередині|в хаті|вдома)|nobody (is )?(inside|there|home)|no people|no one",
);
const SAFE = about(
	"(всі|усі|люди|діти|дитина|бабуся|дід|вони|все) (вже )?(вийшли|вийшла|вийшов|надворі|на вулиці|врятовані|врятована|вибігли|евакуйовані|цілі|живі)|(вийшли|вибігли) (всі|усі)|everyone is (out|safe)",
);
const HELPLESS = about(
	"не (може|можуть|можемо|можу) (вийти|вибратись|вибратися|виходити|дихати)|(застряг|застрягла|застрягли|заблокован\\p{L}*|затиснут\\p{L}*|завалило)|(рятуйте|спасіть|рятуй|спасите)|(кричать|кричить|кричат|кличуть) (на )?(допомогу|про допомогу|всередині|рятуйте)?|задиха\\p{L}*|(вони|хтось|люди) (там )?(горять|всередині)|trapped|cannot get out|can't get out|is inside|are inside",
);
const SOMEONE =
	/^(люд(и|ей|ина|ину|ям|ьми)|діт(и|ей|ьми)|дитин\p{L}*|дітк\p{L}*|мал(ий|а|юк|еча|еньк\p{L}*)|баб(а|у|ця|цю|уся|усю|усі|ушк\p{L}*)?|бабусь|дід(а|усь|уся)?|старен\p{L}*|лежач\p{L}*|жінк(а|у|и)|чоловік(а)?|сусід(а|ка|ку|и)?|інвалід\p{L}*|хтось|когось|people|person|child(ren)?|kid(s)?|woman|man|grandm\p{L}*|grandf\p{L}*)$/u;
/** Who does not get out alone: named beside a fire, that is enough. */
const FRAIL =
	/^(діт(и|ей)|дитин\p{L}*|дітк\p{L}*|малюк\p{L}*|бабц\p{L}*|бабус\p{L}*|бабушк\p{L}*|дідус\p{L}*|старен\p{L}*|лежач\p{L}*|інвалід\p{L}*|child(ren)?|kids?|grandm\p{L}*|grandf\p{L}*)$/u;
const TRAPPED = about(
	"всередині|усередині|внутрі|внутри|в (хаті|будинку|домі|квартирі|машині|авто|диму|вогні)|у (хаті|будинку|домі|квартирі|машині|авто|диму|вогні)|на (другому|третьому|даху)|під завалами|кричать|кричить|кричат|застря\\p{L}*|заблок\\p{L}*|небезпе\\p{L}*|непритом\\p{L}*|поранен\\p{L}*|обгор\\p{L}*|постраждал\\p{L}*|inside|injured|danger|screaming|unconscious",
);

// --- Water that is not there: «гідрант сухий», «ставок пересох» ------------------------

const WATER =
	/(?<!\p{L})(гідрант|гидрант|водойм|водоем|водоём|ставок|ставк|ставу|колодяз|криниц|башт|копанк|резервуар|озер|річк|hydrant|pond|water tower|reservoir)/u;
const DRY =
	/(?<!\p{L})((сух(ий|а|е|і|о)|сухой|порожн\p{L}*|пуст(ий|а|е|ой|ая)|dry|empty)(?!\p{L})|пересох|висох|зсох|обмілі|нема[є]?\s+(\p{L}+\s+)?води|води\s+(\p{L}+\s+){0,3}нема|без\s+води|воды\s+нет|нет\s+воды|no\s+water)/u;

export function saysDry(text: string): boolean {
	const line = text.normalize("NFC").toLowerCase().slice(0, DRY_READ);
	return WATER.test(line) && DRY.test(line);
}
const DRY_READ = 300;

/**
 * "1 10", "йду 5", a key, a button -> an answer; everything else is a note.
 *
 * A promise nobody made is worse than one more ring, so the whole text must be
 * understood: one unknown word, one question mark or two words that contradict
 * each other make it a note, which a human reads. Only behind a clear answer that
 * stands apart («їду 10, беру рукав») may words follow that nobody has to understand,
 * as long as none of them could take it back. Words are compared by their
 * sound in plain Latin letters, so «їду», «йду», «yidu» and a Latin y in «їдy» meet.
 */
import type { Answer, Destination } from "./kinds.ts";

export type ReadReply =
	| {
			kind: "answer";
			answer: Answer;
			etaMinutes?: number;
			notDriving?: boolean;
			to?: Destination;
			/** Later, as soon as the air raid is over. */
			afterAllClear?: true;
			/** What they added: «їду 10, беру рукав». In their own words, never read as anything. */
			note?: string;
	  }
	| { kind: "repeat" }
	| { kind: "mark"; mark: "atStation" | "departed" | "onScene" }
	| { kind: "optOut" }
	| { kind: "optIn" }
	| { kind: "note" };

/** What a typed text says. Never throws, whatever the characters. */
export function readReply(text: string): ReadReply {
	const plain = plainText(text);
	const carrierWord = plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
	if (OPT_OUT_WORDS.includes(carrierWord.toUpperCase()))
		return { kind: "optOut" };
	if (OPT_IN_WORDS.includes(carrierWord.toUpperCase()))
		return { kind: "optIn" };
	if (plain.length > LONGEST_REPLY || UNREADABLE.test(plain)) return NOTE;
	const alone = ALONE.get(plain.replace(/[\s.!]+/g, ""));
	if (alone) return { ...alone };
	const signals = signalsOf(tokensOf(plain));
	return signals ? meaningOf(signals) : (withWords(text) ?? NOTE);
}

/** What a pressed key says; keys mean the same on every channel. */
export function readKey(digits: string): ReadReply {
	if (digits === "*") return { kind: "repeat" };
	const answer = ANSWER_OF_CODE.get(digits);
	return answer ? { kind: "answer", answer } : NOTE;
}

/** The incident a text names itself, «#118 їду»; for whoever must know which alert is meant. */
export function incidentNumberIn(text: string): number | undefined {
	const match = /#\s*(\d{1,9})(?!\d)/.exec(plainText(text));
	return match ? Number(match[1]) : undefined;
}

/**
 * Words by which carriers unsubscribe a number on their own, so they can never be an answer.
 * Source: Twilio, "Support for opt-out keywords"; a subscriber who sends one gets no further SMS from us.
 */
export const OPT_OUT_WORDS: readonly string[] = [
	"STOP",
	"STOPALL",
	"UNSUBSCRIBE",
	"END",
	"QUIT",
	"CANCEL",
	"REVOKE",
	"OPTOUT",
];

/** Carriers also take YES for it; with us YES is an answer, and whoever writes it wants to be reached. */
export const OPT_IN_WORDS: readonly string[] = ["START", "UNSTOP"];

const NOTE: ReadReply = { kind: "note" };
const COMING: ReadReply = { kind: "answer", answer: "responding" };
const CANNOT: ReadReply = { kind: "answer", answer: "notResponding" };

const ANSWER_OF_CODE = new Map<string, Answer>([
	["1", "responding"],
	["0", "notResponding"],
	["2", "later"],
]);

/** Longer texts are stories. */
const LONGEST_REPLY = 160;

/** Nobody is four hours away from a fire they will help at. */
const LONGEST_ETA_MINUTES = 240;

/** Questions, clock times, negative and broken numbers: each would need a guess. */
const UNREADABLE =
	/\?|❓|❔|\d\s*:\s*\d|^[-–—−]\s*\d|^\s*[12]\s*[^\d\s]?\s*0\s*$|\d[.,]\d+\s*(?:год|час|h)/u;

/** What a single sign means when it is all there is: look-alikes of the digits and the plus and minus of chats. */
const ALONE = new Map<string, ReadReply>([
	...["о", "o"].map((sign) => [sign, CANNOT] as const),
	...["l", "i", "і", "|"].map((sign) => [sign, COMING] as const),
	...["-", "–", "—", "−"].map((sign) => [sign, CANNOT] as const),
	// «+1» is "me too", not one minute.
	["+1", COMING],
	["*", { kind: "repeat" }],
]);

type Sense =
	| Answer
	| Destination
	| "notDriving"
	| "afterAllClear"
	| "atStation"
	| "departed"
	| "onScene"
	| "repeat"
	| "filler"
	| "unknown"
	/** «хв», «год»: what the number beside it counts. */
	| "minutes"
	| "hours"
	/** «через», «in»: the number behind it is a time. */
	| "in";

/** Phrases people type, by what they say. A longer phrase is read before a shorter one, so «не їду» before «їду». */
const UKRAINIAN: readonly (readonly [readonly Sense[], string])[] = [
	[
		["responding"],
		`їду | іду | иду | йду | еду | єду | їдемо | їдем | едем | йдемо | йдем | ідемо | їхатиму | поїду | піду | приїду | прийду | прибуду
		під'їду | підійду | підбіжу | біжу | бегу | лечу | мчу | виїжджаю | выезжаю | виїзжаю | виходжу | виїхав | виїхала | вийшов | вийшла | виїду | вирушаю | рушаю | збираюся | збираюсь
		буду | будем | будемо | можу | могу | зможу | смогу | так | так точно | да | ага | угу | ок | окей | ok | okay | добре | гаразд | звісно | звичайно | конєчно | конечно
		можу їхати | можу приїхати | можу прийти | можу бути | зможу приїхати | зможу прийти | зможу бути | готовий їхати | готова їхати
		в дорозі | у дорозі | по дорозі | в пути | я в дорозі | вже в дорозі`,
	],
	[
		["notResponding"],
		`ні | нє | неа | нет | ніт | не їду | не йду | не еду | не їдем | не їдемо | не поїду | не піду | не приїду | не приеду | не прийду | не прибуду | не виїду
		не можу | не могу | не мож | не зможу | не смогу | не можемо | не буду | не будемо | не вийде | не виходить | не получиться | не получається | не получится | не получается
		не можу їхати | не можу поїхати | не можу приїхати | не можу прийти | не можу бути | не можу виїхати | не могу ехать | не могу приехать | не зможу їхати | не зможу приїхати | не зможу прийти | не зможу бути | не буду їхати
		не встигну | не встигаю | не встигнемо | не успею | не успеваю | не успію | не поспіваю
		не маю змоги | не маю можливості | нема змоги | нема можливості | немає змоги | немає можливості | нет возможности
		неїду | нейду | неможу | немогу | незможу | невстигну | невстигаю | небуду | пас | без мене | без меня | відмовляюсь | відмовляюся`,
	],
	[
		["later"],
		`пізніше | пізніш | позже | попозже | згодом | потім | потом | буду пізніше | їду пізніше | поїду пізніше | приїду пізніше | прийду пізніше | під'їду пізніше | підійду пізніше
		підтягнусь пізніше | підтягнуся пізніше | підтягнусь | підтягнуся | виїду пізніше | можу пізніше | зможу пізніше | зможу приїхати пізніше | можу приїхати пізніше | пізніше буду | пізніше приїду | пізніше під'їду | пізніше прийду | пізніше зможу
		буду позже | приеду позже | подъеду позже | подойду позже | позже буду | позже приеду | смогу позже | трохи пізніше | трошки пізніше | чуть позже | не зараз пізніше`,
	],
	[
		["later", "afterAllClear"],
		`після відбою | після відбою тривоги | після відбою повітряної тривоги | після тривоги | після повітряної тривоги | після отбою | можу після відбою | зможу після відбою | буду після відбою | їду після відбою | поїду після відбою | приїду після відбою | прийду після відбою
		можу після тривоги | зможу після тривоги | буду після тривоги | їду після тривоги | поїду після тривоги | приїду після тривоги | прийду після тривоги | можу після відбою тривоги | зможу після відбою тривоги | буду після відбою тривоги | можу після відбою повітряної тривоги | можу після повітряної тривоги
		після отбоя | после отбоя | после тревоги | буду после отбоя | могу после отбоя | смогу после отбоя | приеду после отбоя | как отбой | як відбій | як дадуть відбій | коли дадуть відбій | по відбою | тільки після відбою`,
	],
	[
		["notDriving"],
		`не водієм | не водій | не водіем | не водителем | не водитель | не за кермом | не за кермо | не за рулем | не за руль | не сяду за кермо | не сідаю за кермо | не поведу | без керма | тільки не водієм | тільки не за кермо | тільки не за кермом
		лише не водієм | але не водієм | но не водителем | але не за кермом | але не за кермо | не як водій | водієм не буду | за кермо не сяду | за кермом не буду | за кермо не сідаю | за руль не сяду | не можу бути водієм але їду | їду але не можу бути водієм`,
	],
	[
		["responding", "scene"],
		`одразу на пожежу | зразу на пожежу | відразу на пожежу | прямо на пожежу | сразу на пожар | прямо на пожар | одразу на місце | зразу на місце | відразу на місце | прямо на місце | сразу на место | прямо на место | одразу туди | зразу туди | прямо туди
		одразу до пожежі | прямо до пожежі | напряму на пожежу | напряму на місце`,
	],
	[
		["scene"],
		`на пожежу | на пожар | на місце | на место | на місце пожежі | до пожежі | на вогонь | на возгорание`,
	],
	[
		["station"],
		`в депо | у депо | до депо | на депо | на станцію | до станції | на базу | в частину | у частину | до частини | в часть | до гаража | в гараж | у гараж`,
	],
	[
		["atStation"],
		`я в депо | я у депо | вже в депо | вже у депо | уже в депо | уже у депо | я вже в депо | я вже у депо | я уже в депо | прибув в депо | прибула в депо | прибув у депо | прибула у депо | прийшов в депо | прийшла в депо | ми в депо | ми у депо | ми вже в депо
		приїхав в депо | приїхала в депо | приїхав у депо | приїхала у депо | я на станції | я на базі | вже на базі | уже на базі | я в частині | я у частині | вже в частині | я в части | уже в части | я біля депо`,
	],
	[
		["departed"],
		`виїхали | ми виїхали | вже виїхали | уже виїхали | ми вже виїхали | виїхали на пожежу | ми виїхали на пожежу | вже виїхали на пожежу | виїхали з депо | машина виїхала | екіпаж виїхав | выехали | мы выехали | уже выехали | вирушили | ми вирушили`,
	],
	[
		["onScene"],
		`на пожежі | ми на пожежі | я на пожежі | вже на пожежі | уже на пожежі | ми вже на пожежі | я вже на пожежі | прибули на пожежу | прибув на пожежу | прибула на пожежу | прибули на місце пожежі | на пожаре | мы на пожаре | уже на пожаре | на місці пожежі | ми на місці пожежі`,
	],
	[
		["repeat"],
		`повтори | повторіть | повторити | повтор | ще раз | ще раз будь ласка | повторіть будь ласка | повтори будь ласка | не почув | не почула | не розчув | не розчула | повторите | еще раз`,
	],
	[
		["minutes"],
		`хв | хвил | хвл | хви | хвилин | хвилини | хвилину | хвилинок | хвилинки | мин | мін | минут | минуты | минуту | мінут | мінути | минуток`,
	],
	[
		["hours"],
		`год | година | години | годину | годин | час | часа | часов | годинки | годинку`,
	],
	[["in"], `через | за | протягом | десь через | десь за | чрз`],
	[
		["filler"],
		`я | ми | мы | вже | уже | ужє | зараз | щас | сейчас | але | та | то | а | і | й | но | ну | десь | приблизно | примерно | орієнтовно | близько | около | максимум | до | хай буде
		будь ласка | дякую | спасибі | спасибо | хлопці | вибачте | вибач | пробачте | сорі | перепрошую | на жаль | нажаль | шкода | привіт | доброї ночі | добрий вечір | добрий день | доброго дня | доброго ранку | слава україні
		машиною | на машині | авто | автом | велосипедом | на велосипеді | велом | пішки | пішком | бігом | своїм ходом | своєю машиною | своїм авто | швидко | терміново | негайно | одразу | зразу | відразу | сразу
		з дому | з хати | з роботи | з поля | з міста | з траси | на роботі | на работе | на зміні | у полі | не вдома | не дома | далеко | хворий | хвора | болею | за кордоном | у місті | в місті | у відрядженні | у відпустці | в лікарні | у лікарні
		сьогодні | сегодня | зі мною ключ | ключ у мене | беру ключ | візьму ключ | з ключем`,
	],
	[
		["responding"],
		`їду водієм | їду за кермом | їду за кермо | водієм їду | еду водителем`,
	],
	// "Not now" and the like are no answer, though half of them look like one.
	[
		["unknown"],
		`не зараз | не сейчас | не водієм не можу | не на пожежу | не на пожежі | не в депо | не одразу | не машиною | не пішки`,
	],
];

const ENGLISH: readonly (readonly [readonly Sense[], string])[] = [
	[
		["responding"],
		`yes | yeah | yep | yup | ok | okay | sure | coming | i am coming | im coming | i come | going | i am going | im going | i will come | ill come | will come | can come | i can come | i can | responding | on my way | im on my way | i am on my way | omw | on the way | en route | be there | will be there | i will be there | ill be there | be there in`,
	],
	[
		["notResponding"],
		`no | nope | nah | not coming | im not coming | i am not coming | not going | im not going | i am not going | cannot | can not | cant | i cannot | i cant | cannot come | can not come | cant come | i cannot come | i cant come | cant make it | i cant make it | cannot make it | wont come | will not come | i wont come | i will not come | not responding | unable | unable to come | not able to come | wont make it`,
	],
	[
		["later"],
		`later | coming later | will come later | i will come later | ill come later | can come later | i can come later | be there later | will be there later | ill be there later | will be later | not now later`,
	],
	[
		["later", "afterAllClear"],
		`after all clear | after the all clear | after the air raid | after the raid | after the alert | can come after the all clear | i can after the all clear | i can come after the all clear | coming after the all clear | i can after the air raid | i can come after the air raid | coming after the air raid`,
	],
	[
		["notDriving"],
		`not driving | but not driving | im not driving | but im not driving | not as driver | not as a driver | but not as driver | cannot drive but coming | coming but cannot drive | coming but cant drive | wont drive | will not drive`,
	],
	[
		["responding", "scene"],
		`straight to scene | straight to the scene | direct to scene | directly to scene | directly to the scene | straight to the fire | straight to fire | directly to the fire`,
	],
	[["scene"], `to scene | to the scene | to the fire`],
	[["station"], `to station | to the station`],
	[
		["atStation"],
		`at station | at the station | im at the station | i am at the station | im at station | i am at station | already at the station`,
	],
	[
		["departed"],
		`departed | we departed | we have departed | we left | we have left the station | left the station | we left the station`,
	],
	[
		["onScene"],
		`on scene | on the scene | we are on scene | im on scene | i am on scene | at the fire | we are at the fire | im at the fire | arrived on scene`,
	],
	[["repeat"], `repeat | repeat please | please repeat | again | say again`],
	[["minutes"], `min | mins | minute | minutes | minuts`],
	[["hours"], `hour | hours | hrs | hr`],
	[["in"], `in | within | eta | in about`],
	[
		["filler"],
		`i | am | im | we | and | but | now | already | about | please | thanks | thank you | sorry | hello | hi | by car | by bike | on foot | from work | from home | at work | sick | ill | away`,
	],
];

/** The letters of the sound; the phrases below are folded by them when the file is loaded. */
const LATIN_OF_CYRILLIC = new Map(
	Object.entries({
		а: "a",
		б: "b",
		в: "v",
		г: "h",
		ґ: "h",
		д: "d",
		е: "e",
		є: "e",
		ё: "e",
		э: "e",
		ж: "z",
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
		ч: "c",
		ш: "s",
		щ: "sc",
		ь: "",
		ъ: "",
		ю: "u",
		я: "a",
	}),
);

/** What a Latin letter inside a Cyrillic word was meant to be, where that is not its own sound. */
const LOOK_ALIKES = new Map(
	Object.entries({ y: "u", h: "n", b: "v", p: "r", c: "s", x: "h" }),
);

/** Numbers in words, as they are typed after «їду». */
const NUMBERS = new Map<string, number>(
	Object.entries({
		одну: 1,
		дві: 2,
		две: 2,
		два: 2,
		три: 3,
		чотири: 4,
		четыре: 4,
		"п'ять": 5,
		пять: 5,
		шість: 6,
		шесть: 6,
		сім: 7,
		семь: 7,
		вісім: 8,
		восемь: 8,
		"дев'ять": 9,
		девять: 9,
		десять: 10,
		дванадцять: 12,
		двенадцать: 12,
		"п'ятнадцять": 15,
		пятнадцать: 15,
		двадцять: 20,
		двадцать: 20,
		"двадцять п'ять": 25,
		тридцять: 30,
		тридцать: 30,
		сорок: 40,
		five: 5,
		ten: 10,
		fifteen: 15,
		twenty: 20,
		thirty: 30,
	}).map(([words, number]) => [foldPhrase(words), number]),
);

const SPANS = new Map<string, number>(
	Object.entries({
		"пів години": 30,
		"пів годинки": 30,
		півгодини: 30,
		півгодинки: 30,
		полчаса: 30,
		"пол часа": 30,
		"через годину": 60,
		"за годину": 60,
		"через час": 60,
		"півтори години": 90,
		"полтора часа": 90,
		"чверть години": 15,
		"half an hour": 30,
		"half hour": 30,
		"an hour": 60,
	}).map(([words, minutes]) => [foldPhrase(words), minutes]),
);

type Phrases = Map<string, readonly Sense[]>;

const UKRAINIAN_PHRASES = phrasesOf(UKRAINIAN);
const ENGLISH_PHRASES = phrasesOf(ENGLISH);
const LONGEST_PHRASE = 7;

/** Every phrase that by itself is an answer, as it is listed here; none may be a carrier's opt-out word. */
export const ANSWER_PHRASES: readonly string[] = [...UKRAINIAN, ...ENGLISH]
	.filter(([senses]) =>
		senses.some((sense) =>
			["responding", "notResponding", "later", "notDriving"].includes(sense),
		),
	)
	.flatMap(([, phrases]) => split(phrases));

function phrasesOf(
	listed: readonly (readonly [readonly Sense[], string])[],
): Phrases {
	return new Map(
		listed.flatMap(([senses, phrases]) =>
			split(phrases).map((phrase) => [foldPhrase(phrase), senses] as const),
		),
	);
}

function split(phrases: string): string[] {
	return phrases.split(/[|\n]/).flatMap((phrase) => phrase.trim() || []);
}

function foldPhrase(phrase: string): string {
	return phrase
		.split(" ")
		.map((word) => fold(plainText(word)))
		.join(" ");
}

/** Lower case, one form per character, without apostrophes, stress marks and the parts emoji are glued of. */
function plainText(text: string): string {
	return text
		.toLowerCase()
		.normalize("NFKC")
		.toLowerCase()
		.normalize("NFC")
		.replace(/[\p{M}\p{Cf}\p{Emoji_Modifier}]/gu, "")
		.replace(/['’‘ʼ`´′ʹ]/gu, "")
		.trim();
}

/** Signs that are words. Others of their kind decorate and are dropped. */
const SAYS_YES = /👍|👌|✅|☑|✔|🆗/gu;
const SAYS_NO = /👎|❌|🚫|⛔|✖|🙅/gu;

type Token =
	| { kind: "number"; value: number; digits: boolean }
	| { kind: "word"; folded: string; latin: boolean; raw: string }
	/** A comma, a full stop, an emoji: no phrase reaches over it, «не, їду» is not «не їду». */
	| { kind: "pause" }
	/** «%», «@», «$»: they change what stands beside them, «їду 100%» is not a hundred minutes. */
	| { kind: "sign" };

function tokensOf(plain: string): Token[] {
	const text = plain
		.replace(SAYS_YES, " + ")
		.replace(SAYS_NO, " ні ")
		// Which incident is meant is read by `incidentNumberIn`.
		.replace(/[#№]\s*\d+/gu, " , ")
		// A range promises its end: «10-15 хв», «їду 5-10».
		.replace(
			/(\d+)\s*[-–—]\s*(\d+)(?=\s*(?:хв|мин|мін|min))|(?<=\p{L}\s*)(\d+)\s*[-–—]\s*(\d+)/gu,
			(range, from, to, otherFrom, otherTo) =>
				Number(from ?? otherFrom) < Number(to ?? otherTo)
					? ` ${to ?? otherTo} `
					: range,
		)
		// A hyphen inside words is a typist's space.
		.replace(/(?<=\p{L})-(?=\p{L})/gu, " ");
	return [...text.matchAll(/\d+|\p{L}+|[^\d\p{L}\s]/gu)].map(([match]) =>
		tokenOf(match),
	);
}

const DECORATION = /^(?![%&@#])[\p{P}\p{So}\p{Extended_Pictographic}~≈=^<>]$/u;

function tokenOf(match: string): Token {
	if (/^\d/.test(match))
		return { kind: "number", value: Number(match), digits: true };
	if (match === "+")
		return { kind: "word", folded: "tak", latin: false, raw: "+" };
	if (DECORATION.test(match)) return { kind: "pause" };
	if (!/^\p{L}/u.test(match)) return { kind: "sign" };
	return {
		kind: "word",
		folded: fold(match),
		latin: !/\p{Script=Cyrillic}/u.test(match),
		raw: match,
	};
}

/**
 * A word by its sound, in as few Latin letters as tell our phrases apart: both
 * scripts and every usual transliteration of a word come out the same, and a
 * long-drawn «їдууу» too.
 */
function fold(word: string): string {
	const cyrillic = /\p{Script=Cyrillic}/u.test(word);
	const letters = [...word].map(
		(letter) =>
			LATIN_OF_CYRILLIC.get(letter) ??
			(cyrillic ? LOOK_ALIKES.get(letter) : undefined) ??
			letter,
	);
	return letters
		.join("")
		.replace(/shch|sch/g, "sc")
		.replace(/sh/g, "s")
		.replace(/ch/g, "c")
		.replace(/zh/g, "z")
		.replace(/kh|x/g, "h")
		.replace(/ts/g, "c")
		.replace(/[yj]/g, "i")
		.replace(/i+(?=[aeu])/g, "")
		.replace(/g/g, "h")
		.replace(/w/g, "v")
		.replace(/(.)\1+/gu, "$1");
}

type Signals = {
	senses: Set<Sense>;
	/** Minutes somebody named as minutes, and bare second numbers. */
	minutes: number[];
	/** A time was named as such, so it is a promise by itself. */
	timed: boolean;
};

/** Everything the text says, or `undefined` as soon as something in it is not understood. */
function signalsOf(tokens: readonly Token[]): Signals | undefined {
	const signals: Signals = { senses: new Set(), minutes: [], timed: false };
	const words = tokens.filter((token) => token.kind !== "pause").length;
	for (let at = 0; at < tokens.length; ) {
		const token = tokens[at];
		if (token?.kind === "pause") {
			at++;
			continue;
		}
		const used =
			readSpan(tokens, at, signals) ||
			readCode(tokens, at, signals) ||
			readPhrase(tokens, at, signals) ||
			readNo(token, words, signals);
		if (used === 0) return undefined;
		at += used;
	}
	return signals;
}

/** «10 хв», «1 год 20 хв», «хвилин 10», «через 10», «пів години», and a bare second number. */
function readSpan(
	tokens: readonly Token[],
	at: number,
	signals: Signals,
): number {
	const { number, from } = leadIn(tokens, at);
	const named =
		longest(tokens, at, (key) => SPANS.get(key)) ??
		longest(tokens, from, (key) => SPANS.get(key));
	if (named) {
		signals.minutes.push(named.found);
		signals.timed = true;
		return named.behind - at;
	}
	if (!number) return 0;
	const behind = from + number.length;
	const unit = unitAt(tokens, behind);
	if (unit) {
		const hours = unit === "hours" ? number.value : 0;
		const rest = hours > 0 ? numberAt(tokens, behind + 1) : undefined;
		const restBehind = behind + 1 + (rest?.length ?? 0);
		if (rest && unitAt(tokens, restBehind) === "minutes") {
			signals.minutes.push(hours * 60 + rest.value);
			signals.timed = true;
			return restBehind + 1 - at;
		}
		signals.minutes.push(unit === "hours" ? hours * 60 : number.value);
		signals.timed = true;
		return behind + 1 - at;
	}
	if (from > at) {
		signals.minutes.push(number.value);
		signals.timed = true;
		return behind - at;
	}
	return 0;
}

/** The number at this place, behind «через» or an approximate «хвилин» when they stand there. */
function leadIn(
	tokens: readonly Token[],
	at: number,
): { number: NumberAt | undefined; from: number } {
	let from = at;
	if (unitAt(tokens, from) === "minutes") from++;
	const before = longest(tokens, from, (key, latin) =>
		sensesOf(key, latin)?.[0] === "in" ? true : undefined,
	);
	if (before) from += before.length;
	while (from > at && isFiller(tokens[from])) from++;
	return { number: numberAt(tokens, from), from };
}

type NumberAt = { value: number; length: number; digits: boolean };

function numberAt(tokens: readonly Token[], at: number): NumberAt | undefined {
	const token = tokens[at];
	if (token?.kind === "number")
		return { value: token.value, length: 1, digits: true };
	const named = longest(tokens, at, (key) => NUMBERS.get(key));
	return named && { value: named.found, length: named.length, digits: false };
}

function unitAt(
	tokens: readonly Token[],
	at: number,
): "minutes" | "hours" | undefined {
	const token = tokens[at];
	if (token?.kind !== "word") return undefined;
	const sense = sensesOf(token.folded, token.latin)?.[0];
	return sense === "minutes" || sense === "hours" ? sense : undefined;
}

function isFiller(token: Token | undefined): boolean {
	return (
		token?.kind === "word" &&
		sensesOf(token.folded, token.latin)?.[0] === "filler"
	);
}

/** The first number is the code of an answer, every further one is minutes; «не можу 0» says the code again. */
function readCode(
	tokens: readonly Token[],
	at: number,
	signals: Signals,
): number {
	const number = numberAt(tokens, at);
	if (!number) return 0;
	const first = signals.senses.size === 0 && signals.minutes.length === 0;
	const code = number.digits
		? ANSWER_OF_CODE.get(String(number.value))
		: undefined;
	const again =
		code !== undefined && code !== "responding" && signals.senses.has(code);
	if (code && (first || again)) signals.senses.add(code);
	else signals.minutes.push(number.value);
	return number.length;
}

function readPhrase(
	tokens: readonly Token[],
	at: number,
	signals: Signals,
): number {
	const phrase = longest(tokens, at, sensesOf);
	if (!phrase) return 0;
	// A unit without its number, «через» without a time: something was left out, or misread.
	const [sense] = phrase.found;
	if (sense === "minutes" || sense === "hours" || sense === "in") return 0;
	if (sense === "unknown") return 0;
	for (const found of phrase.found) signals.senses.add(found);
	return phrase.length;
}

/** «нє» is a no of its own; «не» only when nothing else is said, since it turns whatever follows. */
function readNo(
	token: Token | undefined,
	words: number,
	signals: Signals,
): number {
	if (token?.kind !== "word" || token.folded !== "ne") return 0;
	if (!/^(?:нє+|неє+|nie|nye|nje)$/.test(token.raw) && words > 1) return 0;
	signals.senses.add("notResponding");
	return 1;
}

function sensesOf(key: string, latin: boolean): readonly Sense[] | undefined {
	return (
		(latin ? ENGLISH_PHRASES.get(key) : undefined) ?? UKRAINIAN_PHRASES.get(key)
	);
}

/** The longest run of words from here on that means something, and how many tokens it takes. */
function longest<Found>(
	tokens: readonly Token[],
	at: number,
	meaning: (key: string, latin: boolean) => Found | undefined,
): { found: Found; length: number; behind: number } | undefined {
	let key = "";
	let latin = true;
	let best: { found: Found; length: number; behind: number } | undefined;
	for (let length = 1; length <= LONGEST_PHRASE; length++) {
		const token = tokens[at + length - 1];
		if (token?.kind !== "word") break;
		key = length === 1 ? token.folded : `${key} ${token.folded}`;
		latin &&= token.latin;
		const found = meaning(key, latin);
		if (found !== undefined) best = { found, length, behind: at + length };
	}
	return best;
}

// --- an answer, and words behind it ------------------------------------------------

/** Where an answer may end and words begin: a comma, a full stop, a line, a dash, or behind its minutes. */
const BETWEEN = /[,.;!](?=\s|\p{L})|\s[-–—]\s|\n/gu;
const BEHIND_MINUTES =
	/(?<=(?:\p{L}[\s,]*|(?:^|\s)[12][\s,]+)\d{1,3}(?:\s*(?:хв|мин|мін|min)\p{L}*\.?)?)\s+(?=\p{L})/giu;

/** «Їду 10, беру рукав» → the answer and «беру рукав»; undefined as soon as anything is doubtful. */
function withWords(text: string): ReadReply | undefined {
	const places = [...text.matchAll(BETWEEN), ...text.matchAll(BEHIND_MINUTES)]
		.map((found) => ({
			at: found.index,
			behind: found.index + found[0].length,
		}))
		.sort((a, b) => a.at - b.at);
	for (const { at, behind } of places) {
		const read = readWhole(text.slice(0, at));
		const note = text.slice(behind).trim();
		if (read?.kind !== "answer") continue;
		if (read.etaMinutes === undefined && isWeak(text.slice(0, at))) continue;
		if (addsOnly(tokensOf(plainText(note)), read.answer))
			return { ...read, note };
	}
	return undefined;
}

function readWhole(text: string): ReadReply | undefined {
	const signals = signalsOf(tokensOf(plainText(text)));
	return signals && meaningOf(signals);
}

/** «Так, бачу дим», «ок, скажу Івану»: alone they answer «Їдете?», with more words they may answer anything. */
function isWeak(text: string): boolean {
	const said = tokensOf(plainText(text)).flatMap((token) =>
		token.kind === "word" && !isFiller(token) ? token.folded : [],
	);
	const code = /\d/.test(text);
	return !code && WEAK.has(said.join(" "));
}

const wordSet = (words: string): ReadonlySet<string> =>
	new Set(words.split(/\s+/).map(foldPhrase));

const WEAK: ReadonlySet<string> = new Set(
	split(
		`так | так точно | да | ага | угу | ок | окей | ok | okay | добре | гаразд | звісно | звичайно | конєчно | конечно | можу | могу | зможу | смогу
		не | ні | нє | неа | нет | ніт | пас | потім | потом | згодом | yes | yeah | yep | yup | sure | i can | no | nope | nah`,
	).map(foldPhrase),
);

/** Words that may turn, limit or question what was said before them. */
const DOUBTFUL = wordSet(
	`не ні нє неа нет ніт ані без нема немає нету неможливо нельзя нікого ніхто никто нічого ничего нікуди ніколи нескоро незнаю нетреба ненадо чи або или якщо якшо если якби хіба хібащо може можливо мабуть наверно напевно ймовірно навряд певно здається думаю
	сподіваюсь сподіваюся надіюсь спробую спробуєм постараюсь постараюся попробую попробуем жарт жартую шучу шутка тому назад
	але но однак проте тільки лише лиш только поки пока доки покищо коли когда як тількино після после перед спочатку спершу сначала потім потом пізніше позже згодом
	хто кто що шо што где де куди куда скільки сколько чому почему навіщо зачем який яка яке
	чекайте чекай почекайте зачекайте ждите скасуйте скасувати скасовую відміна отмена стоп передумав передумала дзвоніть подзвоніть перезвоніть перезвоню передзвоню
	dont not no nor if maybe perhaps probably might but only unless when while after before until or try trying hope think guess joking who what where why how which cancel wait stop ago later call`,
);

/** Nothing in it is a number, a sign, a doubt, or says anything else than the answer it stands behind. */
function addsOnly(tokens: readonly Token[], answer: Answer): boolean {
	let hasWords = false;
	for (let at = 0; at < tokens.length; ) {
		const token = tokens[at];
		if (token?.kind === "pause") {
			at++;
			continue;
		}
		if (token?.kind !== "word" || DOUBTFUL.has(token.folded)) return false;
		if (numberAt(tokens, at) || longest(tokens, at, (key) => SPANS.get(key)))
			return false;
		const phrase = longest(tokens, at, sensesOf);
		// «За бензином», «через міст»: without a number no time.
		const harmless = ["filler", "in", answer];
		if (phrase?.found.some((sense) => !harmless.includes(sense))) return false;
		hasWords = true;
		at += phrase?.length ?? 1;
	}
	return hasWords;
}

const MARK_SENSES = ["atStation", "departed", "onScene"] as const;
const ANSWER_SENSES = ["responding", "notResponding", "later"] as const;

/** One meaning for all that was said, or a note when it says two things or nothing. */
function meaningOf({ senses, minutes, timed }: Signals): ReadReply {
	const answers: Answer[] = ANSWER_SENSES.filter((answer) =>
		senses.has(answer),
	);
	const marks = MARK_SENSES.filter((mark) => senses.has(mark));
	const details = ["scene", "station", "notDriving"] as const;
	const detailed =
		minutes.length > 0 || details.some((detail) => senses.has(detail));
	if (marks.length > 0 || senses.has("repeat")) {
		if (answers.length > 0 || detailed) return NOTE;
		if (marks.length + Number(senses.has("repeat")) > 1) return NOTE;
		return marks[0] ? { kind: "mark", mark: marks[0] } : { kind: "repeat" };
	}
	if (answers.length === 0 && (timed || senses.has("notDriving")))
		answers.push("responding");
	const [answer] = answers;
	if (!answer || answers.length > 1) return NOTE;
	if (answer === "notResponding" && detailed) return NOTE;
	return answerWith(answer, senses, minutes);
}

function answerWith(
	answer: Answer,
	senses: ReadonlySet<Sense>,
	minutes: readonly number[],
): ReadReply {
	const [etaMinutes] = minutes;
	if (minutes.length > 1) return NOTE;
	if (etaMinutes !== undefined && etaMinutes > LONGEST_ETA_MINUTES) return NOTE;
	if (senses.has("scene") && senses.has("station")) return NOTE;
	return {
		kind: "answer",
		answer,
		...(etaMinutes !== undefined && { etaMinutes }),
		...(senses.has("notDriving") && { notDriving: true }),
		...(senses.has("scene") && { to: "scene" as const }),
		...(senses.has("station") && { to: "station" as const }),
		...(answer === "later" &&
			senses.has("afterAllClear") && { afterAllClear: true as const }),
	};
}

/**
 * What a stranger's words are: of a fire, that it is out, a slip, a greeting, or nothing
 * one could tell.
 *
 * A fire taken for a greeting burns on; a greeting taken for a fire wakes one chief. So
 * whatever speaks of fire or harm is one, and what says nothing of it is asked about.
 */
import type { IncidentType } from "./kinds.ts";
import { soundOf } from "./raising.ts";

export type ResidentSays =
	| { kind: "fire"; type?: IncidentType }
	/** «Загасили», «не горить». */
	| { kind: "out" }
	/** «Помилка», «натиснули випадково». */
	| { kind: "mistake" }
	| { kind: "yes" | "no" }
	/** A greeting, thanks, a wish to join. */
	| { kind: "talk" }
	/** «Де горить?» */
	| { kind: "asks" }
	/** A place, a name: nothing that burns, nothing that does not. */
	| { kind: "unclear" };

export function readResident(text: string): ResidentSays {
	const line = text.normalize("NFC").replace(/\s+/gu, " ").trim();
	const said = [...line.matchAll(/[\p{L}\p{N}'’ʼ]+|[.,;:!?]/gu)].map(([word]) =>
		soundOf(word.replace(/[’ʼ]/gu, "'")),
	);
	const words = said.filter((word) => !STOPS.has(word));
	if (words.length === 0)
		return { kind: /[🔥💥💨🚒]/u.test(line) ? "fire" : "talk" };
	const burns = lastIndex(
		said,
		(word, at) => isFire(word) && !isDenied(said, at),
	);
	const isOut = lastIndex(said, (word, at) =>
		isFire(word)
			? isDenied(said, at)
			: OUT.test(word) && !NOT.has(said[at - 1] ?? ""),
	);
	if (burns < 0 && SLIP.test(words.join(" "))) return { kind: "mistake" };
	if (isOut > burns) return { kind: "out" };
	if (burns < 0 && words.some((word) => JOINS.test(word)))
		return { kind: "talk" };
	if (asks(line, words)) return { kind: "asks" };
	if (words.every((word) => YES.has(word))) return { kind: "yes" };
	if (burns >= 0) return fireOf(said);
	if (words.every((word) => NO.has(word))) return { kind: "no" };
	return { kind: words.every((word) => TALK.has(word)) ? "talk" : "unclear" };
}

const STOPS: ReadonlySet<string> = new Set(".,;:!?");
const SLIP = /хибн|помил|випадков|не туди|mistake|by accident|wrong/u;

const setOf = (words: string): ReadonlySet<string> =>
	new Set(words.trim().split(/\s+/));

/** As people write it in a hurry: also in Russian, in English, in Latin letters. */
const FIRE = new RegExp(
	`^(${[
		"пожеж(а|і|у|ею|ам)?|пожар(а|у|ы|е)?",
		"(за|під|ви|об|роз|з)?гор(ить|ять|ит|ят|іла|іло|ів|іли|ело|ела|иться|имо)|спалю(є|ють)|спалах\\p{L}*|(за|по)?гас(ити|имо|ять)|рятуй|рятуйте|спасіть|горіння|загор[іяо]\\p{L}*|займ(ається|ання|ається)|зайнял(ася|ось|ося|ися)",
		"(за|роз|під)?пала(є|ють|ло|ла)|(за|під)?пал(ять|ить|ає|ив|или|яться|иться)|підпал\\p{L}*",
		"(за|на)?дим(у|ом|ить|ять|ить|иться|ає|ів|лять|но)?|задимлен\\p{L}*|дым|дыма|дымит",
		"вог(онь|ню|нем|ні|нище)|огонь|огня|полум'?(я|ям|ї)|пламя|жевріє|тліє|тліють|іскр(ить|ять|и)",
		"вибух\\p{L}*|вибухн\\p{L}*|взрыв\\p{L}*|приліт|прильот\\p{L}*|прилетіло|влучи\\p{L}*|влучання|обстріл\\p{L}*|шахед\\p{L}*",
		"дтп|аварі(я|ї|ю)|зіткн\\p{L}*|перекину\\p{L}*|тоне|тонуть|потону\\p{L}*|утону\\p{L}*|завали(ло|лась|лося)|газ(у|ом)?|чадн\\p{L}*",
		"fires?|burn\\p{L}*|shelling|shelled|airstrikes?|missiles?|rockets?|prylit|shaheds?|smoke|smoking|flames?|explo\\p{L}*|blast|crash|drowning",
		"pozh?e[jz]h?\\p{L}*|pozhar|(za)?hor(yt|yat|iat|jat|it)|gor(it|yat|yt)|dym|palaye|vohon\\p{L}*|ogon",
	].join("|")})$`,
	"u",
);
const isFire = (word: string): boolean => FIRE.test(word);

/** «не горить», «пожежі немає», «no fire»; «людей немає, горить дах» denies no fire. */
const NOT = setOf("не no not isnt isn't without без");
const NONE = setOf("нема немає нету нет");
const isDenied = (words: readonly string[], at: number): boolean => {
	const before = words[at - 1] ?? "";
	return (
		NOT.has(before) ||
		(NONE.has(before) && !isVerb(words[at] ?? "")) ||
		NONE.has(words[at + 1] ?? "") ||
		(words[at - 2] === "no" && before === "longer")
	);
};
const isVerb = (word: string): boolean =>
	/(ить|ять|їть|ає|ють|ит|ят|ло|имо)$/u.test(word);

const OUT =
	/^((по|за|з|при)гас(ил[иао]?|ло|ла|ли|ив|лий)|(по|за)гашен[оаі]|потуш(ил[иао]?|ив|ен[оаі])|ліквід(ували|овано)|extinguished|out)$/u;

const YES = setOf(
	"так да ага угу горить горит горять палає ще досі сильно сильніше yes yeah yep it is still burning tak",
);
const NO = setOf("ні нет не нє no nope ni");
const TALK = setOf(
	`привіт вітаю здоров здоровенькі здрастуйте привет доброго добрий добре добра дня день ранку ранок вечора вечір ночі
	дякую дуже спасибі спасибо вам всім усім тест перевірка перевіряю це то що хто ви як справи бот ок окей ясно зрозуміло
	слава україні героям hi hello hey good morning evening thanks thank you test ok okay bot who are what this start stop
	pryvit dyakuyu 1 0`,
);
const JOINS =
	/^(приєдна\p{L}*|вступ(ити|аю|ити)|запис(атися|атись|ати|уюся)|доброволь\p{L}*|добровольц\p{L}*|волонтер\p{L}*|запрошенн\p{L}*|join|volunteer\p{L}*|invitation|pryyednat\p{L}*)$/u;

const ASKING = setOf(
	"де що хто коли куди звідки скільки чому чи як яка який які де-небудь where what who when why how is are does",
);
/** «Де горить?», «пожежа?»: whoever asks has seen nothing, or says so when asked back. */
const asks = (line: string, words: readonly string[]): boolean =>
	/[?？]/u.test(line) && (words.length <= 2 || ASKING.has(words[0] ?? ""));

function lastIndex(
	words: readonly string[],
	is: (word: string, at: number) => boolean,
): number {
	for (let at = words.length - 1; at >= 0; at--)
		if (is(words[at] ?? "", at)) return at;
	return -1;
}

function fireOf(words: readonly string[]): ResidentSays {
	const type = typeOf(words);
	return { kind: "fire", ...(type ? { type } : {}) };
}

const TYPES: readonly (readonly [IncidentType, RegExp])[] = [
	[
		"shelling_impact",
		/^(приліт|прильот\p{L}*|прилетіло|влучи\p{L}*|влучання|обстріл\p{L}*|шахед\p{L}*|shelling|shelled|airstrikes?|missiles?|rockets?|prylit|shaheds?)$/u,
	],
	["road_accident", /^(дтп|аварі(я|ї|ю)|зіткн\p{L}*|crash)$/u],
	[
		"rescue",
		/^(тоне|тонуть|потону\p{L}*|утону\p{L}*|завали(ло|лась|лося)|drowning)$/u,
	],
	["hazmat", /^(газ(у|ом)?|чадн\p{L}*)$/u],
	[
		"outbuilding_fire",
		/^(сара(й|ю|ї|ях|єм)|хлів|хлів[іа]|стодол\p{L}*|клун\p{L}*|гараж\p{L}*|shed|barn|garage)$/u,
	],
	[
		"vegetation_fire",
		/^(трав(а|у|и|і|ою)|стерн\p{L}*|сухост\p{L}*|очерет\p{L}*|ліс|лісі|лісосмуг\p{L}*|пол(е|і|я)|торф\p{L}*|солом\p{L}*|сін(о|а|і)|скирт\p{L}*|grass|stubble|field|forest|hay|trava|sternya)$/u,
	],
	[
		"vehicle_fire",
		/^(авто|машин(а|у|и|і)|автомобіл\p{L}*|трактор\p{L}*|комбайн\p{L}*|автобус\p{L}*|вантажівк\p{L}*|car|vehicle|tractor|truck|bus)$/u,
	],
	[
		"industrial_fire",
		/^(склад|складі|завод\p{L}*|цех\p{L}*|елеватор\p{L}*|азс|заправк\p{L}*|пилорам\p{L}*|warehouse|factory)$/u,
	],
	[
		"structure_fire",
		/^(хат(а|у|і|и)|будин(ок|ку|ки)|дім|квартир(а|у|і|и)|дах|покрівл\p{L}*|кухн(я|і|ю)|балкон\p{L}*|house|home|roof|flat|kitchen|khata|hata)$/u,
	],
];

/** «Дим за школою» names no burning school. */
const BESIDE = setOf(
	"за біля коло поруч поряд напроти навпроти перед від до з із near behind by opposite next from past",
);

function typeOf(words: readonly string[]): IncidentType | undefined {
	for (const [at, word] of words.entries()) {
		if (BESIDE.has(words[at - 1] ?? "") || BESIDE.has(words[at - 2] ?? ""))
			continue;
		const found = TYPES.find(([, pattern]) => pattern.test(word));
		if (found) return found[0];
	}
	return undefined;
}

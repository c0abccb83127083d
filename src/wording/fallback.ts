/**
 * What is sent when a text cannot be made: constant words that no template can break.
 *
 * The only words outside locales/*.ftl, on purpose: an alert must leave even when that
 * file is damaged. A test holds the alarm's words equal to those of the locales.
 */
import type { AirState, IncidentType, Locale } from "../core/kinds.ts";
import type { Message, MessageKind } from "../core/message.ts";
import { buttonData, fitsUrlButton } from "./buttons.ts";
import { isAlarm } from "./pieces.ts";
import { compactPlace, cut, shortenPlace } from "./place.ts";
import { withoutScheme } from "./render-sms.ts";
import { keysOf } from "./render-voice.ts";
import type {
	Channelled,
	Reader,
	Rendered,
	RenderedTelegram,
	Surroundings,
} from "./rendered.ts";
import { measure, transliterate } from "./sms.ts";

/** Never throws, whatever the message, the reader's zone or the place hold. */
export function constantWording(
	message: Message,
	channel: Channelled,
	reader: Reader,
	around: Surroundings,
): Rendered {
	const words = WORDS[reader.locale] ?? WORDS.uk;
	const what = [whatOf(message, words), dangerOf(message, words)]
		.filter(Boolean)
		.join(" ");
	const place = compactPlace(String(around.place ?? ""));
	switch (channel) {
		case "telegram":
			return telegram(message, what, around, words);
		case "sms":
			return sms(message, what, place, reader, around, words);
		case "voice":
			return voice(message, what, place, words);
		case "console":
			return {
				channel: "console",
				text: [what, `#${message.number}`, place, around.link]
					.filter(Boolean)
					.join(" "),
			};
	}
}

/** The head of every alarm, by type. Constant here so that the fallback needs nothing; equal to `type-….word`. */
export const ALARM_WORDS: Record<Locale, Record<IncidentType, string>> = {
	uk: {
		structure_fire: "ПОЖЕЖА",
		outbuilding_fire: "ПОЖЕЖА",
		vegetation_fire: "ПОЖЕЖА",
		vehicle_fire: "ПОЖЕЖА",
		industrial_fire: "ПОЖЕЖА",
		road_accident: "ДТП",
		hazmat: "ХІМІЯ",
		shelling_impact: "ОБСТРІЛ",
		rescue: "РЯТУВАННЯ",
		other: "НЕБЕЗПЕКА",
	},
	en: {
		structure_fire: "FIRE",
		outbuilding_fire: "FIRE",
		vegetation_fire: "FIRE",
		vehicle_fire: "FIRE",
		industrial_fire: "FIRE",
		road_accident: "CRASH",
		hazmat: "HAZMAT",
		shelling_impact: "SHELLING",
		rescue: "RESCUE",
		other: "DANGER",
	},
};

type Words = {
	alarm: Record<IncidentType, string>;
	exercise: string;
	test: string;
	mines: string;
	kinds: Record<Exclude<MessageKind, "alert" | "calledBack">, string>;
	airRaid: Record<Exclude<AirState, "none">, string>;
	away: string;
	coming: string;
	cannot: string;
	open: string;
	keys: string;
	prompt: string;
	noted: string;
	goodbye: string;
	language: string;
	voice: string;
};

const WORDS: Record<Locale, Words> = {
	uk: {
		alarm: ALARM_WORDS.uk,
		exercise: "НАВЧАННЯ",
		test: "ПЕРЕВІРКА",
		mines: "МІНИ!",
		kinds: {
			wakeHousehold: "Розбудіть людину",
			askDeparture: "Виїжджаємо під час небезпеки?",
			mayLeave: "Виїзд більше не чекає",
			leftWithoutWord: "ВИЇХАЛИ БЕЗ ДОЗВОЛУ",
			askImpact: "Приліт?",
			gatherAt: "НОВЕ МІСЦЕ ЗБОРУ",
			allClear: "Повітряної тривоги немає. Їдете?",
			householdFreed: "Вам можна лишитися вдома",
			askRaiser: "Самі їдете?",
			answerReceived: "Відповідь прийнято",
			corrected: "УТОЧНЕНО",
			askAtStation: "Вас чекають у депо",
			seatOpened: "Ваше місце віддали іншим",
			reserve: "РЕЗЕРВ",
			standDown: "ВІДБІЙ ВИЇЗДУ",
			sameFire: "Та сама подія",
			nobodyReached: "НЕ ДІЙШЛО НІ ДО КОГО",
			falseAlarm: "ХИБНИЙ ВИКЛИК, їхати не треба",
			askSwitch: "Є інша подія. Перейти?",
			askWhich: "Яка подія? Надішліть номер",
			freedForActual: "СПРАВЖНЯ ПОДІЯ",
			fromChief: "Повідомлення начальника",
			askConfirm: "Скликати?",
			incidentOpened: "Нова подія",
			verdictLeaves: "ВИЇЗД",
			verdictNotGathering: "НЕ ЗБИРАЄТЬСЯ",
			humanNeeded: "НЕ ЗБИРАЄТЬСЯ, потрібна людина",
			askDeparted: "Виїхали?",
			askClose: "Завершити?",
			askSecondFire: "Друга подія",
			vehicleDown: "МАШИНА НЕ ЇДЕ",
			cancelProposed: "Начальник пропонує скасувати",
			unreachable: "Не можемо викликати учасника",
			seatGivenUp: "Учасник не встигає",
			askReady: "Машина готова?",
			noteReceived: "Записка від учасника",
			callBack: "Горить зараз?",
			reporterNews: "Телефонуйте 101",
			reporterSays: "Нове від заявника",
			minesFound: "МІНИ ПОРУЧ, з доріг не сходити",
			forObservers: "Для відома",
			stateAsked: "Просимо допомоги",
			inform101: "Повідомте 101",
			helperAsked: "Просимо допомоги технікою",
			helperStoodDown: "Допомога вже не потрібна",
		},
		airRaid: {
			red: "ТРИВОГА!",
			yellow: "жовта тривога",
			unknown: "тривога?",
		},
		away: "Не в депо",
		coming: "Їду",
		cannot: "Не можу",
		open: "Відкрити",
		keys: "Дзвонимо: 1-їду 0-не можу",
		prompt: "Так — натисніть один. Ні — нуль.",
		noted: "Прийнято.",
		goodbye: "До зв'язку.",
		language: "uk-UA",
		voice: "Google.uk-UA-Wavenet-A",
	},
	en: {
		alarm: ALARM_WORDS.en,
		exercise: "EXERCISE",
		test: "TEST",
		mines: "MINES!",
		kinds: {
			wakeHousehold: "Please wake",
			askDeparture: "Leave in spite of the danger?",
			mayLeave: "Departure no longer on hold",
			leftWithoutWord: "LEFT WITHOUT PERMISSION",
			askImpact: "A strike?",
			gatherAt: "GATHER ELSEWHERE",
			allClear: "The air raid is over. Coming?",
			householdFreed: "You may stay at home",
			askRaiser: "Going yourself?",
			answerReceived: "Answer noted",
			corrected: "CORRECTED",
			askAtStation: "You are awaited at the station",
			seatOpened: "Your seat went to others",
			reserve: "RESERVE",
			standDown: "STAND DOWN",
			sameFire: "The same incident",
			nobodyReached: "NOBODY REACHED",
			falseAlarm: "FALSE ALARM, no need to come",
			askSwitch: "Another incident. Switch?",
			askWhich: "Which incident? Send the number",
			freedForActual: "REAL INCIDENT",
			fromChief: "Message from the chief",
			askConfirm: "Call people out?",
			incidentOpened: "New incident",
			verdictLeaves: "LEAVES",
			verdictNotGathering: "NOT GATHERING",
			humanNeeded: "NOT GATHERING, a human is needed",
			askDeparted: "Departed?",
			askClose: "Close it?",
			askSecondFire: "A second incident",
			vehicleDown: "THE VEHICLE CANNOT GO",
			cancelProposed: "The chief proposes to cancel",
			unreachable: "A volunteer cannot be reached",
			seatGivenUp: "A volunteer will not make it",
			askReady: "Is the vehicle ready?",
			noteReceived: "A note from a volunteer",
			callBack: "Is it burning now?",
			reporterNews: "Call 101",
			reporterSays: "News from the reporter",
			minesFound: "MINES NEARBY, stay on the roads",
			forObservers: "For your information",
			stateAsked: "We ask for help",
			inform101: "Please tell 101",
			helperAsked: "Please help: your equipment is needed",
			helperStoodDown: "Help is no longer needed",
		},
		airRaid: {
			red: "AIR RAID!",
			yellow: "air raid: yellow",
			unknown: "air raid?",
		},
		away: "Not at the station",
		coming: "Coming",
		cannot: "Cannot",
		open: "Open",
		keys: "We ring: 1-coming 0-cannot",
		prompt: "Yes: press one. No: zero.",
		noted: "Noted.",
		goodbye: "Goodbye.",
		language: "en-US",
		voice: "Google.en-US-Wavenet-C",
	},
};

function whatOf(message: Message, words: Words): string {
	const said =
		message.kind === "alert" || message.kind === "calledBack"
			? words.alarm[message.incidentType]
			: words.kinds[message.kind];
	if (message.mode === "actual")
		return isAlarm(message) && message.mines !== undefined
			? `${said} ${words.mines}`
			: said;
	const mode = words[message.mode];
	return isAlarm(message) ? mode : `${mode}. ${said}`;
}

/** What a person must not be sent into unawares, even by constant words. */
function dangerOf(message: Message, words: Words): string {
	if (!isAlarm(message) || message.mode === "test") return "";
	const { airRaid, away } = message;
	return [
		airRaid === undefined || airRaid === "none" ? "" : words.airRaid[airRaid],
		away ? words.away : "",
	]
		.filter(Boolean)
		.join(" ");
}

function sms(
	message: Message,
	what: string,
	place: string,
	reader: Reader,
	around: Surroundings,
	words: Words,
): Rendered {
	const latin = reader.smsAlphabet === "latin";
	const where = latin ? transliterate(place) : place;
	// The keys answer «їдете?»; on a chief's call they mean something else and are said by the call itself.
	const keyed =
		reader.phoneKind === "button" && around.reachableByCall && isAlarm(message);
	const tail = keyed ? words.keys : withoutScheme(around.link ?? "");
	const write = (room: number) => {
		const text = [what, `#${message.number}`, shortenPlace(where, room), tail]
			.filter(Boolean)
			.join(" ");
		return latin ? transliterate(text) : text;
	};
	let room = 60;
	while (room > 0 && measure(write(room)).segments > 1) room -= 1;
	const text = write(room);
	const { alphabet, segments } = measure(text);
	return { channel: "sms", text, alphabet, segments };
}

function telegram(
	message: Message,
	what: string,
	around: Surroundings,
	words: Words,
): RenderedTelegram {
	const { token, link } = around;
	const place = cut(String(around.place ?? ""), 300);
	const urlButton = link !== undefined && fitsUrlButton(link);
	const answers =
		token !== undefined && isAlarm(message)
			? [
					[
						{ text: words.coming, data: buttonData(token, "y") },
						{ text: words.cannot, data: buttonData(token, "no") },
					],
				]
			: [];
	const open = urlButton ? [[{ text: words.open, url: link }]] : [];
	const lines = [`${what} #${message.number}`, place, urlButton ? "" : link];
	return {
		channel: "telegram",
		html: lines
			.filter((line) => line)
			.map((line) => escaped(String(line)))
			.join("\n"),
		buttons: [...answers, ...open],
		silent: false,
	};
}

const escaped = (text: string): string =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function voice(
	message: Message,
	what: string,
	place: string,
	words: Words,
): Rendered {
	const keys = keysOf(message);
	const asks = keys["1"] !== undefined && keys["0"] !== undefined;
	return {
		channel: "voice",
		language: words.language,
		voice: words.voice,
		first: `${what.toLowerCase()}! ${shortenPlace(place, 40)}`.trim(),
		prompt: asks ? words.prompt : "",
		keys,
		said: Object.fromEntries(
			Object.keys(keys).map((key) => [key, words.noted]),
		),
		goodbye: words.goodbye,
	};
}

/**
 * Facts the wording tests share: a reader, surroundings, and one message of every kind.
 */
import type { Message, MessageKind } from "../../src/core/message.ts";
import { loadTexts } from "../../src/wording/load.ts";
import {
	createWording,
	type Reader,
	type Surroundings,
} from "../../src/wording/wording.ts";

/** Throws instead of falling back: a test must not pass on constant words. */
export const wording = createWording(loadTexts(), (error) => {
	throw error;
});

export const LINK = "https://dzv.ua/k7Qm2Xw9Rb4t";
export const ROSOKHACH = "Росохач (Чортківська громада), вул. Шевченка, 12";

export const smart: Reader = {
	locale: "uk",
	smsAlphabet: "cyrillic",
	phoneKind: "smart",
	timeZone: "Europe/Kyiv",
};
export const button: Reader = { ...smart, phoneKind: "button" };
export const latin: Reader = { ...smart, smsAlphabet: "latin" };

export const around: Surroundings = {
	place: ROSOKHACH,
	link: LINK,
	token: "k7Qm2Xw9Rb4t",
	reachableByCall: true,
	hasTelegram: true,
};
export const ringNumbers = { yes: "0671234501", no: "0671234500" };

export const about = {
	number: 118,
	incidentType: "structure_fire",
	mode: "actual",
	peopleInDanger: false,
	unconfirmed: false,
} as const;

/** 03:14 in Kyiv, in winter. */
export const AT_03_14 = Date.UTC(2026, 0, 15, 1, 14);

/** At least one message of every kind; the type keeps the list complete. */
const byKind: { [K in MessageKind]: Extract<Message, { kind: K }>[] } = {
	alert: [
		{ ...about, kind: "alert", repeat: false },
		...(["none", "yellow", "red", "unknown"] as const).map((airRaid) => ({
			...about,
			kind: "alert" as const,
			repeat: false,
			airRaid,
		})),
		{ ...about, kind: "alert", repeat: false, airRaid: "red", away: true },
	],
	wakeHousehold: [{ ...about, kind: "wakeHousehold", name: "Микола" }],
	householdFreed: [{ ...about, kind: "householdFreed", name: "Олена" }],
	askRaiser: [{ ...about, kind: "askRaiser" }],
	answerReceived: [
		{
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "station",
			notDriving: false,
			etaAt: AT_03_14,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "station",
			notDriving: true,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "scene",
			notDriving: false,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "scene",
			notDriving: false,
			waitsForDriver: true,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "notResponding",
			to: "station",
			notDriving: false,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "later",
			to: "station",
			notDriving: false,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "station",
			notDriving: false,
			away: true,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "scene",
			notDriving: false,
			waitsForDriver: true,
			away: true,
		},
		{
			...about,
			kind: "answerReceived",
			answer: "later",
			to: "station",
			notDriving: false,
			afterAllClear: true,
		},
	],
	corrected: [
		{
			...about,
			kind: "corrected",
			placeChanged: true,
			oldPlace: "Росохач, вул. Шевченка, 21",
		},
		{ ...about, kind: "corrected", placeChanged: true },
		{
			...about,
			kind: "corrected",
			placeChanged: false,
			peopleInDanger: true,
		},
	],
	askAtStation: [
		{ ...about, kind: "askAtStation" },
		{ ...about, kind: "askAtStation", away: true },
	],
	minesFound: [
		{ ...about, kind: "minesFound", mines: 400 },
		{ ...about, kind: "minesFound", mines: 0, leads: true },
		{ ...about, incidentType: "rescue", kind: "minesFound", mines: 2_350 },
	],
	seatOpened: [
		{ ...about, kind: "seatOpened", by: "noShow" },
		{ ...about, kind: "seatOpened", by: "chief" },
	],
	reserve: [{ ...about, kind: "reserve" }],
	calledBack: [{ ...about, kind: "calledBack" }],
	standDown: [
		{ ...about, kind: "standDown", why: "left" },
		{ ...about, kind: "standDown", why: "stoodDown" },
		{ ...about, kind: "standDown", why: "closed" },
	],
	sameFire: [
		{
			...about,
			kind: "sameFire",
			reported: 119,
			answer: "responding",
			to: "station",
			etaAt: AT_03_14,
		},
		{
			...about,
			kind: "sameFire",
			reported: 119,
			answer: "responding",
			to: "scene",
		},
		{
			...about,
			kind: "sameFire",
			reported: 119,
			answer: "later",
			to: "station",
		},
		{
			...about,
			kind: "sameFire",
			reported: 119,
			answer: "responding",
			to: "station",
			resting: true,
		},
		{
			...about,
			kind: "sameFire",
			reported: 119,
			answer: "responding",
			to: "station",
			away: true,
		},
	],
	falseAlarm: [{ ...about, kind: "falseAlarm" }],
	askSwitch: [{ ...about, kind: "askSwitch", from: 117 }],
	askWhich: [
		{
			...about,
			kind: "askWhich",
			others: [{ number: 119, place: "Росохач, за фермою" }],
		},
	],
	freedForActual: [{ ...about, kind: "freedForActual", from: 117 }],
	fromChief: [
		{ ...about, kind: "fromChief", text: "Беріть рукави, вода є в ставку" },
	],
	askConfirm: [
		{ ...about, kind: "askConfirm", impact: false },
		{ ...about, kind: "askConfirm", impact: true },
		{ ...about, kind: "askConfirm", impact: false, like: "117" },
	],
	incidentOpened: [{ ...about, kind: "incidentOpened", alerted: 9 }],
	verdictLeaves: [
		{ ...about, kind: "verdictLeaves", leavesAt: AT_03_14, coming: 5 },
		{
			...about,
			kind: "verdictLeaves",
			leavesAt: AT_03_14,
			coming: 5,
			waits: "airRaid",
		},
		{
			...about,
			kind: "verdictLeaves",
			leavesAt: AT_03_14,
			coming: 5,
			waits: "impact",
		},
	],
	verdictNotGathering: [
		{
			...about,
			kind: "verdictNotGathering",
			missing: [{ qualification: "driver_c", count: 1 }],
			coming: 4,
			calling: ["Угринь"],
		},
		{
			...about,
			kind: "verdictNotGathering",
			missing: [
				{ qualification: "firefighter", count: 2 },
				{ qualification: "leader", count: 1 },
				{ qualification: "водолаз", count: 1 },
			],
			coming: 1,
			calling: ["Угринь", "Біла"],
		},
	],
	humanNeeded: [
		{
			...about,
			kind: "humanNeeded",
			missing: [{ qualification: "vehicle", count: 1 }],
			coming: 0,
		},
	],
	nobodyReached: [{ ...about, kind: "nobodyReached", asked: 13 }],
	askDeparted: [{ ...about, kind: "askDeparted" }],
	askDeparture: [
		{ ...about, kind: "askDeparture", why: "airRaid", leads: true },
		{ ...about, kind: "askDeparture", why: "impact" },
	],
	mayLeave: (["allowed", "allClear", "unknown"] as const).map((because) => ({
		...about,
		kind: "mayLeave",
		because,
	})),
	leftWithoutWord: [
		{ ...about, kind: "leftWithoutWord", why: "airRaid" },
		{ ...about, kind: "leftWithoutWord", why: "impact" },
	],
	askImpact: [{ ...about, kind: "askImpact" }],
	gatherAt: [
		{ ...about, kind: "gatherAt", where: "station" },
		{ ...about, kind: "gatherAt", where: "staging", away: true },
	],
	allClear: [{ ...about, kind: "allClear" }],
	askClose: [{ ...about, kind: "askClose" }],
	askSecondFire: [{ ...about, kind: "askSecondFire", first: 117 }],
	vehicleDown: [{ ...about, kind: "vehicleDown", calling: ["Угринь"] }],
	cancelProposed: [{ ...about, kind: "cancelProposed" }],
	unreachable: (["optedOut", "blocked", "noChannel", "refused"] as const).map(
		(reason) => ({ ...about, kind: "unreachable", name: "Іван", reason }),
	),
	seatGivenUp: [{ ...about, kind: "seatGivenUp", name: "Іван" }],
	askReady: [
		{ ...about, kind: "askReady", again: false },
		{ ...about, kind: "askReady", again: true },
	],
	forObservers: (["alerted", "left", "closed", "falseAlarm"] as const).map(
		(state) => ({ ...about, kind: "forObservers", state }),
	),
	stateAsked: [{ ...about, kind: "stateAsked" }],
	inform101: [{ ...about, kind: "inform101" }],
	helperAsked: [
		{ ...about, kind: "helperAsked", equipment: ["tractor"] },
		{ ...about, kind: "helperAsked", equipment: ["tractor", "plough"] },
		{ ...about, kind: "helperAsked", equipment: ["barrel"], mines: 400 },
	],
	helperStoodDown: [
		{ ...about, kind: "helperStoodDown", why: "closed" },
		{ ...about, kind: "helperStoodDown", why: "falseAlarm" },
	],
	callBack: [{ ...about, kind: "callBack" }],
	reporterNews: [
		{ ...about, kind: "reporterNews", news: "coming" },
		{ ...about, kind: "reporterNews", news: "coming", minutes: 9 },
		{ ...about, kind: "reporterNews", news: "over" },
		{ ...about, kind: "reporterNews", news: "cancelled" },
	],
	reporterSays: [
		{ ...about, kind: "reporterSays", said: "burning" },
		{ ...about, kind: "reporterSays", said: "out" },
		{ ...about, kind: "reporterSays", said: "mistake" },
		{
			...about,
			kind: "reporterSays",
			said: "differs",
			text: "Це не Шевченка, а Лесі Українки",
		},
	],
	noteReceived: [
		{ ...about, kind: "noteReceived", name: "Іван", text: "беру дружину" },
	],
};
export const everyMessage: Message[] = Object.values(byKind).flat();

/** What sets off siren apps; see people.md. */
export const SIREN_WORDS =
	/ПОЖЕЖА|ДТП|ХІМІЯ|ОБСТРІЛ|РЯТУВАННЯ|НЕБЕЗПЕКА|POZHEZHA|DTP|KHIMIIA|OBSTRIL|RIATUVANNIA|NEBEZPEKA|FIRE|CRASH|HAZMAT|SHELLING|RESCUE|DANGER/;

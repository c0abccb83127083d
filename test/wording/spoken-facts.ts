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
	alert: [{ ...about, kind: "alert", repeat: false }],
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
	askAtStation: [{ ...about, kind: "askAtStation" }],
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
	noteReceived: [
		{ ...about, kind: "noteReceived", name: "Іван", text: "беру дружину" },
	],
};
export const everyMessage: Message[] = Object.values(byKind).flat();

/** What sets off siren apps; see people.md. */
export const SIREN_WORDS =
	/ПОЖЕЖА|ДТП|ХІМІЯ|ОБСТРІЛ|РЯТУВАННЯ|НЕБЕЗПЕКА|POZHEZHA|DTP|KHIMIIA|OBSTRIL|RIATUVANNIA|NEBEZPEKA|FIRE|CRASH|HAZMAT|SHELLING|RESCUE|DANGER/;

/**
 * A message as a call: a first sentence of six seconds at most, what the keys do, what is said back.
 *
 * Keys mean the same on every call to a volunteer: 1 coming, 0 cannot, 2 later, * again.
 */
import type { Message } from "../core/message.ts";
import { asksAfterRaid, gatherArgs, spokenDanger } from "./airRaid.ts";
import type { KeyMeaning } from "./buttons.ts";
import { spokenMines } from "./ground.ts";
import { details, equipmentList, missingList, textOf } from "./pieces.ts";
import { compactPlace, cut, shortenPlace, spokenPlace } from "./place.ts";
import type {
	Args,
	Reader,
	RenderedVoice,
	Surroundings,
	Texts,
} from "./rendered.ts";
import { transliterate } from "./sms.ts";

// About six seconds of slow speech. Longer: a sleeper hangs up before the place; shorter: the place is cut for nothing.
const FIRST_SENTENCE = 80;
// A note read aloud for longer than this is no longer listened to.
const LONGEST_WORDS = 300;

export function renderVoice(
	message: Message,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): RenderedVoice {
	const id = voiceText(message);
	const args = (room: number) =>
		argsOf(message, reader, around, { room, texts });
	const keys = keysOf(message);
	return {
		channel: "voice",
		language: texts.text("voice-language"),
		voice: texts.text("voice-name"),
		first: firstSentence(message, id, args, texts),
		prompt: sentence(
			`${spokenDanger(message, around, texts)} ${spokenMines(message, texts).prompt} ${texts.text(`${id.split(".")[0]}.prompt`, args(LONGEST_WORDS))}`,
		),
		keys,
		said: saidOf(message, keys, around, texts),
		goodbye: texts.text(
			Object.keys(keys).length > 1 ? "voice-goodbye" : "voice-goodbye-informed",
		),
	};
}

/** What each key of this call means. */
export function keysOf(message: Message): Record<string, KeyMeaning> {
	switch (message.kind) {
		case "alert":
		case "calledBack":
			return message.mode === "test"
				? { 1: "y", "*": "repeat" }
				: {
						1: "y",
						0: "no",
						2: asksAfterRaid(message) ? "allclear" : "later",
						"*": "repeat",
					};
		case "askRaiser":
		case "seatOpened":
			return message.kind === "seatOpened" && message.by === "chief"
				? { "*": "repeat" }
				: { 1: "y", 0: "no", 2: "later", "*": "repeat" };
		case "askAtStation":
			return { 1: "y", 0: "no", 2: "later", 3: "atst", "*": "repeat" };
		case "wakeHousehold":
			return { 1: "waking", 0: "absent", "*": "repeat" };
		case "householdFreed":
			return { 1: "y", 0: "no", 2: "later", "*": "repeat" };
		case "askReady":
			return {
				1: "ready",
				2: "nowater",
				3: "nofuel",
				0: "broken",
				"*": "repeat",
			};
		case "askSwitch":
			return { 1: "switch", 0: "stay", "*": "repeat" };
		case "askConfirm":
			return { 1: "confirm", 0: "dismiss", "*": "repeat" };
		case "humanNeeded":
		case "nobodyReached":
			return { 1: "takeover", "*": "repeat" };
		case "inform101":
			return { 1: "m101", "*": "repeat" };
		case "stateAsked":
			return { 1: "noted", "*": "repeat" };
		case "helperAsked":
			return { 1: "y", 0: "no", "*": "repeat" };
		case "askDeparted":
			return { 1: "dep", 0: "wait", "*": "repeat" };
		case "askDeparture":
			return { 1: "leave", 0: "wait", "*": "repeat" };
		case "askImpact":
			return { 1: "impact", 0: "noimpact", "*": "repeat" };
		case "allClear":
			return { 1: "y", 0: "no", 2: "later", "*": "repeat" };
		case "askClose":
			return { 1: "close", 0: "wait", "*": "repeat" };
		case "askSecondFire":
			return { 1: "stay", 2: "split", 3: "go", "*": "repeat" };
		default:
			return { "*": "repeat" };
	}
}

function voiceText(message: Message): string {
	const { mode, kind } = message;
	if (kind === "alert" || kind === "calledBack") {
		if (mode !== "actual") return `voice-alert-${mode}`;
		if (kind === "calledBack") return "voice-calledBack";
		const { unconfirmed, peopleInDanger } = message;
		if (unconfirmed)
			return peopleInDanger
				? "voice-alert.unconfirmedPeople"
				: "voice-alert.unconfirmed";
		return peopleInDanger ? "voice-alert.people" : "voice-alert";
	}
	return kind === "unreachable"
		? "voice-unreachable"
		: `voice-${textOf(message)}`;
}

function firstSentence(
	message: Message,
	id: string,
	args: (room: number) => Args,
	texts: Texts,
): string {
	const speak = (room: number) => {
		const text = sentence(
			`${texts.text(id, args(room))} ${spokenMines(message, texts).first}`,
		);
		if (message.mode === "actual") return text;
		const word = texts.text(`mode-${message.mode}.spoken`);
		return text.startsWith(word) ? text : `${word}. ${text}`;
	};
	for (let room = FIRST_SENTENCE; room > 0; room -= 1) {
		const text = speak(room);
		if (text.length <= FIRST_SENTENCE) return text;
	}
	return speak(0);
}

function argsOf(
	message: Message,
	reader: Reader,
	around: Surroundings,
	{ room, texts }: { room: number; texts: Texts },
): Args {
	// An English voice cannot read Cyrillic; a Ukrainian one reads Latin letters well enough.
	const readable = (words: string) =>
		texts.locale === "en" ? transliterate(words) : words;
	const speakable = (place: string) =>
		spokenPlace(
			shortenPlace(texts.free(readable(compactPlace(place))), room),
			texts,
		) || texts.text("voice-noPlace");
	const free = (words: string) => cut(texts.free(readable(words)), room);
	const names = "calling" in message ? free(message.calling.join(", ")) : "";
	const missing = "missing" in message ? message.missing : [];
	return {
		number: String(message.number),
		word: texts.text(`type-${message.incidentType}.spoken`),
		place: speakable(around.place ?? ""),
		details: details(message, texts, "voice"),
		going: texts.text("going", {
			count: "coming" in message ? message.coming : 0,
		}),
		list:
			message.kind === "askWhich"
				? choices(message, around.place ?? "", speakable, texts)
				: cut(
						missingList(missing, texts) || texts.text("qual-anybody.genitive"),
						room,
					),
		calling: names && texts.text("voice-calling", { names }),
		from: "from" in message ? String(message.from) : "",
		like: "like" in message ? (message.like ?? "") : "",
		reported: "reported" in message ? String(message.reported) : "",
		count: "alerted" in message ? message.alerted : 0,
		with: equipmentList(message, texts),
		...gatherArgs(around, texts, room),
		time:
			"leavesAt" in message
				? texts.clock(message.leavesAt, reader.timeZone)
				: "",
		name: "name" in message ? free(message.name) : "",
		text: "text" in message ? free(message.text ?? "") : "",
		minutes: "minutes" in message ? (message.minutes ?? 0) : 0,
	};
}

function choices(
	message: Extract<Message, { kind: "askWhich" }>,
	place: string,
	speakable: (place: string) => string,
	texts: Texts,
): string {
	return [{ number: message.number, place }, ...message.others]
		.slice(0, 6)
		.map((one) =>
			texts.text("voice-askWhich-one", {
				number: String(one.number),
				place: speakable(one.place),
			}),
		)
		.join(". ");
}

function saidOf(
	message: Message,
	keys: Record<string, KeyMeaning>,
	around: Surroundings,
	texts: Texts,
): Record<string, string> {
	const said = Object.entries(keys).map(([key, meaning]) => {
		if (meaning === "repeat") return [key, texts.text("voice-repeat")];
		const heard = meaning === "y" && message.mode === "test";
		return [
			key,
			texts.text(`voice-said-${heard ? "heard" : saidFor(message, meaning)}`, {
				number: String(message.number),
				...gatherArgs(around, texts),
			}),
		];
	});
	return Object.fromEntries(said);
}

/** A helper drives to the fire, not to the station. */
const saidFor = ({ kind, away }: Message, meaning: string): string =>
	kind === "helperAsked"
		? `helper-${meaning}`
		: away && (meaning === "y" || meaning === "atst")
			? `${meaning}-away`
			: meaning;

/** Speech engines read «..» as a stumble. */
const sentence = (text: string): string =>
	text
		.replace(/\s+/g, " ")
		.replace(/([.?!:;,])\.+/g, "$1")
		.trim();

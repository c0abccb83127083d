/**
 * A message as an SMS: the fullest wording that fits, then shorter ones, then a shorter place.
 *
 * An alert takes one segment while its link is short (host of up to ten characters);
 * nothing takes more than two. What this person answers with (link, keys of the coming
 * call, numbers to let ring) and the alarm's word are never shortened.
 */
import type { Message } from "../core/message.ts";
import { gatherArgs, raidWord } from "./airRaid.ts";
import { minesAt, minesWord } from "./ground.ts";
import {
	calling,
	details,
	equipmentList,
	isAlarm,
	missingList,
	shortage,
	shortages,
	textOf,
} from "./pieces.ts";
import { compactPlace, cut, droppedWords, shortenPlace } from "./place.ts";
import type {
	Args,
	Reader,
	RenderedSms,
	Surroundings,
	Texts,
} from "./rendered.ts";
import { measure, transliterate } from "./sms.ts";

export function renderSms(
	message: Message,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): RenderedSms {
	const draft = draftOf(message, reader, around, texts);
	const text = fitted(draft, oneSegmentOnly(message, draft) ? 1 : 2);
	const { alphabet, segments } = measure(text);
	return { channel: "sms", text, alphabet, segments };
}

/** The same words without a limit, for the operator's terminal. */
export function renderConsole(
	message: Message,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): string {
	const seen = { ...reader, smsAlphabet: "cyrillic" as const };
	const draft = draftOf(message, seen, around, texts);
	return draft.write(draft.variants[0] as Variant, Number.POSITIVE_INFINITY);
}

/** `https://dzv.ua/k7Qm2Xw9Rb4t` -> `dzv.ua/k7Qm2Xw9Rb4t`: phones recognise it, and eight units are saved. */
export const withoutScheme = (link: string): string =>
	link.replace(/^https?:\/\//i, "");

// Host of ten, a slash, a token of twelve. A longer link would leave no room for the place in one Cyrillic segment.
const SHORT_LINK = 23;
// What two GSM-7 segments hold; nothing longer can fit whole.
const LONGEST_WORDS = 306;

type Tool = "link" | "keys" | "ring" | "reply" | "none";
type Variant = {
	id: string;
	/** How «не підтверджено» is said, and whether «хата» is. */
	status: "whole" | "short" | "none";
	type: boolean;
	commas: boolean;
};
type Draft = {
	tool: Tool;
	link: string;
	/** Fullest first. */
	variants: Variant[];
	/** Units of the longest piece of free words: where shortening begins. */
	longest: number;
	/** `room` limits every piece of free words. */
	write(variant: Variant, room: number): string;
};

function fitted(draft: Draft, limit: 1 | 2): string {
	const fits = (text: string, segments: number) =>
		measure(text).segments <= segments;
	for (let segments = 1; segments <= limit; segments += 1)
		for (const variant of draft.variants) {
			const text = draft.write(variant, Number.POSITIVE_INFINITY);
			if (fits(text, segments)) return text;
		}
	const shortest = draft.variants.at(-1) as Variant;
	for (let room = draft.longest; room > 0; room -= 1) {
		const text = draft.write(shortest, room);
		if (fits(text, limit)) return text;
	}
	return draft.write(shortest, 0);
}

const oneSegmentOnly = (message: Message, { tool, link }: Draft): boolean =>
	isAlarm(message) && (tool !== "link" || link.length <= SHORT_LINK);

function draftOf(
	message: Message,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): Draft {
	const id = `sms-${smsText(message)}`;
	const tool = toolOf(id, reader, around, texts);
	const latin = reader.smsAlphabet === "latin";
	const roman = latin ? transliterate : (words: string) => words;
	// Romanised before it is cut, since «щ» takes four letters; harmless after it, since «ПОЖЕЖА» may come out of letters.
	const free = (words: string) => texts.free(roman(texts.free(words)));
	const words = isAlarm(message) && message.mode === "actual" ? roman : free;
	const place = words(compactPlace(around.place ?? ""));
	const link = tool === "link" ? withoutScheme(around.link ?? "") : "";
	const facts = {
		...factsOf(message, texts, reader),
		minesAt: message.kind === "minesFound" ? minesAt(message, texts) : "",
		dial: texts.text(
			around.callFollows === false ? "sms-dial-back" : "sms-dial-follows",
		),
	};
	return {
		tool,
		link,
		longest: longestWords(message, place),
		variants: variantsOf(id, tool, message, texts),
		write(variant, room) {
			const short = shortenPlace(place, room);
			const where = variant.commas ? short : short.replaceAll(",", "");
			const text = texts.text(variant.id, {
				...facts,
				head: isAlarm(message) ? headOf(message, variant, texts) : "",
				...freeWordsOf(message, around, room, free, texts),
				...gatherArgs(
					around.staging === undefined ? {} : { staging: free(around.staging) },
					texts,
					room,
				),
				...placed(where),
				...ringNumbers(around),
				link,
			});
			return prefixed(
				message,
				roman(tidy(warned(message, text, texts))),
				texts,
				roman,
			);
		},
	};
}

/** A real alarm and its call-back share their wording; an exercise and a test have their own, without the alarm's word. */
function smsText(message: Message): string {
	if (!isAlarm(message)) return textOf(message);
	return message.mode === "actual" ? "alert" : `alert-${message.mode}`;
}

/** With what this person can answer this text. */
function toolOf(
	id: string,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): Tool {
	const link = around.link !== undefined;
	const keys = around.reachableByCall && texts.has(`${id}.keys`);
	const ring = around.ringNumbers !== undefined && texts.has(`${id}.ring`);
	if (reader.phoneKind === "smart")
		return link ? "link" : keys ? "keys" : ring ? "ring" : "none";
	if (ring) return "ring";
	if (keys) return "keys";
	if (around.repliesBySms && texts.has(`${id}.reply`)) return "reply";
	// A button phone opens no page, so news goes without a link; a question keeps it as the last resort.
	const asks = texts.has(`${id}.keys`) || texts.has(`${id}.ring`);
	return asks && link ? "link" : "none";
}

function variantsOf(
	id: string,
	tool: Tool,
	message: Message,
	texts: Texts,
): Variant[] {
	// Where they gather is said as long as the place of the fire keeps its room beside it.
	const away =
		tool === "link" && message.away && texts.has(`${id}.away`)
			? [`${id}.away`]
			: [];
	const ids =
		tool === "keys" || tool === "ring" || tool === "reply"
			? [`${id}.${tool}`]
			: [id, `${id}.short`].filter((known) => texts.has(known));
	const whole = { status: "whole", type: true } as const;
	const words: Omit<Variant, "commas">[] = ids.map((i) => ({
		id: i,
		...whole,
	}));
	for (const type of [false, true])
		for (const id of away) words.unshift({ id, status: "whole", type });
	const last = ids.at(-1) as string;
	// Where it burns is worth more than what burns: «хата» goes before the street does.
	if (isAlarm(message) && isCrowded(message))
		words.push({ id: last, status: "whole", type: false });
	if (isAlarm(message) && message.unconfirmed)
		words.push(
			{ id: last, status: "short", type: true },
			{ id: last, status: "short", type: false },
		);
	// Raid, mines and people leave no room for a doubt: the call and the page have it.
	if (isAlarm(message) && raidWord(message, texts))
		words.push({ id: last, status: "none", type: false });
	return words.flatMap((variant) =>
		// Missed-call texts are the tightest: they never carry a comma.
		(tool === "ring" ? [false] : [true, false]).map((commas) => ({
			...variant,
			commas,
		})),
	);
}

const isCrowded = (message: Message): boolean =>
	message.unconfirmed ||
	message.peopleInDanger ||
	message.mines !== undefined ||
	(message.airRaid !== undefined && message.airRaid !== "none") ||
	message.kind === "calledBack";

/** «ПОЖЕЖА #118 хата, ЛЮДИ, не підтверджено» */
function headOf(message: Message, variant: Variant, texts: Texts): string {
	const type = `type-${message.incidentType}`;
	const unconfirmed =
		variant.status === "whole" ? "sms-unconfirmed" : "sms-unconfirmed.short";
	const words = [
		variant.type && texts.text(`${type}.sms`),
		message.kind === "calledBack" && texts.text("sms-again"),
		message.peopleInDanger && texts.text("sms-people"),
		raidWord(message, texts, variant.status === "whole" ? "whole" : "short"),
		minesWord(message, texts),
		message.unconfirmed && variant.status !== "none" && texts.text(unconfirmed),
	].filter(Boolean);
	return [texts.text(`${type}.word`), `#${message.number}`, words.join(", ")]
		.join(" ")
		.trim();
}

function factsOf(message: Message, texts: Texts, reader: Reader): Args {
	const coming = "coming" in message ? message.coming : 0;
	const missing = "missing" in message ? message.missing : [];
	return {
		number: String(message.number),
		details: details(message, texts),
		going: texts.text("going", { count: coming }),
		shortage: shortage(missing.slice(0, 1), texts),
		shortages: shortages(missing, texts),
		list: missingList(missing, texts),
		from: "from" in message ? String(message.from) : "",
		like: "like" in message ? (message.like ?? "") : "",
		first: "first" in message ? String(message.first) : "",
		count:
			"alerted" in message
				? message.alerted
				: "asked" in message
					? message.asked
					: 0,
		reported: "reported" in message ? String(message.reported) : "",
		minutes: "minutes" in message ? String(message.minutes) : "",
		with: equipmentList(message, texts),
		raid: message.kind === "helperAsked" ? raidWord(message, texts) : "",
		tell101:
			"inform101" in message && message.inform101
				? texts.text("sms-tell101")
				: "",
		time:
			"leavesAt" in message
				? texts.clock(message.leavesAt, reader.timeZone)
				: "",
	};
}

function longestWords(message: Message, place: string): number {
	const words = [
		place,
		"text" in message ? (message.text ?? "") : "",
		"name" in message ? message.name : "",
		"calling" in message ? message.calling.join(", ") : "",
		message.kind === "corrected" ? (message.oldPlace ?? "") : "",
		...(message.kind === "askWhich" ? message.others.map((o) => o.place) : []),
	];
	// Romanised, a letter may take four.
	const longest = Math.max(...words.map((one) => one.length * 4));
	return Math.min(longest, LONGEST_WORDS);
}

function freeWordsOf(
	message: Message,
	around: Surroundings,
	room: number,
	free: (words: string) => string,
	texts: Texts,
): Args {
	const names = "calling" in message ? message.calling.join(", ") : "";
	const args: Args = {
		calling: calling(cut(free(names), room), texts),
		name: "name" in message ? cut(free(message.name), room) : "",
		text: "text" in message ? cut(free(message.text ?? ""), room) : "",
		old: oldWords(message, around, room, free, texts),
	};
	if (message.kind !== "askWhich") return args;
	return { ...args, list: choices(message, around, room, free, texts) };
}

function oldWords(
	message: Message,
	around: Surroundings,
	room: number,
	free: (words: string) => string,
	texts: Texts,
): string {
	if (message.kind !== "corrected" || message.oldPlace === undefined) return "";
	const dropped = droppedWords(message.oldPlace, around.place ?? "");
	const old = cut(free(dropped), room);
	return old === "" ? "" : texts.text("sms-old", { old });
}

/** «118 Росохач, Шевченка 12; 119 Росохач, за фермою»; more than six open alerts at once would not fit anyway. */
function choices(
	message: Extract<Message, { kind: "askWhich" }>,
	around: Surroundings,
	room: number,
	free: (words: string) => string,
	texts: Texts,
): string {
	const asked = { number: message.number, place: around.place ?? "" };
	const others = message.others.filter((o) => o.number !== asked.number);
	return [asked, ...others]
		.slice(0, 6)
		.map(({ number, place }) =>
			texts
				.text("sms-askWhich-one", {
					number: String(number),
					place: shortenPlace(free(compactPlace(place)), room),
				})
				.trim(),
		)
		.join("; ");
}

const placed = (place: string): Args => ({
	colonPlace: place && `: ${place}`,
	dotPlace: place && `. ${place}`,
	spacePlace: place && ` ${place}`,
});

/** Ukrainian numbers are dialled from Ukraine: «0671234501», not «+380671234501». */
const ringNumbers = ({ ringNumbers: numbers }: Surroundings): Args => ({
	yes: numbers?.yes.replace(/^\+38(?=0)/, "") ?? "",
	no: numbers?.no.replace(/^\+38(?=0)/, "") ?? "",
});

/** News and questions that send somebody there begin with the word; an alarm has it in its head. */
function warned(message: Message, text: string, texts: Texts): string {
	const word =
		isAlarm(message) && message.mode === "actual"
			? ""
			: minesWord(message, texts);
	return word ? `${word}! ${text}` : text;
}

/** Everything an exercise or a test sends begins with its word. */
function prefixed(
	message: Message,
	text: string,
	texts: Texts,
	roman: (words: string) => string,
): string {
	if (message.mode === "actual") return text;
	const word = roman(texts.text(`mode-${message.mode}.word`));
	if (text.startsWith(word)) return text;
	return text.startsWith("#") ? `${word} ${text}` : `${word}. ${text}`;
}

/** What is left when an optional piece was empty. */
const tidy = (text: string): string =>
	text
		.replace(/\s+/g, " ")
		.replace(/ (?=[.,:;?](\s|$))/g, "")
		.replace(/(?<!\.)\.\.(?!\.)/g, ".")
		.replace(/([?:])\./g, "$1")
		.replace(/[:\s]+$/, "");

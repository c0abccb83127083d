/**
 * A message that is news or a question in Telegram, beside the card that is edited in place.
 *
 * The alert itself looks exactly like the card that will replace it.
 */
import { type Message, TO_REPORTERS } from "../core/message.ts";
import { gatherArgs, raidBanner } from "./airRaid.ts";
import { beliefWords } from "./belief.ts";
import {
	type Button,
	type ButtonCode,
	fitsUrlButton,
	panelData,
} from "./buttons.ts";
import {
	bold,
	escapeHtml,
	type Press,
	pressOf,
	progressButtons,
	questionButtons,
	renderCard,
} from "./card.ts";
import { minesBanner } from "./ground.ts";
import {
	calling,
	details,
	equipmentList,
	isAlarm,
	shortages,
	textOf,
} from "./pieces.ts";
import { cut } from "./place.ts";
import type {
	Args,
	Reader,
	RenderedTelegram,
	Surroundings,
	Texts,
} from "./rendered.ts";

export function renderTelegram(
	message: Message,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): RenderedTelegram {
	if (isAlarm(message)) return alarm(message, reader, around, texts);
	const args = argsOf(message, around, reader, texts);
	if (TO_REPORTERS.has(message.kind)) return bare(message, args, texts);
	const link = needsLink(message, around) ? around.link : undefined;
	const lines = [
		bold(textLine(message, args, texts)),
		bold(raidBanner(message, texts)),
		bold(minesBanner(message, texts)),
		...extraLines(message, around, texts).map(escapeHtml),
		escapeHtml(about(message, around, texts)),
		// Telegram makes a link of it by itself; only a host it refuses as a button stands in the text.
		link && !fitsUrlButton(link) ? escapeHtml(link) : "",
	];
	return {
		channel: "telegram",
		html: lines.filter(Boolean).join("\n"),
		buttons: buttonsOf(message, around, link, texts),
		silent: isSilent(message),
	};
}

/** Who reported learns no number, no place on a board, and has nothing to press here. */
const bare = (
	message: Message,
	args: Args,
	texts: Texts,
): RenderedTelegram => ({
	channel: "telegram",
	html: bold(textLine(message, args, texts)),
	buttons: [],
	silent: false,
});

// Nobody is woken by an echo of an own answer, or by what can wait for the next look.
const SILENT = new Set<Message["kind"]>([
	"answerReceived",
	"askClose",
	"householdFreed",
	"seatGivenUp",
	"noteReceived",
	"unreachable",
	"inform101",
	// A crew that stands ready looks at it every minute; a phone that rings tells nobody more.
	"mayLeave",
]);

/** A question of the next morning waits until it is seen. */
const isSilent = (message: Message): boolean =>
	SILENT.has(message.kind) ||
	(message.kind === "askReady" && message.again) ||
	// That it burns may need an observer; what became of it can wait.
	(message.kind === "forObservers" && message.state !== "alerted");

// Telegram takes 4096 characters; a note this long is still read.
const LONGEST_WORDS = 1500;
const LONGEST_PLACE = 300;

/** The card before anybody answered: what, where, the question, the answers. */
function alarm(
	message: Message,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): RenderedTelegram {
	const { place, token, link, pageUrl } = around;
	const card = renderCard(
		{
			about: message,
			coming: [],
			you: {
				answer: "none",
				driver: "driver" in message && message.driver === true,
			},
			...(place === undefined ? {} : { place }),
			...(message.airRaid === undefined ? {} : { airRaid: message.airRaid }),
			...(around.staging === undefined ? {} : { staging: around.staging }),
			...(around.water ? { water: around.water } : {}),
			...(token === undefined ? {} : { token }),
			// Without a token the buttons have nothing to answer with: the page has.
			...(pageUrl === undefined ? {} : { pageUrl }),
			...(token === undefined && link !== undefined ? { pageUrl: link } : {}),
		},
		reader,
		texts,
	);
	if (message.kind !== "calledBack") return card;
	return {
		...card,
		html: `${card.html}\n${bold(texts.text("telegram-calledBack"))}`,
	};
}

/** A volunteer answers on the buttons; the page is for who has none, and for chiefs and desks. */
/** Whoever gets these may order something about it. */
const TO_WHO_LEADS = new Set<Message["kind"]>([
	"askConfirm",
	"incidentOpened",
	"verdictLeaves",
	"verdictNotGathering",
	"humanNeeded",
	"nobodyReached",
	"askClose",
	"vehicleDown",
	"unreachable",
	"seatGivenUp",
	"noteReceived",
	"reporterSays",
	"inform101",
	"minesFound",
	"askDeparture",
	"askImpact",
	"leftWithoutWord",
]);

const isForWhoLeads = (message: Message): boolean =>
	message.kind === "minesFound" || message.kind === "askDeparture"
		? message.leads === true
		: TO_WHO_LEADS.has(message.kind);

function needsLink(message: Message, { token }: Surroundings): boolean {
	if (NEWS.has(message.kind)) return false;
	return token === undefined || !ASKED_HERE.has(message.kind);
}

const NEWS = new Set<Message["kind"]>([
	"answerReceived",
	"reserve",
	"standDown",
	"falseAlarm",
	"askWhich",
	"forObservers",
	"stateAsked",
	"helperStoodDown",
	"mayLeave",
	"gatherAt",
]);
const ASKED_HERE = new Set<Message["kind"]>([
	"askRaiser",
	"askAtStation",
	"seatOpened",
	"householdFreed",
	"askReady",
	"askSwitch",
	"helperAsked",
	"allClear",
]);

function textLine(message: Message, args: Args, texts: Texts): string {
	const timed =
		message.kind === "answerReceived" &&
		message.etaAt !== undefined &&
		textOf(message) === "answer-station";
	const text = texts
		.text(`telegram-${textOf(message)}${timed ? "-time" : ""}`, args)
		.trim();
	if (message.mode === "actual") return text;
	return `${texts.text(`mode-${message.mode}.word`)}. ${text}`;
}

function argsOf(
	message: Message,
	around: Surroundings,
	reader: Reader,
	texts: Texts,
): Args {
	const free = (words: string) => cut(texts.free(words), LONGEST_WORDS);
	const at =
		"leavesAt" in message
			? message.leavesAt
			: "etaAt" in message
				? message.etaAt
				: undefined;
	const missing = "missing" in message ? message.missing : [];
	const names = "calling" in message ? message.calling.join(", ") : "";
	return {
		number: String(message.number),
		place: free(around.place ?? ""),
		details: details(message, texts),
		going: texts.text("going", {
			count: "coming" in message ? message.coming : 0,
		}),
		shortages: shortages(missing, texts),
		calling: calling(free(names), texts),
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
		with: equipmentList(message, texts),
		time: at === undefined ? "" : texts.clock(at, reader.timeZone),
		name: "name" in message ? free(message.name) : "",
		text: "text" in message ? free(message.text ?? "") : "",
		minutes: "minutes" in message ? String(message.minutes) : "",
		...gatherArgs(around, texts),
	};
}

function extraLines(
	message: Message,
	around: Surroundings,
	texts: Texts,
): string[] {
	const place = (words: string) => cut(texts.free(words), LONGEST_PLACE);
	if (message.kind === "corrected" && message.oldPlace !== undefined)
		return [
			texts.text("telegram-corrected-old", { old: place(message.oldPlace) }),
		];
	if (message.kind === "askConfirm" && message.belief)
		return [beliefWords(message.belief, texts.text)];
	if ("inform101" in message && message.inform101)
		return [texts.text("telegram-not-informed101")];
	if (message.kind !== "askWhich") return [];
	return [{ number: message.number, place: around.place ?? "" }]
		.concat(message.others.filter((o) => o.number !== message.number))
		.slice(0, 10)
		.map((one) =>
			texts.text("telegram-askWhich-one", {
				number: String(one.number),
				place: place(one.place) || texts.text("card-place-unknown"),
			}),
		);
}

/** «#118 · хата · Росохач …», so that every message says which incident it is about. */
function about(message: Message, around: Surroundings, texts: Texts): string {
	if (message.kind === "askWhich") return "";
	return [
		`#${message.number}`,
		texts.text(`type-${message.incidentType}`),
		message.unconfirmed && texts.text("incident-unconfirmed"),
		cut(texts.free(around.place ?? ""), LONGEST_PLACE),
	]
		.filter(Boolean)
		.join(" · ");
}

function buttonsOf(
	message: Message,
	around: Surroundings,
	link: string | undefined,
	texts: Texts,
): Button[][] {
	const rows =
		around.token === undefined
			? []
			: answerRows(message, pressOf(around.token), texts);
	const page =
		link !== undefined && fitsUrlButton(link)
			? [{ text: texts.text("button-open"), url: link }]
			: [];
	const panel =
		around.token !== undefined && isForWhoLeads(message)
			? [
					{
						text: texts.text("button-actions"),
						data: panelData(around.token),
					},
				]
			: [];
	return [...rows, [...page, ...panel]].filter((row) => row.length > 0);
}

function answerRows(message: Message, press: Press, texts: Texts): Button[][] {
	const number = String(message.number);
	const one = (
		code: ButtonCode,
		id: string,
		style?: Button["style"],
		args: Args = {},
	) => press(code, texts.text(`button-${id}`, args), style);
	switch (message.kind) {
		case "askRaiser":
			return questionButtons(message, { driver: false }, press, texts);
		case "seatOpened":
			return message.by === "chief"
				? []
				: questionButtons(message, { driver: false }, press, texts);
		case "householdFreed":
			return questionButtons(
				message,
				{ driver: message.driver === true },
				press,
				texts,
			);
		case "askReady":
			return [
				[one("ready", "vehicle-ready", "success")],
				[one("nowater", "no-water"), one("nofuel", "no-fuel")],
				[one("broken", "vehicle-down", "danger")],
			];
		case "answerReceived":
			return message.answer === "responding"
				? progressButtons(
						message,
						{ answer: message.answer, to: message.to },
						press,
						texts,
					)
				: [];
		case "askAtStation":
			return [
				[
					one("y", "coming", "success"),
					one("atst", message.away ? "at-staging" : "atStation"),
				],
				[one("no", "cannot", "danger")],
			];
		case "reserve":
			return [[one("no", "cannot", "danger")]];
		case "sameFire":
			return message.answer === "responding" && !message.resting
				? progressButtons(
						message,
						{ answer: message.answer, to: message.to },
						press,
						texts,
					)
				: [[one("no", "cannot", "danger")]];
		case "askSwitch":
			return [
				[one("switch", "switch", "success", { number })],
				[one("stay", "stay")],
			];
		case "askConfirm":
			return [
				[one("confirm", "confirm", "success")],
				[one("dismiss", "dismiss", "danger")],
			];
		case "humanNeeded":
		case "nobodyReached":
			return [[one("takeover", "take-over", "primary")]];
		case "askDeparted":
			return [[one("dep", "departed", "success")]];
		case "askDeparture":
			return [[one("leave", `allow-departure-${message.why}`, "success")]];
		case "askImpact":
			return [
				[one("impact", "impact"), one("noimpact", "no-impact", "success")],
			];
		case "allClear":
			return questionButtons(
				message,
				{ driver: message.driver === true, without: "later" },
				press,
				texts,
			);
		case "askClose":
			return [[one("close", "close")]];
		case "inform101":
			return [[one("m101", "informed101", "success")]];
		case "verdictLeaves":
		case "verdictNotGathering": {
			const asksState =
				message.kind === "verdictNotGathering" && message.askState === true;
			return [
				asksState ? [one("askstate", "ask-state", "primary")] : [],
				message.inform101 ? [one("m101", "informed101")] : [],
			];
		}
		case "stateAsked":
			return [[one("noted", "noted", "success")]];
		case "helperAsked":
			return [
				[
					one("y10", "helper-minutes", "success", { minutes: "10" }),
					one("y20", "helper-minutes", "success", { minutes: "20" }),
					one("y40", "helper-minutes", "success", { minutes: "40" }),
				],
				[one("no", "cannot", "danger")],
			];
		case "askSecondFire": {
			const first = String(message.first);
			return [
				[one("stay", "stay-first", undefined, { number: first })],
				[one("split", "split")],
				[one("go", "go", undefined, { number })],
			];
		}
		default:
			return [];
	}
}

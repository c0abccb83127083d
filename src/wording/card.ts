/**
 * The one Telegram message per person and incident that is edited in place.
 *
 * The card is built from the board and rendered when it is sent; what is on it stands
 * in the same order always: what and where, headline, people by arrival, what you said, buttons.
 */
import type { Headline } from "../core/headline.ts";
import type {
	AirState,
	Answer,
	Destination,
	Instant,
	Qualification,
} from "../core/kinds.ts";
import type { About } from "../core/message.ts";
import { gatherArgs, raidLine } from "./airRaid.ts";
import {
	type Button,
	type ButtonCode,
	buttonData,
	fitsUrlButton,
	panelData,
} from "./buttons.ts";
import { minesLine, sayingIn, type WaterShown, waterText } from "./ground.ts";
import { burns, headlineText, qualificationText } from "./pieces.ts";
import { cut } from "./place.ts";
import type { Reader, RenderedTelegram, Texts } from "./rendered.ts";
import { distance } from "./speak.ts";

export type Card = {
	about: About;
	/** Absent while only the message is known: the head then has no time. */
	reportedAt?: Instant;
	/** Free words, with the hromada: village names repeat. */
	place?: string;
	accuracyMetres?: number;
	/** From the reader's station. */
	distanceMetres?: number;
	headline?: Headline;
	/** By arrival. */
	coming: CardPerson[];
	/** How many the crew needs. */
	needed?: number;
	keyholder?: { name: string; etaAt?: Instant };
	/** Where a truck is filled near the place, the quickest first. */
	water?: readonly WaterShown[];
	/** What «Там немає води» says: offered to who is on the way or there. */
	dryPress?: string;
	/** What else is dangerous there, in words: «газовий балон». */
	hazards?: string[];
	airRaid?: AirState;
	/** Where people gather while `about.away`; absent: nobody has said. */
	staging?: string;
	/** The truck waits for the word of the reader. */
	waitsFor?: "airRaid" | "impact";
	/** Who is being rung just now. */
	calling?: { name: string; qualifications?: Qualification[] }[];
	/** Whom somebody in the house is waking. */
	waking?: string[];
	/** Of who leads it: nobody has said yet that 101 knows. */
	inform101?: boolean;
	you: CardYou;
	token?: string;
	/** It is known where: after «їду» the map is offered. */
	hasMap?: boolean;
	pageUrl?: string;
	/** How long the chief speaks of the place, where he did. */
	voiceSeconds?: number;
	ended?: "closed" | "cancelled" | "standDown";
	/** Number of the incident it turned out to be the same fire as: it is over only by this number. */
	sameFire?: number;
};

export type CardPerson = {
	name: string;
	/** Those worth showing («старший», «водій»). */
	qualifications?: Qualification[];
	etaAt?: Instant;
	atStation?: boolean;
	to: Destination;
	/** Words they added: «беру рукав». */
	note?: string;
};

export type CardYou = {
	answer: "none" | Answer;
	etaAt?: Instant;
	to?: Destination;
	notDriving?: boolean;
	progress?: "enRoute" | "atStation" | "departed" | "onScene";
	stoodDown?: "reserve" | "standDown";
	seatOpened?: boolean;
	/** Who of the same house comes instead. */
	freedBy?: string;
	/** Later, as soon as the air raid is over. */
	afterAllClear?: boolean;
	/** The reader may drive: only then «Їду, але не водієм» makes sense. */
	driver?: boolean;
};

export function renderCard(
	card: Card,
	reader: Reader,
	texts: Texts,
): RenderedTelegram {
	const lines = [
		bold(head(card, reader, texts)),
		raid(card, texts),
		gatherLine(card, texts),
		mined(card, texts),
		where(card, texts),
		around(card, texts),
		keyholder(card, reader, texts),
		gathering(card, reader, texts),
		callingLine(card, texts),
		wakingLine(card, texts),
		card.inform101 && !card.ended
			? `▲ ${texts.text("telegram-not-informed101")}`
			: "",
		card.sameFire === undefined
			? bold(yourLine(card, reader, texts))
			: bold(texts.text("card-same-fire", { number: String(card.sameFire) })),
		// Telegram makes a link of it by itself; only a host it refuses as a button stands in the text.
		card.pageUrl && !fitsUrlButton(card.pageUrl)
			? escapeHtml(card.pageUrl)
			: "",
	];
	return {
		channel: "telegram",
		html: lines.filter(Boolean).join("\n"),
		buttons: buttonsOf(card, texts),
		silent: card.you.answer !== "none" || card.ended !== undefined,
	};
}

export const escapeHtml = (words: string): string =>
	words
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");

export const bold = (words: string): string =>
	words === "" ? "" : `<b>${escapeHtml(words)}</b>`;

/** [Їду · 5 хв] [10 хв] [15 хв] [20+] / [Одразу на пожежу] [Їду, але не водієм] / [Буду пізніше] [Не можу] */
export function questionButtons(
	about: About,
	options: { driver: boolean; without?: "later" | "no" },
	press: Press,
	texts: Texts,
): Button[][] {
	if (about.mode === "test")
		return [[press("y", texts.text("button-heard"), "success")]];
	const scene = `button-scene${burns(about.incidentType) ? "" : ".other"}`;
	return [
		[
			press(
				"y5",
				texts.text("button-coming-minutes", { minutes: 5 }),
				"success",
			),
			press("y10", texts.text("button-minutes", { minutes: 10 })),
			press("y15", texts.text("button-minutes", { minutes: 15 })),
			press("y20", texts.text("button-minutes-more", { minutes: 20 })),
		],
		[
			press("scene", texts.text(scene)),
			...(options.driver
				? [press("nodrive", texts.text("button-notDriving"))]
				: []),
		],
		[
			...(options.without === "later"
				? []
				: [press("later", texts.text("button-later"))]),
			...(options.without === "no"
				? []
				: [press("no", texts.text("button-cannot"), "danger")]),
		],
		...(about.airRaid === "red" && options.without !== "later"
			? [[press("allclear", texts.text("button-allclear"))]]
			: []),
	];
}

/** [Я в депо] [Виїхали] [На пожежі] [Не встигаю], and from the fire [Повернулися] */
export function progressButtons(
	about: About,
	you: CardYou,
	press: Press,
	texts: Texts,
): Button[][] {
	if (about.mode === "test") return [];
	const reached = STEPS.indexOf(you.progress ?? "enRoute");
	const scene = `button-onScene${burns(about.incidentType) ? "" : ".other"}`;
	const station = about.away ? "button-at-staging" : "button-atStation";
	const marks: [step: CardYou["progress"], button: Button][] = [
		["atStation", press("atst", texts.text(station), "success")],
		["departed", press("dep", texts.text("button-departed"))],
		["onScene", press("scn", texts.text(scene))],
	];
	const ahead = marks.filter(
		([step]) =>
			STEPS.indexOf(step) > reached &&
			!(step === "atStation" && you.to === "scene"),
	);
	const last =
		reached === 0
			? [press("no", texts.text("button-tooLate"), "danger")]
			: you.progress === "onScene" && you.to !== "scene"
				? [press("ret", texts.text("button-returned"))]
				: [];
	return [ahead.map(([, button]) => button), last];
}

/** Makes a button of a code; the card's token is already in it. */
export type Press = (
	code: ButtonCode,
	text: string,
	style?: Button["style"],
) => Button;

export const pressOf =
	(token: string): Press =>
	(code, text, style) => ({
		text,
		data: buttonData(token, code),
		...(style ? { style } : {}),
	});

// Telegram takes 4096 characters; these keep the card far below, and readable.
const LONGEST_PLACE = 300;
const LONGEST_NAME = 60;
const LONGEST_NOTE = 80;
const MOST_PEOPLE = 20;
const STEPS: CardYou["progress"][] = [
	"enRoute",
	"atStation",
	"departed",
	"onScene",
];
const DOT = " · ";

function head(card: Card, reader: Reader, texts: Texts): string {
	const { about } = card;
	const type = `type-${about.incidentType}`;
	const exercise = about.mode !== "actual";
	const kind = exercise ? `mode-${about.mode}` : type;
	// The alarm's word sets off sirens, so a card that has ended does not carry it.
	const word = card.ended
		? `✔️ ${texts.text(`headline-${card.ended}`)}`
		: `${texts.text(`${kind}.icon`)} ${texts.text(`${kind}.word`)}`;
	return [
		word,
		card.ended && exercise && texts.text(`${kind}.word`),
		// A test is of the channels: nothing of any kind burns in it.
		about.mode !== "test" && texts.text(type),
		`#${about.number}`,
		time(card.reportedAt, reader, texts),
		exercise && texts.text("card-not-burning"),
		about.unconfirmed && texts.text("incident-unconfirmed"),
	]
		.filter(Boolean)
		.join(DOT);
}

function where(card: Card, texts: Texts): string {
	if (card.about.mode === "test" && !card.place) return "";
	const place =
		cut(texts.free(card.place ?? ""), LONGEST_PLACE) ||
		texts.text("card-place-unknown");
	const accuracy =
		card.accuracyMetres === undefined
			? ""
			: ` ${texts.text("card-accuracy", { metres: Math.round(card.accuracyMetres) })}`;
	const away =
		card.distanceMetres === undefined
			? ""
			: `, ${texts.text("card-from-station", { distance: distance(card.distanceMetres, texts) })}`;
	return escapeHtml(`📍 ${place}${accuracy}${away}${spoken(card, texts)}`);
}

/** «▶ голос начальника 0:06»: the sound itself comes as a message of its own. */
function spoken({ voiceSeconds: seconds }: Card, texts: Texts): string {
	if (seconds === undefined) return "";
	const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
	return `   ▶ ${texts.text("card-voice", { length })}`;
}

/** «👥 Можливо, люди всередині   💧 Ставок, 350 м   ⚠️ Газовий балон»: what is known; of what is not, nothing. */
function around(card: Card, texts: Texts): string {
	if (card.ended) return people(card, texts);
	const { water = [], hazards = [], airRaid } = card;
	const named = (words: string) => cut(texts.free(words), LONGEST_NAME);
	return [
		people(card, texts),
		water.length > 0 &&
			escapeHtml(
				`💧 ${water.map((one) => waterText(one, { ...sayingIn(texts), free: texts.free })).join(DOT)}`,
			),
		...hazards.map((words) => escapeHtml(`⚠️ ${named(words)}`)),
		airRaid && airRaid !== "red" && escapeHtml(raidLine(airRaid, texts)),
	]
		.filter(Boolean)
		.join("   ");
}

/** «🔴 ПОВІТРЯНА ТРИВОГА: …» under the head: nobody reads it between the pond and the gas bottle. */
const raid = ({ airRaid, about, ended }: Card, texts: Texts): string =>
	ended || airRaid !== "red" || about.mode === "test"
		? ""
		: bold(raidLine(airRaid, texts));

/** «🚫 Збір: школа», and never the station. */
const gatherLine = (card: Card, texts: Texts): string =>
	card.ended || !card.about.away
		? ""
		: bold(`🚫 ${gatherArgs(card, texts).gathering}`);

/** «⚠️ МІНИ: 400 м від пожежі. З доріг не сходити»: under the head, before anything else is read. */
const mined = ({ about, ended }: Card, texts: Texts): string =>
	ended || about.mines === undefined || about.mode === "test"
		? ""
		: bold(`⚠️ ${minesLine(about, sayingIn(texts))}`);

function people({ about }: Card, texts: Texts): string {
	if (!about.peopleInDanger) return "";
	const inside =
		about.incidentType === "structure_fire"
			? "card-people"
			: "card-people.other";
	return escapeHtml(`👥 ${texts.text(inside)}`);
}

function keyholder(card: Card, reader: Reader, texts: Texts): string {
	if (!card.keyholder || card.ended) return "";
	const { name, etaAt } = card.keyholder;
	const parts = [nameOf(name, texts), time(etaAt, reader, texts)];
	return escapeHtml(`🔑 ${parts.filter(Boolean).join(", ")}`);
}

function gathering(card: Card, reader: Reader, texts: Texts): string {
	if (!card.headline || card.about.mode === "test") return "";
	const words = headlineText(card.headline, reader.timeZone, texts);
	if (card.ended) return "";
	const shown = card.coming.slice(0, MOST_PEOPLE);
	const more = card.coming.length - shown.length;
	const names = shown.map((person) => personOf(person, card, reader, texts));
	if (more > 0) names.push(texts.text("card-more", { count: more }));
	const tail = names.length > 0 ? `: ${names.join(DOT)}` : "";
	return `${bold(words)}${escapeHtml(`${DOT}${going(card, texts)}${tail}`)}`;
}

function going(card: Card, texts: Texts): string {
	const headline = card.headline ?? { kind: "gathering" };
	const have = "have" in headline ? headline.have : undefined;
	const need = "need" in headline ? headline.need : undefined;
	const count = have ?? card.coming.length;
	const needed = need ?? card.needed;
	return needed === undefined
		? texts.text("going", { count })
		: texts.text("going-of", { count, need: needed });
}

function personOf(
	person: CardPerson,
	{ about }: Card,
	reader: Reader,
	texts: Texts,
): string {
	const when = person.atStation
		? texts.text(about.away ? "state-atStaging" : "state-atStation")
		: time(person.etaAt, reader, texts);
	const scene = person.to === "scene" ? `→ ${texts.text("state-toScene")}` : "";
	const note = cut(texts.free(person.note ?? ""), LONGEST_NOTE);
	const said = note && texts.text("card-note", { note });
	return [labelled(person, texts), when, scene, said].filter(Boolean).join(" ");
}

function callingLine(card: Card, texts: Texts): string {
	const rung = card.calling ?? [];
	if (rung.length === 0 || card.ended) return "";
	const names = rung.slice(0, MOST_PEOPLE).map((one) => labelled(one, texts));
	return escapeHtml(
		`📞 ${texts.text("card-calling", { names: names.join(", ") })}`,
	);
}

function wakingLine(card: Card, texts: Texts): string {
	const waking = card.waking ?? [];
	if (waking.length === 0 || card.ended) return "";
	const names = waking.slice(0, MOST_PEOPLE).map((name) => nameOf(name, texts));
	return escapeHtml(
		`🏠 ${texts.text("card-waking", { names: names.join(", ") })}`,
	);
}

function labelled(
	person: { name: string; qualifications?: Qualification[] },
	texts: Texts,
): string {
	const name = nameOf(person.name, texts);
	const labels = (person.qualifications ?? [])
		.map((q) => qualificationText(q, texts))
		.join(", ");
	return labels ? texts.text("card-person", { name, labels }) : name;
}

const nameOf = (name: string, texts: Texts) =>
	cut(texts.free(name), LONGEST_NAME);

const time = (at: Instant | undefined, reader: Reader, texts: Texts): string =>
	at === undefined ? "" : texts.clock(at, reader.timeZone);

function yourLine(card: Card, reader: Reader, texts: Texts): string {
	const { you, ended, about } = card;
	if (ended) return texts.text(`card-ended-${ended}`);
	if (about.mode === "test") return texts.text("card-only-answer");
	if (you.stoodDown) return texts.text(`card-you-${you.stoodDown}`);
	if (you.seatOpened) return texts.text("card-you-seatOpened");
	if (you.answer === "none")
		return you.freedBy === undefined
			? texts.text("card-ask")
			: texts.text("card-you-freed", { name: nameOf(you.freedBy, texts) });
	if (you.answer === "later" && you.afterAllClear)
		return texts.text("card-you-allclear");
	if (you.answer !== "responding") return texts.text(`card-you-${you.answer}`);
	if (you.progress === "atStation" && about.away)
		return texts.text("card-you-atStaging");
	if (you.progress && you.progress !== "enRoute")
		return texts.text(`card-you-${you.progress}`);
	const toStation = about.away ? "card-you-away" : "card-you-responding";
	const id = you.to === "scene" ? "card-you-scene" : toStation;
	const at = time(you.etaAt, reader, texts);
	const said = at ? texts.text(`${id}-time`, { time: at }) : texts.text(id);
	return you.notDriving
		? `${said}, ${texts.text("card-you-notDriving")}`
		: said;
}

function buttonsOf(card: Card, texts: Texts): Button[][] {
	const rows =
		card.token === undefined || card.ended || card.you.stoodDown === "standDown"
			? []
			: answerRows(card, pressOf(card.token), texts);
	const links: Button[] = [];
	if (offersMap(card))
		links.push(pressOf(card.token ?? "")("map", texts.text("button-map")));
	if (card.dryPress !== undefined && !card.ended)
		links.push({ text: texts.text("button-water-dry"), data: card.dryPress });
	if (card.pageUrl && fitsUrlButton(card.pageUrl))
		links.push({ text: texts.text("button-open"), url: card.pageUrl });
	// Who has the page leads it, and orders from the chat as well.
	if (card.pageUrl && card.token !== undefined && card.about.mode !== "test")
		links.push({
			text: texts.text("button-actions"),
			data: panelData(card.token),
		});
	const last = rows.at(-1);
	// The map stands beside «Не встигаю», not in a row of its own.
	if (card.you.answer === "responding" && last && last.length < 2) {
		last.push(...links);
		return filled(rows);
	}
	return filled([...rows, links]);
}

/** After «їду», while it is known where: a place in the head is worth more than one on a screen before. */
const offersMap = ({ hasMap, token, ended, you, about }: Card): boolean =>
	hasMap === true &&
	token !== undefined &&
	ended === undefined &&
	about.mode !== "test" &&
	you.answer === "responding" &&
	you.stoodDown !== "standDown" &&
	!you.seatOpened;

function answerRows(card: Card, press: Press, texts: Texts): Button[][] {
	const { you, about } = card;
	const driver = you.driver ?? false;
	if (you.stoodDown === "reserve" && about.mode !== "test")
		return [[press("no", texts.text("button-cannot"), "danger")]];
	if (you.answer === "responding" && !you.seatOpened)
		return [
			...(card.waitsFor
				? [
						[
							press(
								"leave",
								texts.text(`button-allow-departure-${card.waitsFor}`),
								"success",
							),
						],
					]
				: []),
			...progressButtons(about, you, press, texts),
		];
	const without =
		you.answer === "later"
			? ({ without: "later" } as const)
			: you.answer === "notResponding"
				? ({ without: "no" } as const)
				: {};
	return questionButtons(about, { driver, ...without }, press, texts);
}

const filled = (rows: Button[][]) => rows.filter((row) => row.length > 0);

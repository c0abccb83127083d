/**
 * An incident in a chief's chat: how it stands, and a button for each thing he may order.
 *
 * A press carries the version it was shown with, so that a second tap of the same button
 * is the same order; what is no longer possible is answered by how it stands now.
 */
import { isOver } from "../src/answer.ts";
import { boardOf } from "../src/boardOf.ts";
import {
	incidentsFor,
	type Ordered,
	type OrderName,
	order,
	ordersOf,
	sightOf,
} from "../src/commanding.ts";
import { believed } from "../src/core/belief.ts";
import type { BoardView } from "../src/core/board.ts";
import { INCIDENT_TYPES } from "../src/core/kinds.ts";
import { AppError } from "../src/errors.ts";
import { placeOf } from "../src/http/people.ts";
import type { ResponderRow } from "../src/ports.ts";
import { askReporterNumber, hasNumber } from "../src/reporterNumber.ts";
import { warningsOf } from "../src/screen/danger.ts";
import { groundLines } from "../src/screen/ground.ts";
import { othersWords } from "../src/screen/others.ts";
import { beliefWords } from "../src/wording/belief.ts";
import { placeSaid } from "./chiefPlace.ts";
import { type Choice, menuChoice, type Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";
import { dryPress } from "./water.ts";

const TOPIC = "inc";

/** What a press of one button orders: the live page's word, and what its form would say. */
const ACTS: Readonly<
	Record<
		string,
		{ name: OrderName; label: string; fields?: Record<string, string> }
	>
> = {
	confirm: { name: "confirm", label: "button-confirm" },
	dismiss: { name: "dismiss", label: "button-dismiss" },
	more: { name: "alert-next", label: "button-more-people" },
	down: { name: "stand-down", label: "button-crew-complete" },
	mine: { name: "take-over", label: "button-take-over" },
	mines: { name: "acknowledge-hazards", label: "button-hazards-known" },
	close: { name: "close", label: "button-close" },
	false: { name: "cancel", label: "button-false" },
	m101: {
		name: "mark",
		label: "button-informed101",
		fields: { mark: "informed101" },
	},
	mdsns: {
		name: "mark",
		label: "button-handed-over",
		fields: { mark: "handedOver" },
	},
	state: { name: "ask-state", label: "button-ask-state" },
	help: { name: "ask-helpers", label: "button-ask-helpers" },
	leave: {
		name: "allow-departure",
		label: "button-allow-departure-airRaid",
	},
	leaveHit: {
		name: "allow-departure",
		label: "button-allow-departure-impact",
	},
	hit: { name: "impact", label: "button-impact", fields: { impact: "true" } },
	nohit: {
		name: "impact",
		label: "button-no-impact-full",
		fields: { impact: "false" },
	},
	reopen: { name: "reopen", label: "button-reopen" },
};
/** They send people home: a thumb that slipped is asked once more. */
const SURE: ReadonlySet<string> = new Set(["down", "close", "false"]);

export const panelChoice = (talk: Talk, incidentId: string): Choice => ({
	label: talk.text("button-actions"),
	data: pressing(TOPIC, "open", shortId(incidentId)),
});

/** What the button under a chief's own message says. */
export const panelPress = (incidentId: string): string =>
	pressing(TOPIC, "say", shortId(incidentId));

export function chiefIncidentTopic(): Topic {
	return {
		name: TOPIC,
		async menu(talk) {
			const scope = await steers(talk);
			return scope
				? [
						{
							label: talk.text("button-incidents"),
							data: pressing(TOPIC, "list"),
						},
					]
				: [];
		},

		async press(talk, word, args) {
			if (!talk.person) return false;
			if (word === "list") return showList(talk);
			const incidentId = longId(args[0]);
			switch (word) {
				case "open":
					return showPanel(talk, incidentId);
				case "say":
					return showPanel(talk, incidentId, { anew: true });
				case "do":
					return act(talk, talk.person, incidentId, args[1], args[2]);
				case "sure":
					return beSure(talk, incidentId, args[1], args[2]);
				case "truck":
					return chooseTruck(talk, incidentId);
				case "veh":
					return vehicleDown(talk, talk.person, incidentId, longId(args[1]));
				case "type":
					return chooseType(talk, incidentId);
				case "is":
					return correct(talk, talk.person, incidentId, args[1], args[2]);
				case "place":
					return askPlace(talk, incidentId);
				case "hand":
					return askUnit(talk, incidentId);
				case "number":
					return showNumber(talk, talk.person, incidentId);
				default:
					return false;
			}
		},

		async heard(talk, question, known, said) {
			if (!talk.person) return false;
			const incidentId = String(known.incidentId);
			if (question === "unit" && said.kind === "text")
				return handOver(talk, talk.person, incidentId, said.text);
			if (question !== "place") return false;
			const corrected = await placeSaid(talk, talk.person, incidentId, said);
			if (corrected === "unreadable") return false;
			await talk.settled();
			if (corrected.isDone)
				await talk.say(
					talk.text("bot-place-kept", {
						number: String(corrected.incident?.number ?? ""),
					}),
					{ markup: rowsOf([[panelChoice(talk, incidentId)]]) },
				);
			else await showPanel(talk, incidentId, { anew: true });
			return true;
		},
	};
}

/** Who leads or sits at a desk; a member has nothing to steer. */
const steers = (talk: Talk) => sightOf(talk.service, talk.person);

async function showList(talk: Talk): Promise<boolean> {
	const { service, text } = talk;
	const scope = await steers(talk);
	if (!scope) return refused(talk);
	await talk.settled();
	const heads = await incidentsFor(service, scope);
	const choices = await Promise.all(
		heads.map(async (head) => {
			const incident = await service.load(head.id);
			const place =
				incident.status === "unknown"
					? undefined
					: await placeOf(service, incident);
			return {
				label: text("bot-incident-line", {
					number: String(head.number),
					type: text(`type-${head.incidentType}`),
					place: place ? service.wording.place(place) : "",
					state: text(`incident-${head.status}`),
				}),
				data: pressing(TOPIC, "open", shortId(head.id)),
			};
		}),
	);
	await talk.show(
		text(heads.length > 0 ? "bot-incidents" : "bot-incidents-none"),
		rowsOf([...choices.map((one) => [one]), [menuChoice(talk)]]),
	);
	return true;
}

export async function refused(talk: Talk): Promise<true> {
	await talk.toast(talk.text("bot-chief-only"));
	return true;
}

/** How it stands, as this person may see it; undefined when they may not. */
export async function boardFor(
	talk: Talk,
	incidentId: string,
): Promise<BoardView | undefined> {
	const scope = await steers(talk);
	if (!scope) return undefined;
	try {
		return await boardOf(talk.service, scope, incidentId);
	} catch (error) {
		if (error instanceof AppError && error.kind === "notFound")
			return undefined;
		throw error;
	}
}

export async function showPanel(
	talk: Talk,
	incidentId: string,
	{ anew = false, said }: { anew?: boolean; said?: string } = {},
): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const words = [
		...(said ? [said, ""] : []),
		stateWords(talk, board),
		...(await beliefLine(talk, board)),
	].join("\n");
	const markup = rowsOf(
		talk.person ? await panelRows(talk, talk.person, board) : [],
	);
	if (anew) await talk.say(words, { markup });
	else await talk.show(words, markup);
	return true;
}

/** How far what residents told is believed: who decides reads it beside the question. */
async function beliefLine(
	{ service, text }: Talk,
	{ id }: BoardView,
): Promise<string[]> {
	const incident = await service.load(id);
	if (incident.status === "unknown") return [];
	const belief = believed(incident);
	return belief ? [beliefWords(belief, text)] : [];
}

const MOST_NAMES = 15;

function stateWords({ service, text, locale }: Talk, board: BoardView): string {
	const { wording, settings } = service;
	const { timeZone } = settings;
	const coming = board.responders.filter(isComing);
	const silent = board.responders.filter(isSilent);
	const names = coming
		.slice(0, MOST_NAMES)
		.map(({ name, etaAt, progress }) =>
			progress === "atStation"
				? `${name} (${text("state-atStation")})`
				: etaAt === null
					? name
					: `${name} ${wording.clock(etaAt, timeZone)}`,
		);
	return [
		[
			...(board.mode === "actual" ? [] : [text(`mode-${board.mode}.word`)]),
			`#${board.number}`,
			text(`type-${board.type}`),
			...(board.place ? [wording.place(board.place)] : []),
		].join(" · "),
		wording.headline(board.headline, { locale, timeZone }),
		...groundLines(board, service.wording.onScreen(locale)),
		...warningsOf({
			board,
			text,
			clock: (at) => wording.clock(at, timeZone),
		}).map(({ words }) => words),
		...(board.peopleInDanger ? [text("page-people-in-danger")] : []),
		[text("page-live-coming", { count: coming.length }), ...names].join(" · "),
		text("page-live-calling", { count: silent.length }),
		...(board.humanInCharge
			? [text("page-live-in-charge", { name: board.humanInCharge.name })]
			: []),
		...(board.tasks ? [text("page-live-not-informed101")] : []),
		...othersWords(board, {
			text,
			clock: (at) => wording.clock(at, timeZone),
		}),
		...board.degraded.flatMap((word) =>
			wording.has(locale, `degraded-${word}`) ? [text(`degraded-${word}`)] : [],
		),
	].join("\n");
}

type Line = BoardView["responders"][number];
export const isComing = ({ answer, stoodDownAt }: Line): boolean =>
	answer === "responding" && stoodDownAt === null;
export const isSilent = ({ answer, stoodDownAt }: Line): boolean =>
	(answer === "none" || answer === "noAnswer") && stoodDownAt === null;

async function panelRows(
	talk: Talk,
	person: ResponderRow,
	board: BoardView,
): Promise<Choice[][]> {
	const { text, service } = talk;
	const id = shortId(board.id);
	const orders = await ordersOf(service, person);
	const one = (
		name: OrderName,
		label: string,
		topic: string,
		...press: string[]
	): Choice[] => {
		const [word = "", ...more] = press;
		return orders.has(name)
			? [{ label: text(label), data: pressing(topic, word, id, ...more) }]
			: [];
	};
	const act = (code: string): Choice[] => {
		const { name, label } = ACTS[code] ?? {};
		const word = SURE.has(code) ? "sure" : "do";
		return name && label
			? one(name, label, TOPIC, word, code, String(board.version))
			: [];
	};
	const incident = await service.load(board.id);
	const number =
		incident.status !== "unknown" && hasNumber(incident, person.id)
			? one("number", "button-reporter-number", TOPIC, "number")
			: [];
	const corrects = [
		...one("correct", "button-change-place", TOPIC, "place"),
		...one("correct", "button-change-type", TOPIC, "type"),
	];
	const last = [
		{ label: text("button-refresh"), data: pressing(TOPIC, "open", id) },
		{ label: text("button-incidents"), data: pressing(TOPIC, "list") },
	];
	const hasTruck = board.crews.some((crew) => crew.vehicleId !== null);
	const rows =
		board.endedAt !== null
			? [act("reopen")]
			: isUndecided(board)
				? [
						[...act("confirm"), ...act("dismiss")],
						corrects,
						[...act("mine"), ...number],
					]
				: [
						isWarned(board) ? act("mines") : [],
						board.departure?.waits
							? act(board.departure.waits === "airRaid" ? "leave" : "leaveHit")
							: [],
						isImpactAsked(board) ? [...act("hit"), ...act("nohit")] : [],
						[...act("more"), ...act("mine")],
						act("down"),
						[
							...(hasTruck
								? one("vehicle-down", "button-vehicle-down", TOPIC, "truck")
								: []),
							...corrects,
						],
						[
							...one("answer-for", "page-live-answer-for", "who", "for", "0"),
							...one("unseat", "button-unseat", "who", "off", "0"),
						],
						[...one("write", "button-write", "words", "to"), ...number],
						[
							...act("m101"),
							...one("mark", "button-handed-over", TOPIC, "hand"),
						],
						[...(board.stateAsked ? [] : act("state")), ...act("help")],
						[...act("false"), ...act("close")],
					];
	const told = board.reports?.length
		? [
				[
					{
						label: text("button-reports", { count: board.reports.length }),
						data: pressing("rep", "list", id),
					},
				],
			]
		: [];
	const water = board.water
		? [[{ label: text("button-water-dry"), data: dryPress(board.id) }]]
		: [];
	return [...rows, ...told, ...water, last].filter((row) => row.length > 0);
}

const isWarned = ({ hazards = [] }: BoardView): boolean =>
	hazards.some(({ acknowledgedAt }) => acknowledgedAt === null);

/** «Приліт?» is asked, and nobody has answered. */
const isImpactAsked = ({ impact, type }: BoardView): boolean =>
	impact?.answer == null &&
	(impact !== undefined || type === "shelling_impact");

/** Nobody has said that it burns, or that it is not the fire already known. */
const isUndecided = (board: BoardView): boolean =>
	board.status === "unconfirmed" ||
	(board.possibleDuplicateOf !== null && board.alertedAt === null);

async function act(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
	name = "",
	version = "",
): Promise<boolean> {
	const asked = ACTS[name];
	if (!asked) return false;
	const ordered = await order(talk.service, {
		person,
		incidentId,
		name: asked.name,
		...(asked.fields ? { fields: asked.fields } : {}),
		commandId: `chief:${name}:${incidentId}:${person.id}:${version}`,
	});
	return answerOrder(talk, incidentId, ordered, labelOf(talk, name));
}

const labelOf = (talk: Talk, name: string): string =>
	talk.text(ACTS[name]?.label ?? "button-actions");

/** What came of it, and how it stands now. */
export async function answerOrder(
	talk: Talk,
	incidentId: string,
	ordered: Ordered,
	action: string,
	/** In a message of its own, where nothing was pressed. */
	how: { anew?: boolean } = {},
): Promise<boolean> {
	switch (ordered.kind) {
		case "refused":
			return refused(talk);
		case "done":
			return showPanel(talk, incidentId, {
				...how,
				said: talk.text("bot-order-done", { action }),
			});
		case "nothing":
			return showPanel(talk, incidentId, {
				...how,
				said: talk.text(nothingDone(ordered.why), { action }),
			});
		case "late":
			return showPanel(talk, incidentId, {
				...how,
				said: talk.text(
					isOver(ordered.incident) ? "bot-answer-late" : "bot-answer-conflict",
				),
			});
		default:
			return ordered satisfies never;
	}
}

/** Why nobody was asked is worth saying: who waits for a tractor looks elsewhere. */
function nothingDone(why: string | undefined): string {
	if (why === "nobodyToAsk") return "answer-state-nobody";
	return why === "noHelpers" ? "page-live-no-helpers" : "bot-order-nothing";
}

async function beSure(
	talk: Talk,
	incidentId: string,
	name = "",
	version = "",
): Promise<boolean> {
	if (!SURE.has(name)) return false;
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const id = shortId(incidentId);
	await talk.show(
		talk.text("bot-sure-question", {
			number: String(board.number),
			action: labelOf(talk, name),
		}),
		rowsOf([
			[
				{
					label: talk.text("bot-sure", { action: labelOf(talk, name) }),
					data: pressing(TOPIC, "do", id, name, version),
				},
			],
			[{ label: talk.text("button-back"), data: pressing(TOPIC, "open", id) }],
		]),
	);
	return true;
}

async function chooseTruck(talk: Talk, incidentId: string): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const id = shortId(incidentId);
	const trucks = board.crews.flatMap(({ vehicleId, vehicle, brigade }) =>
		vehicleId === null
			? []
			: [
					{
						label: talk.text("bot-vehicle-down", {
							vehicle: vehicle ?? "",
							brigade,
						}),
						data: pressing(TOPIC, "veh", id, shortId(vehicleId)),
					},
				],
	);
	await talk.show(
		talk.text("bot-vehicle-which"),
		rowsOf([
			...trucks.map((one) => [one]),
			[{ label: talk.text("button-back"), data: pressing(TOPIC, "open", id) }],
		]),
	);
	return true;
}

async function vehicleDown(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
	vehicleId: string,
): Promise<boolean> {
	const ordered = await order(talk.service, {
		person,
		incidentId,
		name: "vehicle-down",
		fields: { vehicleId },
		commandId: `${talk.commandId}:down`,
	});
	return answerOrder(
		talk,
		incidentId,
		ordered,
		talk.text("button-vehicle-down"),
	);
}

async function chooseType(talk: Talk, incidentId: string): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const id = shortId(incidentId);
	const said = (field: string, value: string | number) =>
		pressing(TOPIC, "is", id, field, value);
	await talk.show(
		talk.text("bot-chief-what"),
		rowsOf([
			...INCIDENT_TYPES.map((type, index) => [
				{ label: talk.text(`type-${type}.full`), data: said("type", index) },
			]),
			[
				{
					label: talk.text(
						board.peopleInDanger ? "bot-raise-danger" : "bot-raise-danger-not",
					),
					data: said("danger", board.peopleInDanger ? 0 : 1),
				},
			],
			[{ label: talk.text("button-back"), data: pressing(TOPIC, "open", id) }],
		]),
	);
	return true;
}

async function correct(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
	field = "",
	value = "",
): Promise<boolean> {
	const type = INCIDENT_TYPES[Number(value)];
	const change =
		field === "danger"
			? { peopleInDanger: value === "1" }
			: field === "type" && type
				? { incidentType: type }
				: undefined;
	if (!change) return false;
	const ordered = await order(talk.service, {
		person,
		incidentId,
		name: "correct",
		command: {
			type: "Correct",
			by: { kind: "responder", id: person.id },
			...change,
		},
		commandId: `${talk.commandId}:correct`,
	});
	return answerOrder(
		talk,
		incidentId,
		ordered,
		talk.text("button-change-type"),
	);
}

/** The unit in a few words, or a press that leaves it out. */
async function askUnit(talk: Talk, incidentId: string): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	if (board.endedAt !== null) return showPanel(talk, incidentId);
	await talk.ask(TOPIC, "unit", { incidentId });
	await talk.say(`#${board.number}. ${talk.text("bot-hand-over-unit")}`, {
		markup: rowsOf([
			[
				{
					label: talk.text("bot-hand-over-skip"),
					data: pressing(
						TOPIC,
						"do",
						shortId(incidentId),
						"mdsns",
						String(board.version),
					),
				},
			],
			[panelChoice(talk, incidentId)],
		]),
	});
	return true;
}

const UNIT_MAX = 80;

async function handOver(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
	words: string,
): Promise<boolean> {
	await talk.settled();
	const ordered = await order(talk.service, {
		person,
		incidentId,
		name: "mark",
		fields: { mark: "handedOver", unit: words.trim().slice(0, UNIT_MAX) },
		commandId: `${talk.commandId}:hand`,
	});
	const said = await answerOrder(
		talk,
		incidentId,
		ordered,
		talk.text("button-handed-over"),
		{ anew: true },
	);
	return said;
}

async function askPlace(talk: Talk, incidentId: string): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	if (board.endedAt !== null) return showPanel(talk, incidentId);
	await talk.ask(TOPIC, "place", { incidentId });
	await talk.say(`#${board.number}. ${talk.text("bot-chief-where")}`, {
		markup: rowsOf([[panelChoice(talk, incidentId)]]),
	});
	return true;
}

async function showNumber(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
): Promise<boolean> {
	const asked = await askReporterNumber(
		talk.service,
		person,
		incidentId,
		talk.commandId,
	);
	switch (asked.kind) {
		case "refused":
			return refused(talk);
		case "number": {
			const board = await boardFor(talk, incidentId);
			const words = talk.text("bot-reporter-number", {
				number: String(board?.number ?? ""),
				phone: asked.phone,
			});
			// It may be tapped to dial, and neither forwarded nor copied on.
			await talk.send("sendMessage", (api, chatId) =>
				api.sendMessage(chatId, words, { protect_content: true }),
			);
			return true;
		}
		default:
			await talk.toast(talk.text(`bot-reporter-number-${asked.kind}`));
			return true;
	}
}

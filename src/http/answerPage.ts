/**
 * The answer page: one question, two big answers, under 10 kB, no script, two round trips.
 *
 * Looking never records: previews of Viber and Google fetch every link. A form posted
 * twice is one answer, by its nonce and what it says. An answer the database does not
 * take is kept and said to be; nobody is sent away with «try again» while a disk takes it.
 */
import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html, raw } from "hono/html";
import {
	type Answered,
	answer,
	incidentMeant,
	isOver,
	received,
	type Said,
} from "../answer.ts";
import { answeredText } from "../answerWords.ts";
import { waterFor } from "../boardOf.ts";
import { departureGate, gathersAway, mayAllow } from "../core/airRaid.ts";
import type { Known, Person } from "../core/incident.ts";
import {
	type Locale,
	type Location,
	READINESS,
	type Readiness,
} from "../core/kinds.ts";
import { about } from "../core/turn.ts";
import { isUnavailable } from "../errors.ts";
import { mayTellOfWater, sayDry } from "../ground/water.ts";
import {
	FORM,
	giveKept,
	KEPT,
	type KeptAnswer,
	type KeptForm,
	saidAndKept,
} from "../keptAnswers.ts";
import { type Capability, EVERYTHING, type ResponderRow } from "../ports.ts";
import { volunteersOutages } from "../screen/outages.ts";
import type { Service } from "../service.ts";
import { soon } from "../soon.ts";
import { type Way, wayOf } from "../venue.ts";
import { gatheringWords, raidLine } from "../wording/airRaid.ts";
import { oneLine } from "../wording/place.ts";
import type { Handler, Inbox } from "./inbox.ts";
import {
	COLOUR_STYLE,
	type Markup,
	tokenPageHeaders,
	type WrongTries,
	wrongTries,
} from "./page.ts";
import { placeOf } from "./people.ts";

export type AnswerPageOptions = {
	/** Where an answer is kept that cannot be written now. */
	inbox: Pick<Inbox, "keep">;
	/** The address of whoever asks, for counting wrong tries. */
	addressOf(c: Context): string;
	/** Shared with the live page, so that guessing counts once per address. */
	tries?: WrongTries;
};

type Viewer = {
	service: Service;
	token: string;
	capability: Capability;
	person: ResponderRow;
	incident: Known;
};
/** Its nonce tells this posting from the next one that says the same. */
type Form = KeptForm["form"];

const BODY_MAX_BYTES = 16 * 1024;
const NOTE_MAX = 500;
const MINUTES_MAX = 240;
const MINUTES_OFFERED = [5, 10, 15, 20, 30];
const PEOPLE_SHOWN = 8;
/** Long enough to be read, short enough to be seen changing. */
const LOOK_AGAIN_SECONDS = 10;

export function answerPageRoutes(
	service: Service,
	{ inbox, addressOf, tries = wrongTries(service) }: AnswerPageOptions,
): Hono {
	const routes = new Hono();
	const { settings } = service;
	routes.onError((error, c) => {
		service.log.error("An answer page broke.", {
			error: error instanceof Error ? (error.stack ?? error.name) : "",
		});
		return errorPage(c, 500, "page-error-broken");
	});

	async function open(
		c: Context,
		token: string,
		act: (viewer: Viewer) => Promise<Response>,
		unread: () => Promise<Response> | Response,
	): Promise<Response> {
		const capability = await service.store
			.capability(service.secrets.hash(token))
			.catch((error: unknown) => {
				if (isUnavailable(error)) return "unread" as const;
				throw error;
			});
		if (capability === "unread") return unread();
		// Only wrong ones count, so that nobody's guessing locks out a volunteer behind the same address.
		if (!capability)
			return tries.tooMany(addressOf(c))
				? errorPage(c, 429, "page-error-tooMany")
				: errorPage(c, 404, "page-error-unknown");
		if (capability.revokedAt !== undefined)
			return errorPage(c, 410, "page-error-expired");
		if (capability.opens === "live") return c.redirect(`/i/${token}`, 303);
		const [incident, [person]] = await Promise.all([
			incidentMeant(service, capability.incidentId),
			service.roster.people([capability.responderId]),
		]);
		if (!incident || !person) return errorPage(c, 410, "page-error-expired");
		return act({ service, token, capability, person, incident });
	}

	const show = (c: Context, token: string) =>
		open(
			c,
			token,
			async (viewer) => c.html(await pageOf(viewer), 200, HEADERS),
			() => unreadPage(c, token, 503),
		);

	const showMap = (c: Context, token: string) =>
		open(
			c,
			token,
			async (viewer) => c.html(await mapPage(viewer), 200, HEADERS),
			() => unreadPage(c, token, 503),
		);

	const take = (c: Context, token: string) =>
		open(
			c,
			token,
			async (viewer) => {
				const { locale } = viewer.person;
				const said = new URLSearchParams(await c.req.text());
				const dry = said.get("dry");
				if (dry !== null) return takeDry(c, viewer, dry);
				const form = readForm(said);
				if (!form) return errorPage(c, 400, "page-error-invalid", locale);
				const answered = await record(viewer, form).catch((error: unknown) => {
					if (isUnavailable(error)) return "unwritten" as const;
					throw error;
				});
				if (answered !== "unwritten")
					return c.html(await recordedPage(viewer, answered), 200, HEADERS);
				const kept = keptAnswer(token, viewer.capability, form);
				const isKept = await keep(KEPT, kept.commandId, kept);
				return isKept
					? c.html(await pageOf(viewer), 202, HEADERS)
					: unwritten(c, token, form, locale);
			},
			async () => {
				// Whoever guesses fills no disk.
				if (tries.tooMany(addressOf(c)))
					return errorPage(c, 429, "page-error-tooMany");
				const form = readForm(new URLSearchParams(await c.req.text()));
				if (!form) return errorPage(c, 400, "page-error-invalid");
				const isKept = await keep(FORM, commandIdOf(token, form), {
					token,
					form,
				});
				return isKept
					? unreadPage(c, token, 202)
					: unwritten(c, token, form, settings.locale);
			},
		);

	/** «Там немає води»: no answer, so nothing of it is kept for later: who reads the next page sees whether it counts. */
	async function takeDry(c: Context, viewer: Viewer, pointId: string) {
		const { incident, person } = viewer;
		if (isOver(incident) || !mayTellOfWater(incident, person.id))
			return errorPage(c, 400, "page-error-invalid", person.locale);
		await sayDry(
			service,
			{ pointId },
			{
				kind: "driver",
				responderId: person.id,
				incident,
				name: service.secrets.open(person.name),
			},
		);
		return c.html(await pageOf(viewer), 200, HEADERS);
	}

	/** False when no disk takes it. */
	async function keep(
		carrier: string,
		commandId: string,
		what: object,
	): Promise<boolean> {
		try {
			await inbox.keep(carrier, commandId, JSON.stringify(what));
			return true;
		} catch (error) {
			service.log.error("an answer could not be kept anywhere", {
				error: error instanceof Error ? error.name : "unknown",
			});
			return false;
		}
	}

	/** It stands in the log: whatever breaks while the page is drawn, the person hears that. */
	async function recordedPage(
		viewer: Viewer,
		answered: Answered,
	): Promise<Markup> {
		try {
			return await pageOf(viewer, answered);
		} catch (error) {
			service.log.error("The page of a recorded answer could not be drawn.", {
				error: error instanceof Error ? (error.stack ?? error.name) : "",
			});
			const { locale } = viewer.person;
			const words = answeredText(service, answered, locale);
			return frame(locale, words, html`<h1>${words}</h1>`);
		}
	}

	/** The link cannot be looked up: neither what burns nor who asks is known, the answer is taken all the same. */
	async function unreadPage(c: Context, token: string, status: 202 | 503) {
		const { locale } = settings;
		const text = textOf(service, locale);
		const said = (await saidAndKept(service, token)).at(-1);
		const title = said ? keptWords(text, said) : text("page-answer-unread");
		const body = html`${outages(service, locale)}<h1>${title}</h1>
<p>${text(said ? "page-answer-kept-when" : "page-answer-unread.help")}</p>
${said ? change(token, text) : form(token, buttons(text))}`;
		return c.html(
			frame(locale, title, body, said ? { lookAgainAt: token } : {}),
			status,
			HEADERS,
		);
	}

	/** Neither disk took it: the same form once more, so that pressing again says the same. */
	function unwritten(c: Context, token: string, said: Form, locale: Locale) {
		const text = textOf(service, locale);
		const title = text("page-error-unavailable");
		const body = html`<h1>${title}</h1>
<p>${text("page-answer-unwritten")}</p>
${form(
	token,
	html`${fieldsOf(said).map(
		([name, value]) =>
			html`<input type="hidden" name="${name}" value="${value}">`,
	)}<button class="yes">${text("page-answer-again")}</button>`,
	said.nonce,
)}`;
		return c.html(frame(locale, title, body), 503, HEADERS);
	}

	function errorPage(
		c: Context,
		status: 400 | 404 | 410 | 413 | 429 | 500,
		id: string,
		locale: Locale = settings.locale,
	) {
		const text = (part: string) => service.wording.text(locale, part);
		const body = html`<h1>${text(id)}</h1>
<p>${text(`${id}.help`)}</p>`;
		return c.html(frame(locale, text(id), body), status, HEADERS);
	}

	// Its twin at the root keeps an alert in one SMS segment.
	for (const path of ["/a/:token", "/:token{[\\w-]{11}[A-Za-z0-9]}"]) {
		routes.get(path, (c) => show(c, c.req.param("token") ?? ""));
		routes.get(`${path}/map`, (c) => showMap(c, c.req.param("token") ?? ""));
		routes.post(
			path,
			bodyLimit({
				maxSize: BODY_MAX_BYTES,
				onError: (c) => errorPage(c, 413, "page-error-tooLong"),
			}),
			(c) => take(c, c.req.param("token") ?? ""),
		);
	}
	return routes;
}

const record = (
	{ service, token, capability }: Viewer,
	form: Form,
): Promise<Answered> => answer(service, keptAnswer(token, capability, form));

const keptAnswer = (
	token: string,
	{ incidentId, responderId }: Capability,
	form: Form,
): KeptAnswer => ({
	incidentId,
	responderId,
	said: form.said,
	...(form.words ? { words: form.words } : {}),
	channel: "page",
	commandId: commandIdOf(token, form),
});

/** The same posting is the same command, written at once or later. */
function commandIdOf(token: string, { said, words, nonce }: Form): string {
	const what = createHash("sha256")
		.update(JSON.stringify([token, nonce, said, words]))
		.digest("base64url")
		.slice(0, 22);
	return `page:${what}`;
}

/** A form whose link could not be looked up when it came; a link of nobody's is dropped. */
export const keptForms =
	(service: Service): Handler =>
	async (body, _id, saidAt) => {
		const { token, form } = JSON.parse(body) as KeptForm;
		const { store, secrets } = service;
		const capability = await store.capability(secrets.hash(token));
		if (capability && capability.revokedAt === undefined)
			await giveKept(service, keptAnswer(token, capability, form), saidAt);
		return undefined;
	};

/** What the form says; undefined when it is none of ours. */
export function readForm(form: URLSearchParams): Form | undefined {
	const nonce = form.get("nonce") ?? crypto.randomUUID();
	const words = (form.get("note") ?? "").trim();
	if (nonce.length > 64 || words.length > NOTE_MAX) return undefined;
	const said = saidBy(form) ?? (words ? { kind: "note" as const } : undefined);
	return said && { said, nonce, ...(words ? { words } : {}) };
}

/** What `readForm` reads as the same again, without the nonce. */
function fieldsOf({ said, words }: Form): [string, string][] {
	const note: [string, string][] = words ? [["note", words]] : [];
	switch (said.kind) {
		case "mark":
			return [["mark", said.mark], ...note];
		case "decision":
			return [["answer", said.decision], ...note];
		case "note":
		// No form says these.
		case "house":
		case "map":
			return note;
		case "readiness":
			return [["readiness", said.readiness], ...note];
		default: {
			const { answer: word, etaMinutes, to, notDriving } = said;
			return [
				["answer", said.afterAllClear ? "allclear" : word],
				...(etaMinutes === undefined
					? []
					: [["etaMinutes", String(etaMinutes)] as [string, string]]),
				...(to === undefined ? [] : [["to", to] as [string, string]]),
				...(notDriving ? [["notDriving", "true"] as [string, string]] : []),
				...note,
			];
		}
	}
}

function saidBy(form: URLSearchParams): Said | undefined {
	const mark = form.get("mark");
	if (mark === "atStation" || mark === "departed" || mark === "onScene")
		return { kind: "mark", mark };
	const readiness = READINESS.find((known) => known === form.get("readiness"));
	if (readiness) return { kind: "readiness", readiness };
	const said = form.get("answer");
	if (said === "switch" || said === "stay" || said === "leave")
		return { kind: "decision", decision: said };
	if (said === "notResponding" || said === "later")
		return { kind: "answer", answer: said };
	if (said === "allclear")
		return { kind: "answer", answer: "later", afterAllClear: true };
	if (said !== "responding") return undefined;
	const minutes = form.get("etaMinutes") || undefined;
	const etaMinutes = Number(minutes);
	if (
		minutes !== undefined &&
		!(
			Number.isInteger(etaMinutes) &&
			etaMinutes > 0 &&
			etaMinutes <= MINUTES_MAX
		)
	)
		return undefined;
	const to = form.get("to");
	return {
		kind: "answer",
		answer: said,
		...(minutes === undefined ? {} : { etaMinutes }),
		...(to === "scene" || to === "station" ? { to } : {}),
		...(["on", "true", "1"].includes(form.get("notDriving") ?? "")
			? { notDriving: true }
			: {}),
	};
}

// --- the page

async function pageOf(viewer: Viewer, answered?: Answered): Promise<Markup> {
	const { service, token } = viewer;
	const incident =
		answered && "incident" in answered ? answered.incident : viewer.incident;
	const now = { ...viewer, incident };
	const { locale } = viewer.person;
	const text = textsOf(viewer);
	const kept = answered
		? []
		: await saidAndKept(service, token, viewer.capability);
	const waits = kept.length > 0 && !isOver(incident);
	const { incidentType, mode } = incident;
	const type = `type-${incidentType}`;
	const number = String(incident.number);
	// The word of a real alarm stands over real alarms only.
	const helps = asHelper(now) !== undefined;
	const title =
		mode === "actual" && !helps
			? `${text(`${type}.icon`)} ${text(`${type}.word`)} · ${text(type)} · #${number}`
			: text("page-answer-title", { number, type: text(type) });
	const body = html`${isOver(incident) ? "" : outages(service, locale)}${await top(now, title)}
${isOver(incident) ? over(now, answered) : waits ? keptAnswers(now, kept) : helps ? helperQuestion(now, answered) : question(now, answered)}
${isOver(incident) || helps ? "" : await crew(now)}${await water(now)}`;
	return frame(locale, title, body, {
		mode,
		...(waits ? { lookAgainAt: token } : {}),
	});
}

type Text = (id: string, args?: Record<string, string | number>) => string;

const textOf =
	({ wording }: Service, locale: Locale): Text =>
	(id, args) =>
		wording.text(locale, id, args);
const textsOf = ({ service, person }: Viewer): Text =>
	textOf(service, person.locale);

const outages = (
	{ degraded, settings, wording }: Service,
	locale: Locale,
): Markup =>
	html`${volunteersOutages({
		degraded: degraded(),
		channels: settings.channels,
		words: wording.onScreen(locale),
	}).map((words) => html`<p class="bar out">▲ ${words}</p>`)}`;

/** What and where, always first. */
async function top(viewer: Viewer, title: string): Promise<Markup> {
	const { service, incident } = viewer;
	const text = textsOf(viewer);
	const { mode, location } = incident;
	const place =
		(await placeOf(service, incident)) ?? text("page-place-unknown");
	const clock = service.wording.clock(
		incident.reportedAt,
		service.settings.timeZone,
	);
	return html`${mode === "actual" ? "" : html`<p class="bar">${text(`page-${mode}`)}</p>`}
<header><b>${title}</b> <span>${clock}</span></header>
<p class="place">${place}${location ? html` <a class="map" href="/a/${viewer.token}/map">${text("page-answer-map")}</a>` : ""}</p>
${mines(viewer)}${incident.peopleInDanger ? html`<p class="danger">▲ ${text("page-people-in-danger")}</p>` : ""}
${incident.status === "unconfirmed" ? html`<p class="waiting">○ ${text("page-unconfirmed")}</p>` : ""}${await danger(viewer)}`;
}

/** The air raid, and where people gather while the station may be hit too. */
async function danger(viewer: Viewer): Promise<Markup> {
	const { service, incident } = viewer;
	const { wording, roster } = service;
	const { state } = incident.airRaid ?? {};
	if (isOver(incident) || incident.mode === "test") return html``;
	const words = wording.onScreen(viewer.person.locale);
	const raid =
		state === undefined
			? ""
			: html`<p class="${state === "red" ? "danger" : state === "none" ? "" : "waiting"}">${raidLine(state, words)}</p>`;
	if (!gathersAway(incident)) return html`${raid}`;
	// The page stands without it: «чекайте слова начальника».
	const ruling = await soon(() =>
		roster.brigade(EVERYTHING, incident.rulingBrigadeId ?? ""),
	);
	const staging = oneLine(ruling?.staging?.words ?? "");
	return html`${raid}<p class="danger">🚫 ${gatheringWords(words, staging)}</p>`;
}

/** Before the question: who answers it has read where not to tread. */
function mines({ service, incident, person }: Viewer): Markup | string {
	const { mines: metres } = about(incident);
	return metres === undefined || isOver(incident)
		? ""
		: html`<p class="danger">▲ ${service.wording.onScreen(person.locale).mines(metres, incident.incidentType)}</p>`;
}

/** Where a truck is filled; who drives there may say that it is dry. */
async function water(viewer: Viewer): Promise<Markup | string> {
	const { service, incident, person, token } = viewer;
	const found = await waterFor(service, incident);
	if (found.length === 0) return "";
	const words = service.wording.onScreen(person.locale);
	const says = mayTellOfWater(incident, person.id);
	return html`<p>${words.text("page-water")}: ${found.map((one) => words.water(one)).join(" · ")}</p>${
		says
			? html`<details><summary>${words.text("button-water-dry")}</summary>${form(
					token,
					html`${found.map(
						(one) =>
							html`<button name="dry" value="${one.id}">${words.text("page-water-dry", { name: one.name ?? words.text(`water-kind-${one.kind}`) })}</button>`,
					)}`,
				)}</details>`
			: ""
	}`;
}

function over(viewer: Viewer, answered?: Answered): Markup {
	const { service, incident, person } = viewer;
	const text = textsOf(viewer);
	const said =
		answered?.kind === "readiness"
			? html`<h1>${answeredText(service, answered, person.locale)}</h1>`
			: readinessForm(viewer);
	return html`<h1>${text(`page-answer-${incident.status}`)}</h1>${said}`;
}

/** Home again: what of the truck they came back in? Also after the end. */
function readinessForm(viewer: Viewer): Markup {
	const { incident, person, token } = viewer;
	const text = textsOf(viewer);
	const asked = incident.crews.some(
		(crew) =>
			crew.readinessAsked !== undefined &&
			crew.readiness === undefined &&
			crew.leftWith?.includes(person.id),
	);
	if (!asked) return html``;
	return form(
		token,
		html`<h1>${text("telegram-askReady")}</h1>
${READINESS_BUTTONS.map(
	([readiness, id]) =>
		html`<button class="${readiness === "ready" ? "yes" : ""}" name="readiness" value="${readiness}">${text(id)}</button>`,
)}`,
	);
}

const READINESS_BUTTONS = [
	["ready", "button-vehicle-ready"],
	["noWater", "button-no-water"],
	["noFuel", "button-no-fuel"],
	["broken", "button-vehicle-down"],
] as const satisfies readonly (readonly [Readiness, string])[];

function question(viewer: Viewer, answered: Answered | undefined): Markup {
	const { incident, person, service } = viewer;
	const text = textsOf(viewer);
	if (answered?.kind === "askSwitch") return switchForm(viewer, answered.from);
	const me = incident.people.get(person.id);
	const headline = answered
		? answeredText(service, answered, person.locale)
		: standing(viewer, me);
	if (!headline)
		return html`<h1>${text("page-answer-question")}</h1>
${answerForm(viewer)}`;
	const comes = me?.answer === "responding" && me.stoodDownAt === undefined;
	return html`<h1>${headline}</h1>
${readinessForm(viewer)}${comes ? marksForm(viewer) : ""}
${comes || me?.answer ? html`<details><summary>${text("page-answer-change")}</summary>${answerForm(viewer)}</details>` : answerForm(viewer)}`;
}

/** Asked for their machine only; who else comes is the crew's affair. */
const asHelper = ({ incident, person }: Viewer) =>
	incident.people.has(person.id) ? undefined : incident.helpers.get(person.id);

const HELPER_MINUTES = [10, 20, 30, 40, 60];

function helperQuestion(
	viewer: Viewer,
	answered: Answered | undefined,
): Markup {
	const { incident, person, service, token } = viewer;
	const text = textsOf(viewer);
	const helper = asHelper(viewer);
	if (!helper) return html``;
	const { answer, etaAt, equipment } = helper;
	const known: Answered | undefined = answer && {
		kind: "helper",
		incident,
		answer,
		...(etaAt === undefined ? {} : { etaAt }),
	};
	const said = answered ?? known;
	const asks = text("telegram-helperAsked", {
		with: equipment.map((one) => text(`equipment-${one}.with`)).join(", "),
	});
	const answers = form(
		token,
		html`<label>${text("page-answer-minutes")} <select name="etaMinutes"><option value="">${text("page-answer-minutes-ours")}</option>${HELPER_MINUTES.map(
			(minutes) =>
				html`<option value="${minutes}">${text("page-answer-minutes-option", { minutes })}</option>`,
		)}</select></label>
<div class="two"><button class="yes" name="answer" value="responding">${text("page-answer-coming")}</button><button class="no" name="answer" value="notResponding">${text("page-answer-cannot")}</button></div>`,
	);
	return html`${incident.hazards.length > 0 ? html`<p class="danger">▲ ${text("page-helper-mines")}</p>` : ""}<h1>${said ? answeredText(service, said, person.locale) : asks}</h1>
${said ? html`<details><summary>${text("page-answer-change")}</summary>${answers}</details>` : answers}`;
}

/** Said, and not in the log yet: nobody is asked a second time, and nobody is told that it counts already. */
function keptAnswers(viewer: Viewer, kept: readonly Said[]): Markup {
	const text = textsOf(viewer);
	const { incident, person, token } = viewer;
	const newest = kept.findLast(({ kind }) => kind !== "note") ?? kept.at(-1);
	const answered = kept.findLast((said) => said.kind === "answer");
	const comes = answered
		? answered.answer === "responding"
		: incident.people.get(person.id)?.answer === "responding";
	return html`<h1>${newest ? keptWords(text, newest) : ""}</h1>
<p>${text("page-answer-kept-when")}</p>
${comes ? marksForm(viewer) : ""}
${change(token, text)}`;
}

/** Without fields: the page looks again by itself, and half a note would be gone. */
const change = (token: string, text: Text): Markup =>
	html`<details><summary>${text("page-answer-change")}</summary>${form(token, buttons(text))}</details>`;

function keptWords(text: Text, said: Said): string {
	switch (said.kind) {
		case "answer":
			return text(`page-answer-kept-${said.answer}`);
		case "mark":
			return text("page-answer-kept-mark", {
				mark: text(`mark-${said.mark}`),
			});
		case "note":
			return text("page-answer-kept-note");
		default:
			return text("page-answer-kept");
	}
}

/** How the person stands without having said anything just now. */
function standing(viewer: Viewer, me: Person | undefined): string | undefined {
	const { service, incident, person } = viewer;
	const text = textsOf(viewer);
	if (!me) return undefined;
	if (me.stoodDownAt !== undefined)
		return text(
			me.stoodDownWhy === "reserve"
				? "page-answer-reserve"
				: "page-answer-standDown",
		);
	if (me.seatOpenedAt !== undefined) return text("page-answer-seatOpened");
	if (!me.answer) return undefined;
	return answeredText(
		service,
		{ kind: "answered", incident, message: received(incident, me) },
		person.locale,
	);
}

const form = (
	token: string,
	inside: Markup,
	nonce: string = crypto.randomUUID(),
): Markup =>
	html`<form method="post" action="/a/${token}"><input type="hidden" name="nonce" value="${nonce}">${inside}</form>`;

const buttons = (text: Text): Markup =>
	html`<div class="two"><button class="yes" name="answer" value="responding">${text("page-answer-coming")}</button><button class="no" name="answer" value="notResponding">${text("page-answer-cannot")}</button></div>
<button name="answer" value="later">${text("page-answer-later")}</button>`;

function answerForm(viewer: Viewer): Markup {
	const text = textsOf(viewer);
	return form(
		viewer.token,
		html`${buttons(text)}${
			viewer.incident.airRaid?.state === "red"
				? html`<button name="answer" value="allclear">${text("page-answer-allclear")}</button>`
				: ""
		}
<details><summary>${text("page-answer-more")}</summary>
<label>${text("page-answer-minutes")} <select name="etaMinutes"><option value="">${text("page-answer-minutes-ours")}</option>${MINUTES_OFFERED.map(
			(minutes) =>
				html`<option value="${minutes}">${text("page-answer-minutes-option", { minutes })}</option>`,
		)}</select></label>
<label>${text("page-answer-to")} <select name="to"><option value="station">${text(gathersAway(viewer.incident) ? "page-answer-to-away" : "page-answer-to-station")}</option><option value="scene">${text("page-answer-to-scene")}</option></select></label>
<label class="row"><input type="checkbox" name="notDriving" value="true"> ${text("page-answer-notDriving")}</label>
<label>${text("page-answer-note")} <input name="note" maxlength="${NOTE_MAX}" autocomplete="off"></label>
<button class="yes" name="answer" value="responding">${text("page-answer-coming")}</button>
</details>`,
	);
}

function marksForm(viewer: Viewer): Markup {
	const text = textsOf(viewer);
	return form(
		viewer.token,
		html`${leaveButton(viewer)}<p>${text("page-answer-where")}</p>
${(["atStation", "departed", "onScene"] as const).map(
	(mark) =>
		html`<button name="mark" value="${mark}">${text(mark === "atStation" && gathersAway(viewer.incident) ? "page-answer-mark-atStaging" : `page-answer-mark-${mark}`)}</button>`,
)}`,
	);
}

/** To a leader who comes, while the truck waits for such a word. */
function leaveButton({ incident, person, service }: Viewer): Markup {
	const gate = departureGate(incident);
	if (!gate || !mayAllow(incident, person.id)) return html``;
	const words = service.wording.text(
		person.locale,
		`button-allow-departure-${gate.why}`,
	);
	return html`<button class="yes" name="answer" value="leave">${words}</button>`;
}

function switchForm(viewer: Viewer, from: number): Markup {
	const text = textsOf(viewer);
	const args = { from: String(from), number: String(viewer.incident.number) };
	return html`<h1>${text("page-answer-switch", args)}</h1>
${form(
	viewer.token,
	html`<div class="two"><button class="yes" name="answer" value="switch">${text("page-answer-switch-yes", args)}</button><button name="answer" value="stay">${text("page-answer-switch-no", args)}</button></div>`,
)}`;
}

/** Who comes, by arrival: names and minutes, never a place or a phone. */
async function crew(viewer: Viewer): Promise<Markup> {
	const { service, incident } = viewer;
	const coming = [...incident.people.values()]
		.filter(
			(person) =>
				person.answer === "responding" && person.stoodDownAt === undefined,
		)
		.sort((a, b) => (a.etaAt ?? 0) - (b.etaAt ?? 0))
		.slice(0, PEOPLE_SHOWN);
	if (coming.length === 0) return html``;
	const rows = await service.roster.people(
		coming.map(({ responderId }) => responderId),
	);
	const names = new Map(
		rows.map(({ id, name }) => [id, service.secrets.open(name)]),
	);
	const { timeZone } = service.settings;
	return html`<h2>${textsOf(viewer)("page-answer-crew")}</h2>
<ul>${coming.map(
		({ responderId, etaAt }) =>
			html`<li>● ${names.get(responderId) ?? ""} <span>${etaAt === undefined ? "" : service.wording.clock(etaAt, timeZone)}</span></li>`,
	)}</ul>`;
}

// --- the map

/** Station and fire as they lie to each other, and ways into whatever map the phone has. No script, no tiles. */
async function mapPage(viewer: Viewer): Promise<Markup> {
	const { service, incident, person, token } = viewer;
	const { locale } = person;
	const text = textsOf(viewer);
	const title = text("page-answer-title", {
		number: String(incident.number),
		type: text(`type-${incident.incidentType}`),
	});
	const back = html`<p><a class="map" href="/a/${token}">${text("page-answer-map-back")}</a></p>`;
	// Whose house burned is nobody's business any more.
	if (isOver(incident))
		return frame(locale, title, html`${over(viewer)}${back}`, {
			mode: incident.mode,
		});
	const place =
		(await placeOf(service, incident)) ?? text("page-place-unknown");
	const { location } = incident;
	const body = html`<header><b>${title}</b></header>
<p class="place">${place}</p>
${location ? whereabouts(viewer, location) : html`<p class="waiting">○ ${text("page-answer-map-none")}</p>`}
<p><a class="map" href="tel:101">${text("page-call-101")}</a></p>${back}`;
	return frame(locale, title, body, { mode: incident.mode });
}

function whereabouts(
	{ service, incident, person }: Viewer,
	location: Location,
): Markup {
	const text = textOf(service, person.locale);
	const way = wayOf(incident, person.id);
	const at = `${location.lat},${location.lon}`;
	const { accuracyMetres } = location;
	return html`${way ? planOf(way, service, person.locale) : ""}
${accuracyMetres === undefined ? "" : html`<p>${text("card-accuracy", { metres: Math.round(accuracyMetres) })}</p>`}
<p>${at}</p>
<p><a class="map" href="geo:${at}?q=${at}">${text("page-answer-map-geo")}</a>
<a class="map" href="https://www.openstreetmap.org/?mlat=${location.lat}&mlon=${location.lon}#map=16/${location.lat}/${location.lon}">OpenStreetMap</a>
<a class="map" href="https://maps.google.com/?q=${at}">Google Maps</a></p>`;
}

const PLAN = { width: 320, height: 240, reach: 80 };

/** North is up; the line from the station (square) to the fire (triangle) fills the plan, whatever its length. */
function planOf(way: Way, service: Service, locale: Locale): Markup {
	const text = textOf(service, locale);
	const turned = (way.bearing * Math.PI) / 180;
	const x = Math.round(Math.sin(turned) * PLAN.reach);
	const y = Math.round(Math.cos(turned) * PLAN.reach);
	const middle = { x: PLAN.width / 2, y: PLAN.height / 2 };
	const station = { x: middle.x - x, y: middle.y + y };
	const fire = { x: middle.x + x, y: middle.y - y };
	const words = text("page-answer-map-way", {
		distance: service.wording.distance(locale, way.metres),
		direction: text(`compass-${Math.round(way.bearing / 45) % 8}`),
		degrees: String(way.bearing),
	});
	return html`<svg viewBox="0 0 ${PLAN.width} ${PLAN.height}" width="100%" role="img" aria-label="${words}"><g stroke="currentColor" stroke-width="2" fill="none"><path stroke-dasharray="6 6" d="M${station.x} ${station.y}L${fire.x} ${fire.y}"/><path d="M${PLAN.width - 18} 34V10l-5 9m5-9l5 9"/></g><g fill="currentColor"><path d="M${station.x - 8} ${station.y - 8}h16v16h-16z"/><path d="M${fire.x} ${fire.y - 13}l12 22h-24z"/><text x="${station.x + 14}" y="${station.y + 5}" font-size="14">${text("page-answer-to-station-short")}</text><text x="${PLAN.width - 18}" y="52" font-size="14" text-anchor="middle">${text("page-live-north")}</text></g></svg>
<p><b>${words}</b></p>`;
}

const frame = (
	locale: Locale,
	title: string,
	body: Markup,
	{
		mode = "actual",
		lookAgainAt,
	}: {
		mode?: string;
		/** Token of a page that will say more in a moment. */
		lookAgainAt?: string;
	} = {},
): Markup =>
	html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${lookAgainAt === undefined ? "" : html`<meta http-equiv="refresh" content="${LOOK_AGAIN_SECONDS};url=/a/${lookAgainAt}">`}<meta name="color-scheme" content="light dark"><title>${title}</title><style>${raw(STYLE)}</style></head><body class="${mode}">${body}</body></html>`;

/** Colours and sizes of `look.md`; dark follows the system. */
const STYLE = `${COLOUR_STYLE}*{box-sizing:border-box}body{margin:0 auto;max-width:640px;padding:16px;background:var(--surface);color:var(--text);font:20px/1.4 system-ui,sans-serif}
header{display:flex;justify-content:space-between}header span,li span{font-variant-numeric:tabular-nums;color:var(--quiet)}
h1{font-size:28px;line-height:1.2;margin:32px 0 16px}h2{font-size:16px;margin:32px 0 8px;color:var(--quiet)}p{margin:8px 0}a{color:var(--link)}.map{display:flex;align-items:center;min-height:56px}
.danger{color:var(--danger);font-weight:700}.waiting{color:var(--waiting)}.bar{margin:-16px -16px 16px;padding:8px 16px;font-weight:700;background:repeating-linear-gradient(45deg,transparent 0 16px,#8883 16px 32px)}
.test .bar{background:#8883}.out,.test .out{margin:0 -16px;background:var(--waiting);color:var(--ink)}.out:first-child{margin-top:-16px}.out+:not(.out){margin-top:8px}
.two{display:flex;gap:8px}.two button{flex:1 1 50%}
button,select,summary,input:not([type=checkbox]){min-height:56px;width:100%;margin:0 0 8px;padding:8px;border:2px solid var(--quiet);border-radius:8px;background:none;color:inherit;font:inherit}
button{font-weight:700;cursor:pointer}.two button{min-height:96px;font-size:28px}
.yes{background:var(--good);border-color:var(--good);color:var(--ink)}.no{border-color:var(--text)}
summary{display:flex;align-items:center;border-color:transparent;color:var(--link);cursor:pointer;padding-left:0}label{display:block;margin:8px 0}
.row{display:flex;align-items:center;gap:16px;min-height:56px}input[type=checkbox]{width:28px;height:28px}
ul{list-style:none;margin:0;padding:0}li{display:flex;justify-content:space-between;padding:4px 0}`;

// Going back must bring a fresh form: an old nonce would make a changed mind a repeat.
const HEADERS = {
	...tokenPageHeaders({ style: STYLE }),
	"content-type": "text/html; charset=utf-8",
};

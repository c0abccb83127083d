/**
 * The answer page: one question, two big answers, under 10 kB, no script, two round trips.
 *
 * Looking never records: previews of Viber and Google fetch every link. A form posted
 * twice is one answer, by its nonce and what it says.
 */
import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html, raw } from "hono/html";
import {
	type Answered,
	answer,
	incidentNow,
	isOver,
	received,
	type Said,
} from "../answer.ts";
import { answeredText } from "../answerWords.ts";
import type { Known, Person } from "../core/incident.ts";
import type { Locale } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import type { Capability, ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import {
	COLOUR_STYLE,
	type Markup,
	tokenPageHeaders,
	type WrongTries,
	wrongTries,
} from "./page.ts";
import { placeOf } from "./people.ts";

export type AnswerPageOptions = {
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
type Form = {
	said: Said;
	words?: string;
	/** Tells this posting from the next one that says the same. */
	nonce: string;
};

const BODY_MAX_BYTES = 16 * 1024;
const NOTE_MAX = 500;
const MINUTES_MAX = 240;
const MINUTES_OFFERED = [5, 10, 15, 20, 30];
const PEOPLE_SHOWN = 8;

export function answerPageRoutes(
	service: Service,
	{ addressOf, tries = wrongTries(service) }: AnswerPageOptions,
): Hono {
	const routes = new Hono();
	const { settings } = service;

	async function open(
		c: Context,
		token: string,
		act: (viewer: Viewer) => Promise<Response>,
	): Promise<Response> {
		const capability = await service.store.capability(
			service.secrets.hash(token),
		);
		// Only wrong ones count, so that nobody's guessing locks out a volunteer behind the same address.
		if (!capability)
			return tries.tooMany(addressOf(c))
				? errorPage(c, 429, "page-error-tooMany")
				: errorPage(c, 404, "page-error-unknown");
		if (capability.revokedAt !== undefined)
			return errorPage(c, 410, "page-error-expired");
		if (capability.opens === "live") return c.redirect(`/i/${token}`, 303);
		const [incident, [person]] = await Promise.all([
			incidentNow(service, capability.incidentId),
			service.roster.people([capability.responderId]),
		]);
		if (!incident || !person) return errorPage(c, 410, "page-error-expired");
		return act({ service, token, capability, person, incident });
	}

	const show = (c: Context, token: string) =>
		open(c, token, async (viewer) =>
			c.html(await pageOf(viewer), 200, HEADERS),
		);

	const take = (c: Context, token: string) =>
		open(c, token, async (viewer) => {
			const form = readForm(new URLSearchParams(await c.req.text()));
			if (!form)
				return errorPage(c, 400, "page-error-invalid", viewer.person.locale);
			try {
				const answered = await record(viewer, form);
				return c.html(await pageOf(viewer, answered), 200, HEADERS);
			} catch (error) {
				if (!(error instanceof AppError) || error.kind !== "unavailable")
					throw error;
				const { locale } = viewer.person;
				return errorPage(c, 503, "page-error-unavailable", locale);
			}
		});

	function errorPage(
		c: Context,
		status: 400 | 404 | 410 | 429 | 503,
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
		routes.post(path, bodyLimit({ maxSize: BODY_MAX_BYTES }), (c) =>
			take(c, c.req.param("token") ?? ""),
		);
	}
	return routes;
}

async function record(viewer: Viewer, form: Form): Promise<Answered> {
	const { service, token, capability } = viewer;
	const { said, words, nonce } = form;
	const what = createHash("sha256")
		.update(JSON.stringify([token, nonce, said, words]))
		.digest("base64url")
		.slice(0, 22);
	return answer(service, {
		incidentId: capability.incidentId,
		responderId: capability.responderId,
		said,
		...(words ? { words } : {}),
		channel: "page",
		commandId: `page:${what}`,
	});
}

/** What the form says; undefined when it is none of ours. */
export function readForm(form: URLSearchParams): Form | undefined {
	const nonce = form.get("nonce") ?? crypto.randomUUID();
	const words = (form.get("note") ?? "").trim();
	if (nonce.length > 64 || words.length > NOTE_MAX) return undefined;
	const said = saidBy(form) ?? (words ? { kind: "note" as const } : undefined);
	return said && { said, nonce, ...(words ? { words } : {}) };
}

function saidBy(form: URLSearchParams): Said | undefined {
	const mark = form.get("mark");
	if (mark === "atStation" || mark === "departed" || mark === "onScene")
		return { kind: "mark", mark };
	const said = form.get("answer");
	if (said === "switch" || said === "stay")
		return { kind: "decision", decision: said };
	if (said === "notResponding" || said === "later")
		return { kind: "answer", answer: said };
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
	const incident =
		answered && "incident" in answered ? answered.incident : viewer.incident;
	const now = { ...viewer, incident };
	const { locale } = viewer.person;
	const text = textsOf(viewer);
	const { incidentType, mode } = incident;
	const type = `type-${incidentType}`;
	const number = String(incident.number);
	// The word of a real alarm stands over real alarms only.
	const title =
		mode === "actual"
			? `${text(`${type}.icon`)} ${text(`${type}.word`)} · ${text(type)} · #${number}`
			: text("page-answer-title", { number, type: text(type) });
	const body = html`${await top(now, title)}
${isOver(incident) ? over(now) : question(now, answered)}
${isOver(incident) ? "" : await crew(now)}`;
	return frame(locale, title, body, mode);
}

const textsOf =
	({ service, person }: Viewer) =>
	(id: string, args?: Record<string, string | number>): string =>
		service.wording.text(person.locale, id, args);

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
<p class="place">${place}${location ? html` <a class="map" href="https://maps.google.com/?q=${location.lat},${location.lon}">${text("page-answer-map")}</a>` : ""}</p>
${incident.peopleInDanger ? html`<p class="danger">▲ ${text("page-people-in-danger")}</p>` : ""}
${incident.status === "unconfirmed" ? html`<p class="waiting">○ ${text("page-unconfirmed")}</p>` : ""}`;
}

function over(viewer: Viewer): Markup {
	const text = textsOf(viewer);
	return html`<h1>${text(`page-answer-${viewer.incident.status}`)}</h1>`;
}

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
${comes ? marksForm(viewer) : ""}
${comes || me?.answer ? html`<details><summary>${text("page-answer-change")}</summary>${answerForm(viewer)}</details>` : answerForm(viewer)}`;
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

const form = ({ token }: Viewer, inside: Markup): Markup =>
	html`<form method="post" action="/a/${token}"><input type="hidden" name="nonce" value="${crypto.randomUUID()}">${inside}</form>`;

function answerForm(viewer: Viewer): Markup {
	const text = textsOf(viewer);
	return form(
		viewer,
		html`<div class="two"><button class="yes" name="answer" value="responding">${text("page-answer-coming")}</button><button class="no" name="answer" value="notResponding">${text("page-answer-cannot")}</button></div>
<button name="answer" value="later">${text("page-answer-later")}</button>
<details><summary>${text("page-answer-more")}</summary>
<label>${text("page-answer-minutes")} <select name="etaMinutes"><option value="">${text("page-answer-minutes-ours")}</option>${MINUTES_OFFERED.map(
			(minutes) =>
				html`<option value="${minutes}">${text("page-answer-minutes-option", { minutes })}</option>`,
		)}</select></label>
<label>${text("page-answer-to")} <select name="to"><option value="station">${text("page-answer-to-station")}</option><option value="scene">${text("page-answer-to-scene")}</option></select></label>
<label class="row"><input type="checkbox" name="notDriving" value="true"> ${text("page-answer-notDriving")}</label>
<label>${text("page-answer-note")} <input name="note" maxlength="${NOTE_MAX}" autocomplete="off"></label>
<button class="yes" name="answer" value="responding">${text("page-answer-coming")}</button>
</details>`,
	);
}

function marksForm(viewer: Viewer): Markup {
	const text = textsOf(viewer);
	return form(
		viewer,
		html`<p>${text("page-answer-where")}</p>
${(["atStation", "departed", "onScene"] as const).map(
	(mark) =>
		html`<button name="mark" value="${mark}">${text(`page-answer-mark-${mark}`)}</button>`,
)}`,
	);
}

function switchForm(viewer: Viewer, from: number): Markup {
	const text = textsOf(viewer);
	const args = { from: String(from), number: String(viewer.incident.number) };
	return html`<h1>${text("page-answer-switch", args)}</h1>
${form(
	viewer,
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

const frame = (
	locale: Locale,
	title: string,
	body: Markup,
	mode = "actual",
): Markup =>
	html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${raw(STYLE)}</style></head><body class="${mode}">${body}</body></html>`;

/** Colours and sizes of `look.md`; dark follows the system. */
const STYLE = `${COLOUR_STYLE}*{box-sizing:border-box}body{margin:0 auto;max-width:640px;padding:16px;background:var(--surface);color:var(--text);font:20px/1.4 system-ui,sans-serif}
header{display:flex;justify-content:space-between}header span,li span{font-variant-numeric:tabular-nums;color:var(--quiet)}
h1{font-size:28px;line-height:1.2;margin:32px 0 16px}h2{font-size:16px;margin:32px 0 8px;color:var(--quiet)}p{margin:8px 0}a{color:var(--link)}.map{display:flex;align-items:center;min-height:56px}
.danger{color:var(--danger);font-weight:700}.waiting{color:var(--waiting)}.bar{margin:-16px -16px 16px;padding:8px 16px;font-weight:700;background:repeating-linear-gradient(45deg,transparent 0 16px,#8883 16px 32px)}
.test .bar{background:#8883}
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

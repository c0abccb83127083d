/**
 * The live page of one incident, for its chief, deputies and duty officer: personal,
 * no login, dead twelve hours after the close. It is drawn here on the server, reads
 * without a script, and with one follows a stream of its own changed sections.
 */
import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { incidentMeant, isOver } from "../answer.ts";
import { boardOf, STREAM_SHARED_MS } from "../boardOf.ts";
import type { Known } from "../core/incident.ts";
import type { Locale } from "../core/kinds.ts";
import { AppError, isUnavailable } from "../errors.ts";
import { mayTellOfWater, sayDry } from "../ground/water.ts";
import { type Capability, EVERYTHING } from "../ports.ts";
import type { Handled, Service } from "../service.ts";
import { isDutyOfficer, meant } from "./livePage/command.ts";
import { SCRIPT } from "./livePage/script.ts";
import { STYLE } from "./livePage/style.ts";
import { type LiveView, livePage, liveSections } from "./livePage/view.ts";
import {
	tokenPageHeaders,
	WORDS_STYLE,
	type WrongTries,
	wordsPage,
	wrongTries,
} from "./page.ts";

export type LivePageOptions = {
	/** The address of whoever asks, for counting wrong tries. */
	addressOf(c: Context): string;
	/** Shared with other pages behind tokens, so that an address has twenty tries in all. */
	tries?: WrongTries;
};

type Viewer = {
	token: string;
	capability: Capability;
	incident: Known;
	name: string;
	locale: Locale;
};

const HOUR_MS = 3_600_000;
const DEAD_AFTER_CLOSE_MS = 12 * HOUR_MS;
const BODY_MAX_BYTES = 16 * 1024;
/** Five drawings a second: more nobody reads, fewer and an answer is late. The first goes at once. */
const BETWEEN_DRAWINGS_MS = 200;
/** Twice within the ten seconds after which a page calls itself old. */
const BEAT_MS = 4_000;

const HEADERS = tokenPageHeaders({ style: STYLE, script: SCRIPT });
const WORDS_HEADERS = tokenPageHeaders({ style: WORDS_STYLE });

/** What a page says after a press besides what it shows, by the word in its address. */
const SAID = {
	proposed: "page-live-false-by-desk",
	nobodyLeft: "page-live-nobody-left",
	water: "page-water-noted",
	nobodyToAsk: "answer-state-nobody",
	noHelpers: "page-live-no-helpers",
} as const;
type Said = keyof typeof SAID;

export function livePageRoutes(
	service: Service,
	{ addressOf, tries = wrongTries(service) }: LivePageOptions,
): Hono {
	const routes = new Hono();
	const { settings, store, wording } = service;
	routes.onError((error, c) => {
		service.log.error("A live page broke.", {
			error: error instanceof Error ? (error.stack ?? error.name) : "",
		});
		return refuse(c, 500, "page-error-broken");
	});

	async function open(
		c: Context,
		act: (viewer: Viewer) => Promise<Response>,
	): Promise<Response> {
		const token = c.req.param("token") ?? "";
		const capability = await store
			.capability(service.secrets.hash(token))
			.catch((error: unknown) => {
				if (isUnavailable(error)) return "unread" as const;
				throw error;
			});
		if (capability === "unread") return refuse(c, 503, "page-error-unread");
		// Only wrong ones count, so that nobody's guessing locks out a chief behind the same address.
		if (!capability)
			return tries.tooMany(addressOf(c))
				? refuse(c, 429, "page-error-tooMany")
				: refuse(c, 404, "page-error-unknown");
		if (capability.opens === "answer") return c.redirect(`/a/${token}`, 303);
		const viewer = await viewerOf(service, token, capability);
		if (!viewer) return refuse(c, 404, "page-error-unknown");
		if (isDead(service, viewer.incident))
			return refuse(c, 410, "page-error-expired", viewer.locale);
		return act(viewer);
	}

	const refuse = (
		c: Context,
		status: 404 | 410 | 413 | 429 | 500 | 503,
		id: string,
		locale: Locale = settings.locale,
	) =>
		c.html(
			wordsPage(
				locale,
				wording.text(locale, id),
				wording.text(locale, `${id}.help`),
			),
			status,
			WORDS_HEADERS,
		);

	const show = async (
		c: Context,
		viewer: Viewer,
		said?: string,
		status: Outcome["status"] = 200,
	) =>
		c.html(
			livePage(await viewOf(service, viewer), {
				nonce: crypto.randomUUID(),
				...(said === undefined ? {} : { said }),
			}),
			status,
			HEADERS,
		);

	routes.get("/i/:token", (c) =>
		open(c, (viewer) =>
			show(c, viewer, saidBefore(viewer, c.req.query("said"))),
		),
	);

	routes.get("/i/:token/stream", (c) =>
		open(c, async (viewer) => follow(c, service, viewer)),
	);

	routes.post(
		"/i/:token/:action",
		bodyLimit({
			maxSize: BODY_MAX_BYTES,
			onError: (c) => refuse(c, 413, "page-error-tooLong"),
		}),
		(c) =>
			open(c, async (viewer) => {
				const outcome = await press(service, viewer, {
					action: c.req.param("action"),
					fields: fieldsOf(c.req.url, await c.req.text()),
				});
				const said = outcome.said ? wordsFor(viewer, outcome.said) : undefined;
				if (c.req.header("accept") === "application/json")
					return c.json(
						{ done: outcome.status === 200, said, nonce: crypto.randomUUID() },
						outcome.status,
						HEADERS,
					);
				if (outcome.status !== 200)
					return show(c, viewer, said, outcome.status);
				const query = outcome.key ? `?said=${outcome.key}` : "";
				// Without a host: a browser that came by another name lets no form lead elsewhere.
				return c.redirect(`/i/${viewer.token}${query}`, 303);
			}),
	);

	const saidBefore = (viewer: Viewer, key: string | undefined) =>
		key !== undefined && Object.hasOwn(SAID, key)
			? wording.text(viewer.locale, SAID[key as Said])
			: undefined;

	const wordsFor = ({ locale }: Viewer, ids: readonly Words[]): string =>
		ids
			.map(({ id, state }) => {
				const words = wording.text(
					locale,
					id,
					state ? { state: wording.text(locale, state) } : {},
				);
				return /[.!?]$/.test(words) ? words : `${words}.`;
			})
			.join(" ");

	return routes;
}

// --- who looks, at what

async function viewerOf(
	{ load, roster, secrets, settings }: Service,
	token: string,
	capability: Capability,
): Promise<Viewer | undefined> {
	if (capability.revokedAt !== undefined) return undefined;
	const [incident, [person]] = await Promise.all([
		load(capability.incidentId),
		roster.people([capability.responderId]),
	]);
	if (incident.status === "unknown" || !person) return undefined;
	return {
		token,
		capability,
		incident,
		name: secrets.open(person.name),
		locale: person.locale ?? settings.locale,
	};
}

const isDead = ({ clock }: Service, { status, endedAt }: Known): boolean =>
	(status === "closed" || status === "cancelled") &&
	endedAt !== undefined &&
	clock.now() > endedAt + DEAD_AFTER_CLOSE_MS;

async function viewOf(
	service: Service,
	{ token, capability, incident, name, locale }: Viewer,
): Promise<LiveView> {
	const board = await boardOf(
		service,
		EVERYTHING,
		capability.incidentId,
		STREAM_SHARED_MS,
	);
	const double = board.possibleDuplicateOf
		? await incidentMeant(service, board.possibleDuplicateOf)
		: undefined;
	const own = incident.humans.filter(
		({ responderId }) => responderId === capability.responderId,
	);
	const role = isDutyOfficer(incident, capability.responderId)
		? "dutyOfficer"
		: own[0]?.role;
	return {
		board,
		now: service.clock.now(),
		speed: service.clock.speed,
		wording: service.wording,
		locale,
		timeZone: service.settings.timeZone,
		token,
		channels: service.settings.channels,
		viewer: { name, ...(role ? { role } : {}) },
		...(double && !isOver(double) && double.id !== board.id
			? { duplicateOf: double.number }
			: {}),
	};
}

// --- the stream

/**
 * All sections first, then those that changed. An idle page hears of a change at
 * once; more changes meanwhile are drawn together.
 */
function follow(c: Context, service: Service, viewer: Viewer): Response {
	const { clock } = service;
	// Proxies that gather a response before passing it on would hold back an answer.
	c.header("x-accel-buffering", "no");
	return streamSSE(c, async (stream) => {
		let changed = true;
		let beating = true;
		let wakeUp = (): void => {};
		const stop = service.onChange((incidentId) => {
			if (incidentId !== viewer.capability.incidentId) return;
			changed = true;
			wakeUp();
		});
		const heart = setInterval(() => {
			beating = true;
			wakeUp();
		}, BEAT_MS);
		stream.onAbort(() => wakeUp());
		const shown = new Map<string, string>();
		try {
			while (!stream.aborted) {
				if (!changed && !beating) {
					await new Promise<void>((resolve) => {
						wakeUp = resolve;
					});
					continue;
				}
				const startedMs = performance.now();
				const isBeat = beating;
				changed = false;
				beating = false;
				const present = await stillThere(service, viewer, isBeat);
				if (!present) {
					await stream.writeSSE({ event: "gone", data: "" });
					return;
				}
				const view = await viewOf(service, present);
				const fresh = liveSections(view).filter(
					({ id, html }) => shown.get(id) !== html,
				);
				for (const { id, html } of fresh) shown.set(id, html);
				if (fresh.length > 0)
					await stream.writeSSE({
						event: "parts",
						id: String(view.board.version),
						data: fresh.map(({ html }) => html).join("\n"),
					});
				if (isBeat)
					await stream.writeSSE({
						event: "beat",
						data: `${clock.now()} ${clock.speed}`,
					});
				if (fresh.length > 0)
					await stream.sleep(
						BETWEEN_DRAWINGS_MS - (performance.now() - startedMs),
					);
			}
		} catch (error) {
			// The connection ends; the browser comes back and is given the present state.
			service.log.error("The stream of a live page broke.", {
				error: error instanceof Error ? (error.stack ?? error.name) : "",
			});
		} finally {
			clearInterval(heart);
			stop();
		}
	});
}

/** The incident as it is now; undefined once the link is revoked (looked up with each beat) or dead. */
async function stillThere(
	service: Service,
	viewer: Viewer,
	lookUp: boolean,
): Promise<Viewer | undefined> {
	const capability = lookUp
		? await service.store.capability(viewer.capability.tokenHash)
		: viewer.capability;
	if (!capability || capability.revokedAt !== undefined) return undefined;
	const incident = await service.load(capability.incidentId);
	if (incident.status === "unknown" || isDead(service, incident))
		return undefined;
	return { ...viewer, incident };
}

// --- a pressed button

type Words = { id: string; state?: string };
type Outcome = {
	status: 200 | 400 | 409 | 503;
	said?: readonly Words[];
	/** Carries what is said through the redirect. */
	key?: Said;
};

function fieldsOf(url: string, body: string): URLSearchParams {
	const fields = new URLSearchParams(body);
	for (const [name, value] of new URL(url).searchParams)
		fields.set(name, value);
	return fields;
}

async function press(
	service: Service,
	{ token, capability, incident }: Viewer,
	{ action, fields }: { action: string; fields: URLSearchParams },
): Promise<Outcome> {
	const { responderId, incidentId } = capability;
	if (action === "water-dry")
		return dryWater(service, { incident, responderId }, fields);
	const into = action === "merge" ? fields.get("into") : null;
	const other = into ? await incidentMeant(service, into) : undefined;
	const does = meant({
		action,
		fields,
		incident,
		responderId,
		keepWords: service.keepWords,
		...(other ? { other } : {}),
	});
	if (does === "nothing") return { status: 200 };
	if (does === "unreadable")
		return { status: 400, said: twice("page-error-invalid") };
	try {
		const handled = await service.handle(incidentId, does.command, {
			commandId: commandIdOf(token, action, fields),
			...(does.words ? { alongside: { words: does.words } } : {}),
		});
		return saidOf(handled);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		if (error.kind === "conflict")
			return {
				status: 409,
				said: [
					{ id: "page-error-conflict" },
					{
						id: "page-live-now",
						state: await presentState(service, incidentId),
					},
				],
			};
		if (error.kind === "unavailable")
			return { status: 503, said: twice("page-error-unavailable") };
		throw error;
	}
}

/** Of the ground and not of the incident: no command, and said twice it is one deed by itself. */
async function dryWater(
	service: Service,
	{ incident, responderId }: { incident: Known; responderId: string },
	fields: URLSearchParams,
): Promise<Outcome> {
	const [person] = await service.roster.people([responderId]);
	if (isOver(incident) || !person || !mayTellOfWater(incident, responderId))
		return { status: 400, said: twice("page-error-invalid") };
	const said = await sayDry(
		service,
		{ pointId: fields.get("id") ?? "" },
		{
			kind: "driver",
			responderId,
			incident,
			name: service.secrets.open(person.name),
		},
	);
	return said
		? { status: 200, key: "water", said: [{ id: SAID.water }] }
		: { status: 400, said: twice("page-error-invalid") };
}

const twice = (id: string): Words[] => [{ id }, { id: `${id}.help` }];

/** The same form posted twice is one command; without a nonce every posting is its own. */
function commandIdOf(
	token: string,
	action: string,
	fields: URLSearchParams,
): string {
	const said = new URLSearchParams(fields);
	if (!said.get("nonce")) said.set("nonce", crypto.randomUUID());
	said.sort();
	const what = createHash("sha256")
		.update(`${token}\n${action}\n${said}`)
		.digest("base64url")
		.slice(0, 22);
	return `page:${what}`;
}

function saidOf({ events, ignored }: Handled): Outcome {
	const key: Said | undefined = events.some(
		({ type }) => type === "CancelProposed",
	)
		? "proposed"
		: ignored === "nobodyToAsk" || ignored === "noHelpers"
			? ignored
			: ignored === "nobodyLeft"
				? "nobodyLeft"
				: undefined;
	return key
		? { status: 200, key, said: [{ id: SAID[key] }] }
		: { status: 200 };
}

async function presentState(
	{ load }: Service,
	incidentId: string,
): Promise<string> {
	const { status } = await load(incidentId);
	return `incident-${status === "unknown" ? "unconfirmed" : status}`;
}

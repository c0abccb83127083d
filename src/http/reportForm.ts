/**
 * The form behind the QR code on a village's board, `/101`, and the sheet to print.
 *
 * Whoever fills it is known by nothing but the form, so it is the least believed of all
 * reports: never verified, and never one of two independent ones. Too many from one
 * address, or one that was false, ask the chief alone; nobody is turned away without 101.
 * Looking records nothing; posted twice is once; what the database does not take is kept.
 */
import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { renderSVG } from "uqr";
import type { Known, Report } from "../core/incident.ts";
import type { Locale } from "../core/kinds.ts";
import type { Brigade } from "../core/roster.ts";
import { isUnavailable } from "../errors.ts";
import { readPhone } from "../phones.ts";
import { formCodes, formUrl } from "../residents/formCode.ts";
import { placeSaid, placesMeant } from "../residents/place.ts";
import type { Residents } from "../residents/sms.ts";
import type { ResidentWord, Who } from "../residents/take.ts";
import type { Service } from "../service.ts";
import { type WrongTries, wrongTries } from "./page.ts";
import { formsOf } from "./reportForm/addresses.ts";
import { isNonce, readForm, type Said } from "./reportForm/read.ts";
import {
	adviceId,
	dialPage,
	FORM_HEADERS,
	formPage,
	PAGE_HEADERS,
	paperPage,
	SHEET_HEADERS,
	type Sheet,
	type Standing,
	standingPage,
	wordsWith101,
} from "./reportForm/view.ts";

export type ReportFormOptions = {
	residents: Pick<Residents, "take" | "says">;
	/** Keeps what the database does not take now. */
	keep(
		word:
			| ResidentWord
			| { who: Who; says: "burning" | "out" | "mistake"; once: string },
	): Promise<unknown>;
	addressOf(c: Context): string;
	/** Wrong codes, counted with other wrong tokens. */
	tries: WrongTries;
};

const BODY_MAX_BYTES = 8 * 1024;
const PATH = "/r/:code{[\\w-]{12}}";

export function reportFormRoutes(
	service: Service,
	{ residents, keep, addressOf, tries }: ReportFormOptions,
): Hono {
	const routes = new Hono();
	const { wording, settings, secrets } = service;
	const brigadeOf = formCodes(service);
	const forms = formsOf(service);
	const postings = wrongTries(service);

	const textIn =
		(locale: Locale): Sheet["text"] =>
		(id, args) =>
			wording.text(locale, id, args);

	routes.onError((error, c) => {
		service.log.error("A report form broke.", {
			error: error instanceof Error ? (error.stack ?? error.name) : "",
		});
		return refuse(c, 500, "page-error-broken");
	});

	/** In words, with 101 above them. */
	function refuse(
		c: Context,
		status: 202 | 400 | 403 | 404 | 413 | 429 | 500 | 503,
		id: string,
	) {
		const locale = localeOf(c, settings.locale);
		const text = textIn(locale);
		const help = wording.has(locale, `${id}.help`) ? text(`${id}.help`) : "";
		return c.html(
			wordsWith101({ text, locale }, text(id), help),
			status,
			PAGE_HEADERS,
		);
	}

	/** `unread`: nobody can say now whose it is; a fire is taken all the same. */
	async function open(
		c: Context,
		act: (brigade: Brigade | "unread") => Promise<Response>,
	): Promise<Response> {
		const brigade = await brigadeOf(c.req.param("code") ?? "").catch(
			(error: unknown) => {
				if (isUnavailable(error)) return "unread" as const;
				throw error;
			},
		);
		if (brigade) return act(brigade);
		return tries.tooMany(addressOf(c))
			? refuse(c, 429, "page-error-tooMany")
			: refuse(c, 404, "page-error-unknown");
	}

	const sheetOf = (c: Context, nonce: string): Sheet => {
		const locale = localeOf(c, settings.locale);
		return { text: textIn(locale), locale, path: c.req.path, nonce };
	};

	/** Whoever holds the form; another form is somebody else. */
	const reporterOf = (nonce: string): string =>
		uuidOf(secrets.token(`who fills a form\n${nonce}`));

	// --- looking

	async function show(c: Context, brigade: Brigade | "unread") {
		const nonce = c.req.query("f") ?? "";
		if (!isNonce(nonce))
			return c.html(
				formPage(sheetOf(c, crypto.randomUUID())),
				200,
				FORM_HEADERS,
			);
		const sheet = sheetOf(c, nonce);
		const now = await standing(c, sheet, brigade).catch((error: unknown) => {
			if (isUnavailable(error)) return undefined;
			throw error;
		});
		return now
			? c.html(standingPage(sheet, now), 200, PAGE_HEADERS)
			: refuse(c, 200 as 202, "report-form-kept");
	}

	async function standing(
		c: Context,
		{ text, locale, nonce }: Sheet,
		brigade: Brigade | "unread",
	): Promise<Standing | undefined> {
		const told = await toldBy(reporterOf(nonce));
		if (!told) return undefined;
		const { incident, report } = told;
		const goesOn =
			incident.status === "open" || incident.status === "unconfirmed";
		const brigadeId = brigade === "unread" ? undefined : brigade.id;
		const offers = goesOn ? await placesMeant(service, brigadeId, report) : [];
		const asksPhone = c.req.query("number") === "none";
		return {
			headline: text(headlineOf(incident, report)),
			advice: text(
				adviceId(report.incidentType, (id) => wording.has(locale, id)),
			),
			beside: [
				...(c.req.query("warn") === "1" ? [text("resident-warning")] : []),
				...(asksPhone ? [text("report-form-no-number")] : []),
			],
			goesOn,
			offers,
			asksPlace: !report.location && !report.place,
			asksPeople: report.peopleInDanger !== true,
			asksPhone,
		};
	}

	/** The newest fire this form told of, wherever it has gone since. */
	async function toldBy(
		reporterId: string,
	): Promise<{ incident: Known; report: Report } | undefined> {
		const [row] = await service.reporters.reportsBy(reporterId, { limit: 1 });
		if (!row) return undefined;
		let incident = await service.load(row.incidentId);
		while (incident.status !== "unknown" && incident.mergedInto)
			incident = await service.load(incident.mergedInto.id);
		if (incident.status === "unknown") return undefined;
		const report = incident.reports.get(row.id);
		return report && { incident, report };
	}

	// --- saying

	async function take(c: Context, brigade: Brigade | "unread") {
		const address = addressOf(c);
		if (postings.tooMany(address)) return refuse(c, 429, "report-form-tooMany");
		const said = readForm(new URLSearchParams(await c.req.text()));
		if (!said) return refuse(c, 400, "page-error-invalid");
		const reporterId = reporterOf(said.nonce);
		const standing = await forms.standing(address, reporterId);
		if (standing === "blocked") return refuse(c, 403, "report-form-blocked");
		if (standing === "tooMany") return refuse(c, 429, "report-form-tooMany");
		const who: Who = {
			page: reporterId,
			locale: localeOf(c, settings.locale),
		};
		const once = `page:${uuidOf(JSON.stringify([c.req.param("code"), said]))}`;
		const brigadeId = brigade === "unread" ? undefined : brigade.id;
		const { says } = said;
		try {
			if (says) {
				await residents.says(who, says, once);
				return again(c, said);
			}
			const taken = await residents.take({
				...(await wordOf(said, brigadeId)),
				who,
				once,
				...(standing === "doubted" ? { doubted: true } : {}),
			});
			if (taken.kind === "taken") return again(c, said, taken.warn);
			return taken.why === "blocked"
				? refuse(c, 403, "report-form-blocked")
				: again(c, said);
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			return kept(
				c,
				says
					? { who, says, once }
					: { ...plainWord(said, brigadeId), who, once },
			);
		}
	}

	async function kept(c: Context, word: Parameters<typeof keep>[0]) {
		try {
			await keep(word);
			return refuse(c, 202, "report-form-kept");
		} catch {
			return refuse(c, 503, "page-error-unavailable");
		}
	}

	/** Shown by looking: going back or pressing again posts nothing. */
	function again(c: Context, { nonce, phone }: Said, warn = false) {
		const isNumber =
			phone === undefined || readPhone(phone).phone !== undefined;
		const query = new URLSearchParams({
			lang: localeOf(c, settings.locale),
			f: nonce,
			...(warn ? { warn: "1" } : {}),
			...(isNumber ? {} : { number: "none" }),
		});
		return c.redirect(`${c.req.path}?${query}`, 303);
	}

	async function wordOf(
		said: Said,
		brigadeId: string | undefined,
	): Promise<Word> {
		const told =
			said.at === undefined ? undefined : await toldBy(reporterOf(said.nonce));
		const offers = told
			? await placesMeant(service, brigadeId, told.report)
			: [];
		const offer = offers.find(({ code }) => code === said.at);
		return {
			...plainWord(said, brigadeId),
			...(offer ? placeSaid(offer) : {}),
		};
	}

	routes.get("/101", (c) => {
		const locale = localeOf(c, settings.locale);
		return c.html(
			dialPage({ text: textIn(locale), locale, path: c.req.path }),
			200,
			PAGE_HEADERS,
		);
	});
	routes.get(PATH, (c) => open(c, (brigade) => show(c, brigade)));
	routes.get(`${PATH}/sheet`, (c) =>
		open(c, async (brigade) => {
			if (brigade === "unread") return refuse(c, 503, "page-error-unread");
			const locale = localeOf(c, brigade.locale);
			const url = formUrl(service, brigade.id);
			const number = brigade.residents?.number;
			return c.html(
				paperPage(
					{ text: textIn(locale), locale },
					{ url, qrSvg: renderSVG(url), ...(number ? { number } : {}) },
				),
				200,
				SHEET_HEADERS,
			);
		}),
	);
	routes.post(
		PATH,
		bodyLimit({
			maxSize: BODY_MAX_BYTES,
			onError: (c) => refuse(c, 413, "page-error-tooLong"),
		}),
		(c) => open(c, (brigade) => take(c, brigade)),
	);
	return routes;
}

type Word = Omit<ResidentWord, "who" | "once">;

const plainWord = (
	{ type, place, phone, location, danger, at }: Said,
	brigadeId: string | undefined,
): Word => ({
	via: "page",
	// Whoever fills a form says by that alone that it burns; who chooses a place adds to it.
	...(at === undefined ? { burns: true as const } : {}),
	...(brigadeId === undefined ? {} : { brigadeId }),
	...(type ? { type } : {}),
	...(place ? { place } : {}),
	...(phone ? { callBack: phone } : {}),
	...(location ? { location } : {}),
	...(danger ? { peopleInDanger: true } : {}),
});

/** What every resident reads, whoever comes and from where. */
function headlineOf({ status }: Known, { told, said }: Report): string {
	if (told === "over" || status === "closed") return "bot-resident-over";
	if (told === "cancelled" || status === "cancelled")
		return "telegram-reporterNews-cancelled";
	if (said === "out" || said === "mistake") return `resident-said-${said}`;
	return told === "coming" ? "bot-resident-coming" : "resident-received";
}

/** As asked for, else as the browser is set, else as the installation is. */
function localeOf(c: Context, otherwise: Locale): Locale {
	const asked = c.req.query("lang");
	if (asked === "uk" || asked === "en") return asked;
	for (const part of (c.req.header("accept-language") ?? "").split(",")) {
		const language = part.trim().slice(0, 2).toLowerCase();
		// Who reads Russian here reads Ukrainian, too.
		if (language === "uk" || language === "ru") return "uk";
		if (language !== "") return "en";
	}
	return otherwise;
}

/** An id of the usual shape, the same for the same words. */
function uuidOf(words: string): string {
	const hex = createHash("sha256").update(words).digest("hex");
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

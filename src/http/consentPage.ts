/**
 * Where somebody with a tractor says whether they may be asked to fires, and takes it
 * back: their own link, no login, no script. Looking records nothing.
 */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html, raw } from "hono/html";
import type { ConsentWord } from "../core/consentReply.ts";
import type { Locale } from "../core/kinds.ts";
import { isUnavailable } from "../errors.ts";
import {
	consentAnswers,
	consentState,
	consentWords,
	helperOfLink,
	sayConsent,
} from "../others/consent.ts";
import type { HelperRow } from "../ports.ts";
import type { Service } from "../service.ts";
import {
	tokenPageHeaders,
	WORDS_STYLE,
	type WrongTries,
	wordsPage,
} from "./page.ts";

const STYLE = `${WORDS_STYLE}button{display:block;width:100%;min-height:56px;margin:12px 0;font:inherit;font-weight:700;border-radius:12px;border:2px solid var(--text);background:var(--surface);color:var(--text)}.yes{border-color:var(--good);background:var(--good);color:var(--ink)}`;
const HEADERS = tokenPageHeaders({ style: STYLE });
const WORDS_HEADERS = tokenPageHeaders({ style: WORDS_STYLE });
const BODY_MAX_BYTES = 1024;
const WORDS: readonly string[] = ["yes", "no", "never"] satisfies ConsentWord[];
const isWord = (says: string): says is ConsentWord => WORDS.includes(says);

export function consentPageRoutes(
	service: Service,
	{ addressOf, tries }: { addressOf(c: Context): string; tries: WrongTries },
): Hono {
	const routes = new Hono();
	const { wording, settings } = service;
	routes.onError((error, c) => {
		service.log.error("A page of consent broke.", {
			error: error instanceof Error ? (error.stack ?? error.name) : "",
		});
		return isUnavailable(error)
			? refuse(c, 503, "page-error-unavailable")
			: refuse(c, 500, "page-error-broken");
	});

	const refuse = (c: Context, status: 404 | 429 | 500 | 503, id: string) =>
		c.html(
			wordsPage(
				settings.locale,
				wording.text(settings.locale, id),
				wording.text(settings.locale, `${id}.help`),
			),
			status,
			WORDS_HEADERS,
		);

	async function open(
		c: Context,
		act: (helper: HelperRow, locale: Locale) => Promise<Response>,
	): Promise<Response> {
		const helper = await helperOfLink(service, c.req.param("token") ?? "");
		if (!helper)
			return tries.tooMany(addressOf(c))
				? refuse(c, 429, "page-error-tooMany")
				: refuse(c, 404, "page-error-unknown");
		const [person] = await service.roster.people([helper.responderId]);
		return act(helper, person?.locale ?? settings.locale);
	}

	const show = (c: Context, helper: HelperRow, locale: Locale) => {
		const text = (id: string) => wording.text(locale, id);
		const title = text("helper-title");
		const button = (says: string, label: string, look = "") =>
			html`<button name="says" value="${says}"${look ? html` class="${look}"` : ""}>${text(label)}</button>`;
		return c.html(
			html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${title}</title><style>${raw(STYLE)}</style></head><body><h1>${title}</h1><p>${consentWords(service, helper, locale)}</p>
<p role="status"><strong>${text(consentState(helper))}</strong></p>
<form method="post">${consentAnswers(helper).map(({ word, label }) => button(word, label, word === "yes" ? "yes" : ""))}</form></body></html>`,
			200,
			HEADERS,
		);
	};

	routes.get("/h/:token", (c) =>
		open(c, async (helper, locale) => show(c, helper, locale)),
	);
	routes.post("/h/:token", bodyLimit({ maxSize: BODY_MAX_BYTES }), (c) =>
		open(c, async (helper, locale) => {
			const says = new URLSearchParams(await c.req.text()).get("says");
			const by = { kind: "responder", id: helper.responderId } as const;
			const after =
				says !== null && isWord(says)
					? await sayConsent(service, by, helper.id, says)
					: helper;
			return show(c, after ?? helper, locale);
		}),
	);
	return routes;
}

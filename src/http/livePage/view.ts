/**
 * The live page as a whole, and the sections of it that the stream sends again.
 *
 * Order always: what and where · headline · seats · people by arrival · time line · actions.
 */
import { html, raw } from "hono/html";
import { headlineWords } from "../../screen/headline.ts";
import type { Markup } from "../page.ts";
import {
	actions,
	correction,
	dryWater,
	ending,
	onBehalf,
	urgent,
} from "./actions.ts";
import { passedOver, people, seats } from "./people.ts";
import { type LiveView, type Screen, screenOf } from "./screen.ts";
import { SCRIPT } from "./script.ts";
import { sketch } from "./sketch.ts";
import { STYLE } from "./style.ts";
import { timeline } from "./timeline.ts";
import { bars, headline, what } from "./what.ts";

export type { LiveView } from "./screen.ts";

export function livePage(
	view: LiveView,
	{ nonce, said }: { nonce: string; said?: string },
): Markup {
	const screen = screenOf(view);
	const { board, text, token, locale, timeZone, now, speed } = screen;
	const title = `${text("page-live-title", {
		number: String(board.number),
		type: text(`type-${board.type}`),
	})} · ${headlineWords(screen)}`;
	const parts = sectionsOf(screen);
	const form = (id: string, inside: Markup | string = "") =>
		html`<form id="${id}" method="post" action="/i/${token}"><input type="hidden" name="nonce" value="${nonce}">${inside}</form>`;
	// One form around everything spares each button its own; two have fields.
	const all = html`${parts.top}<div id="columns"><div>${parts.left}</div><div>${parts.right}</div></div>${parts.bottom}`;
	return html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${title}</title><style>${raw(STYLE)}</style></head>
<body class="${board.mode}" data-live="/i/${token}" data-now="${now}" data-speed="${speed}" data-zone="${timeZone}" data-since="${text("page-live-since", { minutes: "{m}", seconds: "{s}" })}" data-stale="${text("page-stale", { seconds: "{s}" })}" data-lost="${text("page-stale-lost", { seconds: "{s}" })}" data-failed="${text("page-error-unavailable")}. ${text("page-error-unavailable.help")}" data-undo="${text("page-live-undo", { action: "{a}", seconds: "{s}" })}" data-cancel="${text("button-undo")}">
<p id="stale" class="bar" hidden></p><p id="old" class="bar">${text("page-live-old", { time: screen.clock(now) })} <a href="/i/${token}">${text("page-refresh")}</a></p>
${said ? html`<p class="bar said" role="alert">${said}</p>` : ""}<main>${form("f", all)}</main>
<div id="toasts"></div>${form("c")}${form("p")}<script>${raw(SCRIPT)}</script></body></html>`;
}

export type Section = { id: string; html: string };

/** Every section as the stream sends it; equal state gives equal text, so that only what changed travels. */
export function liveSections(view: LiveView): Section[] {
	const { top, left, right, bottom } = sectionsOf(screenOf(view));
	return [...top, ...left, ...right, ...bottom].map((markup) => {
		const text = String(markup);
		return { id: /id="([^"]+)"/.exec(text)?.[1] ?? "", html: text };
	});
}

function sectionsOf(
	screen: Screen,
): Record<"top" | "left" | "right" | "bottom", Markup[]> {
	const section = (id: string, inside: Markup | string) =>
		html`<section id="p-${id}">${inside}</section>`;
	return {
		top: [
			section("bars", bars(screen)),
			section("what", what(screen)),
			section("head", headline(screen)),
		],
		left: [
			section("seats", seats(screen)),
			section("people", people(screen)),
			section("passed", passedOver(screen)),
		],
		right: [
			section("time", timeline(screen)),
			section("plan", sketch(screen)),
			section("actions", actions(screen)),
			section("correct", correction(screen)),
			section("behalf", html`${onBehalf(screen)}${dryWater(screen)}`),
			section("end", ending(screen)),
		],
		bottom: [section("urgent", urgent(screen))],
	};
}

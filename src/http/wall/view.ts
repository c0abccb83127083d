/**
 * A wall as a whole, and the sections of it that travel when they change.
 *
 * The clock and everything that ticks stand outside the sections: equal state gives
 * equal text, so an idle night sends nothing but that it is still there.
 */
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { chiefsOutages } from "../../screen/outages.ts";
import type { Markup } from "../page.ts";
import { crews, headline, others, people, presses, what } from "./burning.ts";
import { day, strength, trucks } from "./idle.ts";
import { stateOf, type WallView } from "./screen.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

/** Another one: the service is a newer version, and the page is loaded anew. */
export const BUILD = createHash("sha256")
	.update(STYLE + SCRIPT)
	.digest("base64url")
	.slice(0, 12);

export function wallPage(view: WallView, nonce: string): Markup {
	const { words, locale, timeZone, now, speed, token, brigade } = view;
	const { text } = words;
	const state = stateOf(view);
	const parts = sectionsOf(view);
	const title = text("wall-title", { brigade: brigade.name });
	return html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><noscript><meta http-equiv="refresh" content="10"></noscript><style>${raw(STYLE)}</style></head>
<body class="${state.mood} ${state.mode}${state.dark ? " dark" : ""}" data-wall="/wall/${token}" data-now="${now}" data-speed="${speed}" data-zone="${timeZone}" data-build="${BUILD}" data-since="${text("page-live-since", { minutes: "{m}", seconds: "{s}" })}" data-stale="${text("page-stale", { seconds: "{s}" })}" data-lost="${text("page-stale-lost", { seconds: "{s}" })}" data-undo="${text("page-live-undo", { action: "{a}", seconds: "{s}" })}" data-cancel="${text("button-undo")}" data-kept="${text("wall-kept", { action: "{a}" })}" data-refused="${text("page-error-conflict")}">
<div id="top"><p id="stale" class="bar" role="status" hidden></p><p id="sound" class="bar" hidden><button type="button">${text("wall-sound")}</button></p>${parts.top}</div>
<div id="room"><p id="clock">${words.clock(now, timeZone)}</p>
<form id="f" method="post" action="/wall/${token}/mark"><input type="hidden" name="nonce" value="${nonce}"><main>${parts.main}</main></form></div>
<div id="toasts"></div><div id="flash"></div><script>${raw(SCRIPT)}</script></body></html>`;
}

/** What the script is told: sections by id and what the room is to do. */
export const wallParts = (view: WallView): Record<string, string> => {
	const { top, main } = sectionsOf(view);
	return Object.fromEntries(
		[...top, ...main].map((markup) => {
			const text = String(markup);
			return [/id="([^"]+)"/.exec(text)?.[1] ?? "", text];
		}),
	);
};

function sectionsOf(view: WallView): Record<"top" | "main", Markup[]> {
	const { boards } = view;
	const [worst] = boards;
	const section = (id: string, inside: Markup | string) =>
		html`<section id="p-${id}">${inside}</section>`;
	const { mood } = stateOf(view);
	const isIdle = mood === "idle";
	return {
		top: [section("bars", bars(view))],
		main: [
			section("what", worst ? what(view, worst) : ""),
			section("head", worst ? headline(view, worst) : ""),
			section("crews", worst ? crews(view, worst) : ""),
			section("people", worst ? people(view, worst) : ""),
			section("others", others(view)),
			section("presses", presses(view)),
			section("day", isIdle ? day(view) : ""),
			section("trucks", isIdle ? trucks(view) : ""),
			section("strength", isIdle ? strength(view) : ""),
		],
	};
}

/** Modes and what does not work. Money is the chief's to know, not the room's. */
function bars(view: WallView): Markup | string {
	const { boards, words, channels, degraded } = view;
	const mode = boards[0]?.mode ?? "actual";
	const broken = chiefsOutages({
		degraded: degraded.filter((word) => word !== "budget"),
		channels,
		words,
	});
	if (mode === "actual" && broken.length === 0) return "";
	return html`${mode === "actual" ? "" : html`<p class="bar mode">${words.text(`page-${mode}`)}</p>`}${broken.map((one) => html`<p class="bar broken">▲ ${one}</p>`)}`;
}

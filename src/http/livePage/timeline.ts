/**
 * What happened so far, in the order it happened.
 */
import { html } from "hono/html";
import { costWords, moments } from "../../screen/timeline.ts";
import type { Markup } from "../page.ts";
import type { Screen } from "./screen.ts";

export function timeline(screen: Screen): Markup {
	const { text, clock } = screen;
	const cost = costWords(screen);
	return html`<h2>${text("page-live-timeline")}</h2>
<ol class="time">${moments(screen).map(({ at, words }) => html`<li><time>${clock(at)}</time>${words}</li>`)}</ol>${cost ? html`<p class="q">${cost}</p>` : ""}`;
}

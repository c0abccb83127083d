/** What burns and where, as the live page and the wall draw it. */
import { html } from "hono/html";
import { burnsNow, FLAME, placeParts, type Screen } from "../screen/screen.ts";
import type { Markup } from "./page.ts";

/** «🔥 хата · #118»: the sign is drawn, many screens have no pictographs or draw their own. */
export const flame = ({ board }: Pick<Screen, "board">): Markup | string =>
	burnsNow(board)
		? html`<svg viewBox="${FLAME.box}" aria-hidden="true"><path d="${FLAME.path}"/></svg> `
		: "";

/** Village names repeat, so the hromada stays, but smaller. */
export function placeOf({
	board,
	text,
}: Pick<Screen, "board" | "text">): Markup | string {
	if (!board.place) return text("page-place-unknown");
	const { before, within, after } = placeParts(board.place);
	return within === undefined
		? before
		: html`${before}<small>${within}</small>${after}`;
}

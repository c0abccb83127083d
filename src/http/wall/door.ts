/**
 * Pages around a wall: the question that binds a screen, and what a screen says that
 * is not, or no longer, bound. Dark, so that a screen taken off its wall lights no room.
 */
import { html, raw } from "hono/html";
import type { Locale } from "../../core/kinds.ts";
import { type Markup, tokenPageHeaders } from "../page.ts";
import { DOOR_STYLE } from "./style.ts";

export const DOOR_HEADERS = tokenPageHeaders({ style: DOOR_STYLE });

export function doorPage(
	locale: Locale,
	title: string,
	{
		lines,
		button,
		againSeconds,
	}: {
		lines: readonly string[];
		/** Pressed by a human: whoever only looks, or fetches ahead, binds nothing. */
		button?: { label: string; action: string };
		/** Asks again by itself. */
		againSeconds?: number;
	},
): Markup {
	return html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">${againSeconds === undefined ? "" : html`<meta http-equiv="refresh" content="${againSeconds}">`}<title>${title}</title><style>${raw(DOOR_STYLE)}</style></head><body><main><h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}${
		button
			? html`<form method="post" action="${button.action}"><button autofocus>${button.label}</button></form>`
			: ""
	}</main></body></html>`;
}

/**
 * A wall while nothing burns: the day, which truck could leave now and what it will
 * lack when, and how many are on duty now and tonight, by what they can do.
 */
import { html } from "hono/html";
import type { Counted, Manned } from "../../core/strength.ts";
import type { Markup } from "../page.ts";
import type { WallView } from "./screen.ts";

export function day({ now, locale, timeZone, brigade }: WallView): Markup {
	const words = new Intl.DateTimeFormat(locale, {
		weekday: "long",
		day: "numeric",
		month: "long",
		timeZone,
	}).format(now);
	return html`<p class="date">${words}</p><p class="q brigade">${brigade.name}</p>`;
}

/** Truck by truck: a word, a shape and a colour. */
export function trucks(view: WallView): Markup | string {
	const { duty, words } = view;
	if (!duty) return "";
	if (duty.vehicles.length === 0)
		return html`<h2>${words.text("wall-trucks")}</h2><p class="d">▲ ${words.text("headline-noVehicle").toLocaleLowerCase(view.locale)}</p>`;
	return html`<h2>${words.text("wall-trucks")}</h2><ul class="trucks">${duty.vehicles.map((one) => html`<li>${truck(view, one)}</li>`)}</ul>`;
}

function truck(view: WallView, { vehicle, lacks, next }: Manned): Markup {
	const { text, missing } = view.words;
	const { name, state, reason, uncheckedSince } = vehicle;
	if (state !== "ready")
		return html`<b>${name}</b> <span class="d">■ ${text(`vehicle-state-${state}`)}</span>${reason ? html` <small>${reason}</small>` : ""}`;
	const unchecked =
		uncheckedSince === undefined
			? ""
			: html` <span class="w">▲ ${text("wall-unchecked")}</span>`;
	const soon =
		next === undefined
			? ""
			: html` <small>${text("wall-next", { from: hour(view, next.from), to: hour(view, next.to), missing: lower(view, missing(next.missing)) })}</small>`;
	if (!lacks)
		return html`<b>${name}</b> <span class="g">● ${text("wall-crew-possible")}</span>${unchecked}${soon}`;
	const whole = lacks.to - view.now >= DAY_MS;
	const until = whole
		? ""
		: ` ${text("wall-until", { time: hour(view, lacks.to) })}`;
	return html`<b>${name}</b> <span class="d">▲ ${lower(view, missing(lacks.missing))}${until}</span>${unchecked}${soon}`;
}

const DAY_MS = 86_400_000;

const hour = ({ words, timeZone }: WallView, at: number): string =>
	words.clock(at, timeZone);

const lower = ({ locale }: WallView, words: string): string =>
	words.charAt(0).toLocaleLowerCase(locale) + words.slice(1);

/** «водій 2 · 1 · 0»: on duty, in reserve, away; now and tonight. */
export function strength(view: WallView): Markup | string {
	const { duty, words } = view;
	if (!duty) return "";
	const { text } = words;
	const { now, tonight } = duty;
	const cells = (count: Counted): Markup =>
		html`<td class="${count.on === 0 ? "d" : "g"}">${count.on === 0 ? "▲ " : ""}${count.on}</td><td>${count.reserve}</td><td class="q">${count.away}</td>`;
	const at = (
		strength: typeof now | undefined,
		index?: number,
	): Markup | string => {
		if (!strength) return "";
		const counted = index === undefined ? strength : strength.roles[index];
		return counted ? cells(counted) : "";
	};
	const heads = (): Markup =>
		html`<th scope="col">${text("wall-on")}</th><th scope="col">${text("wall-reserve")}</th><th scope="col">${text("wall-away")}</th>`;
	return html`<table><thead><tr><th rowspan="2" scope="col">${text("page-wall-ready")}</th><th colspan="3" scope="colgroup">${text("wall-now")}</th>${tonight ? html`<th colspan="3" scope="colgroup">${text("wall-tonight")}</th>` : ""}</tr><tr>${heads()}${tonight ? heads() : ""}</tr></thead><tbody><tr><th scope="row">${text("wall-everybody")}</th>${at(now)}${at(tonight)}</tr>${now.roles.map(
		({ qualification }, index) =>
			html`<tr><th scope="row">${words.qualification(qualification)}</th>${at(now, index)}${at(tonight, index)}</tr>`,
	)}</tbody></table>`;
}

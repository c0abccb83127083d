/**
 * Times, distances and numbers as people say them.
 *
 * Instants come as arguments: nothing here knows what time it is.
 */
import type { Instant } from "../core/kinds.ts";
import type { Texts } from "./rendered.ts";

/** 03:14 in that zone. Formatters are kept: building one costs more than a whole text. */
export function clock(at: Instant, timeZone: string): string {
	let format = clocks.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat("en-GB", {
			timeZone,
			hour: "2-digit",
			minute: "2-digit",
			hourCycle: "h23",
		});
		clocks.set(timeZone, format);
	}
	return format.format(at);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** «850 м», «1,4 км». */
export function distance(metres: number, texts: Texts): string {
	// 995 would round to «1000 м»; from there on it is kilometres with one decimal.
	if (metres < 995)
		return texts.text("distance-metres", {
			metres: metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10,
		});
	return texts.text("distance-kilometres", {
		kilometres: Math.round(metres / 100) / 10,
	});
}

/** 1–999 in words; undefined beyond, where digits are clearer. */
export function numberWords(number: number, texts: Texts): string | undefined {
	if (!Number.isInteger(number) || number < 1 || number > 999) return undefined;
	const hundreds = Math.floor(number / 100) * 100;
	const rest = number % 100;
	const tens = rest > 20 ? Math.floor(rest / 10) * 10 : rest;
	const ones = rest > 20 ? rest % 10 : 0;
	return [hundreds, tens, ones]
		.filter((part) => part > 0)
		.map((part) => texts.text(`spoken-${part}`))
		.join(" ");
}

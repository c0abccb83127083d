/**
 * What every page has in common: the colours of the one face, headers that keep a
 * token from leaking, and the counting of wrong tokens.
 */
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { Locale } from "../core/kinds.ts";
import type { Service } from "../service.ts";

export type Markup = ReturnType<typeof html>;

/**
 * Contrast against the surface is measured by test/http/livePage.test.ts: 7:1 at
 * least, since pages are read on a wet screen in the sun. `ink` stands on a filled
 * colour.
 */
export const COLOURS = {
	light: {
		surface: "#FAF9F6",
		text: "#1B1B1A",
		quiet: "#55544F",
		danger: "#A3201B",
		waiting: "#7A4B00",
		good: "#0F5F38",
		link: "#0B4F8A",
		ink: "#FAF9F6",
	},
	dark: {
		surface: "#131517",
		text: "#F3F2EE",
		quiet: "#B5B4AD",
		danger: "#FF8B80",
		waiting: "#FFC45C",
		good: "#7BD69F",
		link: "#8FC3FF",
		ink: "#131517",
	},
} as const;

/** Custom properties `--surface`, `--text`, …; dark follows the system. */
export const COLOUR_STYLE = `:root{${properties(COLOURS.light)}}@media(prefers-color-scheme:dark){:root{${properties(COLOURS.dark)}}}`;

/** For pages behind a token: nothing is kept, nothing is told to the next site, nothing comes from elsewhere. */
export const tokenPageHeaders = ({
	style,
	script,
	ownForms = false,
}: {
	style: string;
	/** In the page itself, allowed by its hash; `file` = files of our own. */
	script?: string | { file: true };
	/** Its forms say where they come from, which a cookie asks for; others still hear nothing. */
	ownForms?: boolean;
}): Record<string, string> => ({
	"cache-control": "no-store",
	"referrer-policy": ownForms ? "same-origin" : "no-referrer",
	"x-robots-tag": "noindex",
	"x-content-type-options": "nosniff",
	"content-security-policy": [
		"default-src 'none'",
		`style-src ${sourceHash(style)}`,
		...(script === undefined
			? []
			: [
					`script-src ${typeof script === "string" ? sourceHash(script) : "'self'"}`,
					"connect-src 'self'",
				]),
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	].join("; "),
});

/** A page in people's words, for a link that opens nothing. */
export const wordsPage = (
	locale: Locale,
	title: string,
	help: string,
): Markup =>
	html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${raw(WORDS_STYLE)}</style></head><body><h1>${title}</h1><p>${help}</p></body></html>`;

export const WORDS_STYLE = `${COLOUR_STYLE}body{margin:0 auto;max-width:640px;padding:16px;background:var(--surface);color:var(--text);font:20px/1.4 system-ui,sans-serif}h1{font-size:28px;line-height:1.2}`;

export type WrongTries = {
	/** Counts one more; true when this address had too many in this minute. */
	tooMany(address: string): boolean;
};

const WRONG_TRIES_A_MINUTE = 20;
/** Beyond so many in a minute the rest are counted as one: memory is not theirs to fill. */
const MOST_ADDRESSES = 10_000;

/** Counts per address and minute of machine time; forgets with the minute. */
export function wrongTries({ clock }: Pick<Service, "clock">): WrongTries {
	let minute = -1;
	let tries = new Map<string, number>();
	return {
		tooMany(address) {
			const now = Math.floor(clock.mono() / 60_000);
			if (now !== minute) {
				minute = now;
				tries = new Map();
			}
			const isKnown = tries.has(address) || tries.size < MOST_ADDRESSES;
			const counted = isKnown ? address : "the rest";
			const count = (tries.get(counted) ?? 0) + 1;
			tries.set(counted, count);
			return count > WRONG_TRIES_A_MINUTE;
		},
	};
}

function properties(colours: Record<string, string>): string {
	return Object.entries(colours)
		.map(([name, value]) => `--${name}:${value}`)
		.join(";");
}

const sourceHash = (source: string): string =>
	`'sha256-${createHash("sha256").update(source).digest("base64")}'`;

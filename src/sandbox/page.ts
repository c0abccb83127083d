/**
 * The phones page: the village's phones side by side, live, with keys that work.
 *
 * Its script and style are plain files beside this one; its words are in
 * `locales/sandbox.*.ftl`. `actions` and `links` let the demo add buttons of its own.
 */
import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { html, raw } from "hono/html";

export type PageAction = { label: string } & (
	| {
			method?: "POST";
			url: string;
			body?: unknown;
			headers?: Record<string, string>;
	  }
	| { run: () => Promise<void> }
);

export type PageOptions = {
	title?: string;
	/** Buttons on top; a URL is called by the sandbox itself, so other origins need allow nothing. */
	actions?: readonly PageAction[];
	links?: readonly { label: string; url: string }[];
};

/** Words the script needs; the rest is in the page. */
const SCRIPT_WORDS = [
	"telegram",
	"no-telegram",
	"blocked",
	"sms",
	"incoming-call",
	"outgoing-call",
	"pick-up",
	"reject",
	"hang-up",
	"speak",
	"dial",
	"ring-back",
	"say",
	"send",
	"photo",
	"voice",
	"share-location",
	"share-contact",
	"start",
	"offline",
	"silent",
	"edited",
	"segments",
	"stale",
	"empty",
	"block",
	"unblock",
	"outcome-completed",
	"outcome-busy",
	"outcome-no-answer",
	"outcome-canceled",
	"outcome-failed",
];

export function phonesPage({ title, actions = [], links = [] }: PageOptions) {
	const file = (name: string) =>
		readFileSync(new URL(name, import.meta.url), "utf8");
	return {
		css: file("phonesPage.css"),
		script: file("phonesPage.js"),

		html(lang: string | undefined) {
			const locale = lang === "en" ? "en" : "uk";
			const say = wordsOf(locale);
			const words = Object.fromEntries(
				SCRIPT_WORDS.map((word) => [word, say(word)]),
			);
			return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title ?? say("title")}</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header>
<h1>${title ?? say("title")}</h1>
<p class="quiet">${say("explanation")}</p>
<nav>
${actions.map(({ label }, index) => html`<button class="action" data-action="${index}">${label}</button>`)}
${links.map(({ label, url }) => html`<a class="link" href="${url}" target="_blank" rel="noopener">${label}</a>`)}
<a class="link" href="/?lang=${locale === "uk" ? "en" : "uk"}">${say("other-language")}</a>
</nav>
<p id="stale" role="status" hidden></p>
</header>
<main id="phones"></main>
<script type="application/json" id="words">${raw(JSON.stringify({ ...words, locale }).replaceAll("<", "\\u003c"))}</script>
<script type="module" src="/page.js"></script>
</body>
</html>`;
		},

		async act(index: number): Promise<void> {
			const action = actions[index];
			if (!action) throw new Error(`there is no action ${index}`);
			if ("run" in action) return action.run();
			const { url, body, headers = {} } = action;
			const response = await fetch(url, {
				method: "POST",
				headers: { "content-type": "application/json", ...headers },
				body: JSON.stringify(body ?? {}),
			});
			if (!response.ok)
				throw new Error(`${action.label}: answered ${response.status}`);
		},
	};
}

function wordsOf(locale: "uk" | "en"): (word: string) => string {
	const bundle = new FluentBundle(locale, { useIsolating: false });
	const source = readFileSync(
		new URL(`../../locales/sandbox.${locale}.ftl`, import.meta.url),
		"utf8",
	);
	bundle.addResource(new FluentResource(source));
	return (word) => {
		const message = bundle.getMessage(word);
		if (!message?.value)
			throw new Error(`locales/sandbox.${locale}.ftl lacks "${word}"`);
		return bundle.formatPattern(message.value);
	};
}

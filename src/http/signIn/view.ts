/**
 * The pages of sign-in as they are drawn: one question each, large targets, whole
 * without a script. Sizes and colours are those of the answer page.
 */
import { html, raw } from "hono/html";
import type { Locale } from "../../core/kinds.ts";
import type { Wording } from "../../wording/wording.ts";
import { COLOUR_STYLE, type Markup, tokenPageHeaders } from "../page.ts";
import { PASSKEY_SCRIPT_PATH } from "./script.ts";

export type Text = (
	id: string,
	args?: Record<string, string | number>,
) => string;
export const textOf =
	(wording: Wording, locale: Locale): Text =>
	(id, args) =>
		wording.text(locale, id, args);

const STYLE = `${COLOUR_STYLE}*{box-sizing:border-box}body{margin:0 auto;max-width:640px;padding:16px;background:var(--surface);color:var(--text);font:20px/1.4 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:28px;line-height:1.2;margin:16px 0}h2{font-size:16px;margin:32px 0 8px;color:var(--quiet)}p{margin:8px 0}a{color:var(--link)}
small,.quiet{color:var(--quiet);font-size:16px}.wrong{color:var(--danger);font-weight:700}time,.code{font-variant-numeric:tabular-nums}
form{margin:0}label{display:block;margin:16px 0 8px}
button,summary,input,.link{display:flex;align-items:center;justify-content:center;min-height:56px;width:100%;margin:0 0 8px;padding:8px;border:2px solid var(--quiet);border-radius:8px;background:none;color:inherit;font:inherit}
button{font-weight:700;cursor:pointer}button:disabled{color:var(--quiet)}input{display:block}.code{font-size:44px;letter-spacing:.2em;text-align:center}
.yes{background:var(--good);border-color:var(--good);color:var(--ink)}
summary,.link{justify-content:start;border-color:transparent;color:var(--link);cursor:pointer;padding-left:0}.two{display:flex;gap:8px}.two>*{flex:1 1 50%}
ul{list-style:none;margin:0;padding:0}li{display:flex;gap:16px;align-items:center;justify-content:space-between;padding:4px 0;min-height:56px}li form{flex:0 0 auto}li button{width:auto;margin:0;padding:8px 16px}
.large button{min-height:96px;font-size:28px}.or{margin:32px 0 8px}.below{margin-top:8px}[hidden]{display:none}`;

export const PAGE_HEADERS = {
	...tokenPageHeaders({
		style: STYLE,
		script: { file: true },
		ownForms: true,
	}),
	"content-type": "text/html; charset=utf-8",
};

export const frame = (
	locale: Locale,
	title: string,
	body: Markup,
	{ script = false }: { script?: boolean } = {},
): Markup =>
	html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${raw(STYLE)}</style>${script ? html`<script src="${PASSKEY_SCRIPT_PATH}" defer></script>` : ""}</head><body>${body}</body></html>`;

const wrong = (words: string | undefined): Markup =>
	words === undefined
		? html``
		: html`<p class="wrong" role="alert">▲ ${words}</p>`;

/** Shown by the script where the browser has passkeys. */
export const passkeyButton = ({
	label,
	failed,
	offer,
	finish,
	makes = false,
	first = false,
}: {
	label: string;
	failed: string;
	offer: string;
	finish: string;
	/** A new one, or one that is there? */
	makes?: boolean;
	/** What most people press here. */
	first?: boolean;
}): Markup =>
	html`<div hidden class="${makes ? "below" : "or"}"><button type="button" class="${first ? "yes" : ""}" data-offer="${offer}" data-finish="${finish}" data-said="passkey-failed"${makes ? raw(' data-make="1"') : ""}>${label}</button><p id="passkey-failed" class="wrong" role="alert" hidden>▲ ${failed}</p></div>`;

// --- /sign-in

export const signInBody = (
	text: Text,
	{
		said,
		phone = "",
		name,
		passkeys,
	}: {
		said?: string;
		/** As it was typed, to be put right. */
		phone?: string;
		/** Of who is signed in here already. */
		name?: string;
		passkeys: boolean;
	},
): Markup =>
	html`<h1>${text("sign-in-title")}</h1>
${name === undefined ? "" : html`<p>${text("sign-in-now", { name })}</p><a class="link" href="/account">${text("sign-in-to-account")}</a>`}
${wrong(said)}
<form method="post" action="/sign-in"><label for="phone">${text("sign-in-phone")}</label>
<input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="60" required value="${phone}">
<button class="yes">${text("sign-in-send")}</button></form>
<p class="quiet">${text("sign-in-phone-help")}</p>
${
	passkeys
		? passkeyButton({
				label: text("sign-in-passkey"),
				failed: text("sign-in-passkey-failed"),
				offer: "/sign-in/passkey/ask",
				finish: "/sign-in/passkey",
			})
		: ""
}`;

export const codeBody = (
	text: Text,
	{
		said,
		sms,
		voice,
	}: { said?: string /** Ways there are. */; sms: boolean; voice: boolean },
): Markup =>
	html`<h1>${text("sign-in-code-title")}</h1>
${wrong(said)}
<p>${text("sign-in-code-help")}</p>
<form method="post" action="/sign-in/code"><label for="code">${text("sign-in-code-label")}</label>
<input id="code" class="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required autofocus>
<button class="yes">${text("sign-in-enter")}</button></form>
${
	sms || voice
		? html`<h2>${text("sign-in-again")}</h2>
<form method="post" action="/sign-in/again" class="two">${sms ? html`<button name="via" value="sms">${text("sign-in-again-sms")}</button>` : ""}${voice ? html`<button name="via" value="voice">${text("sign-in-again-voice")}</button>` : ""}</form>`
		: ""
}
<a class="link" href="/sign-in">${text("sign-in-other-phone")}</a>`;

export const linkBody = (text: Text, name: string, link: string): Markup =>
	html`<h1>${text("sign-in-link-title", { name })}</h1>
<form method="post" action="/sign-in/${link}" class="large"><button class="yes">${text("sign-in-enter")}</button></form>`;

export const wordsBody = (title: string, help: string): Markup =>
	html`<h1>${title}</h1><p>${help}</p>`;

// --- /account

/** The way to work, above everything else of the account. */
export const withBoard = (text: Text, body: Markup): Markup =>
	html`<a class="link" href="/board">${text("account-to-board")}</a>${body}`;

export type SessionView = {
	id: string;
	device: string;
	usedAt: string;
	isThis: boolean;
};
export type PasskeyView = { id: string; name: string; madeAt: string };

export const personBody = (
	text: Text,
	view: {
		name: string;
		roles: readonly string[];
		sessions: readonly SessionView[];
		passkeys: readonly PasskeyView[];
		/** False: not before they sign in once more. Absent: there are none at this address. */
		mayAdd?: boolean;
	},
): Markup =>
	html`<h1>${view.name}</h1>
<h2>${text("account-roles")}</h2>
<ul>${view.roles.map((role) => html`<li>${role}</li>`)}</ul>
${view.passkeys.length > 0 || view.mayAdd !== undefined ? passkeysPart(text, view.passkeys, view.mayAdd) : ""}
${sessionsPart(text, view.sessions)}
<form method="post" action="/account/sign-out" class="or"><button>${text("account-sign-out")}</button></form>`;

const passkeysPart = (
	text: Text,
	list: readonly PasskeyView[],
	mayAdd: boolean | undefined,
): Markup =>
	html`<h2>${text("account-passkeys")}</h2>
${list.length === 0 ? html`<p>${text("account-passkeys-none")}</p>` : ""}
<ul>${list.map(
		({ id, name, madeAt }) =>
			html`<li><span>${name}<br><small>${text("account-passkey-made", { time: madeAt })}</small></span><form method="post" action="/account/passkeys/remove"><button name="id" value="${id}">${text("account-passkey-remove")}</button></form></li>`,
	)}</ul>
${
	mayAdd
		? passkeyButton({
				label: text("account-passkey-add"),
				failed: text("account-passkey-add-failed"),
				offer: "/account/passkeys/offer",
				finish: "/account/passkeys",
				makes: true,
			})
		: mayAdd === false
			? html`<a class="link" href="/sign-in">${text("account-passkey-prove")}</a>`
			: ""
}`;

const sessionsPart = (text: Text, sessions: readonly SessionView[]): Markup =>
	html`<h2>${text("account-sessions")}</h2>
<ul>${sessions.map(
		({ id, device, usedAt, isThis }) =>
			html`<li><span>${device || text("account-device-unknown")}<br><small>${isThis ? text("account-session-this") : text("account-session-used", { time: usedAt })}</small></span>${isThis ? "" : html`<form method="post" action="/account/sessions/end"><button name="id" value="${id}">${text("account-session-end")}</button></form>`}</li>`,
	)}</ul>
${sessions.length > 1 ? html`<form method="post" action="/account/sessions/end-all"><button>${text("account-session-end-all")}</button></form>` : ""}`;

// --- the desk

export const deskBody = (
	text: Text,
	view: {
		name: string;
		sitting?: { name: string; since: string };
		officers: readonly { id: string; name: string }[];
		sessions: readonly SessionView[];
	},
): Markup => {
	const { sitting, officers } = view;
	const next = officers.filter(({ name }) => name !== sitting?.name);
	return html`<h2>${text("desk-sitting")} · ${view.name}</h2>
<h1>${sitting ? sitting.name : text("desk-sitting-nobody")}</h1>
${sitting ? html`<p><time>${text("desk-sitting-since", { time: sitting.since })}</time></p>` : ""}
<h2>${text("desk-shift")}</h2>
<p>${text(next.length > 0 ? "desk-shift-help" : "desk-shift-none")}</p>
<form method="post" action="/account/shift" class="large">${next.map(({ id, name }) => html`<button name="officer" value="${id}">${name}</button>`)}</form>
<details${officers.length === 0 ? raw(" open") : ""}><summary>${text("desk-officers")}</summary>
<ul>${officers.map(({ id, name }) => html`<li><span>${name}</span><form method="post" action="/account/officers/remove"><button name="officer" value="${id}">${text("desk-officer-remove")}</button></form></li>`)}</ul>
<form method="post" action="/account/officers"><label for="name">${text("desk-officer-name")}</label><input id="name" name="name" maxlength="100" required autocomplete="off"><button>${text("desk-officer-add")}</button></form></details>
<details><summary>${text("desk-workstations")}</summary>${sessionsPart(text, view.sessions)}
<form method="post" action="/account/sign-out"><button>${text("account-sign-out")}</button></form></details>`;
};

export const enrolBody = (
	text: Text,
	{ name, link, passkeys }: { name: string; link: string; passkeys: boolean },
): Markup =>
	html`<h1>${text("desk-enrol-title")}</h1>
<p><b>${text("desk-enrol-name", { name })}</b></p>
<p>${text("desk-enrol-help")}</p>
${
	passkeys
		? passkeyButton({
				label: text("desk-enrol-passkey"),
				failed: text("desk-enrol-passkey-failed"),
				offer: `/desk/${link}/offer`,
				finish: `/desk/${link}/passkey`,
				makes: true,
				first: true,
			})
		: ""
}
<form method="post" action="/desk/${link}" class="or"><button>${text("desk-enrol-key")}</button></form>
<p class="quiet">${text("desk-enrol-key-help")}</p>`;

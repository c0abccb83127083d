/** The pages of the form as markup: no script is needed, no file is fetched. */
import { html, raw } from "hono/html";
import type { PlaceOffer } from "../../areas/gazetteer.ts";
import type { IncidentType, Locale } from "../../core/kinds.ts";
import { placeName } from "../../residents/place.ts";
import { COLOUR_STYLE, type Markup, tokenPageHeaders } from "../page.ts";
import { PHONE_MAX, WHAT_BURNS, WHERE_MAX } from "./read.ts";

export type Text = (
	id: string,
	args?: Record<string, string | number>,
) => string;

/** What every page of it knows. */
export type Sheet = { text: Text; locale: Locale; path: string; nonce: string };

/** «Горить там, де я»: shown where the browser can tell, filled in when it told. */
export const SCRIPT = `(()=>{const b=document.getElementById("here"),s=document.getElementById("told"),f=b&&b.form;if(!f||!navigator.geolocation||!isSecureContext)return;b.hidden=false;b.onclick=()=>{b.disabled=true;navigator.geolocation.getCurrentPosition(({coords:c})=>{f.lat.value=c.latitude;f.lon.value=c.longitude;f.metres.value=c.accuracy;s.textContent=s.dataset.found;b.disabled=false},()=>{s.textContent=s.dataset.failed;b.disabled=false},{enableHighAccuracy:true,timeout:15000,maximumAge:60000})}})()`;

const STYLE = `${COLOUR_STYLE}*{box-sizing:border-box}body{margin:0 auto;max-width:640px;padding:16px;background:var(--surface);color:var(--text);font:20px/1.4 system-ui,sans-serif}
h1{font-size:28px;line-height:1.2;margin:24px 0 16px}h2{font-size:22px;margin:24px 0 8px}p{margin:8px 0}a{color:var(--link)}nav{text-align:right;font-size:16px}nav a,.more{display:inline-block;padding:12px 0}
.call{display:flex;align-items:center;justify-content:center;min-height:72px;padding:8px;border-radius:8px;background:var(--danger);color:var(--ink);font-size:28px;font-weight:700;text-align:center;text-decoration:none}
.dial{min-height:60vh;font-size:48px}:focus-visible{outline:4px solid var(--link);outline-offset:2px}
fieldset{border:0;margin:24px 0 0;padding:0}legend{font-weight:700;padding:0;margin:0 0 8px}.what{display:grid;grid-template-columns:1fr 1fr;gap:8px}
.what label,.row{display:flex;align-items:center;gap:12px;min-height:64px;padding:8px 12px;border:2px solid var(--quiet);border-radius:8px;margin:0}.row{margin:24px 0 0}
.what label:has(:checked),.row:has(:checked){border-color:var(--text);font-weight:700}input[type=radio],input[type=checkbox]{flex:none;width:28px;height:28px;margin:0}
.field{display:block;margin:24px 0 0}.field b{display:block;margin:0 0 8px}
button,input:not([type=radio],[type=checkbox]){min-height:56px;width:100%;margin:8px 0 0;padding:8px 12px;border:2px solid var(--quiet);border-radius:8px;background:none;color:inherit;font:inherit}
button{font-weight:700;cursor:pointer}.send{margin-top:24px;min-height:72px;background:var(--text);border-color:var(--text);color:var(--surface);font-size:24px}.danger{border-color:var(--danger);color:var(--danger)}.good{color:var(--good)}[hidden]{display:none}`;

const SHEET_STYLE = `@page{size:A4;margin:16mm}body{margin:0 auto;max-width:178mm;padding:8mm;background:#fff;color:#000;font:24px/1.3 system-ui,sans-serif;text-align:center}h1{font-size:min(88px,20vw);line-height:1;margin:0 0 8mm}.call{font-size:min(52px,9vw);font-weight:700;margin:0 0 8mm;padding:6mm;border:2mm solid #000}svg{width:105mm;max-width:100%;height:auto}p{margin:4mm 0}.url{font-family:monospace;word-break:break-all}`;

const headers = (style: string, script?: string): Record<string, string> => ({
	...tokenPageHeaders({ style, ...(script ? { script } : {}) }),
	"content-type": "text/html; charset=utf-8",
	...(script ? { "permissions-policy": "geolocation=(self)" } : {}),
});
export const FORM_HEADERS = headers(STYLE, SCRIPT);
export const PAGE_HEADERS = headers(STYLE);
export const SHEET_HEADERS = headers(SHEET_STYLE);

const frame = (
	locale: Locale,
	title: string,
	style: string,
	body: Markup,
): Markup =>
	html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${raw(style)}</style></head><body><main>${body}</main></body></html>`;

const call = (text: Text): Markup =>
	html`<a class="call" href="tel:101">${text("resident-button-101")}</a>`;

const inOther = (
	{ text, locale, path }: Pick<Sheet, "text" | "locale" | "path">,
	more = "",
): Markup => {
	const other = locale === "uk" ? "en" : "uk";
	return html`<nav><a lang="${other}" hreflang="${other}" href="${path}?lang=${other}${more}">${text(`report-form-in-${other}`)}</a></nav>`;
};

const hidden = (name: string, value = ""): Markup =>
	html`<input type="hidden" name="${name}" value="${value}">`;

const form = ({ path, locale, nonce }: Sheet, inside: Markup): Markup =>
	html`<form method="post" action="${path}?lang=${locale}">${hidden("nonce", nonce)}${inside}</form>`;

const whereField = (text: Text, label: string): Markup =>
	html`<label class="field"><b>${text(label)}</b><input name="where" maxlength="${WHERE_MAX}" autocomplete="off" placeholder="${text("report-form-where-hint")}"></label>`;

const phoneField = (text: Text): Markup =>
	html`<label class="field"><b>${text("report-form-phone")}</b><input name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="${PHONE_MAX}"></label>`;

// --- The pages ------------------------------------------------------------------------

export function formPage(sheet: Sheet): Markup {
	const { text, locale } = sheet;
	const title = text("button-report");
	return frame(
		locale,
		title,
		STYLE,
		html`${inOther(sheet)}${call(text)}<h1>${title}</h1><p>${text("report-form-first")}</p>
${form(
	sheet,
	html`<fieldset><legend>${text("resident-ask-what")}</legend><div class="what">${WHAT_BURNS.map(
		(type) =>
			html`<label><input type="radio" name="what" value="${type}"> ${text(`resident-what-${type}`)}</label>`,
	)}</div></fieldset>
${whereField(text, "resident-ask-place")}
<button type="button" id="here" hidden>${text("resident-button-place")}</button><p id="told" role="status" data-found="${text("report-form-here-found")}" data-failed="${text("report-form-here-failed")}"></p>${hidden("lat")}${hidden("lon")}${hidden("metres")}
<label class="row danger"><input type="checkbox" name="danger" value="1"> ${text("button-people-in-danger")}</label>
${phoneField(text)}
<button class="send">${title}</button>`,
)}<script>${raw(SCRIPT)}</script>`,
	);
}

export type Standing = {
	headline: string;
	advice: string;
	/** Said beside it: the law, a number that was none. */
	beside: readonly string[];
	/** It goes on: more may be said. */
	goesOn: boolean;
	offers: readonly PlaceOffer[];
	asksPlace: boolean;
	asksPeople: boolean;
	asksPhone: boolean;
};

export function standingPage(sheet: Sheet, now: Standing): Markup {
	const { text, locale, path, nonce } = sheet;
	const own = `&f=${nonce}`;
	const asked = now.asksPlace || now.asksPhone;
	return frame(
		locale,
		now.headline,
		STYLE,
		html`${inOther(sheet, own)}${call(text)}<h1 class="good" role="status">${now.headline}</h1>
<p><b>${now.advice}</b></p>${now.beside.map((words) => html`<p>${words}</p>`)}
${
	now.goesOn
		? html`${now.offers.length === 0 ? "" : placeForm(sheet, now.offers)}
${
	asked
		? form(
				sheet,
				html`${now.asksPlace ? whereField(text, "resident-ask-place") : ""}${now.asksPhone ? phoneField(text) : ""}<button>${text("report-form-add")}</button>`,
			)
		: ""
}
${form(
	sheet,
	html`${now.asksPeople ? html`<button class="danger" name="danger" value="1">${text("button-people-in-danger")}</button>` : ""}<button name="says" value="out">${text("button-not-burning")}</button><button name="says" value="mistake">${text("resident-mistake")}</button>`,
)}<p><a class="more" href="${path}?lang=${locale}${own}">${text("report-form-look")}</a></p>`
		: ""
}<p><a class="more" href="${path}?lang=${locale}">${text("report-form-another")}</a></p>`,
	);
}

/** One that is meant for sure is asked as yes; of several one is chosen, or none. */
const placeForm = (sheet: Sheet, offers: readonly PlaceOffer[]): Markup =>
	form(
		sheet,
		html`<fieldset><legend>${sheet.text(offers[0]?.sure ? "report-form-is-it" : "report-form-which")}</legend>${(offers[0]?.sure ? offers.slice(0, 1) : offers).map((offer) => html`<button name="at" value="${offer.code}">${placeName(offer)}${offer.formerName ? ` · ${offer.formerName}` : ""}</button>`)}</fieldset>`,
	);

/** It was not taken: what was said is never lost in silence, and 101 is open to everybody. */
export const wordsWith101 = (
	{ text, locale }: Pick<Sheet, "text" | "locale">,
	title: string,
	help = "",
): Markup =>
	frame(
		locale,
		title,
		STYLE,
		html`${call(text)}<h1 role="status">${title}</h1>${help ? html`<p>${help}</p>` : ""}`,
	);

export const dialPage = ({
	text,
	locale,
	path,
}: Pick<Sheet, "text" | "locale" | "path">): Markup =>
	frame(
		locale,
		text("page-call-101"),
		STYLE,
		html`${inOther({ text, locale, path })}<h1>${text("page-call-101")}</h1><a class="call dial" href="tel:101" autofocus>☎️ 101</a><p>${text("resident-advice")}</p>`,
	);

/** For the village's board, on paper. */
export const paperPage = (
	{ text, locale }: Pick<Sheet, "text" | "locale">,
	{ url, qrSvg, number }: { url: string; qrSvg: string; number?: string },
): Markup =>
	frame(
		locale,
		text("report-sheet-title"),
		SHEET_STYLE,
		html`<h1>${text("report-sheet-title")}</h1><p class="call">${text("report-sheet-call")}</p><p>${text("report-sheet-then")}</p>${raw(qrSvg)}<p class="url">${url.replace(/^https?:\/\//, "")}</p>${number ? html`<p>${text("report-sheet-number", { number })}</p>` : ""}`,
	);

/** What saves most, where nobody has said what burns. */
export const adviceId = (
	type: IncidentType | undefined,
	has: (id: string) => boolean,
): string => {
	const id = `resident-advice-${type}`;
	return has(id) ? id : "resident-advice";
};

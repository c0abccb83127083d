/**
 * What a press says: `callback_data` is the alert's token, a colon and one of these codes.
 *
 * Telegram allows 64 bytes; a token of 12 characters and the longest code take 21.
 * A code once sent stays readable for ever: cards of a closed incident keep their buttons on old phones.
 */

export const BUTTON_CODES = [
	// A volunteer: coming by our estimate, or in that many minutes (y20 = twenty or more).
	"y",
	"y5",
	"y10",
	"y15",
	"y20",
	// A tractor is slow.
	"y40",
	// Straight to the scene; coming, but not at the wheel; not in the first crew; cannot.
	"scene",
	"nodrive",
	"later",
	// Later, as soon as the air raid is over.
	"allclear",
	"no",
	// Marks: at the station, departed, on scene, home again.
	"atst",
	"dep",
	"scn",
	"ret",
	// Where it is: a map is sent, nothing is recorded.
	"map",
	// Of the truck at home: ready, without water, without fuel, does not go.
	"ready",
	"nowater",
	"nofuel",
	"broken",
	// Somebody in the house, of who does not wake: getting up, not there.
	"waking",
	"absent",
	// Already promised elsewhere: move to the new incident, or stay. «stay» also answers a second fire.
	"switch",
	"stay",
	// A chief, deputy or desk.
	"confirm",
	"dismiss",
	"takeover",
	"close",
	// The truck may leave under an air raid or towards what may be an impact; «Приліт?» yes, no.
	"leave",
	"impact",
	"noimpact",
	"split",
	"go",
	// 101 knows; a state crew is to be asked; that state crew knows.
	"m101",
	"askstate",
	"noted",
] as const;
export type ButtonCode = (typeof BUTTON_CODES)[number];

/** What a key of a call means: a button's code, `repeat` (say it again) or `wait` (nothing to record, ask later). */
export type KeyMeaning = ButtonCode | "repeat" | "wait";

export type ButtonStyle = "success" | "danger" | "primary";
export type Button = {
	text: string;
	data?: string;
	url?: string;
	style?: ButtonStyle;
};

export const buttonData = (token: string, code: ButtonCode): string =>
	`${token}:${code}`;

/** Under a chief's own messages: his orders. It answers nothing, so it is none of the codes. */
export const panelData = (token: string): string => `${token}:actions`;
export const readPanel = (data: string): string | undefined =>
	/^([\w-]{1,43}):actions$/.exec(data)?.[1];

/** Reads `callback_data` back; whatever did not come from one of our buttons is undefined. */
export function readButton(
	data: string,
): { token: string; code: ButtonCode } | undefined {
	const [, token, word] = /^([\w-]{1,43}):([a-z0-9]+)$/.exec(data) ?? [];
	const code = BUTTON_CODES.find((known) => known === word);
	return token === undefined || code === undefined
		? undefined
		: { token, code };
}

/**
 * Telegram refuses a whole message over one button whose URL has no public-looking host,
 * so such a link goes into the text instead.
 */
export function fitsUrlButton(link: string): boolean {
	if (!URL.canParse(link)) return false;
	const { protocol, hostname } = new URL(link);
	return /^https?:$/.test(protocol) && /\.\p{L}{2,}$/u.test(hostname);
}

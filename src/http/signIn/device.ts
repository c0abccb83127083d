/**
 * What a list of sessions calls a browser: program and system, by the words that
 * browsers use of themselves. Only to be recognised by whoever owns it.
 */

// The order matters: each later program also names itself as an earlier one's kind.
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
	[/\bEdg(?:e|A|iOS)?\//, "Edge"],
	[/\bOPR\/|\bOpera\b/, "Opera"],
	[/\bSamsungBrowser\//, "Samsung Internet"],
	[/\b(?:Firefox|FxiOS)\//, "Firefox"],
	[/(?:Chrome|CriOS|Chromium)\//, "Chrome"],
	[/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/\bAndroid\b/, "Android"],
	[/\biPhone\b/, "iPhone"],
	[/\biPad\b/, "iPad"],
	[/\bWindows\b/, "Windows"],
	[/\bMac OS X\b|\bMacintosh\b/, "macOS"],
	[/\bCrOS\b/, "ChromeOS"],
	[/\bLinux\b/, "Linux"],
];

/** Empty when it says nothing we know. */
export function deviceOf(userAgent = ""): string {
	const known = (list: typeof PROGRAMS) =>
		list.find(([words]) => words.test(userAgent))?.[1];
	return [known(PROGRAMS), known(SYSTEMS)].filter(Boolean).join(", ");
}

/**
 * A fault in a drawing takes the whole page away, and nobody stands at a desk at night
 * to load it anew: it does so itself, at once, and then at most once a minute.
 */
import { keepInTab, keptInTab } from "./kept.ts";

const MENDED_KEY = "dzvin-mended";
const AGAIN_AFTER_MS = 60_000;

export function mend(error: unknown): void {
	reportError(error);
	const agoMs = Date.now() - (keptInTab<number>(MENDED_KEY) ?? 0);
	setTimeout(
		() => {
			keepInTab(MENDED_KEY, Date.now());
			location.reload();
		},
		Math.max(0, AGAIN_AFTER_MS - agoMs),
	);
}

/**
 * What this browser keeps for itself: the language, the last seen boards. Everything
 * here may be missing (private windows, a full disk); nothing depends on it.
 */
export function kept<Value>(key: string): Value | undefined {
	try {
		const text = localStorage.getItem(key);
		return text === null ? undefined : (JSON.parse(text) as Value);
	} catch {
		return undefined;
	}
}

/** What names people. */
const OF_PEOPLE: readonly string[] = ["dzvin-me", "dzvin-seen"];
let isForgotten = false;

export function keep(key: string, value: unknown): void {
	if (isForgotten && OF_PEOPLE.includes(key)) return;
	try {
		if (value === undefined) localStorage.removeItem(key);
		else localStorage.setItem(key, JSON.stringify(value));
	} catch {
		// Kept for convenience only.
	}
}

/** Whoever signs out leaves nobody's names behind; the page they leave keeps none anew until the next one opens. */
export function forget(): void {
	for (const key of OF_PEOPLE) keep(key, undefined);
	isForgotten = true;
}

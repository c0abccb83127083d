/**
 * What this browser keeps for itself: the language, the last seen boards; for a tab,
 * what was typed and acknowledged. Everything here may be missing (private windows, a
 * full disk); nothing depends on it. What is somebody's goes when somebody else comes.
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

// --- Of one tab ---------------------------------------------------------------------

const WHOSE = "dzvin-whose";

/** Kept until the tab is closed, or somebody else signs in here. */
export function keptInTab<Value>(key: string): Value | undefined {
	try {
		const text = sessionStorage.getItem(key);
		return text === null ? undefined : (JSON.parse(text) as Value);
	} catch {
		return undefined;
	}
}

export function keepInTab(key: string, value: unknown): void {
	if (isAnothers) return;
	try {
		if (value === undefined) sessionStorage.removeItem(key);
		else sessionStorage.setItem(key, JSON.stringify(value));
	} catch {
		// A browser that keeps nothing asks, sounds and shows once more.
	}
}

let shownTo: string | undefined;
let isAnothers = false;

/**
 * Whose board this is. False when it was somebody else's before: nothing of theirs is
 * kept any more, and what the page still holds of them goes only when it opens anew.
 */
export function belongsTo(id: string): boolean {
	const others = [shownTo, keptInTab<string>(WHOSE), keptMe()].some(
		(before) => before !== undefined && before !== id,
	);
	shownTo = id;
	if (others) {
		forget();
		forgetTab();
	}
	keepInTab(WHOSE, id);
	isAnothers ||= others;
	return !others;
}

const keptMe = (): string | undefined => kept<{ id: string }>("dzvin-me")?.id;

function forgetTab(): void {
	try {
		for (const key of Object.keys(sessionStorage))
			if (key.startsWith("dzvin-")) sessionStorage.removeItem(key);
	} catch {
		// Nothing is kept here at all.
	}
}

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

export function keep(key: string, value: unknown): void {
	try {
		if (value === undefined) localStorage.removeItem(key);
		else localStorage.setItem(key, JSON.stringify(value));
	} catch {
		// Kept for convenience only.
	}
}

/** Whoever signs out leaves nobody's names behind. */
export function forget(): void {
	for (const key of ["dzvin-me", "dzvin-seen"]) keep(key, undefined);
}

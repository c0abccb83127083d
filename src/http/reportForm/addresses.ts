/**
 * How much is believed of forms from one address: the third within an hour asks the chief
 * alone, and so does every one after a false one. A whole village may stand behind one
 * address, so none of the first twenty is turned away.
 *
 * Kept in memory, addresses too: a restart forgets them, and no list of them exists.
 */
import type { Service } from "../../service.ts";

const HOUR_MS = 3_600_000;
/** A fire and a neighbour's word of it. */
const BELIEVED = 2;
const MOST_AN_HOUR = 20;
/** How long a false alarm is remembered here. */
const REMEMBERED_MS = 24 * HOUR_MS;
const MOST_ADDRESSES = 10_000;

type Form = { reporterId: string; at: number };
export type FormStanding = "usual" | "doubted" | "tooMany" | "blocked";

export function formsOf({
	clock,
	reporters,
}: Pick<Service, "clock" | "reporters">) {
	const known = new Map<string, Form[]>();

	const recall = (address: string, now: number): Form[] =>
		(known.get(address) ?? []).filter(({ at }) => now - at < REMEMBERED_MS);

	function keep(address: string, forms: Form[]): void {
		// Last used stands last.
		known.delete(address);
		known.set(address, forms);
		const [oldest] = known.keys();
		if (known.size > MOST_ADDRESSES && oldest !== undefined)
			known.delete(oldest);
	}

	return {
		/** Counts the form when it is a new one. */
		async standing(address: string, reporterId: string): Promise<FormStanding> {
			const now = clock.mono();
			const before = recall(address, now);
			const isNew = before.every((form) => form.reporterId !== reporterId);
			const lately = before.filter(({ at }) => now - at < HOUR_MS).length;
			if (isNew && lately >= MOST_AN_HOUR) return "tooMany";
			const forms = isNew
				? [...before, { reporterId, at: now }].slice(-2 * MOST_AN_HOUR)
				: before;
			keep(address, forms);
			const rows = await reporters
				.byIds(forms.map((form) => form.reporterId))
				.catch(() => []);
			if (rows.some(({ blockedAt }) => blockedAt !== undefined))
				return "blocked";
			const isFalse = rows.some(({ falseReports }) => falseReports > 0);
			return isFalse || (isNew && lately >= BELIEVED) ? "doubted" : "usual";
		},
	};
}

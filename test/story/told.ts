/** What residents tell in the stories about reports, by whatever way. */
import type { Known, Report } from "../../src/core/incident.ts";
import { EVERYTHING } from "../../src/ports.ts";
import {
	type ResidentTaken,
	type ResidentWord,
	take,
} from "../../src/residents/take.ts";
import { ROSOKHACH, type Village } from "./village.ts";

let words = 0;

/** One word of somebody, as the bot, the SMS number, the phone or the form would bring it. */
export async function tells(
	village: Pick<Village, "hearing" | "settle">,
	word: Omit<Partial<ResidentWord>, "who"> & {
		who: Partial<ResidentWord["who"]>;
	},
): Promise<ResidentTaken> {
	words += 1;
	const taken = await take(village.hearing, {
		via: word.who.chat === undefined ? "voice" : "telegram",
		once: `word ${words}`,
		...word,
		who: { locale: "uk", ...word.who },
	});
	await village.settle();
	return taken;
}

export const filed = (taken: ResidentTaken) => {
	if (taken.kind !== "taken")
		throw new Error(`expected a report to be taken, it was ${taken.why}`);
	return taken;
};

export const metresNorth = (metres: number) => ({
	lat: ROSOKHACH.lat + metres / 111_200,
	lon: ROSOKHACH.lon,
});

/** Everything that goes on or went on, in its order. */
export async function fires(
	village: Pick<Village, "store" | "service">,
): Promise<Known[]> {
	const { items } = await village.store.heads(EVERYTHING, { limit: 50 });
	const found = await Promise.all(
		items.map(({ id }) => village.service.load(id)),
	);
	return found
		.flatMap((fire) => (fire.status === "unknown" ? [] : [fire]))
		.sort((a, b) => a.number - b.number);
}

export const reportsIn = ({ reports }: Known): Report[] => [
	...reports.values(),
];

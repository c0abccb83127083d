/** One line of the storm's table, and the table. */
import { type Spread, spreadOf, table } from "../bench/figures.ts";

export type Figure = {
	what: string;
	target: string;
	figure: string;
	seed: number;
	/** Whether the target holds. */
	holds: boolean;
	/** What was found behind a figure that is not what it should be. */
	faults?: readonly string[];
};

export const figuresTable = (figures: readonly Figure[]): string =>
	table([
		["what", "target", "figure", "holds", "seed"],
		...figures.map(({ what, target, figure, holds, seed }) => [
			what,
			target,
			figure,
			holds ? "yes" : "NO",
			String(seed),
		]),
	]);

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

export const spread = (samples: readonly number[]): Spread | undefined =>
	samples.length === 0 ? undefined : spreadOf(samples);

export const p99 = (samples: readonly number[]): number =>
	spread(samples)?.p99 ?? Number.NaN;

/** «p50 0.07 s, p99 0.52 s (n 60)» */
export const spreadWords = (samples: readonly number[]): string => {
	const found = spread(samples);
	return found
		? `p50 ${seconds(found.p50)}, p99 ${seconds(found.p99)} (n ${found.count})`
		: "no sample";
};

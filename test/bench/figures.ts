/**
 * Percentiles, medians of runs, and the table that shows each figure beside
 * its target and beside what this machine can do at best.
 */

/** Milliseconds of many samples; `count` says how much they are worth. */
export type Spread = {
	p50: number;
	p90: number;
	p95: number;
	p99: number;
	most: number;
	count: number;
};

export function spreadOf(samples: readonly number[]): Spread {
	if (samples.length === 0)
		throw new Error("expected samples to measure, got none");
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (share: number): number =>
		sorted[
			Math.min(sorted.length - 1, Math.floor(share * sorted.length))
		] as number;
	return {
		p50: at(0.5),
		p90: at(0.9),
		p95: at(0.95),
		p99: at(0.99),
		most: at(1),
		count: sorted.length,
	};
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] as number;
	return sorted.length % 2 === 1
		? upper
		: ((sorted[middle - 1] as number) + upper) / 2;
}

/** Each percentile's own median: one bad run moves none of them. */
export const medianSpread = (runs: readonly Spread[]): Spread => ({
	p50: median(runs.map((run) => run.p50)),
	p90: median(runs.map((run) => run.p90)),
	p95: median(runs.map((run) => run.p95)),
	p99: median(runs.map((run) => run.p99)),
	most: median(runs.map((run) => run.most)),
	count: median(runs.map((run) => run.count)),
});

/** Two digits that count: nobody reads more from a machine that does other things too. */
export const inMs = (ms: number): string =>
	`${ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2))} ms`;

export const percentiles = ({ p50, p99 }: Spread): string =>
	`p50 ${inMs(p50)}, p99 ${inMs(p99)}`;

/** A Markdown table whose columns line up when read as plain text. */
export function table(rows: readonly (readonly string[])[]): string {
	const [head = []] = rows;
	const widths = head.map((_, column) =>
		Math.max(...rows.map((row) => [...(row[column] ?? "")].length)),
	);
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
	const rule = widths.map((width) => "-".repeat(width));
	return [line(head), line(rule), ...rows.slice(1).map(line)].join("\n");
}

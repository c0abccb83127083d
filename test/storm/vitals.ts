/**
 * How a service that runs for long is, looked at every two seconds: its memory,
 * the log of its database, and whether its auditor found anything.
 */
import { statSync } from "node:fs";
import { median } from "../bench/figures.ts";
import type { Rig } from "./rig.ts";

/** One look. */
export type Vitals = {
	/** How far the run was, 0–1. */
	done: number;
	residentMegabytes: number;
	walMegabytes: number;
	/** What the auditor has found since the start of the process. */
	found: number;
	holds: boolean;
};

const LOOK_EVERY_MS = 2_000;
const MEGABYTE = 1024 * 1024;

/** Looks until it is stopped; `done` tells how far the run is. */
export function watchVitals(
	rig: Rig,
	done: () => number,
): { looks: Vitals[]; stop(): void } {
	const looks: Vitals[] = [];
	const timer = setInterval(
		() =>
			void vitalsOf(rig, done())
				.then((vitals) => looks.push(vitals))
				// A service that is away has no vitals; that it was is the supervisor's to tell.
				.catch(() => undefined),
		LOOK_EVERY_MS,
	);
	return { looks, stop: () => clearInterval(timer) };
}

export async function vitalsOf(rig: Rig, done: number): Promise<Vitals> {
	const text = await (await fetch(`${rig.url}/metrics`)).text();
	const values = (name: string): number[] =>
		[...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)`, "gm"))].map(
			([, value]) => Number(value),
		);
	return {
		done,
		residentMegabytes:
			(values("process_resident_memory_bytes")[0] ?? Number.NaN) / MEGABYTE,
		walMegabytes: statSync(`${rig.file}-wal`).size / MEGABYTE,
		found: values("dzvin_audit_found_total").reduce((sum, n) => sum + n, 0),
		holds: values("dzvin_audit_holds")[0] === 1,
	};
}

/** The median between two points of the run. */
export function memoryBetween(
	looks: readonly Vitals[],
	from: number,
	to: number,
): number {
	const then = looks.filter(({ done }) => done >= from && done <= to);
	return then.length === 0
		? Number.NaN
		: median(then.map(({ residentMegabytes }) => residentMegabytes));
}

export const largest = (
	looks: readonly Vitals[],
	of: "residentMegabytes" | "walMegabytes",
): number => Math.max(...looks.map((look) => look[of]));

/**
 * Could a crew leave now? One word per brigade, from who is on call, what is missing,
 * and the vehicles. Nobody's long past promise makes it green: a vehicle nobody looked
 * at after a run, or people nothing was ever heard from, is amber.
 */
import type { Instant, Qualification } from "../core/kinds.ts";

export type ReadinessKnown = {
	onCall: number;
	members: number;
	/** On call, and never heard: no channel, or a bell nobody has answered yet. */
	unchecked: number;
	shortages: readonly Shortage[];
};
type Shortage = {
	startsAt: Instant;
	endsAt: Instant;
	missing: readonly { qualification: Qualification; count: number }[];
};
type KnownVehicle = { state: string; uncheckedSince: unknown };

export type Readiness = {
	state: "ready" | "unchecked" | "short" | "noVehicle";
	missing: { qualification: Qualification; count: number }[];
	/** The next hours without a crew, until the morning. */
	next?: Omit<Shortage, "missing"> & { missing: Readiness["missing"] };
	onCall: number;
	members: number;
	unchecked: number;
};

export function readinessOf(
	{ onCall, members, unchecked, shortages }: ReadinessKnown,
	vehicles: readonly KnownVehicle[],
	now: Instant,
): Readiness {
	const running = vehicles.filter(({ state }) => state === "ready");
	const current = shortages.find(
		({ startsAt, endsAt }) => startsAt <= now && now < endsAt,
	);
	const next = shortages.find(({ startsAt }) => startsAt > now);
	const counted = { onCall, members, unchecked };
	const ahead =
		next && !current ? { next: { ...next, missing: [...next.missing] } } : {};
	if (running.length === 0)
		return { ...counted, state: "noVehicle", missing: [] };
	if (current)
		return { ...counted, state: "short", missing: [...current.missing] };
	const isChecked = running.some(
		({ uncheckedSince }) => uncheckedSince === null,
	);
	return {
		...counted,
		...ahead,
		state: isChecked && unchecked === 0 ? "ready" : "unchecked",
		missing: [],
	};
}

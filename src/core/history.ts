/**
 * Old events lifted to the present shape, so that a log of any released version
 * folds for ever. Each change of an event's payload raises `VERSION` and adds
 * one step here; `test/core/logs/` keeps a log of every released version.
 */
import type { IncidentEvent } from "./incident.ts";

/** Version written with every event from now on. */
export const VERSION = 1;

/** The event a stored payload means today. Throws for a version newer than this program. */
export function lift(stored: {
	type: string;
	v: number;
	payload: string;
}): IncidentEvent {
	if (stored.v > VERSION)
		throw new Error(
			`The log holds ${stored.type} of version ${stored.v}, this program knows ${VERSION}: start a newer program on this database.`,
		);
	return { ...JSON.parse(stored.payload), type: stored.type } as IncidentEvent;
}

/**
 * Heads of incidents written anew from their logs: the log is the truth, a head
 * only makes lists fast.
 */
import { loadIncident } from "./handle.ts";
import { headOf } from "./plan.ts";
import type { Service } from "./service.ts";

/** Returns how many incidents there are. */
export async function rebuildHeads(service: Service): Promise<number> {
	let written = 0;
	for (const stream of await service.store.streams("incident/")) {
		const incident = await loadIncident(
			service.store,
			stream.slice("incident/".length),
		);
		if (incident.status === "unknown") continue;
		await service.store.append({
			at: service.clock.now(),
			heads: [headOf(incident)],
		});
		written += 1;
	}
	return written;
}

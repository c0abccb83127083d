/**
 * Figures for Prometheus: counts only, nothing about a person or a place.
 */
import type { ChannelName } from "./core/kinds.ts";
import type { Lane } from "./lanes.ts";
import { EVERYTHING } from "./ports.ts";
import type { Service } from "./service.ts";

export async function metricsOf(
	service: Service,
	lanes: ReadonlyMap<ChannelName, Lane>,
	/** Memory of this process, where the home has such a thing. */
	residentBytes?: () => number,
): Promise<string> {
	const open = await service.store.heads(EVERYTHING, {
		status: ["open", "unconfirmed"],
		limit: 1_000,
	});
	const waiting = await service.store.waiting(service.clock.now(), 5);
	return [
		gauge("dzvin_incidents_open", "Incidents open or unconfirmed", [
			["", open.items.length],
		]),
		gauge(
			"dzvin_outbox_waiting",
			"Rows due and not yet sent, by lane",
			waiting.map(({ lane, count }) => [`{lane="${lane}"}`, count]),
		),
		gauge(
			"dzvin_lane_broken",
			"1 while a carrier does not take messages",
			[...lanes.values()].map((lane) => [
				`{lane="${lane.name}"}`,
				lane.broken() ? 1 : 0,
			]),
		),
		...(residentBytes
			? [
					gauge("process_resident_memory_bytes", "Memory of this process", [
						["", residentBytes()],
					]),
				]
			: []),
	].join("");
}

const gauge = (
	name: string,
	help: string,
	values: readonly (readonly [string, number])[],
): string =>
	`# HELP ${name} ${help}\n# TYPE ${name} gauge\n${values.map(([labels, value]) => `${name}${labels} ${value}\n`).join("")}`;

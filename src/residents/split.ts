/**
 * A human says that a report is of another fire: it becomes an incident of its own, and
 * whoever told it is heard there from now on. A report that came by a merge of two
 * incidents is split off by opening that one again.
 */
import type { By, Known } from "../core/incident.ts";
import { AppError } from "../errors.ts";
import { EVERYTHING } from "../ports.ts";
import type { Alongside, Service } from "../service.ts";

export type Split = {
	/** As it is without the report. */
	incident: Known;
	/** The fire of its own. */
	intoId: string;
};

export async function splitOffReport(
	service: Service,
	incidentId: string,
	{ reportId, by }: { reportId: string; by: By },
	with_: { commandId: string; alongside?: Alongside },
): Promise<Split> {
	const incident = await known(service, incidentId);
	if (incident.mergedFrom.some(({ id }) => id === reportId))
		return opened(service, incident, { reportId, by }, with_);
	const again = splitBefore(await eventsOf(service, incidentId), reportId);
	if (again !== undefined) return { incident, intoId: again };
	const { store, clock, reporters } = service;
	const into = {
		id: crypto.randomUUID(),
		number: await store.nextNumber(new Date(clock.now()).getUTCFullYear()),
	};
	const row = await reporters.report(reportId);
	const { alongside = {}, commandId } = with_;
	const handled = await service.handle(
		incidentId,
		{ type: "SplitReport", reportId, into, by },
		{
			commandId,
			alongside: {
				...alongside,
				roster: [
					...(alongside.roster ?? []),
					...(row
						? [
								{
									table: "report" as const,
									row: { ...row, incidentId: into.id },
								},
							]
						: []),
				],
			},
		},
	);
	return { incident: handled.incident, intoId: into.id };
}

/** It was merged by mistake: what was told of it goes back with it. */
async function opened(
	service: Service,
	incident: Known,
	{ reportId, by }: { reportId: string; by: By },
	with_: { commandId: string; alongside?: Alongside },
): Promise<Split> {
	await service.handle(reportId, { type: "Reopen", by }, with_);
	return { incident, intoId: reportId };
}

async function known(service: Service, incidentId: string): Promise<Known> {
	const incident = await service.load(incidentId);
	if (incident.status !== "unknown") return incident;
	throw new AppError("notFound", "There is no such incident.");
}

type Event = { type: string; reportId?: string; into?: { id: string } };

const eventsOf = async (
	{ store }: Service,
	incidentId: string,
): Promise<Event[]> =>
	(await store.head(EVERYTHING, incidentId))
		? (await store.load(`incident/${incidentId}`)).flatMap(
				({ type, payload }) =>
					type === "ReportSplit" ? [JSON.parse(payload) as Event] : [],
			)
		: [];

/** Said twice, it is one deed. */
const splitBefore = (
	events: readonly Event[],
	reportId: string,
): string | undefined =>
	events.find((event) => event.reportId === reportId)?.into?.id;

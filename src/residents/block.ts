/**
 * A chief takes no more of somebody who raises false alarms, and may take that back: a
 * word about one reporter, known to nobody by name, in the administration log.
 */
import { writeRoster } from "../administer.ts";
import type { By } from "../core/incident.ts";
import { AppError } from "../errors.ts";
import type { Service } from "../service.ts";

/** Whose report it is must be known: asked about before, that the caller may lead the incident. */
export async function blockReporter(
	service: Service,
	incidentId: string,
	reportId: string,
	{ by, blocked }: { by: By; blocked: boolean },
	commandId: string,
): Promise<void> {
	const reporterId = await reporterOfReport(service, incidentId, reportId);
	await writeRoster(
		service,
		async () => ({
			event: {
				type: blocked ? "ReporterBlocked" : "ReporterUnblocked",
				by,
				incidentId,
				reportId,
				reporterId,
			},
			roster: [
				{
					table: "reporterBlocked",
					id: reporterId,
					...(blocked ? { at: service.clock.now() } : {}),
				},
			],
			result: undefined,
		}),
		commandId,
	);
}

async function reporterOfReport(
	service: Service,
	incidentId: string,
	reportId: string,
): Promise<string> {
	const incident = await service.load(incidentId);
	const report =
		incident.status === "unknown" ? undefined : incident.reports.get(reportId);
	// A chat and a phone may have turned out to be one person since.
	const row = report && (await service.reporters.report(reportId));
	const id = row?.reporterId ?? report?.reporterId;
	if (id !== undefined && (await service.reporters.byIds([id])).length > 0)
		return id;
	const message =
		"expected the id of a report of this incident whose reporter is still known, came another";
	throw new AppError("invalid", message, {
		faults: [{ path: "reportId", message }],
	});
}

/**
 * What residents, callers and sensors tell of one incident: the first report, others
 * of the same fire, what they say later, and what makes it believed.
 */
import type { Command } from "./incident.ts";
import { emit, ignore, type Turn } from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function addReport(turn: Turn, { report }: Of<"AddReport">) {
	if (turn.incident.reports.has(report.id)) return ignore(turn, "reported");
	emit(turn, { type: "ReportAdded", report });
}

export function refineReport(turn: Turn, command: Of<"RefineReport">) {
	if (!turn.incident.reports.has(command.reportId))
		return ignore(turn, "noReport");
	emit(turn, { ...command, type: "ReportRefined" });
}

export function reporterSays(turn: Turn, command: Of<"ReporterSays">) {
	if (!turn.incident.reports.has(command.reportId))
		return ignore(turn, "noReport");
	emit(turn, { ...command, type: "ReporterSaid" });
}

export function splitReport(turn: Turn, command: Of<"SplitReport">) {
	const { reportId, into, by } = command;
	if (!turn.incident.reports.has(reportId)) return ignore(turn, "noReport");
	emit(turn, { type: "ReportSplit", reportId, into, by });
}

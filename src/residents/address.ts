/**
 * Where what goes to who reported a fire is sent: they are in no roster, and what does not
 * reach them calls nobody instead.
 */
import { TO_REPORTERS } from "../core/message.ts";
import { loadIncident } from "../handle.ts";
import type { OutboxRow, ReporterRow } from "../ports.ts";
import type { Service } from "../service.ts";

export const isToReporter = ({
	messageKind,
}: Pick<OutboxRow, "messageKind">): boolean =>
	messageKind !== undefined && TO_REPORTERS.has(messageKind);

type Deps = Pick<Service, "reporters" | "secrets" | "store">;

/** `responderId` of the row is the reporter's. Undefined = forgotten, or never left one. */
export async function addressOfReporter(
	deps: Deps,
	row: Pick<OutboxRow, "responderId" | "lane" | "incidentId">,
): Promise<string | undefined> {
	const reporter = await reporterIn(deps, row);
	if (row.lane === "telegram")
		return reporter?.chat && deps.secrets.open(reporter.chat);
	if (reporter?.phone) return deps.secrets.open(reporter.phone);
	// Left to be rung back on, and never proven: rung, and never written to.
	return row.lane === "voice" ? leftNumber(deps, row) : undefined;
}

async function reporterIn(
	{ reporters }: Deps,
	{ responderId = "" }: Pick<OutboxRow, "responderId">,
): Promise<ReporterRow | undefined> {
	return (await reporters.byIds([responderId]))[0];
}

async function leftNumber(
	{ store, secrets }: Deps,
	{ incidentId, responderId }: Pick<OutboxRow, "incidentId" | "responderId">,
): Promise<string | undefined> {
	const incident = await loadIncident(store, incidentId);
	if (incident.status === "unknown") return undefined;
	const id = [...incident.reports.values()].find(
		(report) => report.reporterId === responderId,
	)?.reporterNumber;
	const kept = id === undefined ? undefined : (await store.words([id])).get(id);
	return kept && secrets.open(kept.text);
}

/**
 * The number to ring back who reported a fire: for who leads the incident, while it is
 * open, and each look at it stands in the administration log.
 */
import { writeRoster } from "./administer.ts";
import { isOver } from "./answer.ts";
import { orderable } from "./commanding.ts";
import type { By, Known } from "./core/incident.ts";
import type { ResponderRow } from "./ports.ts";
import type { Service } from "./service.ts";

export type NumberShown =
	| { kind: "number"; phone: string }
	| { kind: "unknown" | "over" };
export type NumberAsked = NumberShown | { kind: "refused" };

export async function askReporterNumber(
	service: Service,
	person: ResponderRow,
	incidentId: string,
	commandId: string,
): Promise<NumberAsked> {
	const incident = await orderable(service, person, incidentId, "number");
	if (!incident) return { kind: "refused" };
	const by: By = { kind: "responder", id: person.id };
	return showNumber(service, incident, by, commandId);
}

/** To whom the incident is shown and its lead is given: asked about before. */
export async function showNumber(
	service: Service,
	incident: Known,
	by: By,
	commandId: string,
	/** Of one of several who reported. */
	reportId?: string,
): Promise<NumberShown> {
	if (isOver(incident)) return { kind: "over" };
	const phone = await numberOf(
		service,
		reportId === undefined
			? incident
			: { reporterNumber: incident.reports.get(reportId)?.reporterNumber },
	);
	if (phone === undefined) return { kind: "unknown" };
	// Written before it is shown: nobody looks unseen.
	await writeRoster(
		service,
		async () => ({
			event: {
				type: "ReporterNumberShown",
				by,
				incidentId: incident.id,
				...(reportId === undefined ? {} : { reportId }),
			},
			result: undefined,
		}),
		commandId,
	);
	return { kind: "number", phone };
}

/** What the reporter left, else the phone of the member who reported it. */
async function numberOf(
	{ store, roster, secrets }: Service,
	{
		reporterNumber,
		raisedBy,
	}: { reporterNumber?: string | undefined; raisedBy?: string },
): Promise<string | undefined> {
	if (reporterNumber !== undefined) {
		const kept = (await store.words([reporterNumber])).get(reporterNumber);
		if (kept) return secrets.open(kept.text);
	}
	const [member] = raisedBy ? await roster.people([raisedBy]) : [];
	return member && secrets.open(member.phone);
}

/** Whether there is one to ask for; nobody asks for their own. */
export const hasNumber = (
	{ reporterNumber, raisedBy }: Known,
	askedBy: string,
): boolean =>
	reporterNumber !== undefined ||
	(raisedBy !== undefined && raisedBy !== askedBy);

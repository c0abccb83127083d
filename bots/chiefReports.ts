/**
 * What residents told of an incident, for who decides about it: their words, how far they
 * are believed, and the two things one can say of a report: it is of another fire, or its
 * reporter is heard no more. Who they are stands nowhere.
 */
import { orderable } from "../src/commanding.ts";
import type { ReportShown } from "../src/core/board.ts";
import { isOfDesk } from "../src/core/merging.ts";
import { AppError } from "../src/errors.ts";
import type { ResponderRow } from "../src/ports.ts";
import { blockReporter } from "../src/residents/block.ts";
import { splitOffReport } from "../src/residents/split.ts";
import { boardFor, panelChoice, refused } from "./chiefIncident.ts";
import type { Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const TOPIC = "rep";
/** A screen; older ones stand on the board. */
const SHOWN = 6;
const WORDS_MAX = 300;

export function chiefReportsTopic(): Topic {
	return {
		name: TOPIC,
		async press(talk, word, [incident, report]) {
			const { person } = talk;
			if (!person) return false;
			const incidentId = longId(incident);
			const reportId = longId(report);
			switch (word) {
				case "list":
					return showReports(talk, incidentId);
				case "sure":
					return beSure(talk, incidentId, reportId);
				case "block":
				case "free":
					return block(talk, person, incidentId, reportId, word === "block");
				case "split":
					return split(talk, person, incidentId, reportId);
				default:
					return false;
			}
		},
	};
}

async function showReports(
	talk: Talk,
	incidentId: string,
	said?: string,
): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const { text } = talk;
	const shown = (board.reports ?? []).slice(0, SHOWN);
	const words = [
		...(said ? [said, ""] : []),
		text("reports-title", { number: String(board.number) }),
		...shown.map((report, at) => reportWords(talk, report, at + 1)),
	].join("\n");
	const one = (label: string, word: string, n: number, reportId: string) => ({
		label: text(label, { n: String(n) }),
		data: pressing(TOPIC, word, shortId(incidentId), shortId(reportId)),
	});
	const blocked = await blockedAmong(talk, incidentId);
	const rows = shown.map(({ id, source }, at) => [
		...(shown.length > 1 && board.endedAt === null
			? [one("button-another-fire", "split", at + 1, id)]
			: []),
		...(source === "resident"
			? [
					blocked.has(id)
						? one("button-unblock-reporter", "free", at + 1, id)
						: one("button-block-reporter", "sure", at + 1, id),
				]
			: []),
	]);
	await talk.show(
		words,
		rowsOf([
			...rows.filter((row) => row.length > 0),
			[panelChoice(talk, incidentId)],
		]),
	);
	return true;
}

/** Reports whose reporter is heard no more. */
async function blockedAmong(
	{ service }: Talk,
	incidentId: string,
): Promise<ReadonlySet<string>> {
	const incident = await service.load(incidentId);
	if (incident.status === "unknown") return new Set();
	const reports = [...incident.reports.values()];
	const rows = await service.reporters.byIds([
		...new Set(reports.flatMap(({ reporterId }) => reporterId ?? [])),
	]);
	const blocked = new Set(
		rows.flatMap(({ id, blockedAt }) => (blockedAt === undefined ? [] : id)),
	);
	return new Set(
		reports.flatMap(({ id, reporterId }) =>
			reporterId !== undefined && blocked.has(reporterId) ? id : [],
		),
	);
}

function reportWords(
	{ text, service }: Talk,
	report: ReportShown,
	n: number,
): string {
	const { at, verified, doubted, said, peopleInDanger, source, type } = report;
	const { wording, settings } = service;
	const state = [
		source === "sensor"
			? text("reports-sensor")
			: text(verified ? "reports-verified" : "reports-unverified"),
		...(doubted ? [text("reports-doubted")] : []),
		...(type ? [text(`type-${type}`)] : []),
		...(peopleInDanger ? [text("reports-danger")] : []),
		...(said ? [text(`reports-said-${said}`)] : []),
	].join(" · ");
	const words = [report.place, report.description]
		.flatMap((one) => one ?? [])
		.join(". ")
		.slice(0, WORDS_MAX);
	return [
		text("reports-one", {
			n: String(n),
			time: wording.clock(at, settings.timeZone),
			state,
		}),
		...(words ? [words] : []),
	].join("\n");
}

/** What a number on the screen stands for, while the list may have grown meanwhile. */
async function beSure(
	talk: Talk,
	incidentId: string,
	reportId: string,
): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const at = (board.reports ?? []).findIndex(({ id }) => id === reportId);
	const report = board.reports?.[at];
	if (!report) return showReports(talk, incidentId, talk.text("reports-gone"));
	const { text } = talk;
	const n = String(at + 1);
	await talk.show(
		[
			text("reports-block-sure", { number: String(board.number), n }),
			reportWords(talk, report, at + 1),
		].join("\n"),
		rowsOf([
			[
				{
					label: text("bot-sure", {
						action: text("button-block-reporter", { n }),
					}),
					data: pressing(
						TOPIC,
						"block",
						shortId(incidentId),
						shortId(reportId),
					),
				},
			],
			[
				{
					label: text("button-back"),
					data: pressing(TOPIC, "list", shortId(incidentId)),
				},
			],
		]),
	);
	return true;
}

async function block(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
	reportId: string,
	blocked: boolean,
): Promise<boolean> {
	const { service, text } = talk;
	// Whose number one may ask for, one may block.
	if (!(await orderable(service, person, incidentId, "number")))
		return refused(talk);
	try {
		await blockReporter(
			service,
			incidentId,
			reportId,
			{ by: { kind: "responder", id: person.id }, blocked },
			talk.commandId,
		);
	} catch (error) {
		if (!(error instanceof AppError) || error.kind !== "notFound") throw error;
		return showReports(talk, incidentId, text("reports-gone"));
	}
	return showReports(
		talk,
		incidentId,
		text(blocked ? "reports-blocked" : "reports-unblocked"),
	);
}

async function split(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
	reportId: string,
): Promise<boolean> {
	const { service, text } = talk;
	const incident = await orderable(service, person, incidentId, "cancel");
	if (!incident) return refused(talk);
	const cannot = () =>
		showReports(talk, incidentId, text("reports-split-cannot"));
	// What a desk raised it splits itself.
	if (isOfDesk(incident)) return cannot();
	try {
		const { intoId } = await splitOffReport(
			service,
			incidentId,
			{ reportId, by: { kind: "responder", id: person.id } },
			{ commandId: `chief:split:${reportId}:${person.id}` },
		);
		const into = await service.load(intoId);
		await talk.show(
			text("reports-split", {
				number: into.status === "unknown" ? "" : String(into.number),
			}),
			rowsOf([[panelChoice(talk, intoId)], [panelChoice(talk, incidentId)]]),
		);
		return true;
	} catch (error) {
		if (!(error instanceof AppError) || error.kind === "unavailable")
			throw error;
		return cannot();
	}
}

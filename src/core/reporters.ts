/**
 * What those who reported a fire hear of us: a call that asks whether it burns, that
 * help is coming, that it is over. Never who, how many, or from where.
 */
import { departureGate, keptFromStrangers } from "./airRaid.ts";
import type { Known, Report, ReporterNews } from "./incident.ts";
import type { Instant } from "./kinds.ts";
import { effect, emit, say, sendOn, type Turn } from "./turn.ts";

/** A call-back rings, speaks and waits for a key; a second one half a minute later passes most do-not-disturb settings. */
const REDIAL_AFTER_MS = 40_000;
/** Longer than that it waited for a lane that is full of alerts. */
const LATEST_REDIAL_MS = 5 * 60_000;
/** Three people who saw it are enough to ask. */
const CALLED_BACK_AT_MOST = 3;

/** «Натисніть 1, якщо горить зараз», to whoever reported it and can be rung; once each. */
export function callBack(turn: Turn): void {
	const { incident, facts } = turn;
	if (incident.status !== "unconfirmed" || incident.mode !== "actual") return;
	const all = [...incident.reports.values()];
	const room =
		CALLED_BACK_AT_MOST -
		all.filter(({ calledBackAt }) => calledBackAt !== undefined).length;
	const waiting = all.filter(mayBeRung).slice(0, Math.max(0, room));
	for (const { id, reporterId = "" } of waiting) {
		emit(turn, { type: "ReporterCalledBack", reportId: id });
		const send = {
			responderId: reporterId,
			channel: "voice",
			message: say(turn.incident, "callBack", {}),
			purpose: "inform",
			laneClass: 4,
		} as const;
		sendOn(turn, send);
		sendOn(turn, {
			...send,
			dueAt: facts.now + LATEST_REDIAL_MS,
			afterOwnCallMs: REDIAL_AFTER_MS,
		});
	}
}

const mayBeRung = ({
	reporterId,
	reach,
	calledBackAt,
	said,
}: Report): boolean =>
	reporterId !== undefined &&
	reach?.voice === true &&
	calledBackAt === undefined &&
	said === undefined;

/** They have answered, or a human has decided: nobody is rung again. */
export function endCallBacks(turn: Turn, reportId?: string): void {
	for (const { id, reporterId, calledBackAt } of turn.incident.reports.values())
		if (
			reporterId !== undefined &&
			calledBackAt !== undefined &&
			(reportId === undefined || reportId === id)
		)
			effect(turn, {
				type: "Withdraw",
				responderId: reporterId,
				purposes: ["inform"],
			});
}

/** After every decision: whoever reported hears once that help is coming, and once that it is over. */
export function tellReporters(turn: Turn): void {
	const { incident } = turn;
	if (incident.mode !== "actual" || incident.reports.size === 0) return;
	const news = newsOf(incident);
	if (!news) return;
	const waiting = [...incident.reports.values()].filter(
		({ reporterId, told }) =>
			reporterId !== undefined &&
			told !== news &&
			(told === undefined || told === "coming"),
	);
	if (waiting.length === 0) return;
	const minutes =
		news === "coming" ? minutesUntil(incident, turn.facts.now) : undefined;
	emit(turn, {
		type: "ReportersTold",
		reportIds: waiting.map(({ id }) => id),
		news,
	});
	const message = say(turn.incident, "reporterNews", {
		news,
		...(minutes === undefined ? {} : { minutes }),
	});
	for (const { reporterId = "", reach } of waiting) {
		const channel = reach?.telegram
			? "telegram"
			: reach?.sms
				? "sms"
				: undefined;
		if (channel)
			sendOn(turn, {
				responderId: reporterId,
				channel,
				message,
				purpose: "courtesy",
				laneClass: 5,
			});
	}
}

function newsOf(incident: Known): ReporterNews | undefined {
	// Nothing of what may be shelling, and nothing before somebody has said that it is none.
	if (keptFromStrangers(incident)) return undefined;
	if (incident.status === "closed") return "over";
	if (incident.status === "cancelled")
		// Merged, it goes on under another number, and they hear of that.
		return incident.mergedInto ? undefined : "cancelled";
	// A truck that waits for a word is not coming yet.
	const waits = departureGate(incident) !== undefined;
	const comes = incident.crews.some(
		(crew) =>
			!crew.down && ((crew.promised && !waits) || crew.leftAt !== undefined),
	);
	return comes ? "coming" : undefined;
}

/** Until the first truck is there; of a shell nobody outside hears minutes. */
function minutesUntil(incident: Known, now: Instant): number | undefined {
	if (keptFromStrangers(incident)) return undefined;
	const arrivals = incident.crews.flatMap((crew) => {
		const leavesAt = crew.leftAt ?? crew.promised?.leavesAt;
		return crew.down || leavesAt === undefined ? [] : leavesAt + crew.travelMs;
	});
	return arrivals.length > 0
		? Math.max(1, Math.ceil((Math.min(...arrivals) - now) / 60_000))
		: undefined;
}

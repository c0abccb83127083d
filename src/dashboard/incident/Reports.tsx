/**
 * What residents and sensors told: when, how far it is believed, what they said later,
 * and what one can do about each. Who they are stands nowhere; a number is asked for by
 * a press, and logged.
 */
import { memo } from "react";
import { Link } from "wouter";
import type { ReportShown } from "../../core/board.ts";
import {
	ASKED,
	COMING,
	isOver,
	LATE,
	type Screen,
	type Sign,
} from "../../screen/screen.ts";
import { useBoards } from "../live.ts";
import { PressButton } from "../press.tsx";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { blockReporter, splitOff } from "./orders.ts";
import { Reporter } from "./Reach.tsx";

export function Reports({ screen: { board, text } }: { screen: Screen }) {
	const { reports = [], mergedFrom = [], splitFrom } = board;
	const { can } = useSession();
	const apart = [...useBoards().values()].filter(
		(other) => other.splitFrom?.id === board.id,
	);
	const maySplit = !isOver(board) && can("incidents.cancel");
	if (reports.length + apart.length === 0 && !splitFrom) return null;
	return (
		<section className="reports" aria-labelledby="reports">
			<h2 id="reports" tabIndex={-1}>
				{text("board-reports")} <span className="n">{reports.length}</span>
			</h2>
			{splitFrom && (
				<p>
					<Link href={`/incidents/${splitFrom.id}`}>
						{text("board-reports-split-from", {
							number: String(splitFrom.number),
						})}
					</Link>
				</p>
			)}
			{apart.map(({ id, number }) => (
				<p key={id}>
					<Link href={`/incidents/${id}`}>
						{text("reports-split", { number: String(number) })}
					</Link>
				</p>
			))}
			<ul>
				{reports.map((report) => (
					<Report
						key={report.id}
						report={report}
						incidentId={board.id}
						isOver={isOver(board)}
						maySplit={maySplit && (reports.length > 1 || mergedFrom.length > 0)}
					/>
				))}
			</ul>
		</section>
	);
}

type ReportProps = {
	report: ReportShown;
	incidentId: string;
	isOver: boolean;
	maySplit: boolean;
};

/** Of fifty reports only the one that changed is drawn again. */
const Report = memo(function Report({
	report,
	incidentId,
	isOver: over,
	maySplit,
}: ReportProps) {
	const { text, clock } = useWords();
	const { can } = useSession();
	const { at, source, type, place, description, peopleInDanger } = report;
	const { shape, tone } = signOf(report);
	const leads = can("incidents.lead");
	const mayAsk = leads && report.hasNumber && !over;
	const mayBlock = leads && source === "resident";
	const time = clock(at);
	return (
		<li data-row={report.id}>
			<p>
				<i className={tone} aria-hidden>
					{shape}
				</i>{" "}
				<b className="n">{time}</b>{" "}
				{[
					text(`source-${source}`),
					...beliefOf(report).map((id) => text(id)),
					...(type ? [text(`type-${type}`)] : []),
				].join(" · ")}
			</p>
			{report.said && (
				<p className={report.said === "burning" ? "d b" : "w b"}>
					{text(`reports-said-${report.said}`)}
				</p>
			)}
			{peopleInDanger && <p className="d b">▲ {text("reports-danger")}</p>}
			{place && <p>{place}</p>}
			{description && <q>{description}</q>}
			{report.blocked && (
				<p className="q">■ {text("board-reports-is-blocked")}</p>
			)}
			{(mayAsk || mayBlock || maySplit) && (
				<details className="form">
					<summary>{text("board-reports-do", { time })}</summary>
					{mayAsk && <Reporter incidentId={incidentId} reportId={report.id} />}
					<div className="many">
						{maySplit && (
							<PressButton
								order={{
									key: `split ${report.id}`,
									label: text("board-reports-split", { time }),
									undo: true,
									send: splitOff(incidentId, report.id),
									refused: () => ({ id: "board-reports-split-cannot" }),
								}}
							/>
						)}
						{mayBlock && (
							<Block
								incidentId={incidentId}
								report={report}
								time={time}
								key={String(report.blocked)}
							/>
						)}
					</div>
				</details>
			)}
		</li>
	);
});

/** Nobody is silenced by a slip: five seconds to take it back, and the other press stays. */
function Block({
	incidentId,
	report,
	time,
}: Pick<ReportProps, "incidentId" | "report"> & { time: string }) {
	const { text } = useWords();
	const isBlocked = report.blocked === true;
	return (
		<PressButton
			look={isBlocked ? undefined : "end"}
			order={{
				key: `block ${report.id}`,
				label: text(
					isBlocked ? "board-reports-unblock" : "board-reports-block",
					{
						time,
					},
				),
				undo: true,
				send: blockReporter(incidentId, report.id, !isBlocked),
				said: () => ({
					id: isBlocked ? "reports-unblocked" : "reports-blocked",
				}),
				refused: () => ({ id: "reports-gone" }),
			}}
		/>
	);
}

/** «номер підтверджено · раніше хибний виклик · по телефону сказано: горить» */
function beliefOf({
	source,
	verified,
	doubted,
	byCall,
}: ReportShown): string[] {
	return [
		...(source === "resident"
			? [verified ? "reports-verified" : "reports-unverified"]
			: []),
		...(doubted ? ["reports-doubted"] : []),
		...(byCall ? ["belief-by-call"] : []),
	];
}

function signOf({ source, verified, doubted, byCall }: ReportShown): Sign {
	if (doubted) return LATE;
	return verified || byCall || source !== "resident" ? COMING : ASKED;
}

/**
 * One incident, live. Order always: what and where · headline · seats · people by
 * arrival · time line · actions; what is urgent stays large at the bottom edge. Wide
 * screens have the map beside all of it, a phone folds it below the headline.
 */
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Checkbox.css";
import "./incident.css";
import { useRef } from "react";
import { Link } from "wouter";
import type { BoardView } from "../../core/board.ts";
import { ApiProblem } from "../api.ts";
import { useIsWide } from "../desk/useIsWide.ts";
import { useBoard } from "../live.ts";
import { Toasts } from "../press.tsx";
import { useWords } from "../words.tsx";
import { Actions, Ending, Urgent } from "./Actions.tsx";
import { HazardBar, Tasks } from "./Danger.tsx";
import { Keys } from "./Keys.tsx";
import { MapPart } from "./MapPart.tsx";
import { Others } from "./Others.tsx";
import { PassedOver, People } from "./People.tsx";
import { Reports } from "./Reports.tsx";
import { Seats } from "./Seats.tsx";
import { Timeline } from "./Timeline.tsx";
import { useKeptFocus } from "./useKeptFocus.ts";
import { useScreen, useShared } from "./useScreen.ts";
import { Water } from "./Water.tsx";
import { Bars, HeadlineBlock, Known, What } from "./What.tsx";

export default function IncidentPage({ id }: { id: string }) {
	const { text } = useWords();
	const { board: latest, error } = useBoard(id);
	const board = useShared(latest);
	if (board) return <Incident board={board} />;
	const isMissing = error instanceof ApiProblem && error.status === 404;
	return (
		<div className="waiting-page">
			{error ? (
				<div role="alert">
					<p>
						{text(isMissing ? "board-incident-missing" : "page-error-unread")}
					</p>
					<p>
						<Link href="/">{text("board-incident-back")}</Link>
					</p>
				</div>
			) : (
				<p role="status">{text("board-loading")}</p>
			)}
		</div>
	);
}

function Incident({ board }: { board: BoardView }) {
	const screen = useScreen(board);
	const isWide = useIsWide();
	const page = useRef<HTMLDivElement>(null);
	useKeptFocus(page);
	const map = <MapPart screen={screen} isWide={isWide} />;
	const reports = <Reports screen={screen} />;
	// Until somebody decides, what was told is the question.
	const isDoubtful = board.status === "unconfirmed";
	return (
		<div className={`incident ${board.mode}`} ref={page}>
			<Bars screen={screen} />
			<HazardBar screen={screen} />
			<What screen={screen} isWide={isWide} />
			<HeadlineBlock screen={screen} isWide={isWide} />
			<div className="columns">
				<div>
					<Tasks screen={screen} />
					{isDoubtful && reports}
					<Seats screen={screen} />
					{!isWide && (
						<div className="what">
							<Known screen={screen} />
						</div>
					)}
					{!isWide && map}
					<People screen={screen} />
					<PassedOver screen={screen} />
					{!isDoubtful && reports}
					<Water screen={screen} />
					<Others screen={screen} />
					<Timeline screen={screen} />
					<Actions screen={screen} />
					<Ending screen={screen} />
				</div>
				{isWide && <div className="beside-page">{map}</div>}
			</div>
			<Keys screen={screen} />
			<div className="bottom">
				<Toasts />
				<Urgent screen={screen} />
			</div>
		</div>
	);
}

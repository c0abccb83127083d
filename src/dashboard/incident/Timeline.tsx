/** What happened, in order: the milestones of the board; below, every entry of the log. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { type LogEntry, logRows } from "../../screen/log.ts";
import type { Screen } from "../../screen/screen.ts";
import { costWords, moments } from "../../screen/timeline.ts";
import { api, ask } from "../api.ts";
import { fromWire } from "../wire.ts";

export function Timeline({ screen }: { screen: Screen }) {
	const { text, clock } = screen;
	const cost = costWords(screen);
	return (
		<section aria-labelledby="time">
			<h2 id="time" tabIndex={-1}>
				{text("page-live-timeline")}
			</h2>
			<ol className="time">
				{moments(screen).map(({ at, words }, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice in one instant
					<li key={`${index} ${at} ${words}`}>
						<time>{clock(at)}</time>
						<span>{words}</span>
					</li>
				))}
			</ol>
			{cost && <p className="q">{cost}</p>}
			<Log screen={screen} />
		</section>
	);
}

const PAGE = 1_000;

async function logOf(id: string): Promise<LogEntry[]> {
	const entries: LogEntry[] = [];
	for (let cursor: string | undefined; ; ) {
		const { items, nextCursor } = await ask(
			api.v1.incidents[":id"].log.$get({
				param: { id },
				query: { limit: PAGE, ...(cursor ? { cursor } : {}) },
			}),
		);
		entries.push(...fromWire<LogEntry[]>(items));
		if (!nextCursor) return entries;
		cursor = nextCursor;
	}
}

/** Asked for when it is opened, and again with every new state. */
function Log({ screen }: { screen: Screen }) {
	const { board, text, clock } = screen;
	const [isOpen, setOpen] = useState(false);
	const { data, error } = useQuery({
		queryKey: ["log", board.id, board.version],
		queryFn: () => logOf(board.id),
		enabled: isOpen,
		placeholderData: keepPreviousData,
	});
	const rows = useMemo(() => data && logRows(screen, data), [screen, data]);
	return (
		<details onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{text("board-incident-log")}</summary>
			{rows ? (
				<ol className="time">
					{rows.map(({ seq, at, words }) => (
						<li key={seq}>
							<time>{clock(at)}</time>
							<span>{words}</span>
						</li>
					))}
				</ol>
			) : (
				<p className="q">{error ? text("board-incident-log-none") : "…"}</p>
			)}
		</details>
	);
}

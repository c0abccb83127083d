/**
 * One line per incident, its whole state readable in three seconds. Up and down (or J
 * and K) choose, Enter opens; where there is room, a press shows it beside the lines.
 */
import {
	type KeyboardEvent,
	type MouseEvent,
	memo,
	type ReactNode,
	useRef,
} from "react";
import { Link } from "wouter";
import type { BoardView } from "../../core/board.ts";
import type { Instant } from "../../core/kinds.ts";
import {
	type Line,
	SIGN_OF,
	seatsCount,
	type Trouble,
} from "../../screen/desk.ts";
import { placeParts, sinceReport } from "../../screen/screen.ts";
import { signsOf } from "../../screen/signs.ts";
import { useKeys } from "../keys/keys.ts";
import { useWords } from "../words.tsx";
import { lineWords } from "./said.ts";

type LinesProps = {
	lines: readonly Line[];
	chosenId: string | undefined;
	choose(id: string): void;
	now: Instant;
	seenAt(board: BoardView): Instant | undefined;
	isWide: boolean;
	hold(isDown?: boolean): void;
	numberOf(id: string): number | undefined;
};

export function Lines({
	lines,
	chosenId,
	choose,
	now,
	seenAt,
	isWide,
	hold,
	numberOf,
}: LinesProps) {
	const { text } = useWords();
	const list = useRef<HTMLUListElement>(null);

	/** To the next line, the one before, the first, the last. */
	const step = (by: 1 | -1 | "first" | "last"): boolean => {
		const index = lines.findIndex(({ board }) => board.id === chosenId);
		const isThere = list.current?.contains(document.activeElement) ?? false;
		const to =
			by === "first"
				? 0
				: by === "last"
					? lines.length - 1
					: // The first key only takes hold of the line that is chosen already.
						Math.min(lines.length - 1, Math.max(0, index + (isThere ? by : 0)));
		const id = lines[to]?.board.id;
		if (id === undefined) return false;
		hold();
		choose(id);
		list.current?.querySelectorAll<HTMLElement>("a.desk-line")[to]?.focus();
		return true;
	};
	useKeys(({ code, shiftKey }) => {
		if (shiftKey) return false;
		if (code === "KeyJ") return step(1);
		return code === "KeyK" && step(-1);
	});
	const pressed = (event: KeyboardEvent): void => {
		const by = STEPS[event.key];
		if (by === undefined || event.altKey || event.ctrlKey || event.metaKey)
			return;
		if (step(by)) event.preventDefault();
	};

	return (
		<section aria-label={text("board-incidents")}>
			<ul
				className="desk-lines"
				ref={list}
				onKeyDown={pressed}
				onPointerDown={() => hold(true)}
				onPointerUp={() => hold()}
				onPointerCancel={() => hold()}
				onPointerLeave={() => hold()}
				onPointerMove={(event) => hold(event.buttons > 0)}
			>
				{lines.map(({ board, trouble }) => (
					<DeskLine
						key={board.id}
						board={board}
						trouble={trouble}
						minutes={sinceReport(board, now).minutes}
						isChosen={board.id === chosenId}
						seenAt={seenAt(board)}
						like={
							board.possibleDuplicateOf === null
								? undefined
								: numberOf(board.possibleDuplicateOf)
						}
						choose={choose}
						isWide={isWide}
					/>
				))}
			</ul>
		</section>
	);
}

const STEPS: Record<string, 1 | -1 | "first" | "last"> = {
	ArrowDown: 1,
	ArrowUp: -1,
	Home: "first",
	End: "last",
};

type DeskLineProps = {
	board: BoardView;
	trouble: Trouble;
	minutes: number;
	isChosen: boolean;
	seenAt: Instant | undefined;
	/** Number of the incident this one looks like. */
	like: number | undefined;
	choose(id: string): void;
	isWide: boolean;
};

/** Of sixty lines only the one that changed is drawn again. */
const DeskLine = memo(function DeskLine({
	board,
	trouble,
	minutes,
	isChosen,
	seenAt,
	like,
	choose,
	isWide,
}: DeskLineProps) {
	const { text, clock } = useWords();
	const pressed = (event: MouseEvent): void => {
		// A key opens; a press shows it beside, where there is room; with Ctrl the browser opens it anew.
		if (event.ctrlKey || event.metaKey || event.shiftKey) return;
		choose(board.id);
		if (isWide && event.detail > 0) event.preventDefault();
	};
	return (
		<li className={classOf(board, trouble)} data-trouble={trouble}>
			<Link
				className="desk-line"
				href={`/incidents/${board.id}`}
				tabIndex={isChosen ? 0 : -1}
				aria-current={isChosen || undefined}
				onClick={pressed}
				onFocus={() => choose(board.id)}
			>
				<Said board={board} trouble={trouble} like={like} />
				{seenAt !== undefined && (
					<span className="seen n">
						{text("board-desk-seen", { time: clock(seenAt) })}
					</span>
				)}
				<span className="since n">{text("since-minutes", { minutes })}</span>
				<span className="opens" aria-hidden>
					▸
				</span>
			</Link>
		</li>
	);
});

const classOf = ({ mode }: BoardView, trouble: Trouble): string =>
	mode === "actual"
		? trouble === "unheard"
			? "filled"
			: ""
		: mode === "exercise"
			? "striped"
			: "grey-test";

function Said({
	board,
	trouble,
	like,
}: Pick<DeskLineProps, "board" | "trouble" | "like">) {
	const words = useWords();
	const { text } = words;
	const { shape, tone } = SIGN_OF[trouble];
	const { headline, more } = lineWords(words, board, trouble);
	const count =
		board.headline.kind === "fewPeople" ? undefined : seatsCount(board);
	return (
		<>
			<span className={`sign ${tone}`} aria-hidden>
				{shape}
			</span>
			<span className="which">
				<b className="n">#{board.number}</b> {text(`type-${board.type}`)}
				{board.mode !== "actual" && (
					<Tag>{text(`mode-${board.mode}.word`)}</Tag>
				)}
				{board.peopleInDanger && <Tag danger>{text("board-desk-people")}</Tag>}
			</span>
			<Where place={board.place} />
			<span className={`state ${tone}`}>
				<b>{headline}</b>
				{more && <span> · {more}</span>}
				{board.alertedAt !== null && count && (
					<span className="n">
						{" "}
						·{" "}
						{count.need === undefined
							? text("going", { count: count.have })
							: text("board-desk-count", {
									have: count.have,
									need: count.need,
								})}
					</span>
				)}
				{board.possibleDuplicateOf !== null && (
					<span className="like">
						{" "}
						▲{" "}
						{like === undefined
							? text("board-desk-like-another")
							: text("board-desk-like", { number: like })}
					</span>
				)}
				{signsOf({ ...words, board }).map(({ kind, words: said, tone }) => (
					<span key={kind} className={`sign-of ${tone}`} data-sign={kind}>
						{" "}
						{tone === "q" ? "·" : "▲"} {said}
					</span>
				))}
			</span>
		</>
	);
}

const Tag = ({
	danger = false,
	children,
}: {
	danger?: boolean;
	children: ReactNode;
}) => <b className={danger ? "tag d" : "tag"}>{children}</b>;

/** Village names repeat: the hromada stays, smaller. */
function Where({ place }: Pick<BoardView, "place">) {
	const { text } = useWords();
	if (!place)
		return <span className="where q">{text("board-incident-no-point")}</span>;
	const { before, within, after } = placeParts(place);
	return (
		<span className="where">
			{before.trim()}
			{after}
			{within && <small>{within}</small>}
		</span>
	);
}

/** What ended within the last half hour, folded: a look tells that nothing was lost. */
export function Ended({ lines }: { lines: readonly Line[] }) {
	const words = useWords();
	const { text, clock } = words;
	if (lines.length === 0) return null;
	return (
		<details className="ended">
			<summary>{text("board-desk-ended", { count: lines.length })}</summary>
			<ul className="desk-lines">
				{lines.map(({ board, trouble }) => (
					<li key={board.id} className={classOf(board, trouble)}>
						<Link className="desk-line" href={`/incidents/${board.id}`}>
							<Said board={board} trouble={trouble} like={undefined} />
							<span className="since n">
								{board.endedAt === null ? "" : clock(board.endedAt)}
							</span>
							<span className="opens" aria-hidden>
								▸
							</span>
						</Link>
					</li>
				))}
			</ul>
		</details>
	);
}

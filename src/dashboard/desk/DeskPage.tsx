/**
 * The desk: which incident needs me? One line each, sorted by trouble; beside them, on
 * a wide screen, what a desk must know of the chosen one. When nothing burns, who sits
 * here and whether a crew could leave.
 */
import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { BoardView } from "../../core/board.ts";
import {
	acknowledgedAt,
	deskOf,
	isIn,
	type Line,
	needsSomebody,
	type Part,
	partsOf,
} from "../../screen/desk.ts";
import { isOver } from "../../screen/screen.ts";
import { useKeptFocus } from "../incident/useKeptFocus.ts";
import { useKeys } from "../keys/keys.ts";
import { laterPart } from "../later.tsx";
import { STALE_AFTER_MS, serverNow, useBoards, useLine } from "../live.ts";
import { useSession } from "../session.tsx";
import { useTick } from "../tick.ts";
import { useWords } from "../words.tsx";
import { useAcknowledged } from "./acknowledged.ts";
import { Calm, LastIncidents } from "./Calm.tsx";
import { Carriers } from "./Carriers.tsx";
import { KeysHelp } from "./KeysHelp.tsx";
import { Ended, Lines } from "./Lines.tsx";
import { Shift } from "./Shift.tsx";
import { lineWords, placeShort } from "./said.ts";
import { useHeldOrder } from "./useHeldOrder.ts";
import { useIsWide } from "./useIsWide.ts";
import "./desk.css";

const Beside = laterPart(() => import("./Beside.tsx"));

/** From so many on, a desk may want to see one brigade or hromada alone. */
const MANY = 8;

export default function DeskPage() {
	const { text } = useWords();
	const { can } = useSession();
	const boards = useBoards();
	const page = useRef<HTMLDivElement>(null);
	useKeptFocus(page);
	useTick();
	const now = serverNow();
	const desk = deskOf(boards.values(), now);
	const filter = usePart(desk.live.map(({ board }) => board));
	const lines = desk.live.filter(({ board }) => filter.shows(board));
	const held = useHeldOrder(lines);
	const [chosenId, choose] = useState<string>();
	const chosen =
		held.lines.find(({ board }) => board.id === chosenId) ?? held.lines[0];
	const acknowledged = useAcknowledged();
	const isWide = useIsWide();
	const burns = desk.live.some(({ board }) => board.mode === "actual");
	const seenAt = (board: BoardView) => acknowledgedAt(acknowledged, board.id);

	return (
		<div className="desk-page" ref={page}>
			<Head />
			<Announced lines={lines} />
			<div className={isWide && chosen ? "beside-each-other" : undefined}>
				<div>
					{!burns && <CalmWord />}
					{burns && <h1 className="out">{text("board-desk-burning")}</h1>}
					<Filter
						{...filter}
						hidden={desk.live.length - lines.length}
						lines={desk.live}
					/>
					{held.lines.length > 0 && (
						<Lines
							lines={held.lines}
							chosenId={chosen?.board.id}
							choose={choose}
							now={now}
							seenAt={seenAt}
							isWide={isWide}
							hold={held.hold}
							numberOf={(id) => boards.get(id)?.number}
						/>
					)}
					<Ended lines={desk.ended} />
					{!burns && <Calm />}
					{!burns && desk.ended.length === 0 && <LastIncidents />}
				</div>
				{isWide && chosen && (
					<Suspense fallback={null}>
						<Beside board={chosen.board} hold={() => choose(chosen.board.id)} />
					</Suspense>
				)}
			</div>
			<footer className="desk-foot">
				{can("incidents.raise") && burns && (
					<Link className="press large-link" href="/new" aria-keyshortcuts="N">
						{text("board-new")} <kbd aria-hidden>N</kbd>
					</Link>
				)}
				<KeysHelp />
			</footer>
			<OpensNew />
		</div>
	);
}

/** Never said of what nobody knows: without a line something may burn. */
function CalmWord() {
	const { text } = useWords();
	const { isLost, isKnown, heardAt } = useLine();
	if (isLost || Date.now() - heardAt > STALE_AFTER_MS)
		return <h1 className="calm-word w">○ {text("board-desk-calm-unknown")}</h1>;
	if (!isKnown)
		return <h1 className="calm-word q">○ {text("board-loading")}</h1>;
	return <h1 className="calm-word g">● {text("board-desk-calm")}</h1>;
}

function Head() {
	const { clock } = useWords();
	return (
		<div className="desk-head">
			<Shift />
			<Carriers />
			<time className="n">{clock(serverNow())}</time>
		</div>
	);
}

function OpensNew() {
	const [, go] = useLocation();
	const { can } = useSession();
	useKeys(({ code, shiftKey }) => {
		if (code !== "KeyN" || shiftKey || !can("incidents.raise")) return false;
		go("/new");
		return true;
	});
	return null;
}

// --- One brigade, or one hromada ----------------------------------------------------

function usePart(live: readonly BoardView[]) {
	const [chosen, choose] = useState("");
	const parts = useMemo(() => partsOf(live), [live]);
	const part = parts.find((one) => keyOf(one) === chosen);
	return {
		parts,
		part,
		choose,
		isOffered: live.length >= MANY || part !== undefined,
		shows: (board: BoardView) => !part || isIn(board, part),
	};
}

const keyOf = ({ kind, id }: Part): string => `${kind} ${id}`;

function Filter({
	parts,
	part,
	choose,
	isOffered,
	shows,
	hidden,
	lines,
}: ReturnType<typeof usePart> & { hidden: number; lines: readonly Line[] }) {
	const { text } = useWords();
	if (!isOffered) return null;
	const inNeed = lines.filter(
		({ board, trouble }) => !shows(board) && needsSomebody(trouble),
	).length;
	const group = (kind: Part["kind"], label: string) => (
		<optgroup label={label}>
			{parts
				.filter((one) => one.kind === kind)
				.map((one) => (
					<option key={keyOf(one)} value={keyOf(one)}>
						{one.name}
					</option>
				))}
		</optgroup>
	);
	return (
		<div className="desk-filter">
			<label>
				{text("board-desk-filter")}{" "}
				<select
					value={part ? keyOf(part) : ""}
					onChange={(event) => choose(event.currentTarget.value)}
				>
					<option value="">{text("board-desk-filter-all")}</option>
					{group("brigade", text("board-brigades"))}
					{group("hromada", text("board-desk-hromadas"))}
				</select>
			</label>
			{hidden > 0 && (
				<p className={inNeed > 0 ? "d" : "q"}>
					{inNeed > 0 && "▲ "}
					{text("board-desk-hidden", { count: hidden })}
					{inNeed > 0 &&
						`, ${text("board-desk-hidden-need", { count: inNeed })}`}
				</p>
			)}
		</div>
	);
}

// --- Said to whoever does not look -----------------------------------------------------

/** The gravest line that came or changed since the last drawing, politely. */
function Announced({ lines }: { lines: readonly Line[] }) {
	const words = useWords();
	const { isLost } = useLine();
	const known = useRef<Map<string, string>>(undefined);
	const [said, say] = useState("");
	useEffect(() => {
		const before = known.current;
		known.current = new Map(
			lines.map(({ board, trouble }) => [board.id, trouble]),
		);
		if (!before || isLost) return;
		const changed = lines.find(
			({ board, trouble }) =>
				!isOver(board) && before.get(board.id) !== trouble,
		);
		if (!changed) return;
		const { board, trouble } = changed;
		const { headline } = lineWords(words, board, trouble);
		say(
			words.text("board-desk-said", {
				number: board.number,
				type: words.text(`type-${board.type}`),
				place: placeShort(board),
				headline,
			}),
		);
	}, [lines, words, isLost]);
	return (
		<p className="out" role="status" data-said="desk">
			{said}
		</p>
	);
}

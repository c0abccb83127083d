/**
 * Two reports of one fire side by side, and the hand that says so. Nothing merges by
 * itself; into a desk's incident only its desk does, which the service holds.
 */
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { BoardView } from "../../core/board.ts";
import { distanceMetres } from "../../core/eta.ts";
import { capital, isComing, isOver, type Screen } from "../../screen/screen.ts";
import { Dialog } from "../keys/Dialog.tsx";
import { useBoard, useBoards } from "../live.ts";
import { PressButton, Toasts } from "../press.tsx";
import { useSession } from "../session.tsx";
import { orderOf } from "./orderOf.ts";
import { mergeInto } from "./orders.ts";

export function Merge({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	const [isOpen, setOpen] = useState(false);
	return (
		<>
			<button
				type="button"
				className={board.possibleDuplicateOf ? "press" : "press fold"}
				onClick={() => setOpen(true)}
			>
				{text("board-incident-merge")}
			</button>
			{isOpen && (
				<Dialog
					title={text("board-incident-merge-title")}
					onClose={() => setOpen(false)}
				>
					<Comparing screen={screen} />
					{/* What lies below the dialogue cannot be pressed. */}
					<Toasts />
				</Dialog>
			)}
		</>
	);
}

function Comparing({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	const boards = useBoards();
	const others = [...boards.values()].filter(
		(other) => other.id !== board.id && !isOver(other),
	);
	const [chosen, setChosen] = useState(
		board.possibleDuplicateOf ?? others[0]?.id ?? "",
	);
	const listed = others.some(({ id }) => id === chosen);
	if (!chosen) return <p className="q">{text("board-incident-merge-none")}</p>;
	return (
		<>
			{others.length > (listed ? 1 : 0) && (
				<NativeSelect
					label={text("board-incident-merge-with")}
					value={chosen}
					onChange={(event) => setChosen(event.currentTarget.value)}
					data={[
						...(listed ? [] : [{ value: chosen, label: "#…" }]),
						...others.map((other) => ({
							value: other.id,
							label: `#${other.number} ${text(`type-${other.type}`)} · ${other.place ?? ""}`,
						})),
					]}
				/>
			)}
			<Beside screen={screen} otherId={chosen} />
		</>
	);
}

function Beside({ screen, otherId }: { screen: Screen; otherId: string }) {
	const { board, text, words } = screen;
	const { can } = useSession();
	const { board: other, error } = useBoard(otherId);
	if (!other)
		return <p className="q">{error ? text("board-incident-missing") : "…"}</p>;
	const apart =
		board.location && other.location
			? distanceMetres(board.location, other.location)
			: undefined;
	return (
		<>
			{apart !== undefined && (
				<p className="b n">
					{text("board-incident-merge-distance", {
						distance: words.distance(apart),
					})}
				</p>
			)}
			<div className="side-by-side">
				<One board={board} screen={screen} isThis />
				<One board={other} screen={screen} />
			</div>
			<div className="many">
				{can("incidents.cancel") && (
					<PressButton
						look="first"
						order={{
							key: "merge",
							label: text("board-incident-merge-into", {
								number: String(other.number),
							}),
							undo: true,
							send: mergeInto(board.id, other.id),
						}}
					/>
				)}
				{board.possibleDuplicateOf && can("incidents.askMore") && (
					<PressButton
						order={orderOf(board, {
							action: board.status === "unconfirmed" ? "confirm" : "alert-next",
							label: text("board-incident-merge-not"),
						})}
					/>
				)}
			</div>
		</>
	);
}

function One({
	board,
	screen: { text, clock },
	isThis = false,
}: {
	board: BoardView;
	screen: Screen;
	isThis?: boolean;
}) {
	const coming = board.responders.filter(isComing);
	return (
		<section>
			<h3>
				#{board.number} {capital(text(`type-${board.type}`))}
				{isThis && <small> · {text("board-incident-this")}</small>}
			</h3>
			<dl>
				<dt>{text("page-live-correct-place")}</dt>
				<dd>{board.place ?? text("page-place-unknown")}</dd>
				<dt>{text("board-incident-from", { source: "" })}</dt>
				<dd>
					{text(`source-${board.source}`)}
					{board.externalId && ` · ${board.externalId}`}
				</dd>
				<dd className="n">
					{text("board-incident-reported", { time: clock(board.reportedAt) })}
				</dd>
				<dt>{text("board-incident-words")}</dt>
				<dd>{board.description ?? "—"}</dd>
				{board.peopleInDanger && (
					<dd className="d b">▲ {text("page-people-in-danger")}</dd>
				)}
				<dt>{text("board-incident-who-comes")}</dt>
				<dd>
					{coming.length > 0
						? coming.map(({ name }) => name).join(", ")
						: text("board-incident-nobody-comes")}
				</dd>
			</dl>
		</section>
	);
}

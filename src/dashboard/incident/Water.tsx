/** Where a truck is filled, the quickest round first; whoever hears that it is dry says so, and the next takes its place. */
import type { BoardView } from "../../core/board.ts";
import { isOver, type Screen } from "../../screen/screen.ts";
import { PressButton } from "../press.tsx";
import { useSession } from "../session.tsx";
import { waterIsDry } from "./orders.ts";

const SHOWN = 3;

export function Water({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	const { water = [] } = board;
	if (water.length === 0) return null;
	return (
		<section className="water" aria-labelledby="water">
			<h2 id="water" tabIndex={-1}>
				{text("page-water")}
			</h2>
			<ul>
				{water.slice(0, SHOWN).map((one) => (
					<Place key={one.id} water={one} screen={screen} />
				))}
			</ul>
		</section>
	);
}

function Place({
	water,
	screen: { board, text, words },
}: {
	water: NonNullable<BoardView["water"]>[number];
	screen: Screen;
}) {
	const { can } = useSession();
	const { id, name, kind, access, state, saidDryAt } = water;
	const isDoubted = saidDryAt !== null;
	const isUnknown = state === "unknown" && !isDoubted;
	return (
		<li data-row={id}>
			<p className={isDoubted ? "w" : undefined}>
				<i aria-hidden>{isDoubted ? "▲" : isUnknown ? "○" : "●"}</i>{" "}
				<span className="n">{words.water(water)}</span>
				{isUnknown && (
					<span className="q"> · {text("board-water-unknown")}</span>
				)}
				{access && <span className="q"> · {access}</span>}
			</p>
			{!isOver(board) && can("brigades.write") && (
				<PressButton
					order={{
						key: `dry ${id}`,
						label: text("page-water-dry", {
							name: name ?? text(`water-kind-${kind}`),
						}),
						undo: true,
						send: waterIsDry(board.id, id),
						said: () => ({ id: "page-water-noted" }),
					}}
				/>
			)}
		</li>
	);
}

/** The map: beside the page where there is room, folded on a phone; it loads when it is seen. */
import { Suspense, useMemo, useState } from "react";
import { isOver, type Screen } from "../../screen/screen.ts";
import { laterPart } from "../later.tsx";
import { useAround, useHazards, useWater } from "../map/around.ts";
import { useMoving } from "./moving.ts";
import { stationsOn } from "./stations.ts";

const IncidentMap = laterPart(() => import("../map/IncidentMap.tsx"));

export function MapPart({
	screen,
	isWide,
}: {
	screen: Screen;
	isWide: boolean;
}) {
	const { text } = screen;
	const [isOpen, setOpen] = useState(false);
	return (
		<section className="map-part" aria-labelledby="map">
			<h2 id="map" tabIndex={-1} className="out">
				{text("board-map")}
			</h2>
			{!isWide && (
				<button
					type="button"
					className="press"
					aria-expanded={isOpen}
					onClick={() => setOpen(!isOpen)}
				>
					{text(isOpen ? "board-incident-map-hide" : "board-incident-map-show")}
				</button>
			)}
			{(isWide || isOpen) && (
				<Suspense fallback={<div className="map-waits" />}>
					<TheMap screen={screen} />
				</Suspense>
			)}
		</section>
	);
}

function TheMap({ screen: { board } }: { screen: Screen }) {
	const { stations, reports, staging } = board;
	const hazards = useHazards(board.location, !isOver(board));
	const water = useWater(board.location, !isOver(board));
	const told = useMemo(
		() =>
			(reports ?? []).flatMap(({ id, at, location }) =>
				location ? [{ id, at, location }] : [],
			),
		[reports],
	);
	const shown = useMemo(() => stationsOn({ stations }), [stations]);
	const people = useMoving(board, !isOver(board));
	const settlements = useAround(board.location, board.location !== null);
	return (
		<IncidentMap
			place={board.location}
			stations={shown}
			people={people}
			settlements={settlements}
			rings={!isOver(board)}
			water={water}
			hazards={hazards}
			staging={staging?.location ?? null}
			told={told}
		/>
	);
}

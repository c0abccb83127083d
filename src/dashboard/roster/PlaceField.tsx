/** A point in a form: its coordinates; the map comes when somebody asks for it. */
import { Button } from "@mantine/core";
import { Suspense, useMemo, useState } from "react";
import type { Point } from "../../core/kinds.ts";
import { laterPart } from "../later.tsx";
import { writeCoordinates } from "../map/coordinates.ts";
import { useWords } from "../words.tsx";
import type { Brigade } from "./asked.ts";
import { Group } from "./Fields.tsx";

const PickPlace = laterPart(() =>
	import("../map/PickPlace.tsx").then(({ PickPlace: picks }) => ({
		default: picks,
	})),
);

export function PlaceField({
	label,
	path,
	point,
	station,
	onPick,
	error,
}: {
	label: string;
	path: string;
	point: Point | null;
	/** The map begins there while there is no point. */
	station?: Pick<Brigade, "id" | "name" | "location"> | undefined;
	onPick(point: Point | null): void;
	error?: string | undefined;
}) {
	const { text } = useWords();
	const [isOpen, setOpen] = useState(false);
	const stations = useMemo(
		() => (station ? [{ ...station, distanceMetres: null }] : []),
		[station],
	);
	return (
		<Group label={label} path={path} error={error}>
			{isOpen ? (
				<Suspense fallback={<p className="q">{text("board-loading")}</p>}>
					<PickPlace
						place={point}
						stations={stations}
						onPick={(picked) =>
							onPick(picked && { lat: picked.lat, lon: picked.lon })
						}
					/>
				</Suspense>
			) : (
				<p className="n">
					{point ? writeCoordinates(point) : text("board-place-none")}
				</p>
			)}
			<div className="roster-row">
				<Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
					{text(isOpen ? "board-incident-map-hide" : "board-place-choose")}
				</Button>
			</div>
		</Group>
	);
}

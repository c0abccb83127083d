/**
 * A place for forms: tapped on the map, or written and pasted as coordinates. What is
 * written and what the map shows are one value.
 */
import { Loader, TextInput } from "@mantine/core";
import "@mantine/core/styles/Input.css";
import { Suspense, useEffect, useState } from "react";
import type { Location } from "../../core/kinds.ts";
import { laterPart } from "../later.tsx";
import { useWords } from "../words.tsx";
import { readCoordinates, writeCoordinates } from "./coordinates.ts";
import type { HazardGround, Settlement, Station, WaterPlace } from "./scene.ts";

const IncidentMap = laterPart(() => import("./IncidentMap.tsx"));
const NOBODY: readonly [] = [];

type PickPlaceProps = {
	place: Location | null;
	onPick(place: Location | null): void;
	stations?: readonly Station[];
	settlements?: readonly Settlement[];
	hazards?: readonly HazardGround[];
	water?: readonly WaterPlace[];
	/** What the service found wrong with it. */
	error?: string;
};

export function PickPlace({
	place,
	onPick,
	stations = NOBODY,
	settlements = NOBODY,
	hazards = NOBODY,
	water = NOBODY,
	error,
}: PickPlaceProps) {
	const { text } = useWords();
	/** What somebody writes; nothing while the field says the place. */
	const [written, setWritten] = useState<string>();
	const shown = written ?? (place ? writeCoordinates(place) : "");
	const read = readCoordinates(shown);
	const [isTyping, setTyping] = useState(false);
	const unread =
		!isTyping && shown !== "" && !read ? text("board-map-unread") : undefined;
	const [lat, lon] = [place?.lat, place?.lon];
	// biome-ignore lint/correctness/useExhaustiveDependencies: a place chosen elsewhere in the form takes the field over
	useEffect(() => {
		if (read?.lat !== lat || read?.lon !== lon) setWritten(undefined);
	}, [lat, lon]);
	return (
		<div className="pick-place">
			<TextInput
				label={text("board-map-coordinates")}
				description={text("board-map-coordinates.help")}
				placeholder="49.01700, 25.79500"
				inputMode="text"
				autoComplete="off"
				value={shown}
				error={error ?? unread}
				onFocus={() => setTyping(true)}
				onBlur={() => {
					setTyping(false);
					if (read) setWritten(undefined);
				}}
				onChange={({ currentTarget: { value } }) => {
					setWritten(value);
					const found = readCoordinates(value);
					if (found) onPick(found);
					else if (value.trim() === "") onPick(null);
				}}
			/>
			<Suspense
				fallback={
					<div className="waiting-page">
						<Loader aria-label={text("board-loading")} />
					</div>
				}
			>
				<IncidentMap
					place={place}
					stations={stations}
					people={NOBODY}
					settlements={settlements}
					rings={false}
					hazards={hazards}
					water={water}
					onPick={(point) => {
						setWritten(undefined);
						onPick(point);
					}}
				/>
			</Suspense>
		</div>
	);
}

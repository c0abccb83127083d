/** Another place, another point, another type, people in danger: only what was changed is sent. */
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import {
	INCIDENT_TYPES,
	type IncidentType,
	type Location,
} from "../../core/kinds.ts";
import { capital, type Screen } from "../../screen/screen.ts";
import { PickPlace } from "../map/PickPlace.tsx";
import { usePresses } from "../press.tsx";
import { correct } from "./orders.ts";
import { stationsOn } from "./stations.ts";

export function Correct({ screen }: { screen: Screen }) {
	const [isOpen, setOpen] = useState(false);
	const fold = useRef<HTMLDetailsElement>(null);
	/** Folded is saved; whoever typed on meanwhile elsewhere keeps their place. */
	const saved = (): void => {
		const here = fold.current;
		if (!here) return;
		if (here.contains(document.activeElement))
			here.querySelector("summary")?.focus();
		here.open = false;
	};
	return (
		<details
			ref={fold}
			className="form"
			id="correct"
			onToggle={(event) => setOpen(event.currentTarget.open)}
		>
			<summary>{screen.text("board-incident-correct")}</summary>
			{/* What somebody else corrects meanwhile must not fall into a form half filled. */}
			{isOpen && <Form screen={screen} saved={saved} />}
		</details>
	);
}

const isSamePoint = (one: Location | null, other: Location | null): boolean =>
	one?.lat === other?.lat && one?.lon === other?.lon;

function Form({ screen, saved }: { screen: Screen; saved(): void }) {
	const { board, text } = screen;
	const presses = usePresses();
	const [was] = useState({
		place: board.place ?? "",
		location: board.location,
		type: board.type,
		peopleInDanger: board.peopleInDanger,
	});
	const [is, setIs] = useState(was);
	const change = (changed: Partial<typeof was>) =>
		setIs((before) => ({ ...before, ...changed }));
	const changes = {
		...(is.place.trim() === was.place || !is.place.trim()
			? {}
			: { place: is.place.trim() }),
		...(isSamePoint(is.location, was.location) || !is.location
			? {}
			: { location: is.location }),
		...(is.type === was.type ? {} : { type: is.type }),
		...(is.peopleInDanger === was.peopleInDanger
			? {}
			: { peopleInDanger: is.peopleInDanger }),
	};
	const isSame = Object.keys(changes).length === 0;
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				if (isSame) return;
				presses.press({
					key: `correct ${JSON.stringify(changes)}`,
					label: text("page-live-correct-save"),
					send: async (key) => {
						const now = await correct(board.id, changes)(key);
						saved();
						return now;
					},
				});
			}}
		>
			<TextInput
				label={text("page-live-correct-place")}
				value={is.place}
				maxLength={300}
				autoComplete="off"
				onChange={(event) => change({ place: event.currentTarget.value })}
			/>
			<PickPlace
				place={is.location}
				onPick={(location) => change({ location })}
				stations={stationsOn(board)}
			/>
			<NativeSelect
				label={text("page-live-correct-type")}
				value={is.type}
				onChange={(event) =>
					change({ type: event.currentTarget.value as IncidentType })
				}
				data={INCIDENT_TYPES.map((value) => ({
					value,
					label: capital(text(`type-${value}`)),
				}))}
			/>
			<Checkbox
				label={text("page-live-correct-people")}
				checked={is.peopleInDanger}
				onChange={(event) =>
					change({ peopleInDanger: event.currentTarget.checked })
				}
			/>
			<button type="submit" className="press first" aria-disabled={isSame}>
				{text("page-live-correct-save")}
			</button>
		</form>
	);
}

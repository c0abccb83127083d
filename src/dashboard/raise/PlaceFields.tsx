/**
 * Where it burns: a settlement by the beginning of its name, words after it, a point
 * on the map. None of it has to be known.
 */
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/ScrollArea.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/CloseButton.css";
import { NativeSelect, Select, TextInput } from "@mantine/core";
import { Suspense, useMemo, useState } from "react";
import { shortHromada } from "../../areas/nearWords.ts";
import { laterPart } from "../later.tsx";
import { useAround, useHazards } from "../map/around.ts";
import { useBrigades } from "../roster/asked.ts";
import { useWords } from "../words.tsx";
import { type Draft, locationOf } from "./draft.ts";
import { type FoundSettlement, useSettlements } from "./settlements.ts";

const PickPlace = laterPart(() =>
	import("../map/PickPlace.tsx").then(({ PickPlace: page }) => ({
		default: page,
	})),
);

/** One empty list, so that nothing looks changed. */
const NONE: never[] = [];

type PlaceFieldsProps = {
	draft: Draft;
	change(changed: Partial<Draft>): void;
	faults: Record<string, string>;
};

export function PlaceFields({ draft, change, faults }: PlaceFieldsProps) {
	const { text } = useWords();
	const [isMapOpen, setMapOpen] = useState(false);
	return (
		<fieldset className="raise-part">
			<legend>{text("board-raise-where")}</legend>
			<SettlementField draft={draft} change={change} />
			<TextInput
				label={text("board-raise-details")}
				placeholder={text("board-raise-details.example")}
				autoComplete="off"
				maxLength={250}
				value={draft.details}
				error={faults.place}
				onChange={({ currentTarget: { value } }) => change({ details: value })}
			/>
			<BrigadeField draft={draft} change={change} />
			{isMapOpen ? (
				<Suspense fallback={null}>
					<MapPart draft={draft} change={change} faults={faults} />
				</Suspense>
			) : (
				<button
					type="button"
					className="press"
					onClick={() => setMapOpen(true)}
				>
					{text("board-raise-map")}
				</button>
			)}
		</fieldset>
	);
}

function SettlementField({
	draft,
	change,
}: Pick<PlaceFieldsProps, "draft" | "change">) {
	const { text, words } = useWords();
	const [typed, setTyped] = useState("");
	const { data, isFetching } = useSettlements(typed);
	const found = useMemo(() => data?.items ?? [], [data]);
	const chosen = draft.settlement;
	const labelOf = ({ name, hromada, distanceMetres }: FoundSettlement) =>
		[
			hromada ? `${name} (${shortHromada(hromada)})` : name,
			...(distanceMetres === undefined ? [] : [words.distance(distanceMetres)]),
		].join(" · ");
	const shown = chosen
		? [chosen, ...found.filter(({ code }) => code !== chosen.code)]
		: found;
	return (
		<Select
			id="settlement"
			label={text("board-raise-settlement")}
			description={text("board-raise-settlement.help")}
			searchable
			clearable
			clearButtonProps={{ "aria-label": text("board-raise-clear") }}
			selectFirstOptionOnChange
			// The service has searched already, by its own rules of spelling.
			filter={({ options }) => options}
			data={shown.map((one) => ({ value: one.code, label: labelOf(one) }))}
			value={chosen?.code ?? null}
			searchValue={typed}
			onSearchChange={setTyped}
			nothingFoundMessage={
				typed.trim() === "" || isFetching
					? undefined
					: text("board-raise-settlement-unknown")
			}
			onChange={(code) => {
				const next = shown.find((one) => one.code === code);
				change({ settlement: next });
			}}
		/>
	);
}

function BrigadeField({
	draft,
	change,
}: Pick<PlaceFieldsProps, "draft" | "change">) {
	const { text } = useWords();
	const { data: brigades = NONE } = useBrigades();
	if (brigades.length === 0) return null;
	return (
		<NativeSelect
			label={text("board-raise-brigade")}
			value={draft.brigadeId}
			data={[
				{ value: "", label: text("board-raise-brigade-nearest") },
				...brigades.map(({ id, name }) => ({ value: id, label: name })),
			]}
			onChange={({ currentTarget: { value } }) => change({ brigadeId: value })}
		/>
	);
}

function MapPart({ draft, change, faults }: PlaceFieldsProps) {
	const place = locationOf(draft) ?? null;
	const around = useAround(place);
	const hazards = useHazards(place, true);
	const { data: brigades = NONE } = useBrigades();
	// The same lists as long as nothing changed in them: the map draws what is new.
	const stations = useMemo(
		() =>
			brigades.map(({ id, name, location }) => ({
				id,
				name,
				location,
				distanceMetres: null,
			})),
		[brigades],
	);
	return (
		<PickPlace
			place={place}
			onPick={(point) => change({ point: point ?? undefined })}
			settlements={around}
			hazards={hazards}
			stations={stations}
			{...(faults.location ? { error: faults.location } : {})}
		/>
	);
}

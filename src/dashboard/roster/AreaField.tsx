/** An area in a form: a settlement by its name, all of its hromada, or the brigade's own. */
import "@mantine/core/styles/ScrollArea.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/CloseButton.css";
import { Select } from "@mantine/core";
import { useMemo, useState } from "react";
import { useSettlements } from "../raise/settlements.ts";
import { useWords } from "../words.tsx";
import { type AreaTyped, areasFound } from "./area.ts";

export function AreaField({
	area,
	own,
	onChange,
	error,
}: {
	area: AreaTyped | null;
	/** The brigade's, offered before anything is typed. */
	own: AreaTyped | null;
	onChange(area: AreaTyped | null): void;
	error?: React.ReactNode;
}) {
	const { text } = useWords();
	const [typed, setTyped] = useState("");
	const { data, isFetching } = useSettlements(typed);
	const shown = useMemo(() => {
		const found = areasFound(data?.items ?? [], typed, text);
		const all = [...(area ? [area] : []), ...(own ? [own] : []), ...found];
		return all.filter(
			({ code }, at) => all.findIndex((one) => one.code === code) === at,
		);
	}, [area, own, data, typed, text]);
	return (
		<Select
			label={text("board-field-area")}
			description={text("board-field-area.help")}
			data-path="areaCode"
			error={error}
			searchable
			clearable
			clearButtonProps={{ "aria-label": text("board-raise-clear") }}
			// The service has searched already, by its own rules of spelling.
			filter={({ options }) => options}
			data={shown.map(({ code, label }) => ({ value: code, label }))}
			value={area?.code ?? null}
			searchValue={typed}
			onSearchChange={setTyped}
			nothingFoundMessage={
				typed.trim() === "" || isFetching
					? undefined
					: text("board-raise-settlement-unknown")
			}
			onChange={(code) =>
				onChange(shown.find((one) => one.code === code) ?? null)
			}
		/>
	);
}

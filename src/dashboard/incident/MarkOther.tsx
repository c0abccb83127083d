/** Any milestone, of any truck, at the minute it happened. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { MARKS, type MarkName } from "../../core/kinds.ts";
import { capital, type Screen } from "../../screen/screen.ts";
import { serverNow } from "../live.ts";
import { PressButton } from "../press.tsx";
import { lastTime } from "./lastTime.ts";
import { markWith } from "./orders.ts";

export function MarkOther({
	screen: { board, text, clock },
}: {
	screen: Screen;
}) {
	const [mark, setMark] = useState<MarkName>("departed");
	const [vehicleId, setVehicleId] = useState("");
	const [time, setTime] = useState("");
	const vehicles = board.crews.flatMap(({ vehicleId: id, vehicle }) =>
		id ? { value: id, label: vehicle ?? "" } : [],
	);
	const at = time ? lastTime(time, serverNow(), clock) : undefined;
	const chosen = vehicles.find(({ value }) => value === vehicleId);
	const name = [
		capital(text(`mark-${mark}`)),
		chosen?.label,
		at === undefined ? undefined : clock(at),
	];
	return (
		<details className="form">
			<summary>{text("board-incident-mark-other")}</summary>
			<NativeSelect
				label={text("board-incident-mark-what")}
				value={mark}
				onChange={(event) => setMark(event.currentTarget.value as MarkName)}
				data={MARKS.map((value) => ({
					value,
					label: capital(text(`mark-${value}`)),
				}))}
			/>
			<NativeSelect
				label={text("board-incident-mark-vehicle")}
				value={vehicleId}
				onChange={(event) => setVehicleId(event.currentTarget.value)}
				data={[
					{ value: "", label: text("board-incident-mark-whole") },
					...vehicles,
				]}
			/>
			<TextInput
				type="time"
				label={text("board-incident-mark-time")}
				value={time}
				onChange={(event) => setTime(event.currentTarget.value)}
			/>
			<PressButton
				order={{
					key: `mark ${mark} ${vehicleId} ${time}`,
					label: name.filter(Boolean).join(" · "),
					send: markWith(board.id, {
						mark,
						...(chosen ? { vehicleId: chosen.value } : {}),
						...(at === undefined ? {} : { at: new Date(at).toISOString() }),
					}),
				}}
			/>
		</details>
	);
}

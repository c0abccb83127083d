/** Cancelling says why: a code of the trade, or words. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { BoardView } from "../../core/board.ts";
import { capital, type Screen } from "../../screen/screen.ts";
import { PressButton } from "../press.tsx";
import type { Said } from "../presses.ts";
import { cancelWith } from "./orders.ts";

const REASONS = ["false", "mistake", "duplicate"] as const;

export function Cancel({
	screen: { board, text },
	said,
}: {
	screen: Screen;
	said(now: BoardView): Said | undefined;
}) {
	const [words, setWords] = useState("");
	const button = (reason: string, label: string) => (
		<PressButton
			look="end"
			order={{
				key: "cancel",
				label: capital(label),
				undo: true,
				send: cancelWith(board.id, reason),
				said,
			}}
		/>
	);
	return (
		<details className="form">
			<summary>{text("board-incident-cancel")}</summary>
			<p>{text("board-incident-cancel-why")}</p>
			<div className="many">
				{REASONS.map((reason) => (
					<span key={reason} className="one">
						{button(reason, text(`cancel-${reason}`))}
					</span>
				))}
			</div>
			<TextInput
				label={text("board-incident-cancel-words")}
				value={words}
				maxLength={200}
				onChange={(event) => setWords(event.currentTarget.value)}
			/>
			{words.trim() && button(words.trim(), text("board-incident-cancel"))}
		</details>
	);
}

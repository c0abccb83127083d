/** Words to who is coming, who is silent, or all: sent after five seconds. */
import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { isAsked, isComing, type Screen } from "../../screen/screen.ts";
import { usePresses } from "../press.tsx";
import { writeTo } from "./orders.ts";

const WHOM = ["coming", "silent", "all"] as const;
type Whom = (typeof WHOM)[number];
const TEXT_MAX = 500;

export function Write({ screen: { board, text } }: { screen: Screen }) {
	const presses = usePresses();
	const [to, setTo] = useState<Whom>("coming");
	const [words, setWords] = useState("");
	const { responders } = board;
	const counts: Record<Whom, number> = {
		coming: responders.filter(isComing).length,
		silent: responders.filter(isAsked).length,
		all: responders.length,
	};
	const send = (): void => {
		presses.press({
			key: `write ${to} ${words}`,
			label: `${text(`bot-words-${to}`)}: «${words.trim()}»`,
			undo: true,
			send: writeTo(board.id, { to, text: words.trim() }),
		});
		setWords("");
	};
	return (
		<details className="form" id="write">
			<summary>{text("board-incident-write")}</summary>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					if (words.trim()) send();
				}}
			>
				<NativeSelect
					label={text("board-incident-write-to")}
					value={to}
					onChange={(event) => setTo(event.currentTarget.value as Whom)}
					data={WHOM.map((value) => ({
						value,
						label: text("bot-words-choice", {
							to: text(`bot-words-${value}`),
							count: counts[value],
						}),
					}))}
				/>
				<Textarea
					label={text("board-incident-write-text")}
					value={words}
					maxLength={TEXT_MAX}
					required
					autosize={false}
					rows={3}
					onChange={(event) => setWords(event.currentTarget.value)}
				/>
				<button type="submit" className="press">
					{text("button-write")}
				</button>
			</form>
		</details>
	);
}

/** Presses that are no forms: one tap that is done, and one that can be taken back for five seconds. */
import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { usePresses } from "../press.tsx";
import type { Order } from "../presses.ts";
import { useWords } from "../words.tsx";
import { SaidNow } from "./Foot.tsx";
import { type Said, saidOf } from "./keptForm.ts";

const UNDO_SECONDS = 5;

/** What became of the last press; a second one waits for the first. */
export function usePress() {
	const { text } = useWords();
	const [said, setSaid] = useState<Said>({ kind: "nothing" });
	const isUnderWay = useRef(false);
	const press = useCallback(
		async (send: () => Promise<unknown>): Promise<void> => {
			if (isUnderWay.current) return;
			isUnderWay.current = true;
			setSaid({ kind: "sending" });
			try {
				await send();
				setSaid({ kind: "saved" });
			} catch (error) {
				setSaid(saidOf(error, text));
			} finally {
				isUnderWay.current = false;
			}
		},
		[text],
	);
	return { said, press };
}

type RemoveProps = {
	/** What goes: «АЦ-40». */
	name: string;
	label: string;
	send(): Promise<unknown>;
	/** Where to go afterwards, while somebody still looks. */
	done?(): void;
};

/** One button, whose second press within five seconds takes the first back; leaving the page does not. */
export function Remove({ name, label, send, done }: RemoveProps) {
	const { text } = useWords();
	const { said, press } = usePress();
	const presses = usePresses();
	const [left, setLeft] = useState<number>();
	const waiting = useRef<(() => void) | undefined>(undefined);

	useEffect(() => {
		if (left === undefined) return;
		const timer = setTimeout(() => {
			if (left > 1) return setLeft(left - 1);
			setLeft(undefined);
			waiting.current = undefined;
			void press(async () => {
				await send();
				done?.();
			});
		}, 1_000);
		return () => clearTimeout(timer);
	}, [left, press, send, done]);
	useEffect(() => {
		const leave = () => {
			waiting.current?.();
			waiting.current = undefined;
		};
		window.addEventListener("pagehide", leave);
		return () => {
			window.removeEventListener("pagehide", leave);
			leave();
		};
	}, []);

	const isWaiting = left !== undefined;
	/** Nobody looks at this page any more: what became of it is said on the next. */
	const gone: Order = {
		key: `remove ${name}`,
		label: `${label} ${name}`,
		async send() {
			await send();
			return undefined;
		},
	};
	return (
		<div>
			<Button
				className="roster-danger"
				aria-disabled={said.kind === "sending"}
				onClick={() => {
					waiting.current = isWaiting ? undefined : () => presses.press(gone);
					setLeft(isWaiting ? undefined : UNDO_SECONDS);
				}}
			>
				{isWaiting ? text("board-press-undo-button", { seconds: left }) : label}
				<span className="out"> {name}</span>
			</Button>
			<p role="status">{isWaiting && text("board-remove-soon", { name })}</p>
			{said.kind !== "saved" && <SaidNow said={said} />}
		</div>
	);
}

/** Puts a text into the clipboard and says so. */
export function Copy({ words }: { words: string }) {
	const { text } = useWords();
	const [isCopied, setCopied] = useState<boolean>();
	return (
		<div className="roster-row">
			<Button
				onClick={() => {
					// Without https there is no clipboard: the text can be marked by hand.
					void Promise.resolve()
						.then(() => navigator.clipboard.writeText(words))
						.then(
							() => setCopied(true),
							() => setCopied(false),
						);
				}}
			>
				{text("board-copy")}
			</Button>
			<span role="status">
				{isCopied !== undefined &&
					text(isCopied ? "board-copied" : "board-not-copied")}
			</span>
		</div>
	);
}

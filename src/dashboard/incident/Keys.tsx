/**
 * The page without a mouse: a digit for what is urgent, letters for its parts, `?` for
 * the list. By the place of the key, so that a Ukrainian layout presses the same; off
 * while somebody writes, and off altogether where somebody wants it so.
 */
import { Checkbox } from "@mantine/core";
import "@mantine/core/styles/Checkbox.css";
import { useState } from "react";
import { keyOf } from "../../screen/actions.ts";
import type { Screen } from "../../screen/screen.ts";
import { KEYS_OFF, useKeys } from "../desk/keys.ts";
import { keep, kept } from "../kept.ts";
import { URGENT_KEYS, useUrgent } from "./Actions.tsx";
import { Dialog } from "./Dialog.tsx";
import { orderOf } from "./orderOf.ts";
import { usePresses } from "./press.tsx";

/** Key → the part of the page it goes to. */
const PLACES = {
	KeyM: { key: "M", to: "map", id: "board-incident-key-map" },
	KeyP: { key: "P", to: "people", id: "board-incident-key-people" },
	KeyT: { key: "T", to: "time", id: "board-incident-key-time" },
	KeyD: { key: "D", to: "actions", id: "board-incident-key-actions" },
	KeyW: { key: "W", to: "write", id: "board-incident-key-write" },
	KeyC: { key: "C", to: "correct", id: "board-incident-key-correct" },
} as const;

export function Keys({ screen }: { screen: Screen }) {
	const { text, board } = screen;
	const presses = usePresses();
	const urgent = useUrgent(screen);
	const [isListed, setListed] = useState(false);
	const [isOff, setOff] = useState(() => kept<boolean>(KEYS_OFF) ?? false);

	useKeys((event) => {
		if (event.key === "?") {
			setListed(true);
			return true;
		}
		if (event.shiftKey) return false;
		const digit = URGENT_KEYS.findIndex((key) => event.code === `Digit${key}`);
		const press = urgent[digit];
		if (press) {
			// A key is hit more easily than a button: five seconds to take it back.
			presses.press({ ...orderOf(board, press), undo: true });
			return true;
		}
		if (!(event.code in PLACES)) return false;
		goTo(PLACES[event.code as keyof typeof PLACES].to);
		return true;
	});

	return (
		<>
			<button
				type="button"
				className="plain keys"
				aria-keyshortcuts="?"
				onClick={() => setListed(true)}
			>
				{text("board-incident-keys")} <kbd>?</kbd>
			</button>
			{isListed && (
				<Dialog
					title={text("board-incident-keys-title")}
					onClose={() => setListed(false)}
				>
					<dl className="keys-list">
						{urgent.map((press, index) => (
							<div key={keyOf(press)}>
								<dt>
									<kbd>{URGENT_KEYS[index]}</kbd>
								</dt>
								<dd>
									{text("board-incident-key-urgent", { label: press.label })}
								</dd>
							</div>
						))}
						{Object.values(PLACES).map(({ key, id }) => (
							<div key={key}>
								<dt>
									<kbd>{key}</kbd>
								</dt>
								<dd>{text(id)}</dd>
							</div>
						))}
						<div>
							<dt>
								<kbd>?</kbd>
							</dt>
							<dd>{text("board-incident-key-list")}</dd>
						</div>
					</dl>
					<Checkbox
						label={text("board-incident-key-off")}
						checked={isOff}
						onChange={(event) => {
							setOff(event.currentTarget.checked);
							keep(KEYS_OFF, event.currentTarget.checked || undefined);
						}}
					/>
				</Dialog>
			)}
		</>
	);
}

/** Folded parts open on the way. */
function goTo(id: string): void {
	const part = document.getElementById(id);
	if (!part) return;
	if (part instanceof HTMLDetailsElement) part.open = true;
	const target =
		part instanceof HTMLDetailsElement ? part.querySelector("summary") : part;
	part.scrollIntoView({ block: "start" });
	(target as HTMLElement | null)?.focus({ preventScroll: true });
}

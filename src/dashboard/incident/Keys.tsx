/** The page without a mouse: a digit for what is urgent, letters for its parts. */
import type { Screen } from "../../screen/screen.ts";
import { KeyList } from "../keys/KeyList.tsx";
import { useKeys } from "../keys/keys.ts";
import { usePresses } from "../press.tsx";
import { URGENT_KEYS, useUrgent } from "./Actions.tsx";
import { orderOf } from "./orderOf.ts";

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

	useKeys((event) => {
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
		<KeyList
			keys={[
				...urgent.flatMap(({ label }, index) => {
					const key = URGENT_KEYS[index];
					return key
						? [[key, text("board-incident-key-urgent", { label })] as const]
						: [];
				}),
				...Object.values(PLACES).map(({ key, id }) => [key, text(id)] as const),
			]}
		/>
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

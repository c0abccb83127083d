/**
 * The order of the lines, held still while a finger or a key is among them: a line that
 * moves away under a press opens the wrong fire.
 */
import { useRef } from "react";
import { heldOrder, type Line } from "../../screen/desk.ts";

const RESTS_AFTER_MS = 3_000;

export function useHeldOrder(lines: readonly Line[]): {
	lines: Line[];
	/** A hand is here; `isDown` = until it lifts. */
	hold(isDown?: boolean): void;
} {
	const shown = useRef<string[]>([]);
	const held = useRef({ until: 0, isDown: false });
	const byId = new Map(lines.map((line) => [line.board.id, line]));
	const wanted = [...byId.keys()];
	const isHeld = held.current.isDown || Date.now() < held.current.until;
	shown.current = isHeld ? heldOrder(shown.current, wanted) : wanted;
	return {
		lines: shown.current.flatMap((id) => byId.get(id) ?? []),
		hold(isDown = false) {
			held.current = { until: Date.now() + RESTS_AFTER_MS, isDown };
		},
	};
}

/**
 * Focus outlives updates: where the thing that had it is gone (its button did its
 * work), whatever stands next in the same part of the page has it, not the top.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

const FOCUSABLE = "button, summary, a[href], input, select, textarea";

export function useKeptFocus(page: RefObject<HTMLElement | null>): void {
	const last = useRef<{
		element: Element;
		part: Element;
		/** The row it was in, wherever that goes. */
		row: string | undefined;
		index: number;
	}>(undefined);
	useEffect(() => {
		const note = ({ target }: FocusEvent): void => {
			if (!(target instanceof Element)) return;
			const part = target.closest("section");
			last.current =
				part && page.current?.contains(part)
					? {
							element: target,
							part,
							row: target.closest<HTMLElement>("[data-row]")?.dataset.row,
							index: inside(part).indexOf(target),
						}
					: undefined;
		};
		document.addEventListener("focusin", note);
		return () => document.removeEventListener("focusin", note);
	}, [page]);
	// After every drawing: only then is anything gone.
	useLayoutEffect(() => {
		const { element, part, row, index } = last.current ?? {};
		if (!element || !part || element.isConnected) return;
		if (document.activeElement !== document.body) return;
		const moved =
			row && page.current?.querySelector(`[data-row="${row}"] summary`);
		if (moved instanceof HTMLElement) {
			moved.focus({ preventScroll: true });
			return;
		}
		const next = part.isConnected
			? (inside(part)[index ?? 0] ?? inside(part).at(-1))
			: undefined;
		const target = next ?? page.current?.querySelector("[tabindex]");
		if (target instanceof HTMLElement) target.focus({ preventScroll: true });
	});
}

const inside = (part: Element): Element[] => [
	...part.querySelectorAll(FOCUSABLE),
];

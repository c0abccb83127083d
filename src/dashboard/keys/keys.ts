/**
 * Keys of a page; none while somebody writes, and none where they are switched off
 * (`KeyList.tsx`). Letters by their place, so that a Ukrainian layout presses the same.
 */
import { useEffect, useRef } from "react";
import { kept } from "../kept.ts";

export const KEYS_OFF = "dzvin-keys-off";

/** True = it was for us, and nobody else hears of it. */
export function useKeys(
	pressed: (event: KeyboardEvent) => boolean,
	{ first = false }: { first?: boolean } = {},
): void {
	const latest = useRef(pressed);
	useEffect(() => {
		latest.current = pressed;
	});
	useEffect(() => {
		const listen = (event: KeyboardEvent): void => {
			if (event.ctrlKey || event.metaKey || event.altKey) return;
			if (kept<boolean>(KEYS_OFF) || isWriting(event.target)) return;
			if (!latest.current(event)) return;
			event.preventDefault();
			event.stopImmediatePropagation();
		};
		window.addEventListener("keydown", listen, { capture: first });
		return () =>
			window.removeEventListener("keydown", listen, { capture: first });
	}, [first]);
}

const isWriting = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement &&
	(target.isContentEditable || target.closest(WRITTEN_IN) !== null);

/** Nobody writes digits or letters into a box that is ticked. */
const WRITTEN_IN =
	'input:not([type="checkbox"], [type="radio"]), select, textarea, dialog, [role="dialog"]';

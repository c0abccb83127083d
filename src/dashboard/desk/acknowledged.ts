/**
 * What this screen has answered with «Бачу»: kept with the tab, so that a page loaded
 * anew does not sound again. Another screen of the same desk sounds until somebody
 * there has seen it, too: nobody knows who sits before which.
 */
import { useSyncExternalStore } from "react";
import type { Acknowledged } from "../../screen/desk.ts";
import { keepInTab, keptInTab } from "../kept.ts";

const KEY = "dzvin-acknowledged";

let acknowledged = keptInTab<Acknowledged>(KEY) ?? {};
const listeners = new Set<() => void>();

export const useAcknowledged = (): Acknowledged =>
	useSyncExternalStore(subscribe, () => acknowledged);

export const acknowledgedNow = (): Acknowledged => acknowledged;

export function setAcknowledged(next: Acknowledged): void {
	if (next === acknowledged) return;
	acknowledged = next;
	keepInTab(KEY, next);
	for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
	};
};

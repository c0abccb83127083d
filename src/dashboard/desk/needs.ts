/**
 * What needs whoever looks at this screen, as far as it is known: a line that has just
 * come back, or a page that has just opened, is given a moment before it sounds, since
 * what it shows then is what it knew last.
 */
import { useEffect, useRef } from "react";
import {
	forgetPast,
	listenerOf,
	type Need,
	needsOf,
	unheardOf,
} from "../../screen/desk.ts";
import { STALE_AFTER_MS, serverNow, useBoards, useLine } from "../live.ts";
import { useSession } from "../session.tsx";
import { useTick } from "../tick.ts";
import { setAcknowledged, useAcknowledged } from "./acknowledged.ts";

const LOST_AFTER_MS = 5_000;
const SETTLED_AFTER_MS = 1_500;

export function useNeeds(): { needs: Need[]; sounding: Need[] } {
	const { me } = useSession();
	const boards = useBoards();
	const line = useLine();
	const acknowledged = useAcknowledged();
	// Drawn again each second, and with every sign of life: a browser slows the clock
	// of a window that nobody looks at, but not the stream.
	useTick();
	const now = Date.now();
	const isDown = line.isLost || now - line.heardAt > STALE_AFTER_MS;
	const since = useRef({ isDown, at: now });
	if (since.current.isDown !== isDown) since.current = { isDown, at: now };
	const sameMs = now - since.current.at;

	const frozen = useRef<Need[]>([]);
	const isKnown = !isDown && sameMs >= SETTLED_AFTER_MS;
	if (isKnown)
		frozen.current = needsOf(
			boards.values(),
			serverNow(),
			listenerOf(me),
			false,
		);
	const isLost = isDown && sameMs >= LOST_AFTER_MS;
	const needs = isLost
		? [...needsOf([], 0, listenerOf(me), true), ...frozen.current]
		: frozen.current;

	useEffect(() => {
		if (isKnown) setAcknowledged(forgetPast(acknowledged, needs, boards, true));
	});
	return { needs, sounding: unheardOf(needs, acknowledged) };
}

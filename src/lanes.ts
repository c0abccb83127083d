/**
 * Lanes: each carrier resource with its own bucket, breaker and places in
 * flight. A 429 or an outage in one never delays another.
 *
 * Machine time only (`Clock.mono`); nothing here is stored, so a restart begins
 * with a closed breaker and a full bucket, and the carrier tells the rest.
 */
import type { ChannelName } from "./core/kinds.ts";

export type LaneSettings = {
	/** Messages, or for SMS segments, a second. */
	perSecond: number;
	/** Requests under way at once. */
	inFlight: number;
	/** Units of the largest text; a bucket that never holds them would never send it. Default 1. */
	largestUnits?: number;
};

export type Lane = {
	name: ChannelName;
	/** Units and rows that may be claimed now. */
	room(mono: number): { units: number; rows: number };
	taken(units: number, mono: number): void;
	finished(): void;
	/** 429: nothing leaves before `untilMono`. */
	pause(untilMono: number): void;
	/** What came back: proof of life or of trouble. */
	heard(well: boolean, mono: number): void;
	/** Broken: only a probe leaves every two seconds, everybody else goes another way. */
	broken(): boolean;
	/** True for the one row that may try a broken lane now. */
	mayProbe(mono: number): boolean;
	paused(mono: number): boolean;
	/** Nothing under way and nothing taken lately: who is still waiting here is forgotten, not queued. */
	idle(mono: number): boolean;
	/** Milliseconds until a token is there. */
	nextRoomMs(mono: number): number;
};

// Five failures in a row are no accident; fewer would send a whole village to SMS for one lost packet.
const OPEN_AFTER = 5;
const PROBE_EVERY_MS = 2_000;
// Once is luck.
const CLOSE_AFTER = 2;

export function createLane(name: ChannelName, settings: LaneSettings): Lane {
	// A second's worth may leave at once: alerts come in bursts and carriers count per second.
	const burst = Math.max(settings.largestUnits ?? 1, settings.perSecond);
	let tokens = burst;
	let filledAt: number | undefined;
	let inFlight = 0;
	let pausedUntil = Number.NEGATIVE_INFINITY;
	let failures = 0;
	let successes = 0;
	let open = false;
	let probedAt = Number.NEGATIVE_INFINITY;

	const fill = (mono: number): void => {
		const since = mono - (filledAt ?? mono);
		tokens = Math.min(burst, tokens + (since / 1000) * settings.perSecond);
		filledAt = mono;
	};

	return {
		name,
		room(mono) {
			fill(mono);
			if (mono < pausedUntil) return { units: 0, rows: 0 };
			return {
				units: Math.max(0, Math.floor(tokens)),
				rows: Math.max(0, settings.inFlight - inFlight),
			};
		},
		taken(units, mono) {
			fill(mono);
			tokens -= units;
			inFlight += 1;
		},
		finished() {
			inFlight -= 1;
		},
		pause(untilMono) {
			pausedUntil = Math.max(pausedUntil, untilMono);
		},
		heard(well) {
			if (well) {
				failures = 0;
				successes += 1;
				if (open && successes >= CLOSE_AFTER) open = false;
				return;
			}
			successes = 0;
			failures += 1;
			if (failures >= OPEN_AFTER) open = true;
		},
		broken: () => open,
		mayProbe(mono) {
			if (mono - probedAt < PROBE_EVERY_MS) return false;
			probedAt = mono;
			return true;
		},
		idle(mono) {
			fill(mono);
			return inFlight === 0 && tokens >= burst;
		},
		paused: (mono) => mono < pausedUntil,
		nextRoomMs(mono) {
			fill(mono);
			const forToken =
				tokens >= 1 ? 0 : ((1 - tokens) / settings.perSecond) * 1000;
			return Math.max(forToken, pausedUntil - mono, 0);
		},
	};
}

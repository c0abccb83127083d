/**
 * The bell of the desk: tones the browser makes itself, repeated until somebody says
 * «Бачу». No files, so it sounds without a line, too, which is when it must.
 *
 * A browser lets no page sound before the person touched it; until then the bell says
 * so (`isAllowed`), and every touch of the page tries again.
 */
import type { NeedKind } from "../screen/desk.ts";

const AGAIN_AFTER_MS = 4_000;
const LOUDNESS = 0.35;
/** Longer than a click, shorter than a word. */
const EDGE_S = 0.015;

/** Hertz and length of each tone, in seconds. What is graver is faster and higher. */
type Tones = readonly (readonly [hertz: number, lengthS: number])[];
const ALARM: Tones = [
	[880, 0.18],
	[660, 0.18],
	[880, 0.18],
	[660, 0.18],
	[880, 0.3],
];
const CALL: Tones = [
	[660, 0.25],
	[880, 0.35],
];
const TONES: Record<NeedKind, Tones> = {
	lineLost: [
		[440, 0.3],
		[330, 0.5],
	],
	unheard: ALARM,
	notGathering: ALARM,
	undecided: CALL,
	short: CALL,
	overdue: CALL,
	raised: [
		[660, 0.2],
		[784, 0.2],
		[988, 0.35],
	],
};

export type Bell = ReturnType<typeof createBell>;

export function createBell() {
	const context = new AudioContext();
	const listeners = new Set<() => void>();
	let playedAt = 0;
	let playedFor: string | undefined;

	const allow = (): void => {
		if (context.state !== "running")
			void context.resume().catch(() => {
				// Still not touched; the bar that asks for it stays.
			});
	};
	const told = (): void => {
		for (const listener of listeners) listener();
	};
	context.addEventListener("statechange", told);
	window.addEventListener("pointerdown", allow);
	window.addEventListener("keydown", allow);

	function play(tones: Tones): void {
		let at = context.currentTime + EDGE_S;
		for (const [hertz, lengthS] of tones) {
			const tone = context.createOscillator();
			const loudness = context.createGain();
			tone.frequency.value = hertz;
			tone.type = "triangle";
			loudness.gain.setValueAtTime(0, at);
			loudness.gain.linearRampToValueAtTime(LOUDNESS, at + EDGE_S);
			loudness.gain.setValueAtTime(LOUDNESS, at + lengthS - EDGE_S);
			loudness.gain.linearRampToValueAtTime(0, at + lengthS);
			tone.connect(loudness).connect(context.destination);
			tone.start(at);
			tone.stop(at + lengthS);
			at += lengthS + EDGE_S;
		}
	}

	return {
		isAllowed: (): boolean => context.state === "running",
		allow,
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		/**
		 * Asked again each second by whoever knows what is needed: a new need sounds at
		 * once, the same one every few seconds, none not at all.
		 */
		sound(need: { key: string; kind: NeedKind } | undefined): void {
			if (!need) {
				playedFor = undefined;
				return;
			}
			if (context.state !== "running") return;
			const isNew = playedFor !== need.key;
			if (!isNew && Date.now() - playedAt < AGAIN_AFTER_MS) return;
			playedFor = need.key;
			playedAt = Date.now();
			play(TONES[need.kind]);
		},
		close(): void {
			window.removeEventListener("pointerdown", allow);
			window.removeEventListener("keydown", allow);
			context.removeEventListener("statechange", told);
			void context.close();
		},
	};
}

/**
 * What a live page is drawn from: what any screen of an incident is, and the link it
 * was opened by. Everything below `livePage/` is a pure function of it.
 */
import {
	type Looked,
	type Screen as PlainScreen,
	screenOf as plainScreenOf,
} from "../../screen/screen.ts";
import type { Wording } from "../../wording/wording.ts";

export type LiveView = Omit<Looked, "words"> & {
	wording: Wording;
	token: string;
};

export type Screen = PlainScreen & { token: string };

export const screenOf = ({ wording, ...view }: LiveView): Screen =>
	plainScreenOf({ ...view, words: wording.onScreen(view.locale) });

/**
 * What a screen says, in one language: the words pages on the server and the
 * application in the browser have in common. Small, so that the browser carries no
 * channel's templates.
 */
import type { Headline } from "../core/headline.ts";
import type { IncidentType, Instant, Locale } from "../core/kinds.ts";
import type { Gap } from "../core/message.ts";
import {
	hazardLine,
	minesLine,
	sayingIn,
	type WaterShown,
	waterText,
} from "./ground.ts";
import { headlineText, missingList, qualificationText } from "./pieces.ts";
import type { Args, Texts } from "./rendered.ts";
import { clock, distance } from "./speak.ts";

export type ScreenWords = {
	locale: Locale;
	/** A text by id, or `id.attribute`. Throws on an unknown id or a missing variable: both are defects. */
	text(id: string, args?: Args): string;
	has(id: string): boolean;
	/** «НЕМАЄ ВОДІЯ», «ВИЇЗД 03:14». */
	headline(headline: Headline, timeZone: string): string;
	/** «Бракує водія, 2 пожежних»; empty when nothing is missing. */
	missing(gaps: Gap[]): string;
	/** «водій»; a brigade's own word stays as it is. */
	qualification(qualification: string): string;
	/** Why somebody is called or passed over, with the number that explains it when there is one. */
	reason(
		kind: "why" | "passed",
		code: string,
		args?: { minutes?: number; number?: number | string },
	): string;
	/** 03:14 in that zone. */
	clock(at: Instant, timeZone: string): string;
	/** «850 м», «1,4 км». */
	distance(metres: number): string;
	/** «МІНИ: 400 м від пожежі. З доріг не сходити» */
	mines(metres: number, incidentType: IncidentType): string;
	/** «Небезпечна ділянка: 400 м» */
	hazard(metres: number): string;
	/** «Ставок біля школи, 350 м, набрати 5 хв» */
	water(water: WaterShown): string;
};

export const screenWords = (texts: Texts): ScreenWords => ({
	locale: texts.locale,
	text: texts.text,
	has: texts.has,
	headline: (headline, timeZone) => headlineText(headline, timeZone, texts),
	missing: (gaps) =>
		gaps.length === 0
			? ""
			: texts.text("missing", { list: missingList(gaps, texts) }),
	qualification: (qualification) => qualificationText(qualification, texts),
	reason: (kind, code, args = {}) => reason(texts, `${kind}-${code}`, args),
	clock,
	distance: (metres) => distance(metres, texts),
	mines: (mines, incidentType) =>
		minesLine({ mines, incidentType }, sayingIn(texts)),
	hazard: (metres) => hazardLine(metres, sayingIn(texts)),
	water: (water) => waterText(water, { ...sayingIn(texts), free: texts.free }),
});

function reason(
	texts: Texts,
	id: string,
	args: { minutes?: number; number?: number | string },
): string {
	const given: Args = {};
	if (args.minutes !== undefined) given.minutes = Math.round(args.minutes);
	if (args.number !== undefined) given.number = String(args.number);
	const explained =
		id === "passed-committed"
			? args.number !== undefined
			: args.minutes !== undefined;
	return texts.text(explained ? `${id}.detail` : id, given);
}

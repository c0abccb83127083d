/**
 * Mines and water in words: the one that nobody may miss, the other that helps.
 */
import { type About, type Message, TO_REPORTERS } from "../core/message.ts";
import { burns } from "./pieces.ts";
import { cut } from "./place.ts";
import type { Texts } from "./rendered.ts";
import { distance } from "./speak.ts";

/** As much of a language as messages and screens have in common. */
export type Saying = {
	text: Texts["text"];
	distance(metres: number): string;
};
export const sayingIn = (texts: Texts): Saying => ({
	text: texts.text,
	distance: (metres) => distance(metres, texts),
});

/** What is shown of a place a truck is filled at. */
export type WaterShown = {
	kind: string;
	name: string | null;
	distanceMetres: number;
	refillMinutes: number | null;
	saidDryAt: number | null;
};

/** An SMS has 70 letters: nearer than this the word МІНИ is worth one of them. */
const SMS_METRES = 500;
const LONGEST_NAME = 60;

/** These send nobody towards the place, or say it in words of their own. */
const WITHOUT_MINES: ReadonlySet<Message["kind"]> = new Set<Message["kind"]>([
	"wakeHousehold",
	"reserve",
	"standDown",
	"falseAlarm",
	"askWhich",
	"freedForActual",
	"cancelProposed",
	"unreachable",
	"seatGivenUp",
	"askReady",
	"noteReceived",
	"askClose",
	"helperStoodDown",
	"inform101",
	"reporterSays",
]);

function saysMines(message: Message): boolean {
	const { kind, mines, mode } = message;
	if (mines === undefined || mode === "test") return false;
	if (message.kind === "answerReceived") return message.answer === "responding";
	if (message.kind === "forObservers")
		return message.state === "alerted" || message.state === "left";
	return !WITHOUT_MINES.has(kind) && !TO_REPORTERS.has(kind);
}

/** «МІНИ: 400 м від пожежі. З доріг не сходити»; empty when none are known. */
export function minesLine(
	{ mines, incidentType }: Pick<About, "mines" | "incidentType">,
	saying: Saying,
): string {
	if (mines === undefined) return "";
	return saying.text(variantOf("card-mines", mines, burns(incidentType)), {
		distance: saying.distance(mines),
	});
}

/** For a message beside the card. */
export const minesBanner = (message: Message, texts: Texts): string =>
	saysMines(message) ? `⚠️ ${minesLine(message, sayingIn(texts))}` : "";

/** «400 м від пожежі» */
export const minesAt = (
	{ mines = 0, incidentType }: About,
	texts: Texts,
): string =>
	texts.text(variantOf("mines-at", mines, burns(incidentType)), {
		distance: distance(mines, texts),
	});

const variantOf = (id: string, metres: number, fire: boolean): string =>
	metres === 0
		? `${id}.${fire ? "inside" : "insideOther"}`
		: fire
			? id
			: `${id}.other`;

/** «МІНИ», where one more word of an SMS is worth it; empty where it says so itself. */
export const minesWord = (message: Message, texts: Texts): string =>
	saysMines(message) &&
	message.kind !== "minesFound" &&
	message.kind !== "helperAsked" &&
	(message.mines ?? 0) <= SMS_METRES
		? texts.text("sms-mines")
		: "";

/** In a call: two words with the place, and how far before the keys. */
export function spokenMines(
	message: Message,
	texts: Texts,
): { first: string; prompt: string } {
	const { mines, kind } = message;
	if (mines === undefined || !saysMines(message))
		return { first: "", prompt: "" };
	const own = kind === "minesFound" || kind === "helperAsked";
	return {
		first: own ? "" : texts.text("voice-mines.first"),
		prompt:
			mines === 0
				? texts.text("voice-mines.inside")
				: texts.text("voice-mines", { metres: roughly(mines) }),
	};
}

/** Never rounded away from the danger: 40 is said as 50 only because nobody paces 40 metres by night. */
const roughly = (metres: number): number => {
	const step = metres < 1_000 ? 50 : 100;
	return Math.max(step, Math.floor(metres / step) * step);
};

/** «Небезпечна ділянка: 400 м» */
export const hazardLine = (metres: number, saying: Saying): string =>
	metres === 0
		? saying.text("card-hazard.inside")
		: saying.text("card-hazard", { distance: saying.distance(metres) });

/** «Ставок біля школи, 350 м, набрати 5 хв (кажуть, води немає)» */
export function waterText(
	water: WaterShown,
	saying: Saying & Partial<Pick<Texts, "free">>,
): string {
	const { free = (words: string) => words } = saying;
	const name =
		cut(free(water.name ?? ""), LONGEST_NAME) ||
		saying.text(`water-kind-${water.kind}`);
	const args = { name, distance: saying.distance(water.distanceMetres) };
	const said =
		water.refillMinutes === null
			? saying.text("card-water", args)
			: saying.text("card-water-minutes", {
					...args,
					minutes: String(Math.round(water.refillMinutes)),
				});
	return water.saidDryAt === null
		? said
		: saying.text("card-water-said-dry", { water: said });
}

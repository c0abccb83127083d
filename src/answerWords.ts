/**
 * One sentence for what came of an answer, in the words of chat and page alike.
 */
import type { Answered, AnswerReceived } from "./answer.ts";
import type { Locale } from "./core/kinds.ts";
import type { Service } from "./service.ts";

const READINESS_SAID = {
	ready: "voice-said-ready",
	noWater: "voice-said-nowater",
	noFuel: "voice-said-nofuel",
	broken: "voice-said-broken",
} as const;

type Speaking = Pick<Service, "wording" | "settings">;

export function answeredText(
	{ wording, settings }: Speaking,
	answered: Answered,
	locale: Locale,
): string {
	const text = (id: string, args?: Record<string, string | number>) =>
		wording.text(locale, id, args);
	switch (answered.kind) {
		case "answered":
			return receivedText(answered.message);
		case "askSwitch":
			return text("page-answer-switch", {
				from: String(answered.from),
				number: String(answered.incident.number),
			});
		case "marked":
			return text("page-answer-marked", {
				mark: text(`mark-${answered.mark}`),
			});
		case "noted":
			return text("bot-note-stored");
		case "helper": {
			const { answer, etaAt } = answered;
			if (answer === "notResponding") return text("answer-helper-cannot");
			if (answer === "later") return text("answer-helper-later");
			return etaAt === undefined
				? text("answer-helper-coming")
				: text("answer-helper-coming-time", {
						time: wording.clock(etaAt, settings.timeZone),
					});
		}
		case "noStateCrew":
			return text("answer-state-nobody");
		case "decided":
			return text(`voice-said-${answered.decision.toLowerCase()}`, {
				number: String(answered.incident.number),
			});
		case "house":
			return text(`voice-said-${answered.said}`);
		case "readiness":
			return text(READINESS_SAID[answered.readiness]);
		case "map":
			return text("bot-map-sent");
		case "ended":
			return text("bot-answer-late");
		case "tooLate":
			return text("bot-answer-conflict");
		case "refused":
			return text("bot-answer-not-yours");
		default:
			return answered satisfies never;
	}

	function receivedText(message: AnswerReceived): string {
		const { answer, to, notDriving, etaAt, mode } = message;
		if (mode === "test") return text("page-answer-got-heard");
		if (answer === "notResponding")
			return text("page-answer-got-notResponding");
		if (answer === "later")
			return text(
				message.afterAllClear
					? "page-answer-got-allclear"
					: "page-answer-got-later",
			);
		const toStation = message.away ? "away" : "responding";
		const where = to === "scene" ? "scene" : toStation;
		const coming =
			etaAt === undefined
				? text(`page-answer-got-${where}`)
				: text(`page-answer-got-${where}-time`, {
						time: wording.clock(etaAt, settings.timeZone),
					});
		const but = [
			...(notDriving ? [text("page-answer-got-notDriving")] : []),
			...(message.waitsForDriver
				? [text(message.away ? "page-answer-waits-away" : "page-answer-waits")]
				: []),
		];
		return [coming, ...but].join(". ");
	}
}

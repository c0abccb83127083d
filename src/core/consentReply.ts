/**
 * «Згода», «ні», «не питати»: what a text says to the question whether somebody with a
 * machine agrees to be asked to fires. The whole text must say it; a word among others
 * agrees to nothing.
 */
import { readReply } from "./reply.ts";

/** What somebody says to it; after `never` only their own yes counts. */
export type ConsentWord = "yes" | "no" | "never";

/** «Ні» alone answers the question while it waits; later it may be meant for a fire that is over. */
export function readConsent(
	text: string,
	{ isWaiting }: { isWaiting: boolean },
): ConsentWord | undefined {
	const said = WORDS.get(plain(text));
	if (said || !isWaiting) return said;
	const reply = readReply(text);
	if (reply.kind !== "answer" || reply.etaMinutes !== undefined)
		return undefined;
	// «Так, але трактор зламаний» is for a human to read.
	if (reply.note !== undefined) return undefined;
	if (reply.answer === "responding") return "yes";
	return reply.answer === "notResponding" ? "no" : undefined;
}

const plain = (text: string): string =>
	text
		.toLowerCase()
		.replace(/['’ʼ]/g, "")
		.replace(/[^\p{L}]+/gu, " ")
		.trim()
		.replace(/^(?:я|i) /, "");

const SAID: Readonly<Record<ConsentWord, string>> = {
	yes: "згода | згоден | згодна | згодні | згідний | згідна | погоджуюсь | погоджуюся | zhoda | zgoda | zhoden | zgoden | zhodna | zgodna | agree",
	no: "не згода | не згоден | не згодна | незгоден | незгодна | не погоджуюсь | не погоджуюся | відмова | відмовляюсь | відмовляюся | ne zhoden | ne zgoden | ne zhodna | ne zgodna | disagree | do not agree | dont agree",
	never:
		"не питати | не питайте | більше не питати | більше не питайте | ne pytaty | bilshe ne pytaty | do not ask | dont ask | do not ask me any more",
};
const WORDS = new Map<string, ConsentWord>(
	(["yes", "no", "never"] as const).flatMap((word) =>
		SAID[word].split("|").map((one) => [one.trim(), word] as const),
	),
);
